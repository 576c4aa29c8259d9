"""What a file is by its first bytes, whatever its name ends in, and what to say of one that is no
spreadsheet. It reads no cells.
"""

from __future__ import annotations

import io
import json
import re
from enum import StrEnum
from pathlib import PurePath
from zipfile import ZipFile

from connectdo.data.problems import Refusal, quoted


class FileKind(StrEnum):
    """What can be read."""

    COMMAS = "comma-separated text"
    WORKBOOK = "Excel workbook"
    OPEN_DOCUMENT = "OpenDocument spreadsheet"
    OLD_WORKBOOK = "old Excel workbook"


_SAVE = 'Open it in your spreadsheet program and save it as .xlsx, or as "CSV UTF-8".'
_FIND = "Look for the spreadsheet itself, and give its name."
# How a file of another kind begins, what it is, and what to do.
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF", "Ask whoever made it for the spreadsheet itself."),
    (b"{\\rtf", "a text with formats (RTF)", "Copy its table into a spreadsheet, and save that."),
    (b"\x89PNG", "a picture (PNG)", _FIND),
    (b"\xff\xd8\xff", "a picture (JPEG)", _FIND),
    (b"GIF8", "a picture (GIF)", _FIND),
    (b"BM", "a picture (BMP)", _FIND),
    (b"II*\x00", "a picture (TIFF)", _FIND),
    (b"MM\x00*", "a picture (TIFF)", _FIND),
    (b"\x1f\x8b", "a packed file (gzip)", "Unpack it first, and give what is in it."),
    (b"7z\xbc\xaf", "a packed file (7-Zip)", "Unpack it first, and give what is in it."),
    (b"Rar!", "a packed file (RAR)", "Unpack it first, and give what is in it."),
    (b"BZh", "a packed file (bzip2)", "Unpack it first, and give what is in it."),
    (b"SQLite format 3", "a database (SQLite)", "Save its table as CSV."),
    (b"PAR1", "a table for programs (Parquet)", "Save it as CSV."),
    (b"\x7fELF", "a program", _FIND),
    (b"MZ", "a program", _FIND),
    (b"ID3", "a sound", _FIND),
    (b"OggS", "a sound", _FIND),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT = frozenset((b"BM", b"MZ", b"ID3", b"BZh"))
"""Letters with which a CSV may begin too: they count only where a zero follows soon."""
# Parts of packed documents: their name, and what the document is.
_PARTS = (
    ("word/document.xml", "a Word document", "Copy its table into a spreadsheet, and save that."),
    ("ppt/presentation.xml", "a PowerPoint presentation", _FIND),
    ("xl/workbook.bin", "a binary workbook (.xlsb)", _SAVE),
    ("Index/Document.iwa", "a Numbers or Pages document", _SAVE),
    ("Index.zip", "a Numbers or Pages document", _SAVE),
)
_WEB_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|table|div|meta|style)\b",
    re.S,
)
_MOST_PARTS = 20_000
_ODF = b"application/vnd.oasis.opendocument."
_ODF_NAMES = {"text": "a text document", "presentation": "a presentation", "graphics": "a drawing"}


def kind_of(file: str, data: bytes) -> FileKind:
    """What the bytes are. Raises Refusal for what cannot be read, with a sentence that names it."""
    if data[:4] == b"PK\x03\x04":
        return _packed(file, data)
    if data[:8] == _OLE:
        return _old(file, data)
    for start, what, advice in _OTHERS:
        if data.startswith(start) and (start not in _TEXT or b"\0" in data[:64]):
            raise _is_none(file, what, advice)
    if data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif") or data[8:12] == b"WEBP":
        raise _is_none(file, "a picture", _FIND)
    if data[4:8] == b"ftyp" or data[8:12] in (b"AVI ", b"WAVE"):
        raise _is_none(file, "a film or a sound", _FIND)
    _refuse_other_text(file, data)
    if PurePath(file).suffix.lower() in (".numbers", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"):
        printable = sum(byte >= 32 or byte in b"\t\r\n" for byte in data[:1000])
        if not data or printable < len(data[:1000]) * 0.7:
            raise Refusal(f"{quoted(file)} is not a spreadsheet that can be read. {_SAVE}")
    return FileKind.COMMAS


def _is_none(file: str, what: str, advice: str) -> Refusal:
    return Refusal(f"{quoted(file)} is {what}, and no spreadsheet. {advice}")


def _packed(file: str, data: bytes) -> FileKind:
    """A zip file by its parts."""
    if data.count(b"PK\x01\x02") > _MOST_PARTS:
        raise _is_none(file, f"a packed file of more than {_MOST_PARTS:,} parts", _SAVE)
    broken = Refusal(f"{quoted(file)} is not a spreadsheet that can be read. {_SAVE}")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            kind = b""
            if "mimetype" in archive.namelist():
                with archive.open("mimetype") as part:
                    kind = part.read(100)
    except Exception:  # BadZipFile, zlib.error, EOFError, and others of a file nothing is known of
        raise broken from None
    if kind.startswith(_ODF):
        name = kind.removeprefix(_ODF).decode("ascii", "replace").strip()
        if name.startswith("spreadsheet"):
            return FileKind.OPEN_DOCUMENT
        raise _is_none(file, _ODF_NAMES.get(name, "an OpenDocument file"), _SAVE)
    for name, what, advice in _PARTS:
        if name.lower() in names:
            if name.startswith("xl/"):
                raise Refusal(f"{quoted(file)} is {what}, which cannot be read as it is. {advice}")
            raise _is_none(file, what, advice)
    if any(name.startswith("xl/") for name in names) or "[content_types].xml" in names:
        return FileKind.WORKBOOK
    if "content.xml" in names:
        return FileKind.OPEN_DOCUMENT
    raise _is_none(file, "a packed file (zip)", "Unpack it first, and give what is in it.")


def _old(file: str, data: bytes) -> FileKind:
    """A document of Office as it was before 2007, or one of today under a password."""
    if any(name.encode("utf-16-le") in data for name in ("Workbook\0", "Book\0")):
        return FileKind.OLD_WORKBOOK
    for name, what, advice in (
        ("EncryptedPackage", "locked with a password", "Save it without one."),
        ("WordDocument", "a Word document, and no spreadsheet", _FIND),
        ("PowerPoint Document", "a PowerPoint presentation, and no spreadsheet", _FIND),
        ("__properties_version1.0", "an e-mail (Outlook), and no spreadsheet", _FIND),
    ):
        if name.encode("utf-16-le") in data:
            raise Refusal(f"{quoted(file)} is {what}. {advice}")
    return FileKind.OLD_WORKBOOK


def _refuse_other_text(file: str, data: bytes) -> None:
    """Raise Refusal for a text that is no list of values: a web page, XML, JSON, a calendar."""
    start = data[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if _WEB_PAGE.match(start):
        raise _is_none(file, "a web page (HTML)", _SAVE)
    if start.startswith(b"<?xml") or re.match(rb"<[a-z][\w:.-]*(?:\s[^<>]*)?/?>", start):
        is_2003 = b"office:spreadsheet" in start or b'progid="excel.sheet"' in start
        raise _is_none(file, "an XML table (Excel 2003)" if is_2003 else "an XML file", _SAVE)
    if start.startswith(b"begin:vc"):
        kind = "a calendar" if start.startswith(b"begin:vcalendar") else "an address book"
        raise _is_none(file, kind, _FIND)
    if start[:1] in (b"{", b"[") and _is_json(data):
        raise _is_none(file, "data for programs (JSON)", "Ask for it as CSV or as a spreadsheet.")
    if start.startswith(b"version https://git-lfs"):
        raise _is_none(file, "only a note of where a file lies (Git LFS)", "Fetch the file itself.")


def _is_json(data: bytes) -> bool:
    """Whether a text is JSON; of a long one, or one that is cut off, its start decides."""
    try:
        json.loads(data if len(data) < 2**20 else b"")
    except RecursionError:
        return True
    except ValueError:
        start = data[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
        return re.match(rb'\s*[\[{]\s*(?:[\[{]\s*)*"[^"\r\n]*"\s*:', start) is not None
    return True
