"""Ways to reach somebody: phone numbers, e-mail addresses, web addresses.

phonenumberslite and email-validator are imported only where a value needs them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated

from connectdo.data.formats.values import as_text, typed, typed_number, wrong
from connectdo.data.problems import quoted


@lru_cache(maxsize=20_000)
def _read_phone(text: str) -> tuple[str, bool] | None:
    """The number in E.164 and whether it is a mobile, or None where no British number is meant."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if is_for_drama(written):
        return written, written.startswith("+447")
    if not phonenumbers.is_valid_number(number):
        return None
    mobile = phonenumbers.number_type(number) in (
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    )
    return written, mobile


def is_for_drama(phone: str) -> bool:
    """True for a number that nobody has: the London and mobile ranges reserved for drama.

    Source: Ofcom, "Telephone numbers for use in TV and radio drama programmes".
    """
    digits = re.sub(r"\D", "", phone)
    return re.fullmatch(r"(?:44|0)(?:2079460|7700900)[0-9]{3}", digits) is not None


def phone_link(phone: str) -> str:
    """The number as ``+44…`` for tel: and sms: links. ValueError for an unchecked number."""
    found = _read_phone(phone)
    if found is None:
        raise ValueError(phone)
    return found[0]


def is_mobile(phone: str) -> bool:
    """True for a mobile or personal number, which may belong to one person."""
    found = _read_phone(phone)
    return bool(found and found[1])


def parse_phone(value: object) -> str:
    """A British phone number, kept as it was written. Errors: phone-is-valid."""
    text = as_text(value, "020 7946 0123")
    if _read_phone(text) is None:
        digits = sum(character.isdigit() for character in text)
        reason = (
            f": it has {digits} digits, and most British numbers have 11" if digits != 11 else ""
        )
        raise wrong(
            "phone-is-valid",
            f"{quoted(text)} is not a phone number{reason}. Write it as 020 7946 0123.",
        )
    return text


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


def parse_web_address(value: object) -> str:
    """A web address with https:// or http://. Errors: web-address-is-valid."""
    text = as_text(value, "https://example.org")
    if re.fullmatch(r"https?://(?:[\w-]+\.)+[a-zA-Z]{2,}(?::[0-9]+)?(?:[/?#][^\s<>\"'\\]*)?", text):
        return text
    bare = re.fullmatch(r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?:/\S*)?", text)
    advice = f"Did you mean https://{text}?" if bare else "Write it as https://example.org."
    raise wrong("web-address-is-valid", f"{quoted(text)} is not a web address. {advice}")


Phone = Annotated[str, *typed_number(parse_phone)]
Email = Annotated[str, *typed(parse_email, format="email")]
WebAddress = Annotated[str, *typed(parse_web_address, pattern="^https?://")]
