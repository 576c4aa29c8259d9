"""Makes the secret of a sender's link, and what the database has of it and of a form's token.

The secret follows from the key, the reference and the token, and is made again each time: without
the key, nothing in the database tells it.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass, field

from connectdo.contribute.store.store_values import code_of


@dataclass(frozen=True, slots=True)
class SenderSecrets:
    """Those of one sort of things that are sent; ``of`` keeps them apart from all others."""

    key: bytes = field(repr=False)
    of: str = ""

    def came_with(self, once: str) -> str:
        """What stands for a form's token."""
        return self._code("once", once).hex()

    def found_by(self, secret: str) -> str:
        """What stands for the secret of a link."""
        return self._code("found by", secret).hex()

    def secret(self, id: str, came_with: str) -> str:
        """The secret of the link to what came as ``id``; ``came_with`` stands for its token."""
        return urlsafe_b64encode(self._code("secret", f"{id} {came_with}")[:24]).decode()

    def _code(self, use: str, words: str) -> bytes:
        return code_of(self.key, f"{self.of}{use}", words)
