"""The parts of a host, put together: what one of them says is asked where it counts."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path

import pytest
from desk_week import Week, project_in_git

from connectdo.commands.host_work import HostWork
from connectdo.commands.public_site import PublicSite
from connectdo.commands.taking_in import Showing
from connectdo.contribute.intake.words_back import take_words_back
from connectdo.contribute.service.forgotten import read_forgotten
from connectdo.contribute.service.host_settings import read_host_settings
from connectdo.contribute.service.log_lines import Log
from connectdo.contribute.store.store import Kind
from connectdo.contribute.store.store_matters import MatterLane

DAY = dt.timedelta(days=1)
MAIL = {
    "CONNECTDO_URL": "https://connect.ashmoor.gov.uk",
    "CONNECTDO_KEY": secrets.token_hex(32),
    "CONNECTDO_SMTP": "smtps://team:words@mail.ashmoor.gov.uk",
    "CONNECTDO_MAIL_FROM": "connect@ashmoor.gov.uk",
    "CONNECTDO_PROXY": "127.0.0.1",
}


@pytest.fixture
def week(tmp_path: Path, root: Path) -> Week:
    return Week(project_in_git(tmp_path / "p", "live"), root / "theme")


def at_work(week: Week, **more: str) -> None:
    """The desk is that of a host, which has told it what it needs to know."""
    desk, public = week.desk, week.desk.root / "public"
    settings = read_host_settings({**MAIL, "CONNECTDO_PUBLIC": str(public), **more})
    log, showing = Log(lambda _: None, desk.now), Showing(desk.root)
    at, hidden = settings.site_url, desk.store.hidden
    site = PublicSite(desk.root, public, at, True, showing, hidden, desk.today, log, search=False)
    HostWork(settings, desk, desk.root / ".intake", site, log)


def test_what_a_sender_takes_back_is_noted_beside_the_backups(week: Week, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    backups.mkdir()
    key = secrets.token_hex(32)
    at_work(week, CONNECTDO_BACKUPS=str(backups), CONNECTDO_BACKUP_KEY=key)
    desk = week.desk
    form = desk.form(Kind.TIP, "ashmoor", "gardening")
    sent, _ = desk.send(desk.filled(form, {"text": "Bring gloves."}), {}, "once")
    digest = desk.store.erasing.digest(sent.id)
    take_words_back(desk, sent.id)
    assert read_forgotten(backups) == [digest]


def test_a_lane_that_nobody_answers_closes_its_form_and_no_other(week: Week) -> None:
    at_work(week)
    desk = week.desk
    lane, now = MatterLane.REPORT, desk.now()
    desk.store.matters.add(lane, "ashmoor", "", {}, due=now + DAY, once="x", now=now)
    week.day += 10 * DAY
    assert desk.closed_why("ashmoor", lane) == ""
    week.day += DAY
    says = "Nobody reads this just now. Ring 020 7219 3000."
    assert desk.closed_why("ashmoor", lane) == says
    assert desk.closed_why("ashmoor", MatterLane.WORRY) == ""
    assert desk.closed_why("ashmoor") == ""
