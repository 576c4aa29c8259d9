"""Turns a form's token into a sum for its sender's browser, and what comes back into a yes or no.

The sum is ALTCHA's, version 1: a browser tries numbers until the digest of one is the one that was
given. Each is signed with a key that is made of the store's for one form, and a form is sent once.
So no answer counts twice, also after a restart, and nothing has to be remembered.

It knows no page and no request, and asks no clock: every moment is given.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from altcha.v1 import ChallengeOptions, Payload, create_challenge, verify_solution

from connectdo.contribute.service.floods import Aside
from connectdo.contribute.store.store_values import code_of

CHALLENGE = "challenge"
"""The name of the field with the sum. form.js reads it."""
PAYLOAD = "altcha"
"""The name of the field with the answer, as form.js makes it."""
MOST_TRIES = 5_000
"""An old phone tries this many in about a second, and half of them on average."""
MOST_SIGNS = 600
"""Of an answer. Ours have fewer than 400."""


class ProofOfWork:
    """The sums of a host's forms, and their answers. Threads may share one."""

    def __init__(self, key: bytes, lasts: dt.timedelta) -> None:
        """``key`` is the store's; ``lasts`` is how long an answer counts."""
        self._key = key
        self._lasts = lasts

    def challenge(self, once: str, now: dt.datetime) -> str:
        """The sum of the form with a token, as JSON for its page."""
        made = create_challenge(
            ChallengeOptions(
                algorithm="SHA-256",
                max_number=MOST_TRIES,
                hmac_key=self._key_of(once),
                expires=now + self._lasts,
            )
        )
        return json.dumps(made.to_dict())

    def why_aside(self, payload: str, once: str, now: dt.datetime) -> Aside | None:
        """Why a form that came with an answer is set aside; None where the answer is right."""
        if not payload:
            return Aside.NO_PROOF
        return None if self._right(payload, once, now) else Aside.WRONG_PROOF

    # --- inside ----------------------------------------------------------------------------------

    def _key_of(self, once: str) -> bytes:
        return code_of(self._key, "proof of work", once)

    def _right(self, payload: str, once: str, now: dt.datetime) -> bool:
        found = _read(payload)
        if found is None:
            return False
        # The library would ask the machine's clock.
        right, _ = verify_solution(found, self._key_of(once), check_expires=False)
        if not right:
            return False
        _, expires, _ = found.parse_salt()  # ours, since it is signed
        return expires is not None and now.timestamp() < expires


def _read(payload: str) -> Payload | None:
    """What a browser sent, where it has the shape of an answer."""
    if len(payload) > MOST_SIGNS:
        return None
    try:
        found = Payload.from_base64(payload)
    except (ValueError, KeyError, TypeError):
        return None
    texts: tuple[Any, ...] = (found.algorithm, found.challenge, found.salt, found.signature)
    if not all(isinstance(each, str) and each.isascii() for each in texts):
        return None
    return found if type(found.number) is int else None
