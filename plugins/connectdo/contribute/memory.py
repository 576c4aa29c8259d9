"""What an import wrote before: a digest of each file, kept in the borough's folder.

``boroughs/<borough>/.imports/<mapping>.json`` is committed with the files. A file that differs
from its digest has been edited by somebody and belongs to them. Line ends do not count.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from connectdo.data.gate import NotThere, read_file, read_text
from connectdo.data.problems import Refusal, quoted

ABOUT = (
    "What an import wrote, and how. A file that differs from its digest was edited by hand and "
    "is left alone; take its line out and delete the file to import it anew."
)

MOST_BYTES = 16 * 1024 * 1024
"""Of one file: a line for each of a hundred thousand others."""


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@dataclass(slots=True)
class Memory:
    """The digests of one mapping in one borough, by path from the project down."""

    root: Path
    file: Path
    digests: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path, borough: str, mapping: str) -> Memory:
        """What is remembered; nothing before the first import. Refusal for a broken file."""
        file = root / "boroughs" / borough / ".imports" / f"{mapping}.json"
        try:
            path = file.relative_to(root).as_posix()
            found = json.loads(read_text(root, path, MOST_BYTES))["files"]
            digests = {f"boroughs/{borough}/{name}": str(was) for name, was in found.items()}
        except NotThere:
            digests = {}
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Refusal(
                f"{quoted(str(file))} cannot be read, so nobody knows which files were edited by "
                "hand. Bring it back from the project's history."
            ) from None
        return cls(root, file, digests)

    def text_of(self, path: str) -> str | None:
        """The text of a file as it is now, or None where it is not there."""
        try:
            data = read_file(self.root, path, MOST_BYTES)
        except NotThere:
            return None
        return data.decode("utf-8", "replace").replace("\r\n", "\n")

    def knows(self, path: str) -> bool:
        """Whether an import wrote it at some time."""
        return path in self.digests

    def wrote(self, path: str, text: str) -> bool:
        """Whether the text is the one that an import wrote."""
        return self.digests.get(path) == _digest(text)

    def keep(self, path: str, text: str) -> None:
        """Remember a file that is as an import would write it."""
        self.digests[path] = _digest(text)

    def write(self, path: str, text: str) -> None:
        """Write a file whole or not at all, and remember it. Refusal where the disk says no."""
        _write_whole(self.root / path, text)
        self.keep(path, text)

    def save(self) -> None:
        """Write the memory itself, in a stable order; nothing where it has not changed."""
        folder = self.file.parent.parent
        files = {
            (self.root / path).relative_to(folder).as_posix(): digest
            for path, digest in sorted(self.digests.items())
        }
        text = json.dumps({"about": ABOUT, "files": files}, indent=1) + "\n"
        try:
            if self.file.read_text("utf-8") == text:
                return
        except OSError:
            pass
        if files:
            _write_whole(self.file, text)


def _write_whole(file: Path, text: str) -> None:
    """Beside it first and then in its place, so that nobody ever reads half a file."""
    beside = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(file)
    except OSError as wrong:
        beside.unlink(missing_ok=True)
        raise Refusal(
            f"{quoted(str(file))} cannot be written: {wrong.strerror}. "
            "Mend that and run the import again; what was written stays right."
        ) from None
