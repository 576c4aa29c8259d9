"""Moves the dates of an example forward by whole weeks, so that a demonstration never rots.

An invented listing is written for one day (``demonstration_as_of``). Reading it later moves every
date in it by the same number of whole weeks: weekdays stay, and so does the order of things.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeVar, cast

from pydantic import BaseModel

from connectdo.data.formats import Days

P = TypeVar("P", bound=BaseModel)


def weeks_to_move(written_for: dt.date | None, today: dt.date) -> int:
    """Whole weeks from the day the examples were written for until today; never negative."""
    return 0 if written_for is None else max(0, (today - written_for).days // 7)


def move_dates(thing: P, weeks: int) -> P:
    """The same thing with every date in it ``weeks`` later; the thing itself where none is."""
    return cast(P, _moved(thing, dt.timedelta(weeks=weeks))) if weeks else thing


def _moved(value: object, by: dt.timedelta) -> object:
    if isinstance(value, dt.date):
        return value + by
    if isinstance(value, Days):
        return Days(value.first + by, value.last + by)
    if isinstance(value, tuple):
        moved = tuple(_moved(item, by) for item in value)
        return (
            moved if any(new is not old for new, old in zip(moved, value, strict=True)) else value
        )
    if isinstance(value, BaseModel):
        changed = {}
        for name in type(value).model_fields:
            old = getattr(value, name)
            new = _moved(old, by)
            if new is not old:
                changed[name] = new
        return value.model_copy(update=changed) if changed else value
    return value
