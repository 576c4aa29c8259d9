"""Hiding a thing from the review: one press, what goes with it, and the two who bring it back."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from desk_week import FORM, Week
from in_git import git
from small_project import GARDENING, GROWERS, listing

from connectdo.commands.main import group
from connectdo.contribute.intake.entrance import TerminalEntrance
from connectdo.contribute.intake.hiding_desk import Hiding
from connectdo.contribute.out_of_history import commands_for
from connectdo.contribute.store.store import State
from connectdo.contribute.store.store_reviewers import Person, Role
from connectdo.contribute.store.store_tables import audit

KEY = "listing/ashmoor/gardening"
PAGE = "/review/hide/ashmoor/gardening/"


def is_in(week: Week) -> Week:
    """Somebody has typed the terminal's code."""
    fields = week.fields("/review/")
    week.client.post("/review/", data={**fields, "code": week.codes[-1]})
    return week


def press(week: Week, what: str, address: str = PAGE) -> str:
    """Press a button of the page, and read what comes."""
    token = week.fields(address)["token"][0]
    return week.client.post(address, data={"token": token, "do": what}).text


def said(html: str) -> str:
    """The sentence that the press got."""
    (found,) = re.findall(r'role="status"><span>([^<]*)', html)
    return str(found)


@pytest.fixture
def as_one(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Person]]:
    """Whoever is in: the last of the list."""
    people: list[Person] = []
    monkeypatch.setattr(TerminalEntrance, "person", lambda _: people[-1] if people else None)
    yield people


def reviewer(id: str, borough: str = "ashmoor") -> Person:
    return Person(id, id.title(), f"{id}@example.org", {borough: Role.REVIEWER})


def test_the_page_says_what_goes_and_what_remains_before_anything_is_pressed(week: Week) -> None:
    html = is_in(week).client.get(PAGE).text
    assert "Hide “Gardening” now?" in html
    assert "One press, and nobody else has to agree." in html
    assert "Copies on sticks (zip), and paper." in html
    assert "git filter-branch" in html
    assert "everybody has to clone the repository again" in html
    assert week.desk.store.hidden.now_hidden() == {}


def test_one_press_hides_it_and_tells_whoever_publishes(week: Week) -> None:
    told: list[set[str]] = []
    week.desk.take_down = lambda: told.append(set(week.desk.store.hidden.now_hidden()))
    html = press(is_in(week), "hide")
    assert (
        said(html) == "Hidden. Its page is gone now, and all else that shows it in a few minutes."
    )
    assert told == [{KEY}]
    assert "“Gardening” is hidden" in html
    press(week, "hide")
    assert len(week.desk.store.hidden.all_hidden()) == 1
    queue = week.client.get("/review/").text
    assert "ashmoor/gardening, hidden since 22 November 2026, 09:00, by the review" in queue


def test_an_organisation_says_what_goes_with_it(week: Week) -> None:
    html = is_in(week).client.get("/review/hide/organisation/ashmoor/growers/").text
    assert "With it goes 1 listing." in html
    assert ">Gardening</li>" in html
    press(week, "hide", "/review/hide/organisation/ashmoor/growers/")
    assert week.client.get(FORM).status_code == 404


def test_the_way_to_it_is_on_a_change_and_on_what_was_found(week: Week) -> None:
    sent, _ = week.send("once")
    is_in(week)
    for address in (f"/review/{sent.id}/", "/review/?find=gardening"):
        (link,) = re.findall(r'href="([^"]*review/hide/[^"]*)"', week.client.get(address).text)
        assert link.endswith("review/hide/ashmoor/gardening/")


def test_nobody_is_shown_it_by_a_form_any_more_and_the_team_may_change_it_still(
    week: Week,
) -> None:
    sent, secret = week.send("once")
    before = week.client.get(f"/suggest/s/{secret}/").text
    assert "Grow beans" in before
    press(is_in(week), "hide")
    for kind in ("correct", "stopped", "tip"):
        answer = week.client.get(FORM.replace("correct", kind))
        assert answer.status_code == 404
        assert "Gardening" not in answer.text
    mine = week.client.get(f"/suggest/s/{secret}/")
    assert mine.status_code == 200
    assert "Grow beans" not in mine.text
    assert "Gardening" not in mine.text
    assert "Grow beans" in week.client.get(f"/review/{sent.id}/").text
    assert "Grow beans" in week.client.get("/review/edit/ashmoor/gardening/").text
    assert "Grow peas." in week.client.get(f"/review/{sent.id}/page/").text


def test_what_is_asked_about_something_new_offers_nothing_that_is_hidden(week: Week) -> None:
    hiding = Hiding(week.desk)
    hiding.hide(hiding.find("organisation", "ashmoor", "growers"), "ann")
    assert list(week.desk.new("ashmoor").directory.organisations) == []
    assert list(week.desk.new("ashmoor").directory.venues) == ["ashmoor/hall"]


def test_a_second_person_brings_it_back_and_the_first_alone_does_not(
    week: Week, as_one: list[Person]
) -> None:
    as_one.append(reviewer("ann"))
    press(week, "hide")
    assert "a second person of the team" in said(press(week, "show"))
    again = press(week, "show")
    assert "You have said yes already." in again
    assert "or whoever runs the host" in again
    assert KEY in week.desk.store.hidden.now_hidden()
    as_one.append(reviewer("zo"))
    assert "Ann wants it back." in week.client.get(PAGE).text
    assert "on the site again" in said(press(week, "show"))
    assert week.desk.store.hidden.now_hidden() == {}


def test_whoever_sits_at_the_computer_brings_it_back_alone(week: Week) -> None:
    press(is_in(week), "hide")
    assert "on the site again" in said(press(week, "show"))


def test_a_reviewer_of_another_borough_sees_and_hides_nothing(
    week: Week, as_one: list[Person]
) -> None:
    token = week.fields(FORM)["token"][0]
    for person in (None, reviewer("ann", "birchley")):
        as_one[:] = [person] if person else []
        assert "Gardening" not in week.client.get(PAGE).text
        assert "Gardening" not in week.client.post(PAGE, data={"token": token, "do": "hide"}).text
    assert week.desk.store.hidden.now_hidden() == {}
    week.desk.store.hidden.hide(KEY, "ashmoor", "zo", week.desk.now())
    assert "ashmoor/gardening" not in week.client.get("/review/").text


def test_each_press_stands_in_the_audit(week: Week, as_one: list[Person]) -> None:
    for id, what in (("ann", "hide"), ("ann", "show"), ("zo", "show")):
        as_one.append(reviewer(id))
        press(week, what)
    with week.desk.store._engine.connect() as connection:
        rows = connection.execute(sa.select(audit).order_by(audit.c.number)).all()
    assert [(row.by, row.what, row.borough, row.about) for row in rows] == [
        ("ann", "hidden", "ashmoor", KEY),
        ("ann", "said_yes", "ashmoor", KEY),
        ("zo", "shown_again", "ashmoor", KEY),
    ]


def test_a_file_that_was_broken_a_moment_ago_is_hidden_all_the_same(week: Week) -> None:
    is_in(week)
    published = week.desk.published()
    assert published is not None
    week.desk.published = lambda: published
    (week.desk.root / GARDENING).write_text("---\nname: [\n---\n")
    assert "“Gardening” is hidden" in press(week, "hide")
    assert KEY in week.desk.store.hidden.now_hidden()


def test_what_was_renamed_is_known_by_both_its_ids(week: Week) -> None:
    root, hiding = week.desk.root, Hiding(week.desk)
    hiding.hide(hiding.find("listing", "ashmoor", "gardening"), "ann")
    (root / GARDENING).unlink()
    renamed = root / "boroughs/ashmoor/listings/beans.md"
    renamed.write_text(listing("formerly: [gardening]\n"))
    assert list(week.desk.shown().directory.listings) == []
    for id in ("beans", "gardening"):
        assert hiding.find("listing", "ashmoor", id).state is not None


def test_something_whose_file_is_gone_can_still_be_shown_again(week: Week) -> None:
    press(is_in(week), "hide")
    (week.desk.root / GARDENING).unlink()
    assert "“gardening” is hidden" in week.client.get(PAGE).text
    press(week, "show")
    assert week.desk.store.hidden.now_hidden() == {}
    assert week.client.get(PAGE).status_code == 404


def test_a_hidden_group_is_not_asked_for_and_an_accepted_change_shows_nothing(week: Week) -> None:
    sent, _ = week.send("once")
    press(is_in(week), "hide")
    week.desk.accept(sent.id, "the review")
    kept = week.desk.store.get(sent.id)
    assert kept is not None
    assert kept.state is State.ACCEPTED
    assert week.client.get(FORM).status_code == 404


# ---- from a terminal ----


def run(week: Week, *words: str) -> Result:
    where = ["--root", str(week.desk.root), "--today", "2026-11-22"]
    at = 1 if words[0] == "hidden" else len(words)
    return CliRunner().invoke(group, [*words[:at], *where, *words[at:]], prog_name="connectdo")


def test_whoever_runs_the_host_hides_lists_and_shows_from_a_terminal(week: Week) -> None:
    done = run(week, "hide", "ashmoor/gardening")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(f"{KEY} is hidden.")
    assert "git filter-branch" in done.stdout
    listed = run(week, "hidden", "list").stdout.splitlines()
    assert re.fullmatch(f"{KEY}: since .*, by the terminal", listed[0])
    assert listed[1:] == ["1 thing hidden."]
    assert run(week, "hidden").stdout.splitlines() == listed
    assert run(week, "hidden", "show", KEY).exit_code == 0
    assert run(week, "hidden").stdout == "0 things hidden.\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("gardening", 'Write BOROUGH/ID or KIND/BOROUGH/ID in place of "gardening".'),
        ("ashmoor/gardning", 'There is no listing "ashmoor/gardning" here.'),
        ("organisation/ashmoor/x", 'There is no organisation "ashmoor/x" here.'),
        ("../../etc/passwd", 'There is no listing "etc/passwd" here.'),
    ],
)
def test_what_is_no_thing_gets_one_sentence(week: Week, words: str, says: str) -> None:
    done = run(week, "hide", words)
    assert (done.exit_code, done.stderr.strip()) == (2, says)


def test_its_address_on_the_site_names_it_too(week: Week) -> None:
    found = Hiding(week.desk).named("https://example.org/ashmoor/listing/gardening/")
    assert found.key == KEY


# ---- out of the history ----


def test_the_printed_commands_take_every_version_out_of_every_commit(
    week: Week, tmp_path: Path
) -> None:
    """As a technician runs them: in a clone of a repository with branches, a tag and a push."""
    root, origin = week.desk.root, tmp_path / "origin.git"
    (root / "boroughs/ashmoor/listings/chess.md").write_text(
        listing().replace("Gardening", "Chess")
    )
    git(root, "add", ".")
    git(root, "commit", "-qm", "boroughs: chess")
    for version in ("numbat", "quokka", "wombat"):
        (root / GARDENING).write_text(listing(body=f"We see the {version}."))
        git(root, "commit", "-qam", f"boroughs: Gardening: {version}")
    git(root, "tag", "-am", "first", "v1", "HEAD~1")
    git(root, "clone", "-q", "--bare", ".", str(origin))
    git(origin, "branch", "other", "HEAD~2")
    git(root, "remote", "add", "origin", str(origin))
    git(root, "fetch", "-q", "origin")
    branch = git(root, "branch", "--show-current")
    git(root, "branch", "-q", f"--set-upstream-to=origin/{branch}")

    hiding = Hiding(week.desk)
    thing = hiding.find("listing", "ashmoor", "gardening")
    script = "set -e\n" + "\n".join(thing.commands)
    shell(root, script)
    fresh = tmp_path / "fresh"
    git(tmp_path, "clone", "-q", "--no-local", str(origin), str(fresh))
    for word in ("numbat", "quokka", "wombat", "Gardening:"):
        assert word in words_of(root), word
        assert word not in words_of(fresh), word
    assert git(fresh, "log", "--all", "--oneline", "--", GARDENING) == ""
    assert "Chess" in words_of(fresh)
    assert GROWERS in git(fresh, "ls-files")
    assert git(fresh, "tag") == "v1"

    page = is_in(week).client.get(PAGE).text
    (host,) = re.findall(r"<pre><code>(git fetch[^<]*)", page)
    shell(root, "set -e\n" + host.replace("&#39;", "'").replace("&amp;", "&"))
    for word in ("numbat", "quokka", "wombat"):
        assert word not in words_of(root), word
    assert (root / ".intake").is_dir(), "the store stays where it is"


def words_of(repository: Path) -> str:
    """Every object of a repository, whether a branch leads to it or not."""
    named = git(repository, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    return "\n".join(git(repository, "cat-file", "-p", each) for each in named.split())


def shell(folder: Path, script: str) -> None:
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_command_names_every_file_of_it_under_all_its_ids(week: Week) -> None:
    root = week.desk.root
    (root / GARDENING).write_text(
        listing("formerly: [beans]\nphoto: {file: bed.jpg, alt: A bed}\n")
    )
    _, command, _ = Hiding(week.desk).find("listing", "ashmoor", "gardening").commands
    named = shlex.split(shlex.split(command)[shlex.split(command).index("--index-filter") + 1])
    assert named[named.index("--") + 1 :] == [
        GARDENING,
        "boroughs/ashmoor/voices/gardening.yml",
        "boroughs/ashmoor/listings/beans.md",
        "boroughs/ashmoor/voices/beans.yml",
        "boroughs/ashmoor/photos/bed.jpg",
    ]
    assert len(commands_for([GARDENING])) == 3
