"""What ``serve`` puts beside the site: the intake, with its store, its review and its code.

It joins the rooms that know nothing of each other: the site as it was built, and the forms.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from jinja2 import Environment

from connectdo.commands import project
from connectdo.commands.saying import say
from connectdo.commands.the_store import open_store
from connectdo.contribute.intake.app import make_intake
from connectdo.contribute.intake.desk import Desk, ShownSite
from connectdo.contribute.intake.entrance import Codes
from connectdo.contribute.repository import recover
from connectdo.data.reading import Reader
from connectdo.site.mounted import Mounted
from connectdo.theme.environment import make_environment
from connectdo.told import urls
from connectdo.told.publication import Publication


class Showing:
    """The site as it was built last: the forms look as its pages do."""

    def __init__(self, engine: Path) -> None:
        self._engine = engine
        self.publication: Publication | None = None
        self.take_down: Callable[[], None] | None = None
        """Takes what is hidden off the site that is shown, once there is one."""

    @cached_property
    def _environment(self) -> Environment:
        return make_environment(self._engine / "theme")

    def forget_templates(self) -> None:
        """The theme has changed."""
        self.__dict__.pop("_environment", None)

    def now(self) -> ShownSite | None:
        """What is shown, once something was built."""
        if self.publication is None:
            return None
        return ShownSite(self.publication, self._environment)


def desk_of(
    root: Path,
    store: Path | None,
    showing: Showing,
    today: Callable[[], dt.date],
    key: bytes | None = None,
    most_waiting: int | None = None,
) -> Desk:
    """The desk of a project; what a kill left half-done in its repository is put right first.

    The store's ``key`` is that of the environment, where it has one. Raises Refusal where the store
    cannot be opened.
    """
    recover(root)
    return Desk(
        root,
        open_store(root, store, key=key, most_waiting=most_waiting),
        Reader(root, project.engine_of(root)),
        showing.now,
        today,
        lambda: dt.datetime.now(dt.UTC),
        take_down=showing.take_down,
    )


def mounted_intake(
    root: Path, store: Path | None, showing: Showing, today: Callable[[], dt.date], url: str
) -> Mounted:
    """The intake of a project, to be mounted beside its site at ``url``.

    Says the address of the review and the code that opens it. Raises Refusal where the store
    cannot be opened.
    """
    desk = desk_of(root, store, showing, today)
    desk.forget()
    codes = Codes(lambda code: say(f"Review: {url}{urls.REVIEW}  The code, for once: {code}"))
    codes.renew()
    return Mounted(make_intake(desk, codes), (urls.FORMS, urls.SENT, urls.REVIEW))
