"""Turns the theme's folder into a Jinja environment that renders one variable, ``view``.

Everything is escaped unless it is Markup, and a name that does not exist is an error, not an
empty space. There are no tests or globals of ours, and one filter (``drawings``, for the sprite):
a template that needs one is asking for a finished value in its shape. Nothing here knows records,
Pelican or Flask.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from pathlib import Path
from types import CodeType
from typing import Any, NoReturn

from jinja2 import (
    BaseLoader,
    Environment,
    StrictUndefined,
    Template,
    TemplateNotFound,
    UndefinedError,
)
from jinja2.bccache import Bucket, BytecodeCache

from connectdo.data.gate import read_below, text_of
from connectdo.theme.once import Once
from connectdo.theme.template_code import PlainCode, escaped

_DRAWING = re.compile(r'<use href="#i-([a-z-]+)"/>')


class _Compiled(BytecodeCache):
    """What was compiled in this process, by name and text: a site that is built again for each
    edit compiles only the templates that changed, and equal themes of two folders count as one."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name, wherever the file lies."""
        return name

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """What is known of a text, with the file that an error is to name."""
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code is not None and filename is not None:
            bucket.code = bucket.code.replace(co_filename=filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is known of it."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()

MOST_BYTES = 256 * 1024


class _Gate(BaseLoader):
    """Templates as the gate reads them: no link is followed."""

    def __init__(self, theme: Path) -> None:
        self._folder = theme / "templates"
        self._texts = {
            name: text_of(name, data, MOST_BYTES)
            for name, data in read_below(
                theme.parent, f"{theme.name}/templates", MOST_BYTES
            ).items()
        }

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        """As Jinja asks for one: its text, and the file to name where it is wrong."""
        if template not in self._texts:
            raise TemplateNotFound(template)
        return self._texts[template], str(self._folder / template), None

    def list_templates(self) -> list[str]:
        """Every template's name."""
        return sorted(self._texts)


class _Theme(Environment):
    """Jinja's environment without its ways to differ from page to page: a fifth of the time.

    No template has globals of its own, and one that was read never changes.
    """

    code_generator_class = PlainCode
    escaped = staticmethod(escaped)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._read: dict[str | Template, Template] = {}
        self._drawings: dict[frozenset[str], tuple[str, ...]] = {}
        self.filters["drawings"] = self.drawings

    def drawings(self, html: str) -> tuple[str, ...]:
        """The names of the drawings that a page uses, in order; equal ones are one object."""
        used = frozenset(_DRAWING.findall(html))
        return self._drawings.setdefault(used, tuple(sorted(used)))

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """A name that a view does not have is Jinja's own error, at the template's line."""
        try:
            super().handle_exception(source)
        except AttributeError as wrong:
            raise UndefinedError(str(wrong)).with_traceback(wrong.__traceback__) from None

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The same for every template."""
        return self.globals

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """A template by its name, read once."""
        found = self._read.get(name)
        if found is None:
            found = self._read[name] = super().get_template(name, parent, globals)
        return found


def make_environment(theme_dir: Path) -> Environment:
    """The environment over ``theme_dir/templates``.

    Templates are read once: whoever watches files makes a new environment when one changes.
    A template that is missing raises jinja2.TemplateNotFound, one that is no plain file Refusal.
    """
    return _Theme(
        loader=_Gate(theme_dir),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[Once],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_COMPILED,
    )
