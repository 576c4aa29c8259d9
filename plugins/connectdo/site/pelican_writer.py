"""Pelican's writer, with our way of putting files on the disk.

Pelican's own writer gives a template the whole context, takes a template of its own when ours is
missing, and opens files in place. This one renders the finished view alone, with our strict
environment, and writes through ``Output``.
"""

from __future__ import annotations

from typing import Any

from jinja2 import Template
from pelican import signals
from pelican.writers import Writer

from connectdo.site.one_build import build_of


class WholeFileWriter(Writer):  # type: ignore[misc]
    """Writes each file whole or not at all, and remembers what it wrote."""

    def __init__(self, output_path: str, settings: Any = None) -> None:
        """As Pelican calls it."""
        super().__init__(output_path, settings=settings)
        self.build = build_of(settings)

    def write_file(self, name: str, template: Template, context: Any, **kwargs: Any) -> None:
        """Render a prose page: its template sees the page's view, and nothing else."""
        page = kwargs["page"]
        html = self.build.environment.get_template(f"{page.template}.html").render(view=page.view)
        self.build.output.write(name, html.encode())


def register() -> None:
    """Tell Pelican of the writer."""
    signals.get_writer.connect(_writer)


def _writer(_pelican: Any) -> type[WholeFileWriter]:
    return WholeFileWriter
