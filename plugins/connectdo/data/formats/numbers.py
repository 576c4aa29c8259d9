"""Money, ages, counts and lengths of time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from connectdo.data.formats.values import as_text, typed, typed_number, wrong
from connectdo.data.problems import quoted


def parse_money(value: object) -> Decimal:
    """Pounds, as 3.50 or 3. Errors: money-is-valid."""
    text = as_text(value, "3.50")
    plain = text.replace(",", "").removeprefix("£").strip()
    if re.fullmatch(r"[0-9]{1,5}(?:\.[0-9]{2})?", text):
        return Decimal(text)
    if re.fullmatch(r"[0-9]{1,5}(?:\.[0-9]{1,2})?", plain):
        advice = f"Did you mean {Decimal(plain):.2f}?"
    elif re.fullmatch(r"[0-9]{1,6}p", text):
        advice = f"Did you mean {Decimal(text[:-1]) / 100:.2f}?"
    else:
        advice = "Write the pounds as a number, as 3.50."
    raise wrong("money-is-valid", f"{quoted(text)} is not a sum of pounds. {advice}")


@dataclass(frozen=True, slots=True)
class Ages:
    """From ``low`` to ``high`` years, both included; None where there is no limit."""

    low: int | None
    high: int | None

    def __str__(self) -> str:
        if self.low is None:
            return f"under {(self.high or 0) + 1}"
        return f"{self.low} and over" if self.high is None else f"{self.low} to {self.high}"


def parse_ages(value: object) -> Ages:
    """``18 to 65``, ``60 and over`` or ``under 25``. Errors: ages-are-valid."""
    text = as_text(value, "18 to 65")
    if found := re.fullmatch(r"([0-9]{1,3}) to ([0-9]{1,3})", text):
        ages = Ages(int(found[1]), int(found[2]))
        if int(found[2]) < int(found[1]):
            raise wrong(
                "ages-are-valid",
                f"{quoted(text)} ends before it starts. Put the lower age first.",
            )
    elif found := re.fullmatch(r"([0-9]{1,3}) and over", text):
        ages = Ages(int(found[1]), None)
    elif found := re.fullmatch(r"under ([0-9]{1,3})", text):
        ages = Ages(None, int(found[1]) - 1)
    else:
        raise wrong(
            "ages-are-valid",
            f"{quoted(text)} is not a range of ages. "
            'Write "18 to 65", "60 and over" or "under 25".',
        )
    if any(age is not None and age > 110 for age in (ages.low, ages.high)):
        raise wrong("ages-are-valid", f"{quoted(text)} names an age above 110. Look at it again.")
    return ages


def parse_count(value: object) -> int:
    """A whole number from 1 to 999. Errors: number-is-valid."""
    text = as_text(value, "8")
    if re.fullmatch(r"[1-9][0-9]{0,2}", text):
        return int(text)
    raise wrong("number-is-valid", f"{quoted(text)} is not a whole number. Write it as 8.")


def parse_months(value: object) -> int:
    """``6 months``, from 1 to 36. Errors: months-are-valid."""
    text = as_text(value, "6 months")
    found = re.fullmatch(r"([0-9]{1,2}) months?", text)
    if found and 1 <= int(found[1]) <= 36:
        return int(found[1])
    raise wrong(
        "months-are-valid",
        f'{quoted(text)} is not a length of time. Write it as "6 months", from 1 to 36.',
    )


Money = Annotated[Decimal, *typed_number(parse_money, pattern=r"^[0-9]{1,5}(\.[0-9]{2})?$")]
AgeRange = Annotated[Ages, *typed(parse_ages)]
Count = Annotated[int, *typed_number(parse_count, pattern=r"^[1-9][0-9]{0,2}$")]
Months = Annotated[int, *typed(parse_months, pattern=r"^[0-9]{1,2} months?$")]
