"""Tells a flood from people who write: by an unseen field, by haste, and by how many come at once.

What looks like one is set aside and not refused: many people share one connection, as in a library
or a day centre. Only far above that nothing more is taken for a while. Who sends is known by a hash
of their address, whose salt is made anew each day in London and is nowhere but in memory.

It knows no page and no request. It asks no clock: every moment is given.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import secrets
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from connectdo.derive.dates import LONDON

HOUR = dt.timedelta(hours=1)
UNSEEN = "homepage"
"""The name of the field that no person sees, and that programs like to fill."""
FAR_ABOVE = 10
"""How many times the usual is more than can be looked at."""
TOO_MANY = (
    "Many people are writing just now, so this was not sent. Your words are still here. "
    "Please send it again in an hour, or ring."
)


class Aside(StrEnum):
    """Why something was set aside, as the store keeps it."""

    UNSEEN = "unseen"
    HASTE = "haste"
    ADDRESS = "address"
    LISTING = "listing"
    BOROUGH = "borough"
    NO_PROOF = "no-proof"
    WRONG_PROOF = "wrong-proof"


WHY = {
    Aside.UNSEEN: "A field was filled that no person sees.",
    Aside.HASTE: "It was sent sooner than a person can read the form.",
    Aside.ADDRESS: "Many messages came from one connection. It may be a shared one.",
    Aside.LISTING: "Many messages came about the same listing.",
    Aside.BOROUGH: "Many messages came about this borough.",
    Aside.NO_PROOF: "No proof of work came with it. Their browser may run no scripts.",
    Aside.WRONG_PROOF: "Its proof of work is too old, or was made for another form.",
}
"""What the team reads about it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages an hour are usual, and how many seconds a person needs for a form."""

    per_address: int = 10
    per_listing: int = 30
    per_borough: int = 200
    floor: int = 3


NO_LIMITS = Limits(10**9, 10**9, 10**9, 0)
"""On one's own computer: only the unseen field counts there."""


@dataclass(frozen=True, slots=True)
class Sending:
    """One press of "Send it". ``listing`` is empty where it is about none.

    ``opened`` is when its form was first shown, ``unseen`` what stands in the unseen field.
    ``lane`` is where it goes, or empty for the queue: each counts for itself, so that a flood of
    corrections keeps no worry out.
    """

    address: str
    borough: str
    listing: str
    opened: dt.datetime
    unseen: str = ""
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``aside`` is why it is set aside, or empty; ``refused`` says that there is no room for it."""

    aside: str = ""
    refused: bool = False


_Key = tuple[str, str, str]
"""What is counted, the lane, and of whom or what."""


class Floods:
    """What came in the last hour, in memory alone. Threads may share one."""

    def __init__(
        self, limits: Limits, salt: Callable[[], bytes] = lambda: secrets.token_bytes(32)
    ) -> None:
        """``salt`` makes the salt of a day."""
        self.limits = limits
        self._make_salt = salt
        self._salt = b""
        self._day: dt.date | None = None
        self._counts: Counter[_Key] = Counter()
        self._came: deque[tuple[dt.datetime, tuple[_Key, ...]]] = deque()
        self._lock = threading.Lock()

    def judge(self, sending: Sending, now: dt.datetime) -> Verdict:
        """What becomes of something that is sent. What is not refused counts from now on."""
        with self._lock:
            self._pass_time(now)
            lane, address = sending.lane, self._hash(sending.address)
            usual: dict[_Key, tuple[int, Aside]] = {
                ("address", lane, address): (self.limits.per_address, Aside.ADDRESS),
                ("borough", lane, sending.borough): (self.limits.per_borough, Aside.BOROUGH),
            }
            if sending.listing:
                about = ("listing", lane, f"{sending.borough}/{sending.listing}")
                usual[about] = (self.limits.per_listing, Aside.LISTING)
            if any(self._counts[key] >= most * FAR_ABOVE for key, (most, _) in usual.items()):
                return Verdict(refused=True)
            self._count(now, usual)
            if sending.unseen:
                return Verdict(Aside.UNSEEN)
            if now - sending.opened < dt.timedelta(seconds=self.limits.floor):
                return Verdict(Aside.HASTE)
            for key, (most, why) in usual.items():
                if self._counts[key] > most:
                    return Verdict(why)
            return Verdict()

    def may_keep(self, address: str, now: dt.datetime) -> bool:
        """Whether a connection may begin another half-filled form, which counts for itself."""
        with self._lock:
            self._pass_time(now)
            key = ("half filled", "", self._hash(address))
            if self._counts[key] >= self.limits.per_address * FAR_ABOVE:
                return False
            self._count(now, [key])
            return True

    def _pass_time(self, now: dt.datetime) -> None:
        """Forget what is an hour old; on a new day in London, who anybody was."""
        while self._came and self._came[0][0] <= now - HOUR:
            self._uncount(self._came.popleft()[1])
        day = now.astimezone(LONDON).date()
        if day != self._day:
            self._day, self._salt = day, self._make_salt()

    def _count(self, now: dt.datetime, keys: Iterable[_Key]) -> None:
        counted = tuple(keys)
        self._counts.update(counted)
        self._came.append((now, counted))

    def _uncount(self, keys: tuple[_Key, ...]) -> None:
        for key in keys:
            self._counts[key] -= 1
            if self._counts[key] <= 0:
                del self._counts[key]

    def _hash(self, address: str) -> str:
        """Whose connection it is. In the sixth version of the protocol a household has a /64."""
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            named = address
        else:
            if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
                found = found.ipv4_mapped
            at = 64 if found.version == 6 else 32
            named = str(ipaddress.ip_network((found, at), strict=False))
        return hashlib.blake2b(named.encode(), key=self._salt, digest_size=16).hexdigest()
