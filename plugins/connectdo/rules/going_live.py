"""What stands in the way of a borough that is to go live: the rules there are, asked as if it were.

It knows no rule. What only warns day by day may be enough to wait here: ``timely`` names it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from connectdo.data.model import BoroughStatus
from connectdo.data.problems import Problem
from connectdo.data.reading import Reading
from connectdo.rules import check_directory
from connectdo.rules.timely import NOT_YET_LIVE


def in_the_way(reading: Reading, borough: str, today: dt.date) -> list[Problem]:
    """What must be mended before a borough of the reading goes live, or stays so; in order.

    Problems of other boroughs are left out, those of what all share are not.
    """
    record = reading.directory.boroughs[borough]
    live = replace(record, data=record.data.model_copy(update={"status": BoroughStatus.LIVE}))
    boroughs = {**reading.directory.boroughs, borough: live}
    as_if = replace(reading, directory=replace(reading.directory, boroughs=boroughs))
    return [
        replace(each, severity="error")
        for each in check_directory(as_if, today)
        if _stops(each) and (each.path.startswith(f"boroughs/{borough}/") or _is_shared(each))
    ]


def _stops(problem: Problem) -> bool:
    """Whether it must be mended; of a draft, what was wrong in a single file has stopped nobody."""
    return problem.severity in ("error", "draft") or problem.check in NOT_YET_LIVE


def _is_shared(problem: Problem) -> bool:
    return not problem.path.startswith("boroughs/")
