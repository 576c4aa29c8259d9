"""Pelican's writer, with our way of putting files on the disk.

Pelican's own writer gives a template the whole context and opens files in place; this one gives
it the finished view and nothing else, and writes through ``Output``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican import signals
from pelican.writers import Writer

from connectdo.site.output import Output


class WholeFileWriter(Writer):  # type: ignore[misc]
    """Writes each file whole or not at all, and remembers what it wrote."""

    def __init__(self, output_path: str, settings: Any = None) -> None:
        """As Pelican calls it."""
        super().__init__(output_path, settings=settings)
        self.output = Output(Path(output_path))

    def write_file(self, name: str, template: Template, context: Any, **kwargs: Any) -> None:
        """Render a prose page: its template sees the page's view, and nothing else."""
        page = kwargs["page"]
        self.output.write(name, template.render(view=page.view).encode())


def register() -> None:
    """Tell Pelican of the writer."""
    signals.get_writer.connect(_writer)


def _writer(_pelican: Any) -> type[WholeFileWriter]:
    return WholeFileWriter
