"""Which day it is, for every verb that asks: ``--today``, else SOURCE_DATE_EPOCH, else the clock.

The one place where the package looks at a clock for a date. Always London's day.
"""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo

import click

from connectdo.data import formats
from connectdo.data.problems import Refusal, quoted

LONDON = ZoneInfo("Europe/London")


class Day(click.ParamType[dt.date]):
    """A day on the command line, YYYY-MM-DD, refused with the same sentence as in a file."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """The day that was written."""
        if isinstance(value, dt.date):
            return value
        try:
            return formats.parse_date(value)
        except formats.WrongValue as wrong:
            self.fail(wrong.message(), param, ctx)


def today(given: dt.date | None = None) -> dt.date:
    """The day to work with, in London. Raises Refusal where SOURCE_DATE_EPOCH is no number."""
    if given:
        return given
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not epoch:
        return dt.datetime.now(LONDON).date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), LONDON).date()
    except (ValueError, OverflowError, OSError):
        raise Refusal(
            f"SOURCE_DATE_EPOCH is {quoted(epoch)}, which is not a time in seconds. "
            "Set it to a whole number, or unset it."
        ) from None


option = click.option(
    "--today",
    "given_today",
    type=Day(),
    metavar="DATE",
    help="Work as if it were this day (YYYY-MM-DD).",
)
"""The option ``--today``; it arrives as ``given_today``."""
