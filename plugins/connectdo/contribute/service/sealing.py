"""Turns bytes into a sealed file that nobody reads or changes without the key, and back again.

The cryptography is the library's: AES-256 in GCM, under a key of the file's own that HKDF makes
from the given one and from bytes by chance. A file says by a code which key it was sealed with, so
that a wrong key and a damaged file have each a sentence. It knows nothing of what is sealed.
"""

from __future__ import annotations

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from connectdo.contribute.service.made_up import judged
from connectdo.data.problems import Refusal

KEY_NAME = "CONNECTDO_BACKUP_KEY"
"""The variable of the environment that has the key; nothing else ever does."""
MOST_SEALED = 2**31 - 1
"""Bytes that the library seals at once."""

_FIRST = b"connectdo backup 1\n"
_SALT, _WHICH, _NONCE = 32, 16, 12
_HEAD = len(_FIRST) + _SALT + _WHICH + _NONCE


def sealing_key(text: str | None) -> bytes:
    """The key, as the environment has it: 32 bytes or more by chance, in hex or base64.

    Raises Refusal, without a sign of it.
    """
    if not text:
        raise Refusal(
            f"{KEY_NAME} is not set. Make a key with `openssl rand -hex 32`, set {KEY_NAME} to it, "
            "and keep it in a second place too: without it no backup can be opened."
        )
    key, why = judged(text.strip())
    if why:
        raise Refusal(f"{KEY_NAME} {why}")
    return key


def seal(content: bytes, key: bytes) -> bytes:
    """The content, sealed. Raises Refusal for more than two gigabytes."""
    if len(content) > MOST_SEALED:
        raise Refusal("The store has more than 2 gigabytes, and a backup holds no more than that.")
    salt = secrets.token_bytes(_SALT)
    nonce = secrets.token_bytes(_NONCE)
    head = _FIRST + salt + _made(key, salt, b"which key", _WHICH) + nonce
    return head + AESGCM(_made(key, salt, b"the file's own key", 32)).encrypt(nonce, content, head)


def unseal(sealed: bytes, key: bytes, named: str) -> bytes:
    """What was sealed. Raises Refusal for another key, and where one byte is changed or missing.

    ``named`` is the file in the sentence.
    """
    head, rest = sealed[:_HEAD], sealed[_HEAD:]
    if not head.startswith(_FIRST):
        raise Refusal(f"{named} is no backup of this program, or its beginning is damaged.")
    salt, which, nonce = (
        head[len(_FIRST) :][:_SALT],
        head[len(_FIRST) + _SALT :][:_WHICH],
        head[-_NONCE:],
    )
    damaged = Refusal(f"{named} is damaged: a part of it is changed or missing. Take another one.")
    if len(head) < _HEAD:
        raise damaged
    try:
        return AESGCM(_made(key, salt, b"the file's own key", 32)).decrypt(nonce, rest, head)
    except InvalidTag:
        if hmac.compare_digest(_made(key, salt, b"which key", _WHICH), which):
            raise damaged from None
        raise Refusal(
            f"{named} was sealed with another key than {KEY_NAME} has. Set it to the one of that "
            "time."
        ) from None


def _made(key: bytes, salt: bytes, use: bytes, length: int) -> bytes:
    """Bytes of the key for one file and one use: none of them tells anything of another."""
    return HKDF(SHA256(), length, salt, b"connectdo backup 1: " + use).derive(key)
