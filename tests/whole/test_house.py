"""The house rules of the package: which room may import which, and who may touch the machine.

``broken_rules`` reads the source, not the running program, so that a rule holds for every line.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

RECORDS = ("data", "derive")
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "data": (),
    "derive": ("data",),
    "rules": RECORDS,
    "told": RECORDS,
    "pages": (*RECORDS, "rules", "told"),
    "feeds": (*RECORDS, "told"),
    "device": (*RECORDS, "told"),
    "theme": ("data",),
    "site": (*RECORDS, "rules", "told", "pages", "feeds", "device", "theme"),
    "contribute": (*RECORDS, "rules", "told", "pages", "theme"),
}
MAY_IMPORT["commands"] = tuple(MAY_IMPORT)
MAY_IMPORT["tools"] = tuple(MAY_IMPORT)
"""Each room, and what it may import beside itself."""

# A library that would shape everything around it stays in one place, and so does one that could
# be replaced by another.
ONLY_IN = {
    "pelican": "site",
    "flask": "contribute.intake",
    "charset_normalizer": "contribute.letter_codes",
    "ftfy": "contribute.encoded_twice",
    "xlfmt": "contribute.number_looks",
    "xlrd": "contribute.old_workbooks",
    "opening_hours": "contribute.taken_apart.opening_hours_text",
}

# Who may touch the disk, the clock or another process; in the data room it is the gate alone.
TOUCHING = ("data.gate", "site", "contribute", "commands", "tools")
TOUCHING_MODULES = frozenset(
    "asyncio atexit fileinput glob httpx importlib io locale multiprocessing os random secrets"
    " shelve shutil signal socket sqlalchemy sqlite3 subprocess tempfile threading time urllib"
    " watchfiles".split()
)
# Parts of those that only compute.
HARMLESS = ("urllib.parse", "io.StringIO", "io.BytesIO")
TOUCHING_CALLS = frozenset({"open", "input", "print", "__import__", "exec", "eval"})
TOUCHING_METHODS = frozenset(
    "now today utcnow fromtimestamp cwd home expanduser read_text read_bytes write_text"
    " write_bytes mkdir rmdir unlink touch iterdir rglob exists is_file is_dir stat lstat chmod"
    " symlink_to hardlink_to samefile".split()
)


def within(module: str, place: str) -> bool:
    """Whether ``module`` (as in ``data.reading``) is ``place`` or lies inside it."""
    return module == place or module.startswith(place + ".")


def within_any(module: str, places: Iterable[str]) -> bool:
    """Whether ``module`` lies inside one of ``places``."""
    return any(within(module, place) for place in places)


def imported(tree: ast.AST, module: str, *, is_package: bool) -> Iterator[tuple[int, str]]:
    """(line, full name) of everything a module imports; relative names are resolved."""
    package = module.split(".") if is_package else module.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}"


def touched(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, name) of every call that would reach the disk, the clock or the terminal."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in TOUCHING_CALLS:
                yield node.lineno, f"{node.func.id}()"
            elif isinstance(node.func, ast.Attribute) and node.func.attr in TOUCHING_METHODS:
                yield node.lineno, f".{node.func.attr}()"


def broken_rules(package: Path) -> list[str]:
    """Every broken house rule under ``package``, as ``file:line: what is wrong``, in order."""
    found: list[str] = []
    for path in sorted(package.rglob("*.py")):
        relative = path.relative_to(package)
        is_package = path.name == "__init__.py"
        parts = list(relative.parts[:-1]) + ([] if is_package else [path.stem])
        here = ".".join(parts)
        room = parts[0] if parts else ""
        tree = ast.parse(path.read_text(encoding="utf-8"))

        def broken(line: int, sentence: str, relative: Path = relative) -> None:
            found.append(f"{relative.as_posix()}:{line}: {sentence}")

        if room and room not in MAY_IMPORT and here != "__main__":
            broken(1, f"{room} is no room of the house")
            continue
        free = within_any(here, TOUCHING) or here == "__main__"
        full = ".".join(["connectdo", *parts])
        for line, name in imported(tree, full, is_package=is_package):
            top, _, rest = name.partition(".")
            if top == "connectdo":
                target = rest.split(".")[0]
                allowed = (room, *MAY_IMPORT.get(room, MAY_IMPORT))
                if target in MAY_IMPORT and target not in allowed:
                    broken(line, f"{room} may not import {target}")
            elif top in ONLY_IN and not within(here, ONLY_IN[top]):
                broken(line, f"only {ONLY_IN[top]} may import {top}")
            elif top in TOUCHING_MODULES and not free and not within_any(name, HARMLESS):
                broken(line, f"{here} may not import {top}: it reaches out of the program")
        if not free:
            for line, call in touched(tree):
                broken(line, f"{here} may not call {call}: it reaches out of the program")
    return found


def test_the_package_keeps_its_house_rules(root: Path) -> None:
    package = root / "plugins" / "connectdo"
    assert len(list(package.rglob("*.py"))) > 5, "nothing was read, so nothing was proven"
    assert broken_rules(package) == []


@pytest.mark.parametrize(
    ("path", "source", "expected"),
    [
        ("data/model.py", "from connectdo.rules import names", "data may not import rules"),
        ("derive/dates.py", "import connectdo.told.urls", "derive may not import told"),
        ("rules/names.py", "from ..feeds import atom", "rules may not import feeds"),
        ("data/model.py", "from .. import told", "data may not import told"),
        ("data/__init__.py", "from ..told import urls", "data may not import told"),
        ("feeds/atom.py", "from connectdo import site", "feeds may not import site"),
        (
            "told/urls.py",
            "def f():\n    import connectdo.commands",
            "told may not import commands",
        ),
        (
            "site/build.py",
            "from connectdo.contribute import form",
            "site may not import contribute",
        ),
        ("contribute/form.py", "from connectdo import site", "contribute may not import site"),
        ("commands/check.py", "import pelican", "only site may import pelican"),
        ("told/words.py", "from pelican.utils import slugify", "only site may import pelican"),
        ("contribute/form.py", "import flask", "only contribute.intake may import flask"),
        ("contribute/rows.py", "import xlrd", "only contribute.old_workbooks may import xlrd"),
        ("contribute/rows.py", "import opening_hours", "may import opening_hours"),
        ("derive/dates.py", "import os", "derive.dates may not import os"),
        ("derive/dates.py", "from time import time", "derive.dates may not import time"),
        ("rules/links.py", "import urllib.request", "rules.links may not import urllib"),
        ("feeds/atom.py", "import subprocess as s", "feeds.atom may not import subprocess"),
        ("data/model.py", "open('a')", "data.model may not call open()"),
        ("data/model.py", "from pathlib import Path\nPath('a').read_text()", ".read_text()"),
        (
            "pages/contents.py",
            "path.write_bytes(b'')",
            "pages.contents may not call .write_bytes()",
        ),
        ("derive/dates.py", "from datetime import date\ndate.today()", ".today()"),
        ("derive/dates.py", "import datetime\ndatetime.datetime.now()", ".now()"),
        ("helpers/words.py", "", "helpers is no room of the house"),
        ("shortcuts.py", "", "shortcuts is no room of the house"),
    ],
)
def test_a_broken_house_rule_is_found(
    tmp_path: Path, path: str, source: str, expected: str
) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")
    found = broken_rules(tmp_path)
    assert len(found) == 1
    assert found[0].startswith(f"{path}:{len(source.splitlines()) or 1}: ")
    assert expected in found[0]


def test_what_the_house_allows_is_not_found(tmp_path: Path) -> None:
    allowed = {
        "__init__.py": '"""The package."""',
        "__main__.py": "from connectdo.commands.main import main\nmain()",
        "data/__init__.py": "from .model import Listing",
        "data/model.py": "from datetime import date, time\nfrom urllib.parse import urlsplit",
        "data/gate.py": "import os\nfrom pathlib import Path\nPath('a').read_text()",
        "derive/dates.py": "from connectdo.data.model import Listing\nfrom . import words",
        "site/generator.py": "import pelican, time\nfrom connectdo.feeds import atom\nopen('a')",
        "contribute/intake.py": "import flask\nfrom ..rules import names",
        "commands/site.py": "from connectdo.site import build\nimport subprocess",
    }
    for path, source in allowed.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    assert broken_rules(tmp_path) == []


def test_every_test_that_sets_a_browsers_clock_is_marked_as_reading_a_day(root: Path) -> None:
    files = sorted((root / "tests").rglob("test_*.py"))
    setting = [file for file in files if "clock.set_fixed_time" in file.read_text("utf-8")]
    assert len(setting) > 3
    unmarked = [file.name for file in setting if "reads_a_day" not in file.read_text("utf-8")]
    assert unmarked == []


def test_no_two_modules_and_no_two_public_classes_have_one_name(root: Path) -> None:
    """Whoever looks for a name finds one place. The rooms' own words are names of rooms."""
    package = root / "plugins" / "connectdo"
    files = [path for path in package.rglob("*.py") if path.name != "__init__.py"]
    modules = Counter(path.stem for path in files)
    classes = Counter(
        node.name
        for path in files
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert modules["model"] == classes["Listing"] == 1
    assert [name for name, times in (modules + classes).items() if times > 1] == []
