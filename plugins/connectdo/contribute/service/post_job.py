"""The job that hands due letters to the post, one at a time, and notes what became of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from connectdo.contribute.service.letter_texts import CODE_MINUTES, LetterKind
from connectdo.contribute.service.post import NeverArrives, NotSent
from connectdo.contribute.store.store_letters import Letter, Letters

LEASE = dt.timedelta(minutes=5)
"""How long a letter that is being sent is nobody else's: longer than a mail server may take."""
LIVES = dt.timedelta(minutes=CODE_MINUTES)
"""How old a code may be when it is sent."""
REST = dt.timedelta(seconds=30)
"""How long no letter is tried after the mail server was not there."""


class PostJob:
    """Sends one due letter a call. ``still_so`` says of a letter whether it is to go after all."""

    def __init__(
        self,
        letters: Letters,
        send: Callable[[Letter], None],
        still_so: Callable[[Letter], bool],
        now: Callable[[], dt.datetime],
    ) -> None:
        self._letters = letters
        self._send = send
        self._still_so = still_so
        self._now = now
        self._tried: dt.datetime | None = None
        """When the mail server was last not there."""

    def __call__(self) -> bool:
        """Whether there was a letter, and the next one can be tried at once."""
        now = self._now()
        # A clock that was put back must not keep letters for hours.
        if self._tried is not None and abs(now - self._tried) < REST:
            return False
        self._tried = None
        for letter in self._letters.claim(now, LEASE, most=1):
            return self._one(letter, now)
        return False

    def _one(self, letter: Letter, now: dt.datetime) -> bool:
        if letter.kind == LetterKind.CODE and now - letter.written >= LIVES:
            self._letters.failed(letter, "The code was too old to be sent.", now, final=True)
            return True
        if not self._still_so(letter):
            self._letters.withdraw(letter.key)
            return True
        try:
            self._send(letter)
        except NeverArrives as why:
            self._letters.failed(letter, str(why), now, final=True)
        except NotSent as why:
            self._letters.failed(letter, str(why), now)
            if why.away:
                self._tried = now
                return False
        except Exception:
            self._letters.failed(letter, "A mistake of the program.", now)
            raise
        else:
            self._letters.went(letter)
        return True
