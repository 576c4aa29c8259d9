"""The tag ``once``: what stands in it is rendered once for the same values, and then repeated.

    {% once view.chrome.footer %}…{% endonce %}

The same card, footer or set of drawings stands on many pages. What stands in the tag may depend on
nothing but the values that the tag names. Words, numbers and what is true are the same when they
are equal; anything else when it is the same object, since a view never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

MOST = 20_000
"""Texts that are kept; then all are forgotten, so that a large site does not fill the memory."""

_PLAIN = (str, Markup, int, bool, type(None))


class Once(Extension):
    """Keeps the texts of its environment, with the objects they were made from."""

    tags = {"once"}  # noqa: RUF012 (as Jinja declares it)

    def __init__(self, environment: Environment) -> None:
        """For the templates of one environment."""
        super().__init__(environment)
        self._kept: dict[Hashable, tuple[Markup, tuple[object, ...]]] = {}
        self._tags = 0

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag, with a number of its own as the first of its values."""
        line = next(parser.stream).lineno
        self._tags += 1
        values = [nodes.Const(self._tags), parser.parse_expression()]
        while parser.stream.skip_if("comma"):
            values.append(parser.parse_expression())
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        call = self.call_method("once", values)
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def once(self, *values: object, caller: Callable[[], Markup]) -> Markup:
        """The text for these values; an object that is kept here cannot lend its id to another."""
        key = tuple([each if type(each) in _PLAIN else id(each) for each in values])
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[key] = (caller(), values)
        return found[0]
