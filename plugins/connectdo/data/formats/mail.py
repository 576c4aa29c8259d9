"""E-mail addresses.

email-validator is imported only where a value needs it.
"""

from __future__ import annotations

import re
from typing import Annotated

from connectdo.data.formats.values import as_text, typed, wrong
from connectdo.data.problems import quoted


def parse_email(value: object) -> str:
    """An e-mail address. Errors: email-is-valid."""
    text = as_text(value, "hello@example.org")
    if re.fullmatch(r"[a-z0-9._+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}", text) and ".." not in text:
        return text
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        raise wrong(
            "email-is-valid",
            f"{quoted(text)} is not an e-mail address. Write it as hello@example.org.",
        ) from None


Email = Annotated[str, *typed(parse_email, format="email")]
