"""The letters that say that a worry came: to the lead and the deputy, at once, and nothing of it.

Where nobody says by its day that it was read, they are told again on each day.

It asks the store itself, and not whoever took the worry in: so a kill in between keeps nobody from
knowing. The clock is given.
"""

from __future__ import annotations

from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.letter_texts import LetterKind, LetterWords
from connectdo.contribute.service.teams import Teams
from connectdo.contribute.store.store_matters import MatterLane, MatterState
from connectdo.derive.dates import LONDON


class WorryAlerts:
    """Writes to the guards of a borough once for each worry that nobody has acknowledged yet.

    Of those that are late it writes once a day in London, of all of a borough together.
    """

    def __init__(self, teams: Teams) -> None:
        self._teams = teams

    def __call__(self) -> bool:
        """Whether a letter was written."""
        teams, now = self._teams, self._teams.now()
        wrote = False
        for borough in teams.boroughs():
            name = teams.who_answers(borough).borough
            came = [
                each
                for each in teams.store.matters.open_in(borough, [MatterLane.WORRY])
                if each.state is MatterState.RECEIVED
            ]
            words = letter_texts.worry(name, teams.review)
            for matter in came:
                wrote |= self._write(borough, f"worry/{matter.id}", words)
            if late := sum(each.late(now) for each in came):
                words = letter_texts.late_worries(name, late, teams.review)
                day = now.astimezone(LONDON).date()
                wrote |= self._write(borough, f"worry-late/{borough}/{day}", words)
        return wrote

    def _write(self, borough: str, about: str, words: LetterWords) -> bool:
        wrote = False
        for each in self._teams.guards(borough):
            key = f"{about}/{each.id}"
            wrote |= self._teams.write(key, LetterKind.WORRY, borough, each.mail, words)
        return wrote
