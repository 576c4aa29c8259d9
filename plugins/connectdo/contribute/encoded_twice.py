"""Text that was turned into bytes twice: ``CafÃ©`` is ``Café``. ftfy is imported only here."""

from __future__ import annotations

import re

# A letter that starts a sign of UTF-8 when it is read as a byte, and one that goes on with it.
_LIKELY = re.compile(r"[\u00c2-\u00f4][^\x00-\x7f]")
_CERTAIN = {"encode", "decode"}


def put_right(text: str) -> str:
    """The text as it was meant, where that is certain: all of it is UTF-8 read as other letters.

    Any other text comes back as it is.
    """
    if text.isascii() or not _LIKELY.search(text):
        return text
    from ftfy import fix_encoding_and_explain

    fixed = fix_encoding_and_explain(text)
    steps = fixed.explanation or []
    certain = all(
        step.action in _CERTAIN or step.parameter == "decode_inconsistent_utf8" for step in steps
    )
    return fixed.text if certain and "\ufffd" not in fixed.text else text
