"""A host's repository and its remote, with real git: what moves, what stays, and what is said."""

from __future__ import annotations

import datetime as dt
import os
import signal
import stat
import time
from pathlib import Path

import pytest
from in_git import git
from sampled import sampled
from stored import in_child

from connectdo.contribute import git_program
from connectdo.contribute.git_program import Git, GitFailed, NotNow
from connectdo.contribute.moved_all import alone, move_all
from connectdo.contribute.moved_together import find_work_tree
from connectdo.contribute.repository import accept
from connectdo.contribute.service.remote import Apart, PushedMeanwhile, Remote
from connectdo.data.problems import Refusal

PATH = "boroughs/lambeth/listings/gardening.md"
OTHER = "boroughs/lambeth/listings/choir.md"


class Place:
    """A clone on a host, its bare remote, and another clone from which somebody pushes."""

    def __init__(self, folder: Path) -> None:
        self.bare, self.root, self.other = folder / "bare.git", folder / "host", folder / "other"
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.bare))
        for clone in (self.other, self.root):
            git(folder, "clone", "-q", str(self.bare), str(clone))
            git(clone, "symbolic-ref", "HEAD", "refs/heads/main")
            if clone is self.other:
                self.push(PATH, "one")
                self.push(OTHER, "one")
        git(self.root, "pull", "-q", "origin", "main")
        self.remote = Remote(self.root)

    def push(self, path: str, text: str) -> str:
        self.write(self.other, path, text)
        git(self.other, "push", "-q", "origin", "main")
        return git(self.other, "rev-parse", "HEAD")

    def write(self, root: Path, path: str, text: str) -> None:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{text}\n")
        git(root, "add", path)
        git(root, "commit", "-qm", f"somebody: {text}")

    def text(self, path: str = PATH) -> str:
        return (self.root / path).read_text().strip()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def never(_: object) -> bool:
    raise AssertionError("nobody has to ask")


def test_where_nothing_is_our_own_all_moves_along(place: Place) -> None:
    head = place.push(PATH, "two")
    (place.root / "notes.txt").write_text("mine")
    assert place.remote.apart() == Apart(0, 0)
    place.remote.fetch()
    assert place.remote.apart() == Apart(0, 1)
    assert place.text() == "one", "fetching changes nothing here"
    place.remote.bring_up_to_date(never)
    assert (place.text(), place.remote.head()) == ("two", head)
    assert git(place.root, "status", "--porcelain") == "?? notes.txt"
    place.remote.bring_up_to_date(never)
    assert (place.root / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("staged", [False, True])
def test_half_done_work_is_not_touched(place: Place, staged: bool) -> None:
    place.push(PATH, "two")
    place.remote.fetch()
    (place.root / OTHER).write_text("half")
    if staged:
        git(place.root, "add", OTHER)
    with pytest.raises(NotNow) as refused:
        place.remote.bring_up_to_date(never)
    assert str(refused.value) == (
        f'Somebody is at work in this folder: "{OTHER}" is changed and not committed. Commit that '
        "or undo it. Then it goes on by itself."
    )
    assert (place.text(), place.text(OTHER)) == ("one", "half")


def test_a_file_that_git_does_not_know_is_not_written_over(place: Place) -> None:
    new = "boroughs/lambeth/listings/new.md"
    (place.root / new).write_text("mine")
    place.push(new, "theirs")
    place.remote.fetch()
    for _ in range(2):
        with pytest.raises(GitFailed, match="would be overwritten"):
            place.remote.bring_up_to_date(never)
        assert place.text(new) == "mine"
    (place.root / new).unlink()
    place.remote.bring_up_to_date(never)
    assert place.text(new) == "theirs"


def test_our_commits_are_taken_off_only_where_they_are_made_again(place: Place) -> None:
    place.write(place.root, OTHER, "ours")
    place.push(PATH, "two")
    place.remote.fetch()
    asked = []

    def made_again(unsent: object) -> bool:
        asked.append(unsent)
        return len(asked) > 1

    place.remote.bring_up_to_date(made_again)
    assert (place.text(), place.text(OTHER)) == ("two", "ours"), "both are merged"
    assert git(place.root, "rev-list", "--count", "--merges", "HEAD") == "1"
    place.push(PATH, "three")
    place.remote.fetch()
    place.remote.bring_up_to_date(made_again)
    assert (place.text(), place.text(OTHER)) == ("three", "one")
    assert git(place.root, "rev-list", "--count", "--merges", "HEAD") == "0"


def test_whose_a_commit_is_and_what_it_says(place: Place) -> None:
    accept(
        *(place.root, OTHER, b"ours\n"),
        saw=b"one\n",
        message="boroughs: x\n\nAccepted from what was sent as LAM-4K7Q.\n",
        when=dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC),
    )
    ours = place.remote.head()
    place.write(place.root, PATH, "Accepted from what was sent as LAM-4K7Q.")
    first, second = place.remote.unsent()
    assert (first.commit, first.ours, second.ours) == (ours, True, False)
    assert "Accepted from what was sent as LAM-4K7Q." in first.message.splitlines()
    assert place.remote.commits_that_say("Accepted from what was sent as LAM-4K7Q.") == [ours]
    assert place.remote.commits_that_say("what was sent as LAM-4K7Q.") == []


def test_what_contradicts_each_other_is_left_to_a_person(place: Place) -> None:
    place.write(place.root, PATH, "ours")
    head = place.remote.head()
    place.push(PATH, "theirs")
    place.remote.fetch()
    with pytest.raises(NotNow, match="Merge both by hand"):
        place.remote.bring_up_to_date(lambda _: False)
    assert (place.text(), place.remote.head()) == ("ours", head)
    assert git(place.root, "status", "--porcelain") == ""


def test_a_push_that_is_overtaken_is_known_from_one_that_is_refused(place: Place) -> None:
    place.write(place.root, OTHER, "ours")
    place.push(PATH, "two")
    with pytest.raises(PushedMeanwhile):
        place.remote.push()
    place.remote.fetch()
    place.remote.bring_up_to_date(lambda _: False)
    place.remote.push()
    assert git(place.bare, "rev-parse", "main") == place.remote.head()
    assert place.remote.apart() == Apart(0, 0)


REFUSALS = {
    "remote: error: GH006: Protected branch update failed for refs/heads/main.": "is protected",
    "remote: You are not allowed to push code to protected branches": "is protected",
    "ERROR: Permission to a/b.git denied to deploy-key.": "the right to write",
    "fatal: unable to access 'https://bob:s3cret@x.example/': The requested URL returned error: "
    "403": "the right to write",
    "fatal: Authentication failed for 'https://bob:s3cret@x.example/a.git/'": "does not know this",
    "fatal: could not read Username for 'https://x.example': terminal prompts disabled": "password",
    "git@x.example: Permission denied (publickey).": "does not know this host",
    "Host key verification failed.": "known_hosts",
    "ssh: Could not resolve hostname x.example: Name or service not known": "cannot be found",
    "fatal: unable to access 'https://bob:s3cret@x.example/': Could not resolve host: x.example": (
        "cannot be found"
    ),
    "ssh: connect to host x.example port 22: Connection refused": "does not answer",
    "fatal: unable to access 'https://x.example/': Failed to connect to x.example port 443": (
        "does not answer"
    ),
    "remote: fatal: No space left on device": "no room left",
    "fatal: odd thing at https://bob:s3cret@x.example/a.git": "(address)",
    "fatal: odd thing at git@x.example:a.git": "(address)",
}


ONE_FOR_EACH = list({sentence: said for said, sentence in REFUSALS.items()}.values())
"""Of what a host or git says in several ways, the last; `make prove` has every way."""


@pytest.mark.parametrize("said", sampled(REFUSALS, ONE_FOR_EACH))
def test_what_git_says_becomes_a_sentence_without_an_address(place: Place, said: str) -> None:
    hook = place.bare / "hooks/pre-receive"
    hook.write_text(f"#!/bin/sh\ncat >&2 <<'END'\n{said}\nEND\nexit 1\n")
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    place.write(place.root, OTHER, "ours")
    reason = place.remote._reason(GitFailed(git_program._complaint(said.encode()), said))
    assert REFUSALS[said] in reason
    assert "s3cret" not in reason
    assert "x.example" not in reason
    with pytest.raises(NotNow) as refused:
        place.remote.push()
    assert "s3cret" not in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.prove
def test_a_computer_that_does_not_answer_is_given_up(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever git has started to reach it ends too."""
    ssh = tmp_path / "ssh"
    ssh.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\necho $$ > {tmp_path}/id\nsleep 60\n')
    ssh.chmod(0o755)
    git(place.root, "config", "core.sshCommand", f"{ssh} -i key")
    git(place.root, "remote", "set-url", "origin", "git@x.example:a.git")
    monkeypatch.setattr(git_program, "_PATIENCE", 1)
    with pytest.raises(NotNow) as refused:
        place.remote.fetch()
    assert str(refused.value) == "That computer does not answer just now."
    assert "-i key -o BatchMode=yes" in (tmp_path / "asked").read_text()
    program = Path(f"/proc/{(tmp_path / 'id').read_text().strip()}/exe")
    end = time.monotonic() + 20  # the system takes a moment to end it
    while program.exists():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_names_that_git_would_take_for_options_are_refused(place: Place) -> None:
    for name, branch in (("--upload-pack=x", "main"), ("origin", "-f"), ("a b", "main"), ("", "x")):
        with pytest.raises(Refusal, match="is not a name of a remote or branch"):
            Remote(place.root, name, branch)
    with pytest.raises(NotNow, match='There is no remote "elsewhere" here'):
        Remote(place.root, "elsewhere").fetch()
    with pytest.raises(NotNow, match="The branch is not there"):
        Remote(place.root, branch="elsewhere").fetch()


def test_another_branch_or_a_merge_under_way_is_left_alone(place: Place) -> None:
    place.push(PATH, "two")
    place.remote.fetch()
    git(place.root, "switch", "-q", "-c", "mine")
    with pytest.raises(NotNow, match="Type: git switch main"):
        place.remote.bring_up_to_date(never)
    git(place.root, "switch", "-q", "main")
    (place.root / ".git/MERGE_HEAD").write_text(place.remote.head())
    with pytest.raises(NotNow, match="in the middle of a merge"):
        place.remote.bring_up_to_date(never)
    assert place.text() == "one"


# ---- a move that was cut off ----


def test_a_move_that_git_was_killed_in_is_finished_by_whoever_comes_next(place: Place) -> None:
    """The files are there, the index and HEAD are not, and git's lock was left behind."""
    new = "boroughs/lambeth/listings/new.md"
    place.push(new, "new")
    head = place.push(PATH, "two")
    place.remote.fetch()
    (place.root / ".git/connectdo-moving").write_text(f"{place.remote.head()} {head}")
    (place.root / ".git/index.lock").write_text("")
    for path, text in ((PATH, "two"), (new, "ne")):
        (place.root / path).write_text(f"{text}\n")
    place.remote.bring_up_to_date(never)
    assert (place.text(), place.text(new), place.remote.head()) == ("two", "new", head)
    assert git(place.root, "status", "--porcelain") == ""
    assert not (place.root / ".git/connectdo-moving").exists()


def test_a_mark_that_was_left_behind_takes_nothing_from_whoever_went_on(place: Place) -> None:
    before = place.remote.head()
    place.write(place.root, PATH, "ours")
    (place.root / ".git/connectdo-moving").write_text(f"{'0' * 40} {before}")
    place.remote.bring_up_to_date(never)
    assert place.text() == "ours"
    assert place.remote.unsent()


def test_who_is_killed_while_the_branch_moves_leaves_nothing_half_done(place: Place) -> None:
    """Git goes on without us, and whoever comes next waits for it."""
    for number in range(200):
        (place.other / f"boroughs/lambeth/listings/l{number}.md").write_text("x" * 5000)
    git(place.other, "add", ".")
    head = place.push(PATH, "two")
    place.remote.fetch()
    here = find_work_tree(place.root)

    def move() -> None:
        with alone(here) as found:
            move_all(here, found, head)

    child = in_child(move)
    time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    place.remote.bring_up_to_date(never)
    assert place.remote.head() == head
    assert git(place.root, "status", "--porcelain") == ""


def test_an_acceptance_waits_while_the_branch_moves(place: Place) -> None:
    here = find_work_tree(place.root)
    with alone(here), pytest.raises(NotNow, match="Somebody else is accepting"):
        _locked_out(place)


def _locked_out(place: Place) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("connectdo.contribute.moved_together._PATIENCE", 0.1)
        accept(
            *(place.root, OTHER, b"ours\n"),
            saw=b"one\n",
            message="x",
            when=dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC),
        )


def test_no_hook_of_anybody_runs(place: Place, tmp_path: Path) -> None:
    hooks = place.root / ".git/hooks"
    for name in ("pre-push", "post-merge", "post-checkout", "reference-transaction"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
        (hooks / name).chmod(0o755)
    place.push(PATH, "two")
    place.remote.fetch()
    place.remote.bring_up_to_date(never)
    (place.root / OTHER).write_text("three\n")
    Git(place.root).ask("commit", "-qam", "x")
    place.remote.push()
    assert not (tmp_path / "ran").exists()
