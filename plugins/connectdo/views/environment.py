"""Turns the theme's folder into a Jinja environment that renders one variable, ``view``.

Everything is escaped unless it is Markup, and a name that does not exist is an error, not an
empty space. There are no filters, tests or globals of ours: a template that needs one is asking
for a finished value in its shape. Nothing here knows records, Pelican or Flask.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def make_environment(theme_dir: Path) -> Environment:
    """The environment over ``theme_dir/templates``.

    Templates are read once: whoever watches files makes a new environment when one changes.
    A template that is missing raises jinja2.TemplateNotFound.
    """
    return Environment(
        loader=FileSystemLoader(theme_dir / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
        cache_size=-1,
    )
