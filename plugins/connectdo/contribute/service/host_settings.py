"""Turns the environment of a host into its settings, or into all that is wrong with them at once.

Secrets come from the environment alone: never from a file of the repository, nor from a word on the
command line. No sentence, printed value or traceback has one. It opens no file and asks no network.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from email_validator import EmailNotValidError, validate_email

from connectdo.contribute.service.floods import Limits
from connectdo.contribute.service.made_up import KEY_BYTES, judged
from connectdo.contribute.store.store import LONGEST_WAIT, MOST_WAITING
from connectdo.data.problems import Refusal, nearest, quoted

PREFIX = "CONNECTDO_"
HOME = ("127.0.0.1", "::1", "localhost")
"""This computer, as an address names it."""
USUAL_WAIT = 10
"""Minutes."""
SMTP_PORTS = {"smtps": 465, "smtp+starttls": 587, "smtp": 25}
"""How a mail server is spoken to, and the port where it is by custom."""

_KNOWN = {
    "URL": "where people find the forms, such as https://connect.example.org",
    "KEY": f"the secret key of all links, {KEY_BYTES} bytes or more",
    "SMTP": "the mail server, such as smtps://USER:PASSWORD@mail.example.org",
    "MAIL_FROM": "the address that mail comes from",
    "SECOND_ADDRESS": "whom to write to when nobody of the team answers",
    "PROXY": "the address of the web server in front, such as 127.0.0.1",
    "REMOTE": "the name of the remote repository, such as origin",
    "BRANCH": "the branch that is published",
    "PUBLIC": "the folder of the published site",
    "SITE_URL": "where the published site is, if that is another address",
    "BACKUPS": "the folder for backups",
    "BACKUP_KEY": f"the secret key of the backups, {KEY_BYTES} bytes or more",
    "PER_ADDRESS": "how many messages an hour from one connection are usual",
    "PER_LISTING": "how many messages an hour about one listing are usual",
    "PER_BOROUGH": "how many messages an hour about one borough are usual",
    "MOST_WAITING": "how many messages may wait for a decision",
    "FLOOR": "how many seconds a person needs for a form",
    "PROOF_OF_WORK": "whether browsers do a sum before a form is sent: off, or on",
    "WAIT": "how many minutes a decision can be taken back",
}
_SECRET = ("KEY", "SMTP", "BACKUP_KEY")
_NEEDED = ("URL", "KEY", "SMTP", "MAIL_FROM", "PROXY", "PUBLIC")
"""What a host needs. On this computer alone, for trying, the address and the key are enough."""
_WRITE_SMTP = (
    "Write it as smtps://USER:PASSWORD@mail.example.org:465, or with smtp+starttls:// and 587. "
    "In a password write %40 for @, %3A for :, %2F for /, %3F for ? and %23 for #."
)
_OF_TESTS = ("CONNECTDO_TEST_",)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over. ``security`` is "smtps", "smtp+starttls" or "smtp"."""

    security: str
    host: str
    port: int
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class HostSettings:
    """What a host is told. Addresses end in "/". Its printed words have no secret.

    ``mail`` is None where no mail goes out, as it may be on this computer alone; ``remote`` and
    ``backups`` are empty and None where there are none.
    """

    url: str
    key: bytes = field(repr=False)
    mail: MailServer | None
    mail_from: str
    second_address: str
    proxy: str
    remote: str
    branch: str
    public: Path | None
    site_url: str
    backups: Path | None
    backup_key: bytes = field(repr=False)
    limits: Limits
    proof_of_work: bool
    most_waiting: int
    wait: dt.timedelta

    @property
    def for_trying(self) -> bool:
        """Whether only this computer reaches it."""
        return is_home(self.url)

    @property
    def host(self) -> str:
        """The name, with its port, under which it is asked."""
        return urlsplit(self.url).netloc

    def warnings(self) -> Iterator[str]:
        """What whoever starts it has to know, though it starts."""
        if self.for_trying:
            yield f"{self.url} is for trying: only this computer reaches it, without encryption."
        if not self.remote:
            yield "CONNECTDO_REMOTE is not set: what is accepted stays on this machine alone."
        if self.backups is None:
            yield "CONNECTDO_BACKUPS is not set: what people send is on one disk alone."
        if not self.second_address:
            yield (
                "CONNECTDO_SECOND_ADDRESS is not set: nobody else is told when the team is silent."
            )

    def require_lead(self, has_lead: Callable[[], bool]) -> None:
        """Raises Refusal where a host has no safeguarding lead. For trying none is needed."""
        if not self.for_trying and not has_lead():
            raise Refusal(
                "Nobody is named who reads it when somebody may be in danger. Name one first: "
                "connectdo reviewer add NAME MAIL --borough ID --role lead"
            )


def is_home(url: str) -> bool:
    """Whether an address is one of this computer alone."""
    return urlsplit(url).hostname in HOME


def read_host_settings(environment: Mapping[str, str]) -> HostSettings:
    """The settings of a host. Raises Refusal with a line for each thing that is wrong."""
    found = _Reading(environment)
    settings = found.settings()
    if found.wrong or settings is None:
        raise Refusal("\n".join(found.wrong))
    return settings


def key_of(environment: Mapping[str, str]) -> bytes | None:
    """The store's key for any verb that opens a host's store; None where there is none.

    Raises Refusal for one that is made up.
    """
    if not environment.get(f"{PREFIX}KEY", "").strip():
        return None
    found = _Reading(environment)
    key = found.key("KEY")
    if found.wrong:
        raise Refusal("\n".join(found.wrong))
    return key


class _Reading:
    """The environment, and what was found to be wrong with it so far."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.given = {
            name.removeprefix(PREFIX): value.strip()
            for name, value in environment.items()
            if name.startswith(PREFIX) and not name.startswith(_OF_TESTS) and value.strip()
        }
        self.wrong: list[str] = []

    def settings(self) -> HostSettings | None:
        """The settings; None where something in them is missing or wrong."""
        url = self._url("URL")
        for_trying = is_home(url)
        for name in sorted(self.given.keys() - _KNOWN.keys()):
            near = nearest(name, _KNOWN)
            advice = f"Did you mean {PREFIX}{near}?" if near else "Take it out."
            self._say(name, f"is not a setting. {advice}")
        for name in _NEEDED:
            if name not in self.given and (not for_trying or name in ("URL", "KEY")):
                self._say(name, f"is missing. Set it to {_KNOWN[name]}.")
        key, backup_key = self.key("KEY"), self.key("BACKUP_KEY")
        if key and key == backup_key:
            self._say("BACKUP_KEY", "is the same as CONNECTDO_KEY. Make another one.")
        if "BACKUPS" in self.given and "BACKUP_KEY" not in self.given:
            self._say("BACKUP_KEY", f"is missing. Set it to {_KNOWN['BACKUP_KEY']}.")
        usual = Limits()
        settings = HostSettings(
            url=url,
            key=key,
            mail=self._mail(for_trying),
            mail_from=self._mail_address("MAIL_FROM"),
            second_address=self._mail_address("SECOND_ADDRESS"),
            proxy=self._proxy(),
            remote=self._name("REMOTE", ""),
            branch=self._name("BRANCH", "main"),
            public=self._folder("PUBLIC"),
            site_url=self._url("SITE_URL") or url,
            backups=self._folder("BACKUPS"),
            backup_key=backup_key,
            limits=Limits(
                per_address=self._number("PER_ADDRESS", usual.per_address),
                per_listing=self._number("PER_LISTING", usual.per_listing),
                per_borough=self._number("PER_BOROUGH", usual.per_borough),
                floor=self._number("FLOOR", usual.floor, least=0),
            ),
            proof_of_work=self._on("PROOF_OF_WORK"),
            most_waiting=self._number("MOST_WAITING", MOST_WAITING),
            wait=self._wait(),
        )
        return None if self.wrong else settings

    def key(self, name: str) -> bytes:
        """A secret key. What is wrong with it is said without a sign of it."""
        text = self.given.get(name, "")
        if not text:
            return b""
        key, why = judged(text)
        if why:
            self._say(name, why)
        return key

    # --- inside ----------------------------------------------------------------------------------

    def _wait(self) -> dt.timedelta:
        minutes = self._number("WAIT", USUAL_WAIT, least=1)
        if dt.timedelta(minutes=minutes) <= LONGEST_WAIT:
            return dt.timedelta(minutes=minutes)
        self._say("WAIT", "is longer than an hour. Write a number of minutes from 1 to 60.")
        return LONGEST_WAIT

    def _say(self, name: str, what: str) -> None:
        self.wrong.append(f"{PREFIX}{name} {what}")

    def _quote(self, text: str) -> str:
        """What was found, but for what a secret may have strayed into."""
        if "@" in text or any(self.given.get(name, "?\0") in text for name in _SECRET):
            return "what it says"
        return quoted(text)

    def _url(self, name: str) -> str:
        """A web address with "/" at its end; empty where there is none, or a wrong one."""
        text = self.given.get(name, "")
        if not text:
            return ""
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            self._say(name, "is not a web address. Write it as https://connect.example.org")
            return ""
        host = parts.hostname or ""
        own_path = name == "URL" and parts.path not in ("", "/")
        plain = re.fullmatch(r"[a-z0-9.:-]+", host) and not (parts.query or parts.fragment)
        if parts.scheme not in ("http", "https") or not plain or parts.username is not None:
            self._say(
                name,
                f"is not a web address: {self._quote(text)}. "
                "Write it as https://connect.example.org",
            )
            return ""
        if own_path:
            self._say(name, f"has a path: {self._quote(text)}. The forms need a host of their own.")
        if parts.scheme == "http" and host not in HOME:
            self._say(
                name,
                f"is {self._quote(text)}, and what people write would go unencrypted. Put a web "
                f"server with a certificate in front, and write https://{host}",
            )
        named = f"[{host}]" if ":" in host else host
        usual = {"http": 80, "https": 443}[parts.scheme]
        at = "" if port in (None, usual) else f":{port}"
        return f"{parts.scheme}://{named}{at}{parts.path.rstrip('/')}/"

    def _mail(self, for_trying: bool) -> MailServer | None:
        text = self.given.get("SMTP", "")
        if not text:
            return None
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            self._say("SMTP", f"cannot be read. {_WRITE_SMTP}")
            return None
        host = parts.hostname or ""
        if parts.scheme not in SMTP_PORTS or not host:
            self._say(
                "SMTP",
                f"is not the address of a mail server. {_WRITE_SMTP}",
            )
            return None
        if parts.path.strip("/") or parts.query or parts.fragment:
            self._say("SMTP", f"goes on behind its host. {_WRITE_SMTP}")
        if parts.scheme == "smtp" and not (for_trying or host in HOME):
            self._say(
                "SMTP",
                "would send mail and password unencrypted. Write smtps:// or smtp+starttls://.",
            )
        if parts.username and parts.password is None:
            self._say("SMTP", "has a user and no password. Write it as USER:PASSWORD@ before host.")
        return MailServer(
            parts.scheme,
            host,
            port or SMTP_PORTS[parts.scheme],
            unquote(parts.username or ""),
            unquote(parts.password or ""),
        )

    def _mail_address(self, name: str) -> str:
        text = self.given.get(name, "")
        if not text:
            return ""
        try:
            return validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError:
            self._say(name, "is not a mail address. Write it as team@example.org, without a name.")
            return ""

    def _proxy(self) -> str:
        """The one web server that is believed, as the network names it."""
        text = self.given.get("PROXY", "")
        if text and text != "unix" and not re.fullmatch(r"[0-9a-f.:]+", text):
            self._say(
                "PROXY",
                f"is not one address: {self._quote(text)}. "
                'Write 127.0.0.1, or "unix" where it comes through a socket of this machine.',
            )
        return text

    def _name(self, name: str, otherwise: str) -> str:
        """A name that git knows. An address may hold a password, so it is not one."""
        text = self.given.get(name, otherwise)
        if text and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._/-]*", text):
            self._say(
                name,
                "is not a name that git knows. Give the address a name with "
                "git remote add origin ADDRESS, and write origin."
                if name == "REMOTE"
                else f"is not a branch: {self._quote(text)}. Write its name, such as main.",
            )
        return text

    def _folder(self, name: str) -> Path | None:
        text = self.given.get(name, "")
        if not text:
            return None
        if not text.startswith("/"):
            self._say(name, f"is {self._quote(text)}. Write the whole path, from / on.")
        return Path(text)

    def _on(self, name: str) -> bool:
        """Whether something that is off by itself is on."""
        text = self.given.get(name, "off")
        if text not in ("off", "on"):
            near = nearest(text, ("off", "on"))
            advice = f"Did you mean {near}? " if near else ""
            self._say(name, f"is {self._quote(text)}. {advice}Write off or on.")
        return text == "on"

    def _number(self, name: str, otherwise: int, least: int = 1) -> int:
        text = self.given.get(name, "")
        if not text:
            return otherwise
        if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) < least:
            self._say(
                name,
                f"is {self._quote(text)}. Write a whole number from {least} on, "
                f"such as {otherwise}.",
            )
            return otherwise
        return int(text)
