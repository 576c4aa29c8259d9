"""Turns a permanent key (``listing/lambeth/tuesday-gardening``) into the ids that feeds carry.

A key keeps the first id a thing ever had, so a rename or a move changes none of these. The
namespace is fixed for good: another one would make every subscriber see everything twice.
"""

from __future__ import annotations

from uuid import UUID, uuid5

NAMESPACE = UUID("5a1f0c52-7d0b-5c36-9a53-3f1f7f0e6c11")


def permanent_id(key: str) -> UUID:
    """The UUID of a key; the same in every build, on every machine."""
    return uuid5(NAMESPACE, key)


def urn(key: str) -> str:
    """``urn:uuid:…``, for feeds whose ids are addresses."""
    return f"urn:uuid:{permanent_id(key)}"
