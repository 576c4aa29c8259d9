"""What must hold for the site's own pages of prose, beside their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from connectdo.data.problems import Problem, quoted
from connectdo.derive.prose import holds_html, to_html
from connectdo.rules.context import Context

_TAG = re.compile(r"</?[a-zA-Z!?][^>]*>?")


def page_is_plain_markdown(context: Context) -> Iterator[Problem]:
    """A page of prose is Markdown, without HTML and without a link that leads nowhere."""
    for page in context.pages:
        html = to_html(page.markdown, trusted=True)
        if holds_html(page.markdown):
            found = _TAG.search(page.markdown)
            line = page.markdown.count("\n", 0, found.start()) if found else 0
            said = quoted(found.group(), most=40) if found else "some"
            yield Problem(
                page.path,
                page.line + line,
                "",
                f"There is HTML on the page: {said}. Write Markdown, or put code in backticks.",
                "",
            )
        elif 'href=""' in html or "<a>" in html:
            yield Problem(
                page.path,
                page.line,
                "",
                "A link of the page leads nowhere. Start it with /, https://, mailto: or tel:.",
                "",
            )
