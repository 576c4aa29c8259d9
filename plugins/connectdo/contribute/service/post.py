"""Turns a letter into a mail, and hands it to the mail server of the host.

Plain text, with nothing in it that tells whether it was read. What goes wrong is one of two: the
address will never do, or it can be tried again. Neither says an address or a word of the letter,
since a mail server repeats both in its answers. It knows no store.
"""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum

from connectdo.contribute.store.store_letters import Letter
from connectdo.data.characters import without_unseen
from connectdo.data.problems import Refusal

PATIENCE = 20.0
"""Seconds that a mail server has for each of its answers."""
MOST_SUBJECT = 150
"""Signs."""
_OF_OURS = (530, 534, 535, 538)
"""A refusal that is about how we came in, and not about who the letter is for."""


class Security(StrEnum):
    """How the way to the mail server is kept from others."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class PostSettings:
    """The mail server of a host, and who writes. Without a ``user`` nobody signs in."""

    host: str
    port: int
    security: Security
    sender: str
    name: str
    user: str = ""
    password: str = field(default="", repr=False)


class NeverArrives(Refusal):
    """The mail server will not take a letter to this address, today or later."""


class NotSent(Refusal):
    """The letter did not go, and may at another time. ``away`` says that no other letter would."""

    def __init__(self, sentence: str, *, away: bool = True) -> None:
        self.away = away
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Post:
    """The way out for letters. ``trusted`` are certificates beyond those of the machine."""

    settings: PostSettings
    trusted: ssl.SSLContext | None = None

    def send(self, letter: Letter) -> None:
        """Hand it to the mail server. Raises NeverArrives, NotSent."""
        mail = mail_of(letter, self.settings)
        try:
            server = self._server()
            try:
                server.send_message(mail, self.settings.sender, [letter.to])
            finally:
                # The letter is taken, or not: how we part changes nothing of that.
                with contextlib.suppress(OSError, smtplib.SMTPException):
                    server.quit()
        except smtplib.SMTPRecipientsRefused as why:
            code, said = why.recipients[letter.to]
            raise _refused(code, said) from None
        except smtplib.SMTPNotSupportedError:
            raise NotSent("The mail server cannot do what the settings ask for.") from None
        except smtplib.SMTPDataError as why:
            raise NotSent(
                f"The mail server did not take the letter ({why.smtp_code}).", away=False
            ) from None
        except smtplib.SMTPResponseException as why:
            raise NotSent(f"The mail server turned us away ({why.smtp_code}).") from None
        except ssl.SSLError:
            raise NotSent("The way to the mail server cannot be kept safe.") from None
        except (OSError, smtplib.SMTPException):
            raise NotSent("The mail server does not answer.") from None

    def _server(self) -> smtplib.SMTP:
        """A connection on which letters are taken. It does not say the name of this machine."""
        asked = self.settings
        us = _host_of(asked.sender)
        safe = self.trusted or ssl.create_default_context()
        server: smtplib.SMTP
        if asked.security is Security.TLS:
            server = smtplib.SMTP_SSL(asked.host, asked.port, us, timeout=PATIENCE, context=safe)
        else:
            server = smtplib.SMTP(asked.host, asked.port, us, timeout=PATIENCE)
        try:
            if asked.security is Security.STARTTLS:
                server.starttls(context=safe)
            if asked.user:
                server.login(asked.user, asked.password)
        except BaseException:
            server.close()
            raise
        return server


def mail_of(letter: Letter, settings: PostSettings) -> EmailMessage:
    """The mail of a letter: at every try the same. Raises NeverArrives for what is no address."""
    mail = EmailMessage(policy=SMTP)
    if not letter.to.isascii():
        raise NeverArrives("The address has signs that few mail servers know.")
    try:
        to = Address(addr_spec=letter.to)
    except (ValueError, IndexError, MessageError):  # as the email package takes what is none
        raise NeverArrives("The address is none.") from None
    if to.addr_spec != letter.to:
        raise NeverArrives("The address is none.")
    local, _, domain = settings.sender.rpartition("@")
    mail["From"] = Address(one_line(settings.name), local, domain)
    mail["To"] = to
    mail["Subject"] = one_line(letter.subject)[:MOST_SUBJECT]
    mail["Date"] = format_datetime(letter.written)
    mail["Message-ID"] = letter.message_id(_host_of(settings.sender))
    mail["Auto-Submitted"] = "auto-generated"
    # Signs beyond ASCII and long lines arrive through any server.
    mail.set_content(_writable(letter.body), charset="utf-8", cte="quoted-printable")
    return mail


def one_line(words: str) -> str:
    """Words for a header: no line end in them, and nothing that nobody sees.

    The email package reads "=?utf-8?q?=0D=0A?=" as the line end that it stands for, and writes it.
    """
    return " ".join(_writable(without_unseen(words)).split()).replace("=?", "= ?")


def _writable(words: str) -> str:
    """Half a sign cannot be sent."""
    return words.encode("utf-8", "replace").decode()


def _refused(code: int, said: bytes) -> Refusal:
    """What the answer to an address means. "5.7" is about us: a relay, a list, a signature."""
    about_us = code in _OF_OURS or re.match(rb"\s*5\.7\.", said)
    if code >= 500 and not about_us:
        return NeverArrives(f"The mail server says that there is no such address ({code}).")
    return NotSent(f"The mail server did not take the address ({code}).", away=False)


def _host_of(address: str) -> str:
    return address.rpartition("@")[2]
