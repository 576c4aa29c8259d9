"""Web addresses: what a browser takes for one is one, and it is kept in the form that all read.

The host is in small letters and in the form that the internet asks for (``xn--…`` for letters with
accents), what follows it is percent-encoded where it must be, and nothing else is changed. So what
is accepted can be asked for by any program. The rules are those of RFC 3986 and IDNA 2008. Refused
are what a browser takes and an editor hardly means: spaces, passwords, hosts without a dot, numbers
for a host. idna is imported only where a host needs it.
"""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import quote, unquote

from connectdo.data.formats.values import as_text, typed, wrong
from connectdo.data.problems import quoted

_PORTS = {"https": 443, "http": 80}
_KEPT = "/?#[]@!$&'()*+,;=:%|"
_PARTS = re.compile(r"(https?)://([^/?#@:]+)(?::(\d{0,5}))?([/?#].*)?", re.IGNORECASE)
_NEVER = re.compile(r"[\s\x00-\x1f\x7f\"<>\\]")
_OWN = re.compile(
    r"(https?)://((?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::[1-9]\d{0,4})?)(/[^\s]*)?", re.IGNORECASE
)
_PATH = re.compile(r"(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*)?/?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LAST = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]+")
_BEGINNING = re.compile(r"(?:https?\b)?[:;]?/*(?=\S)", re.IGNORECASE)


def parse_web_address(value: object) -> str:
    """A web address with https:// or http://, as all programs read it. Errors:
    web-address-is-valid."""
    text = as_text(value, "https://example.org")
    try:
        return _normal(text)
    except ValueError:
        meant = _meant(text)
    advice = f"Did you mean {meant}?" if meant else "Write it as https://example.org."
    raise wrong("web-address-is-valid", f"{quoted(text)} is not a web address. {advice}")


def site_address(text: str) -> str:
    """Where a site is published, without a slash at its end: a web address, which may hold a path
    and be a machine's number or its own name for itself. Raises ValueError.
    """
    own = _OWN.fullmatch(text)
    if "?" in text or "#" in text:
        raise ValueError(text)
    if own and not all(int(number) < limit for number, limit in _numbers(own)):
        raise ValueError(text)
    address = own.expand(r"\1://\2").lower() + (own[3] or "") if own else _normal(text)
    path = _PATH.fullmatch(address.partition("://")[2].partition("/")[2])
    if path is None or {".", ".."} & set(path[0].split("/")):
        raise ValueError(text)
    return address.rstrip("/")


def _numbers(own: re.Match[str]) -> list[tuple[str, int]]:
    """The numbers of a machine's address and of its port, each with what it must be less than."""
    host, _, port = own[2].partition(":")
    octets = [(each, 256) for each in host.split(".") if each.isdigit()]
    return [*octets, *([(port, 65536)] if port else [])]


def shown_host(address: str) -> str:
    """The part of a web address that people recognise, in its own letters."""
    host = re.split("[/?#]", address.partition("://")[2])[0].removeprefix("www.")
    if "xn--" not in host:
        return host
    import idna

    return ".".join(
        idna.decode(label) if label.startswith("xn--") else label for label in host.split(".")
    )


def _normal(text: str) -> str:
    """Raises ValueError for what is no web address."""
    found = _PARTS.fullmatch(text)
    if found is None or _NEVER.search(text):
        raise ValueError(text)
    scheme, host, port, rest = found.groups()
    scheme = scheme.lower()
    number = int(port) if port else _PORTS[scheme]
    if not 0 < number < 65536:
        raise ValueError(text)
    said = "" if number == _PORTS[scheme] else f":{number}"
    return f"{scheme}://{_host(host)}{said}{quote(rest or '', safe=_KEPT)}"


def _host(text: str) -> str:
    """Raises ValueError, idna's error among them."""
    host = unquote(text, errors="strict").lower()
    if not host.isascii() or "xn--" in host:
        import idna

        host = idna.encode(host, uts46=True).decode("ascii")
        idna.decode(host)
    host = host.removesuffix(".")
    labels = host.split(".")
    right = len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and _LAST.fullmatch(labels[-1])
    if not right or len(host) > 253:
        raise ValueError(text)
    return host


def _meant(text: str) -> str:
    """The address that was likely meant, or nothing."""
    bare = text.strip("<>\"'“”‘’ ").rstrip(".,;").replace("\\", "/")
    bare = _BEGINNING.sub("", _BEGINNING.sub("", bare, count=1), count=1)
    host, slash, rest = bare.partition("/")
    if "://" in text:
        host = host.rpartition("@")[2]
    begun = text.lower()
    scheme = "http" if begun.startswith("http:") and "https:" not in begun else "https"
    try:
        return _normal(f"{scheme}://{host}{slash}{quote(rest, safe=_KEPT)}")
    except ValueError:
        return ""


WebAddress = Annotated[str, *typed(parse_web_address, pattern="^[Hh][Tt][Tt][Pp][Ss]?://")]
