"""The letters that say that a worry came: to the lead and the deputy, at once, and nothing of it.

It asks the store itself, and not whoever took the worry in: so a kill in between keeps nobody from
knowing. The clock is given.
"""

from __future__ import annotations

from connectdo.contribute.service import letter_texts
from connectdo.contribute.service.letter_texts import LetterKind
from connectdo.contribute.service.teams import Teams
from connectdo.contribute.store.store_matters import MatterLane, MatterState


class WorryAlerts:
    """Writes to the guards of a borough once for each worry that nobody has acknowledged yet."""

    def __init__(self, teams: Teams) -> None:
        self._teams = teams

    def __call__(self) -> bool:
        """Whether a letter was written."""
        wrote = False
        for borough in self._teams.boroughs():
            came = [
                each
                for each in self._teams.store.matters.open_in(borough, [MatterLane.WORRY])
                if each.state is MatterState.RECEIVED
            ]
            for matter in came:
                wrote |= self._write(borough, matter.id)
        return wrote

    def _write(self, borough: str, reference: str) -> bool:
        teams = self._teams
        words = letter_texts.worry(teams.who_answers(borough).borough, teams.review)
        wrote = False
        for each in teams.guards(borough):
            key = f"worry/{reference}/{each.id}"
            wrote |= teams.write(key, LetterKind.WORRY, borough, each.mail, words)
        return wrote
