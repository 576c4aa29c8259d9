"""One accepted change becomes one commit, in real repositories: whatever state they are in."""

from __future__ import annotations

import datetime as dt
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from permissions import obey

from connectdo.contribute import moved_together
from connectdo.contribute.git_program import Git
from connectdo.contribute.repository import (
    Accepted,
    NotNow,
    Overtaken,
    accept,
    at_head,
    put_back,
    recover,
)
from connectdo.data.problems import Refusal

PATH = "boroughs/ashmoor/listings/gardening.md"
NEW = "boroughs/ashmoor/voices/a-first-visit.yml"
OTHER = "boroughs/ashmoor/listings/digging.md"
MESSAGE = "boroughs: gardening has a new time\n\nSent by the organiser.\n"
WHEN = dt.datetime(2026, 11, 30, 14, 5, 6, tzinfo=dt.timezone(dt.timedelta(hours=1)))
OLD, THEN = b"name: Gardening\nwhen: ten\n", b"name: Gardening\nwhen: eleven\n"
EDITING = f'You are editing "{PATH}" yourself; commit or undo that first.'
LOCK, WORKROOM = ".git/index.lock", ".git/connectdo-accepting"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person with no settings of git's at all, and no name."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in [*filter(lambda name: name.startswith("GIT_"), os.environ), "XDG_CONFIG_HOME"]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(folder / ".gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_OPTIONAL_LOCKS", "0")
    return folder


def git(root: Path, *words: str, fails: bool = False) -> str:
    """What a person's own git says, as somebody with a name."""
    person = ("-c", "user.name=Pat", "-c", "user.email=pat@example.org")
    ran = subprocess.run(["git", "-C", root, *person, *words], capture_output=True, check=False)
    assert bool(ran.returncode) == fails, ran.stderr
    return ran.stdout.decode()


def write(root: Path, path: str, data: bytes | str) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a branch ``side`` that quarrels with the one that is checked out."""
    root = tmp_path_factory.mktemp("prepared") / "project"
    root.mkdir()
    git(root, "init", "-q", "--template=", ".")
    git(root, "config", "gc.auto", "0")
    write(root, PATH, OLD)
    write(root, OTHER, "one\n")
    for name in ("modified", "staged", "both", "deleted", "gone", "moved"):
        write(root, f"content/{name}.md", f"{name}\n" * 9)
    write(root, ".gitignore", "/output/\nboroughs/*/voices/secret*\n")
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    git(root, "branch", "side")
    for number in ("two", "three"):
        write(root, OTHER, f"{number}\n")
        git(root, "commit", "-qam", number)
    git(root, "worktree", "add", "-q", str(root.parent / "side"), "side")
    write(root.parent / "side", OTHER, "side\n")
    git(root.parent / "side", "commit", "-qam", "side")
    git(root, "worktree", "remove", str(root.parent / "side"))
    git(root, "repack", "-adq")
    return root


@pytest.fixture
def project(prepared: Path, tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(prepared, root, symlinks=True)
    return root


def saying(
    root: Path, content: bytes | None = THEN, *, path: str = PATH, saw: bytes | None = OLD
) -> Accepted:
    return accept(root, path, content, saw=saw, message=MESSAGE, when=WHEN)


def adding(root: Path, path: str = NEW) -> Accepted:
    return saying(root, b"new\n", path=path, saw=None)


def short(accepted: Accepted) -> str:
    assert accepted.commit
    return accepted.commit[:10]


def everything(root: Path) -> dict[str, bytes | str]:
    """Every file and link below a folder, with all that git keeps."""
    return {
        file.relative_to(root).as_posix(): (
            str(file.readlink()) if file.is_symlink() else file.read_bytes()
        )
        for file in root.rglob("*")
        if file.is_symlink() or file.is_file()
    }


def others(root: Path, path: str = PATH) -> tuple[list[str], list[str], dict[str, bytes | str]]:
    """What git says of every other file, what is staged of it, and its bytes."""
    status = git(root, "status", "--porcelain", "-uall").splitlines()
    files = everything(root)
    return (
        [line for line in status if path not in line],
        [line for line in git(root, "ls-files", "-s").splitlines() if path not in line],
        {name: data for name, data in files.items() if name != path and ".git/" not in name},
    )


def require_done(root: Path, accepted: Accepted, content: bytes | None, path: str = PATH) -> None:
    """HEAD, index and file of the path have the content, and the commit has nothing else."""
    log = git(root, "log", "-1", "--format=%H", "--name-only", "--no-renames").split()
    assert log == [accepted.commit, path]
    require_equal(root, path)
    assert (root / path).exists() == (content is not None)
    if content is not None:
        assert (root / path).read_bytes() == content
    require_tidy(root)


def require_equal(root: Path, path: str = PATH) -> None:
    """Git sees no difference between HEAD, index and file of the path."""
    assert git(root, "status", "--porcelain", "-uall", "--no-renames", "--", path) == ""


def require_tidy(root: Path) -> None:
    git(root, "fsck", "--strict", "--no-dangling")
    assert not (root / WORKROOM).exists() and not os.path.lexists(root / LOCK)
    assert list(root.rglob("*.accepting")) == []


def refused(
    root: Path,
    ask: Callable[[], object],
    kind: type[Refusal] = NotNow,
    *,
    looked: Path | None = None,
) -> str:
    """The sentence of a refusal that has changed nothing, neither here nor in git's folder."""
    before = everything(looked or root)
    with pytest.raises(kind) as told:
        ask()
    assert type(told.value) is kind or kind is NotNow
    assert everything(looked or root) == before
    return str(told.value)


# --- what an acceptance is -----------------------------------------------------------------------


def test_an_accepted_change_is_one_commit_of_one_file_by_nobody(project: Path) -> None:
    before = git(project, "rev-parse", "HEAD").strip()
    accepted = saying(project)
    require_done(project, accepted, THEN)
    assert accepted.said == f'"{PATH}" is changed, in the commit {short(accepted)}.'
    assert git(project, "cat-file", "commit", "HEAD").splitlines() == [
        f"tree {git(project, 'rev-parse', 'HEAD^{tree}').strip()}",
        f"parent {before}",
        "author Connect & Do review <review@connect-and-do.invalid> 1796043906 +0100",
        "committer Connect & Do review <review@connect-and-do.invalid> 1796043906 +0100",
        "",
        *MESSAGE.splitlines(),
    ]
    assert git(project, "status", "--porcelain") == ""


def test_a_new_file_may_need_new_folders(project: Path) -> None:
    accepted = adding(project)
    require_done(project, accepted, b"new\n", NEW)
    assert accepted.said == f'"{NEW}" is added, in the commit {short(accepted)}.'
    umask = os.umask(0)
    os.umask(umask)
    assert (project / NEW).stat().st_mode & 0o777 == 0o666 & ~umask


def test_a_deleted_file_takes_its_empty_folder_with_it(project: Path) -> None:
    adding(project)
    accepted = saying(project, None, path=NEW, saw=b"new\n")
    require_done(project, accepted, None, NEW)
    assert accepted.said == f'"{NEW}" is deleted, in the commit {short(accepted)}.'
    assert not (project / NEW).parent.exists() and (project / PATH).parent.exists()


def test_a_file_keeps_its_permissions(project: Path) -> None:
    (project / PATH).chmod(0o750)
    git(project, "commit", "-qam", "program")
    require_done(project, saying(project), THEN)
    assert (project / PATH).stat().st_mode & 0o777 == 0o750
    assert git(project, "ls-files", "-s", PATH).startswith("100755 ")


def test_what_was_accepted_already_is_not_committed_twice(project: Path) -> None:
    first = saying(project)
    write(project, OTHER, "later\n")
    git(project, "commit", "-qam", "later")
    before = everything(project)
    again = Accepted(first.commit, "This is so already. Nothing was to be committed.")
    assert saying(project) == again
    assert everything(project) == before


def test_what_a_person_committed_already_names_no_acceptance(project: Path) -> None:
    write(project, PATH, THEN)
    git(project, "commit", "-qam", "by hand")
    assert saying(project).commit is None


def test_what_stands_at_head_is_read_without_the_work_tree(project: Path) -> None:
    write(project, PATH, "edited\n")
    before = everything(project)
    assert at_head(project, PATH) == OLD
    assert at_head(project, NEW) is None
    assert everything(project) == before


def test_what_stands_at_head_is_asked_for_once(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    real = Git.ask_whether

    def counting(self: Git, *words: str, **more: Any) -> bytes | None:
        asked.append(words)
        return real(self, *words, **more)

    monkeypatch.setattr(Git, "ask_whether", counting)
    for path, data in {PATH: OLD, NEW: None, "boroughs/ashmoor/listings/none.md": None}.items():
        asked.clear()
        assert at_head(project, path) == data
        assert len(asked) == 1, asked


@pytest.mark.parametrize("linked", [PATH, "boroughs/ashmoor/listings"])
@pytest.mark.parametrize("mode", ["120000", "160000"])
def test_what_stands_at_head_is_no_link_and_no_other_repository(
    project: Path, linked: str, mode: str
) -> None:
    git(project, "rm", "-q", "-r", "--cached", linked)
    entry = f"{mode},{git(project, 'rev-parse', f'HEAD:{OTHER}').strip()},{linked}"
    git(project, "update-index", "--add", "--cacheinfo", entry)
    git(project, "commit", "-qm", "something else")
    if linked != PATH:
        assert at_head(project, PATH) is None
        return
    assert refused(project, lambda: at_head(project, PATH)) == (
        f'"{PATH}" is no plain file in the repository, but a link or a folder. Take it out and '
        "commit that, then accept again."
    )


@pytest.mark.parametrize("lost", [PATH, "boroughs/ashmoor", "boroughs"])
def test_a_damaged_repository_is_no_missing_file(project: Path, lost: str) -> None:
    saying(project)
    id = git(project, "rev-parse", f"HEAD:{lost}").strip()
    (project / ".git/objects" / id[:2] / id[2:]).unlink()
    assert refused(project, lambda: at_head(project, PATH)).startswith("git could not do this: ")


def test_the_same_change_gives_the_same_commit(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "second")
    assert saying(project) == saying(tmp_path / "second")


# --- the states of a repository ------------------------------------------------------------------


def test_a_file_that_is_being_edited_is_left_alone(project: Path) -> None:
    write(project, PATH, "mine\n")
    assert refused(project, lambda: saying(project)) == EDITING


def test_a_file_that_is_staged_is_left_alone(project: Path) -> None:
    write(project, PATH, "mine\n")
    git(project, "add", PATH)
    assert refused(project, lambda: saying(project)) == EDITING
    write(project, PATH, OLD)
    assert refused(project, lambda: saying(project)) == EDITING
    git(project, "reset", "-q")
    require_done(project, saying(project), THEN)


def test_a_file_whose_permissions_are_being_changed_is_left_alone(project: Path) -> None:
    (project / PATH).chmod(0o755)
    assert refused(project, lambda: saying(project)) == EDITING
    git(project, "config", "core.fileMode", "false")
    require_done(project, saying(project), THEN)


def test_a_file_with_a_conflict_is_left_alone(project: Path) -> None:
    write(project, PATH, "stashed\n")
    git(project, "stash")
    write(project, PATH, "committed\n")
    git(project, "commit", "-qam", "committed")
    git(project, "stash", "pop", fails=True)
    assert refused(project, lambda: saying(project, saw=b"committed\n")) == EDITING


def test_a_new_file_that_is_staged_already_is_left_alone(project: Path) -> None:
    write(project, NEW, "mine\n")
    git(project, "add", NEW)
    sentence = f'You are editing "{NEW}" yourself; commit or undo that first.'
    assert refused(project, lambda: adding(project)) == sentence
    git(project, "reset", "-q", "--", NEW)
    git(project, "add", "--intent-to-add", NEW)
    assert refused(project, lambda: adding(project)) == sentence


def busy(root: Path) -> None:
    """Everything that a person may have under way in other files."""
    write(root, "content/modified.md", "mine\n")
    write(root, "content/staged.md", "mine\n")
    write(root, "content/both.md", "mine\n")
    git(root, "add", "content/staged.md", "content/both.md")
    write(root, "content/both.md", "mine again\n")
    git(root, "rm", "-q", "--cached", "content/deleted.md")
    (root / "content/gone.md").unlink()
    git(root, "mv", "content/moved.md", "content/away.md")
    write(root, "content/staged-new.md", "mine\n")
    git(root, "add", "content/staged-new.md")
    write(root, "boroughs/ashmoor/listings/untracked.md", "mine\n")
    write(root, "content/meant.md", "mine\n")
    git(root, "add", "--intent-to-add", "content/meant.md")


def test_all_other_work_stays_as_it_is(project: Path) -> None:
    busy(project)
    before = others(project)
    assert len(before[0]) == 10
    require_done(project, saying(project), THEN)
    assert others(project) == before


def test_nobody_needs_a_name_to_accept(project: Path, home: Path) -> None:
    write(home, ".gitconfig", "[user]\n\tuseConfigOnly = true\n")
    require_done(project, saying(project), THEN)


def test_without_a_branch_the_commit_is_made_and_that_is_said(project: Path) -> None:
    branch = git(project, "symbolic-ref", "HEAD").strip()
    git(project, "checkout", "-q", "--detach")
    accepted = saying(project)
    require_done(project, accepted, THEN)
    assert accepted.said == (
        f'"{PATH}" is changed, in the commit {short(accepted)}. '
        "No branch is checked out: make one there, or the commit is easily lost."
    )
    assert git(project, "rev-parse", branch) == git(project, "rev-parse", "HEAD~")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("merge side", "A merge"),
        ("rebase side", "A rebase"),
        ("rebase --apply side", "A rebase"),
        ("cherry-pick side", "A cherry-pick"),
        ("revert HEAD~1", "A revert"),
    ],
)
def test_nothing_is_accepted_while_git_waits_for_a_decision(
    project: Path, words: str, what: str
) -> None:
    git(project, *words.split(), fails=True)
    assert refused(project, lambda: saying(project)) == (
        f"{what} is under way in this repository. The change waits until then: finish it or stop "
        "it (git status says how), and accept again."
    )


def test_nothing_is_accepted_while_a_fault_is_looked_for(project: Path) -> None:
    git(project, "bisect", "start", "HEAD", "HEAD~2")
    assert refused(project, lambda: saying(project)) == (
        "A bisect is under way in this repository. The change waits until then: finish it or stop "
        "it (git status says how), and accept again."
    )


def test_a_first_commit_is_a_persons_own(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--template=", "project")
    root = tmp_path / "project"
    write(root, PATH, OLD)
    assert at_head(root, PATH) is None
    assert refused(root, lambda: saying(root)) == (
        "Nothing has been committed in this repository yet. Commit the files that are there, and "
        "accept again."
    )


def test_a_linked_work_tree_has_its_own_head(project: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    git(project, "worktree", "add", "-q", str(linked), "side")
    before = (git(project, "rev-parse", "HEAD"), others(project, "none"))
    require_done(linked, saying(linked), THEN)
    assert (git(project, "rev-parse", "HEAD"), others(project, "none")) == before
    assert git(project, "rev-parse", "side") == git(linked, "rev-parse", "HEAD")


def test_a_linked_work_tree_waits_for_its_own_decisions_only(project: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    branch = git(project, "symbolic-ref", "--short", "HEAD").strip()
    git(project, "worktree", "add", "-q", str(linked), "side")
    git(linked, "merge", branch, fails=True)
    require_done(project, saying(project), THEN)
    assert refused(linked, lambda: saying(linked)).startswith("A merge is under way")


def test_without_a_repository_the_file_is_written(tmp_path: Path) -> None:
    write(tmp_path, PATH, OLD)
    assert at_head(tmp_path, PATH) == OLD
    assert saying(tmp_path) == Accepted(
        None, f'"{PATH}" is changed, but not committed: this folder is in no git repository.'
    )
    assert (tmp_path / PATH).read_bytes() == THEN
    assert saying(tmp_path).said == "This is so already. Nothing was to be written."
    assert adding(tmp_path).said == (
        f'"{NEW}" is added, but not committed: this folder is in no git repository.'
    )
    assert saying(tmp_path, None, path=NEW, saw=b"new\n").said == (
        f'"{NEW}" is deleted, but not committed: this folder is in no git repository.'
    )
    assert sorted(everything(tmp_path)) == [PATH]


def test_without_a_repository_the_file_must_be_what_the_sender_saw(tmp_path: Path) -> None:
    write(tmp_path, PATH, "mine\n")
    sentence = f'"{PATH}" has been changed since this change was sent. Look at both, and decide.'
    assert refused(tmp_path, lambda: saying(tmp_path), Overtaken) == sentence
    write(tmp_path, "boroughs/ashmoor/voices/A-First-Visit.yml", "mine\n")
    assert refused(tmp_path, lambda: adding(tmp_path)) == (
        f'"boroughs/ashmoor/voices/A-First-Visit.yml" is there, and differs from "{NEW}" in '
        "capitals only. Many computers cannot keep both. Rename that one, and accept again."
    )


def test_without_git_the_file_is_written(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = everything(project / ".git")
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path / "home"))
        assert at_head(project, PATH) == OLD
        assert saying(project) == Accepted(
            None,
            f'"{PATH}" is changed, but not committed: the program git is not installed on this '
            "computer.",
        )
        assert not recover(project)
    assert everything(project / ".git") == kept
    assert git(project, "status", "--porcelain") == f" M {PATH}\n"


@pytest.mark.parametrize("words", [["mv", PATH, "content/x.md"], ["rm", "-q", PATH]])
def test_a_file_that_is_being_renamed_or_deleted_is_left_alone(
    project: Path, words: list[str]
) -> None:
    git(project, *words)
    assert refused(project, lambda: saying(project)) == EDITING
    git(project, "reset", "-q")
    assert refused(project, lambda: saying(project)) == EDITING


@pytest.mark.parametrize("words", [["mv", PATH, "content/x.md"], ["rm", "-q", PATH]])
def test_a_file_that_was_renamed_or_deleted_meanwhile_is_looked_at_again(
    project: Path, words: list[str]
) -> None:
    git(project, *words)
    git(project, "commit", "-qm", "away")
    with pytest.raises(Overtaken) as told:
        saying(project)
    assert told.value.current is None
    assert refused(project, lambda: saying(project), Overtaken) == (
        f'"{PATH}" has been renamed or deleted since this change was sent. Look at both, and '
        "decide."
    )
    assert saying(project, None).said == "This is so already. Nothing was to be committed."


def test_a_file_that_was_changed_meanwhile_is_given_as_it_is_now(project: Path) -> None:
    write(project, PATH, "theirs\n")
    git(project, "commit", "-qam", "theirs")
    with pytest.raises(Overtaken) as told:
        saying(project)
    assert told.value.current == b"theirs\n"
    assert refused(project, lambda: saying(project), Overtaken) == (
        f'"{PATH}" has been changed since this change was sent. Look at both, and decide.'
    )
    assert "has been changed" in refused(project, lambda: saying(project, None), Overtaken)


def test_a_new_file_that_somebody_else_has_added_is_given_as_it_is(prepared: Path) -> None:
    with pytest.raises(Overtaken) as told:
        saying(prepared, saw=None)
    assert told.value.current == OLD
    assert refused(prepared, lambda: saying(prepared, saw=None), Overtaken) == (
        f'"{PATH}" has been added by somebody else since this change was sent. Look at both, and '
        "decide."
    )


def test_a_new_file_never_covers_one_that_git_does_not_know(project: Path) -> None:
    write(project, NEW, "mine\n")
    assert refused(project, lambda: adding(project)) == (
        f'"{NEW}" is there already, and was never committed. Commit it or move it away, and '
        "accept again."
    )


@pytest.mark.parametrize(
    ("twin", "staged"),
    [
        ("boroughs/ashmoor/voices/A-first-visit.yml", False),
        ("boroughs/Ashmoor/borough.yml", False),
        ("boroughs/ashmoor/voices/A-first-visit.yml", True),
    ],
)
def test_a_new_file_differs_from_every_other_in_more_than_capitals(
    project: Path, twin: str, staged: bool
) -> None:
    write(project, twin, "mine\n")
    if "Ashmoor" in twin:
        git(project, "rm", "-rq", "boroughs/ashmoor")
        git(project, "commit", "-qm", "moved")
        twin = "boroughs/Ashmoor"
    if staged:
        git(project, "add", twin)
        (project / twin).unlink()
    assert refused(project, lambda: adding(project)) == (
        f'"{twin}" is there, and differs from "{NEW}" in capitals only. Many computers cannot '
        "keep both. Rename that one, and accept again."
    )


def test_a_new_file_that_git_ignores_is_not_forced_in(project: Path) -> None:
    path = "boroughs/ashmoor/voices/secret.yml"
    assert refused(project, lambda: adding(project, path)) == (
        f'git is told to ignore "{path}", in line 2 of ".gitignore". Take that line out, and '
        "accept again."
    )
    write(project, path, OLD)
    git(project, "add", "-f", path)
    git(project, "commit", "-qm", "known in spite of it")
    require_done(project, saying(project, path=path), THEN, path)


def test_a_project_may_lie_in_a_folder_of_its_repository(project: Path) -> None:
    inner = project / "sites [1] &c"
    shutil.copytree(project / "boroughs", inner / "boroughs")
    git(project, "add", ".")
    git(project, "commit", "-qm", "inner")
    before = others(project, "sites")
    assert at_head(inner, PATH) == OLD
    accepted = saying(inner)
    assert accepted.said == f'"{PATH}" is changed, in the commit {short(accepted)}.'
    added = adding(inner)
    gone = saying(inner, None, path=NEW, saw=b"new\n")
    undone = put_back(inner, accepted.commit or "", message=MESSAGE, when=WHEN)
    log = git(project, "log", "--format=%H", "--name-status", "--no-renames", "-4")
    assert log.replace("\n\n", "\t").splitlines() == [
        f"{undone.commit}\tM\tsites [1] &c/{PATH}",
        f"{gone.commit}\tD\tsites [1] &c/{NEW}",
        f"{added.commit}\tA\tsites [1] &c/{NEW}",
        f"{accepted.commit}\tM\tsites [1] &c/{PATH}",
    ]
    assert others(project, "sites") == before
    write(inner, PATH, "mine\n")
    assert refused(inner, lambda: saying(inner), looked=project) == EDITING
    assert git(project, "status", "--porcelain", "-z") == f" M sites [1] &c/{PATH}\0"


def test_a_repository_with_longer_ids_works_too(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--template=", "--object-format=sha256", "project")
    root = tmp_path / "project"
    write(root, PATH, OLD)
    git(root, "add", ".")
    git(root, "commit", "-qm", "one")
    accepted = saying(root)
    require_done(root, accepted, THEN)
    put_back(root, accepted.commit or "", message=MESSAGE, when=WHEN)
    assert at_head(root, PATH) == OLD


def test_a_repository_that_git_refuses_is_no_reason_to_only_write(project: Path) -> None:
    git(project, "config", "core.repositoryFormatVersion", "99")
    assert refused(project, lambda: saying(project)) == (
        'git could not do this: "Expected git repo version <= 1, found 99". Nothing was changed. '
        "Mend that and accept again."
    )


# --- line ends, filters, hooks and settings ------------------------------------------------------


def test_turned_line_ends_are_no_edit_and_leave_none(project: Path) -> None:
    git(project, "config", "core.autocrlf", "true")
    (project / PATH).unlink()
    git(project, "checkout", "--", PATH)
    assert (project / PATH).read_bytes() == OLD.replace(b"\n", b"\r\n")
    require_done(project, saying(project), THEN)
    adding(project)
    saying(
        project, b"name: new\r\nwhen: one\r\n", path="boroughs/ashmoor/listings/crlf.md", saw=None
    )
    assert git(project, "status", "--porcelain") == ""


def test_a_file_kept_with_long_line_ends_stays_clean(project: Path) -> None:
    long, then = OLD.replace(b"\n", b"\r\n"), THEN.replace(b"\n", b"\r\n")
    write(project, PATH, long)
    git(project, "commit", "-qam", "long line ends")
    git(project, "config", "core.autocrlf", "true")
    accepted = saying(project, then, saw=long)
    assert at_head(project, PATH) == then == (project / PATH).read_bytes()
    assert git(project, "status", "--porcelain") == ""
    assert accepted.commit == git(project, "rev-parse", "HEAD").strip()


@pytest.mark.parametrize(
    ("attributes", "works"), [("text=auto", True), ("text eol=crlf", True), ("-text", False)]
)
def test_attributes_say_whether_long_line_ends_are_an_edit(
    project: Path, attributes: str, works: bool
) -> None:
    write(project, ".gitattributes", f"*.md {attributes}\n")
    git(project, "config", "core.autocrlf", "input")
    write(project, PATH, OLD.replace(b"\n", b"\r\n"))
    if works:
        require_done(project, saying(project), THEN)
    else:
        assert refused(project, lambda: saying(project)) == EDITING


def test_long_line_ends_that_somebody_typed_are_an_edit(project: Path) -> None:
    write(project, PATH, OLD.replace(b"\n", b"\r\n"))
    assert refused(project, lambda: saying(project)) == EDITING


def script(file: Path, words: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{words}\n")
    file.chmod(0o755)
    return file


def test_no_hook_filter_or_watcher_is_run(project: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    hooks = "pre-commit commit-msg post-commit reference-transaction post-index-change pre-auto-gc"
    for hook in (*hooks.split(), "fsmonitor"):
        script(project / ".git/hooks" / hook, f"echo {hook} >> '{ran}'")
    git(project, "config", "core.fsmonitor", str(project / ".git/hooks/fsmonitor"))
    loud = script(tmp_path / "loud", f"echo filter >> '{ran}'; cat")
    git(project, "config", "filter.loud.clean", str(loud))
    git(project, "config", "filter.loud.smudge", str(loud))
    git(project, "config", "filter.loud.required", "true")
    write(project, ".gitattributes", "*.md filter=loud ident\n")
    git(project, "add", ".")
    git(project, "commit", "-qm", "loud")
    assert {
        "filter",
        "pre-commit",
        "reference-transaction",
        "post-index-change",
        "fsmonitor",
    } <= set(ran.read_text().split())
    ran.unlink()
    content = b"$Id: kept $\r\nname: Gardening\n"
    saying(project, content)
    assert not ran.exists()
    assert (project / PATH).read_bytes() == content == at_head(project, PATH)


def test_nothing_is_signed_and_the_message_is_stored_as_it_is(project: Path) -> None:
    git(project, "config", "commit.gpgSign", "true")
    git(project, "config", "gpg.program", "false")
    git(project, "config", "i18n.commitEncoding", "iso-8859-1")
    git(project, "config", "core.commentChar", "C")
    write(project, OTHER, "mine\n")
    git(project, "commit", "-qam", "signed", fails=True)
    accepted = accept(project, PATH, THEN, saw=OLD, message="Café\n\n# kept", when=WHEN)
    raw = subprocess.check_output(
        ["git", "-C", project, "cat-file", "commit", accepted.commit or ""]
    )
    assert b"gpgsig" not in raw and b"\nencoding" not in raw
    assert raw.endswith("\n\nCafé\n\n# kept\n".encode())


def test_the_persons_environment_leads_nowhere_else(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(project, elsewhere)
    before = everything(elsewhere)
    words = f"echo $LC_ALL >> '{tmp_path / 'language'}'; exec '{shutil.which('git')}' \"$@\""
    script(tmp_path / "bin/git", words)
    with monkeypatch.context() as led:
        led.setenv("GIT_DIR", str(elsewhere / ".git"))
        led.setenv("GIT_WORK_TREE", str(elsewhere))
        led.setenv("GIT_INDEX_FILE", str(elsewhere / ".git/index"))
        led.setenv("GIT_OBJECT_DIRECTORY", str(elsewhere / ".git/objects"))
        led.setenv("GIT_AUTHOR_NAME", "Pat")
        led.setenv("GIT_NAMESPACE", "other")
        led.setenv("LC_ALL", "de_DE.UTF-8")
        led.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
        accepted = saying(project)
    assert set((tmp_path / "language").read_text().split()) == {"C"}
    require_done(project, accepted, THEN)
    assert git(project, "log", "-1", "--format=%an %cn").strip() == " ".join(
        ["Connect & Do review"] * 2
    )
    assert everything(elsewhere) == before


# --- paths and messages --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "../boroughs/ashmoor/borough.yml",
        "boroughs/../content/modified.md",
        "boroughs/ashmoor/../../content/modified.md",
        "/boroughs/ashmoor/borough.yml",
        "boroughs//borough.yml",
        "boroughs/./borough.yml",
        "boroughs/borough.yml",
        "content/modified.md",
        "boroughs/ashmoor/.git/config.yml",
        "boroughs/ashmoor/.gitattributes",
        "boroughs/ashmoor/listings/con.md",
        "boroughs/nul/borough.yml",
        "boroughs/ashmoor/listings/a.md.",
        "boroughs/ashmoor/listings/a",
        "boroughs/ashmoor/listings/",
        "boroughs\\ashmoor\\borough.yml",
        "boroughs/ashmoor/listings\\a.md",
        "boroughs/ashmoor/a\n.md",
        "boroughs/ashmoor/a\0.md",
        "boroughs/ashmoor/a\u202e.md",
        "boroughs/ashmoor/-a.md",
        "boroughs/ashmoor/A.md",
        "boroughs/ashmoor/a.md\n",
        "boroughs/ashmoor/git~1/a.md",
        "boroughs/ashmoor/a:b.md",
        "boroughs/ashmoor/*.md",
        "boroughs/a/b/c/d/e.md",
        f"boroughs/ashmoor/{'a' * 81}.md",
        "--all",
        "",
    ],
)
def test_only_plain_paths_below_boroughs_are_accepted(prepared: Path, path: str) -> None:
    for ask in (lambda: adding(prepared, path), lambda: at_head(prepared, path)):
        assert refused(prepared, ask, Refusal).endswith(
            " is not the path of a file that can be accepted. Use one like "
            '"boroughs/lambeth/listings/tuesday-gardening.md": small letters, digits and hyphens.'
        )


@pytest.mark.parametrize("linked", [PATH, "boroughs/ashmoor/listings", "boroughs"])
def test_links_are_never_followed(project: Path, tmp_path: Path, linked: str) -> None:
    (project / linked).rename(tmp_path / "outside")
    (project / linked).symlink_to(tmp_path / "outside")
    meant = "file" if linked == PATH else "folder"
    assert refused(project, lambda: saying(project)) == (
        f'{linked}: "{linked.rpartition("/")[2]}" is a link to another place, and links are never '
        f"followed. Put the {meant} itself there, or take the link out. Then accept again."
    )


def test_a_link_in_the_history_is_never_written_through(project: Path, tmp_path: Path) -> None:
    (project / PATH).unlink()
    (project / PATH).symlink_to(tmp_path / "outside")
    git(project, "commit", "-qam", "link")
    assert refused(project, lambda: saying(project)) == (
        f'"{PATH}" is no plain file in the repository, but a link or a folder. Take it out and '
        "commit that, then accept again."
    )


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("", "The first line of the message has 0 letters. Write between 1 and 72."),
        ("a" * 73, "The first line of the message has 73 letters. Write between 1 and 72."),
        ("a\nb", "The second line of the message is not empty. Leave it empty."),
        ("a\0b", "The message has signs that cannot be printed. Take them out."),
        ("a\n\n\ud800", "The message has signs that cannot be printed. Take them out."),
    ],
)
def test_a_message_is_a_line_and_more(prepared: Path, message: str, said: str) -> None:
    def ask() -> None:
        accept(prepared, PATH, THEN, saw=OLD, message=message, when=WHEN)

    assert refused(prepared, ask, Refusal) == said


def test_a_moment_without_a_time_zone_is_a_fault_of_the_program(prepared: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        accept(prepared, PATH, THEN, saw=OLD, message="a", when=dt.datetime(2026, 11, 30))


# --- put back ------------------------------------------------------------------------------------


def back(root: Path, commit: str | None) -> Accepted:
    return put_back(root, commit or "", message="Put back", when=WHEN)


def test_a_change_is_put_back_by_a_new_commit(project: Path) -> None:
    busy(project)
    before = others(project)
    accepted = saying(project)
    undone = back(project, accepted.commit)
    require_done(project, undone, OLD)
    assert undone.said == f'"{PATH}" is put back, in the commit {short(undone)}.'
    assert git(project, "rev-parse", "HEAD~").strip() == accepted.commit
    assert others(project) == before


def test_an_added_file_is_put_back_by_deleting_it(project: Path) -> None:
    require_done(project, back(project, adding(project).commit), None, NEW)


def test_a_deleted_file_comes_back_as_it_was(project: Path) -> None:
    (project / PATH).chmod(0o755)
    git(project, "commit", "-qam", "program")
    require_done(project, back(project, saying(project, None).commit), OLD)
    assert git(project, "ls-files", "-s", PATH).startswith("100755 ")
    assert (project / PATH).stat().st_mode & 0o100


def test_what_is_put_back_already_is_not_put_back_twice(project: Path) -> None:
    commit = saying(project).commit
    undone = back(project, commit)
    assert back(project, commit) == Accepted(
        undone.commit, "This is so already. Nothing was to be committed."
    )


def test_a_file_that_has_changed_since_is_not_put_back(project: Path) -> None:
    commit = saying(project).commit or ""
    write(project, PATH, "later\n")
    assert refused(project, lambda: back(project, commit)) == EDITING
    git(project, "commit", "-qam", "later")
    assert refused(project, lambda: back(project, commit), Overtaken) == (
        f'"{PATH}" has been changed since {commit[:10]}, so that cannot simply be put back. Edit '
        "the file instead."
    )


def test_only_what_was_accepted_here_is_put_back(project: Path, tmp_path: Path) -> None:
    head = git(project, "rev-parse", "HEAD").strip()
    assert refused(project, lambda: back(project, head), Refusal) == (
        f"The commit {head[:10]} was not made by accepting a change here, so it cannot be put "
        "back here. Use git for it."
    )
    assert refused(project, lambda: back(project, "a" * 40), Refusal) == (
        "There is no commit aaaaaaaaaa in this repository. Look for it in its history."
    )
    for odd in ("--all", "HEAD", head[:10]):
        assert refused(project, lambda odd=odd: back(project, odd), Refusal) == (  # type: ignore[misc]
            f'"{odd}" is not the name of a commit. Use the whole name.'
        )
    assert refused(tmp_path / "home", lambda: back(tmp_path / "home", head)) == (
        "Nothing can be put back: this folder is in no git repository. Change the file itself."
    )


# --- locks, failures and kills -------------------------------------------------------------------


def test_another_git_at_work_is_waited_for(project: Path) -> None:
    lock = write(project, LOCK, "")
    assert refused(project, lambda: saying(project)) == (
        "Another git program is at work in this repository. Nothing was changed. Wait until it "
        f'has finished, and accept again. If none is running, delete the file "{lock}".'
    )
    lock.unlink()
    require_done(project, saying(project), THEN)


def in_the_middle(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Do something once, when all is prepared and the file is about to be written."""
    real, left = moved_together._put, [act]

    def put(*words: Any, **named: Any) -> None:
        if left:
            left.pop()()
        real(*words, **named)

    monkeypatch.setattr(moved_together, "_put", put)


def test_git_waits_for_an_acceptance(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, OTHER, "mine\n")
    in_the_middle(monkeypatch, lambda: git(project, "add", OTHER, fails=True))
    require_done(project, saying(project), THEN)
    git(project, "add", OTHER)


def test_two_who_accept_at_once_follow_each_other(project: Path) -> None:
    paths = [f"boroughs/ashmoor/listings/new-{number}.md" for number in range(3)]
    threads = [threading.Thread(target=adding, args=(project, path)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    changed = git(project, "log", "--format=", "--name-only", "-3").split()
    assert sorted(changed) == paths
    assert git(project, "status", "--porcelain") == ""
    require_tidy(project)


def test_who_waits_too_long_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moved_together, "_PATIENCE", 0.05)
    said = []

    def second() -> None:
        with pytest.raises(NotNow) as told:
            adding(project)
        said.append(str(told.value))

    in_the_middle(monkeypatch, second)
    require_done(project, saying(project), THEN)
    assert said == [
        "Somebody else is accepting a change at this moment. Nothing was changed. Accept again in "
        "a minute."
    ]


def test_where_head_moves_meanwhile_all_is_put_back(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy(project)
    before, head = others(project), git(project, "rev-parse", "HEAD").strip()
    moved = git(project, "commit-tree", "-p", head, "-m", "theirs", "HEAD^{tree}").strip()
    in_the_middle(monkeypatch, lambda: git(project, "update-ref", "HEAD", moved))
    with pytest.raises(NotNow) as told:
        saying(project)
    assert str(told.value) == (
        'Another program changed the repository at the same moment (git says "update_ref failed '
        f"for ref 'HEAD': cannot lock ref 'HEAD': is at {moved} but expected {head}\"). "
        "Everything is as it was. Accept again."
    )
    assert git(project, "rev-parse", "HEAD").strip() == moved
    assert (project / PATH).read_bytes() == OLD
    require_equal(project)
    require_tidy(project)
    assert others(project) == before
    require_done(project, saying(project), THEN)


@pytest.mark.parametrize(("path", "content"), [(PATH, THEN), (PATH, None), (NEW, THEN)])
def test_a_file_that_is_saved_at_the_last_moment_is_left_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch, path: str, content: bytes | None
) -> None:
    real = moved_together._copy_index

    def copy_index(*words: Any) -> None:
        real(*words)
        write(project, path, "mine\n")

    monkeypatch.setattr(moved_together, "_copy_index", copy_index)
    head = git(project, "rev-parse", "HEAD")
    with pytest.raises(NotNow) as told:
        saying(project, content, path=path, saw=OLD if path == PATH else None)
    assert str(told.value) == EDITING.replace(PATH, path)
    assert (project / path).read_bytes() == b"mine\n"
    state = " M" if path == PATH else "??"
    assert git(project, "status", "--porcelain", "-uall") == f"{state} {path}\n"
    assert git(project, "rev-parse", "HEAD") == head
    require_tidy(project)


def test_where_the_disk_is_full_all_is_put_back(project: Path) -> None:
    busy(project)
    before, head = others(project), git(project, "rev-parse", "HEAD")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, hard))
    try:
        with pytest.raises(NotNow) as told:
            saying(project, b"a" * 1024 * 1024)
        with pytest.raises(NotNow):
            saying(project, b"a" * 1024 * 1024, path=NEW, saw=None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert str(told.value) == (
        f'"{PATH}" cannot be written: File too large. Everything is as it was. Mend that and '
        "accept again."
    )
    assert (project / PATH).read_bytes() == OLD and not (project / NEW).parent.exists()
    assert git(project, "rev-parse", "HEAD") == head
    require_equal(project)
    require_tidy(project)
    assert others(project) == before


def test_where_a_file_may_not_be_written_all_is_put_back(project: Path, root: Path) -> None:
    before, head = others(project), git(project, "rev-parse", "HEAD")
    code = (
        "import datetime as dt, pathlib, sys\n"
        "from connectdo.contribute.repository import NotNow, accept\n"
        "root = pathlib.Path(sys.argv[1])\n"
        "for folder in ((root / sys.argv[2]).parent, root / '.git'):\n"
        "    folder.chmod(0o555)\n"
        "    try: accept(root, sys.argv[2], None, saw=sys.argv[3].encode(), message='a',\n"
        "        when=dt.datetime(2026, 11, 30, tzinfo=dt.UTC))\n"
        "    except NotNow as told: print(told)\n"
        "    folder.chmod(0o755)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(project), PATH, OLD.decode()],
        env={**os.environ, "PYTHONPATH": str(root / "plugins")},
        capture_output=True,
        check=True,
        text=True,
        preexec_fn=obey,
    )
    assert ran.stdout == (
        f'"{PATH}" cannot be written: Permission denied. Everything is as it was. Mend that and '
        f'accept again.\n"{project / LOCK}" cannot be changed: Permission denied. Everything is as '
        "it was. Mend that and accept again.\n"
    )
    assert git(project, "rev-parse", "HEAD") == head and others(project) == before
    require_equal(project)
    require_tidy(project)


def test_where_what_was_there_cannot_be_put_back_the_next_does_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        real = moved_together._put

        def put(file: Path, data: bytes | None, **named: Any) -> None:
            if data == OLD:
                raise OSError(28, "No space left on device", str(file))
            real(file, data, **named)
            (project / ".git/HEAD.lock").touch()

        broken.setattr(moved_together, "_put", put)
        with pytest.raises(NotNow) as told:
            saying(project)
    said = str(told.value)
    assert said.startswith(
        "The change failed half-way: git says \"update_ref failed for ref 'HEAD'"
    )
    assert said.endswith(
        f'What was there before cannot be put back yet: "{project / PATH}" cannot be changed: No '
        "space left on device. Mend that; whoever accepts next puts it back first."
    )
    git(project, "add", OTHER, fails=True)
    (project / ".git/HEAD.lock").unlink()
    assert recover(project)
    assert (project / PATH).read_bytes() == OLD
    require_equal(project)
    require_tidy(project)
    assert not recover(project)


def killed(root: Path, ask: Callable[[], object], after: float | None = None) -> bool:
    """Do it in a process that is killed, by itself or after some seconds; True where it was."""
    child = os.fork()
    if not child:
        try:
            ask()
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def kill_at(step: int, seen: list[int]) -> Callable[[], None]:
    """Make the process kill itself before its step of that number: of git's, or on the disk."""

    def patch() -> None:
        def counted(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*words: Any, **named: Any) -> Any:
                seen[0] += 1
                if seen[0] == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*words, **named)

            return call

        Git.ask_whether = counted(Git.ask_whether)  # type: ignore[method-assign]
        for name in ("replace", "unlink", "symlink_to", "mkdir", "rmdir"):
            setattr(Path, name, counted(getattr(Path, name)))

    return patch


def require_recovered(root: Path, path: str, before: object, contents: set[bytes | None]) -> bool:
    """One of the states, and all else as it was; True where there was something to put right."""
    was_cut_off = recover(root)
    require_equal(root, path)
    require_tidy(root)
    content = (root / path).read_bytes() if (root / path).exists() else None
    assert content in contents and at_head(root, path) == content
    assert others(root, path) == before
    return was_cut_off


@pytest.mark.parametrize("name", ["file", "index", "HEAD", "tidying"])
def test_what_was_killed_half_way_is_put_right_by_the_next(project: Path, name: str) -> None:
    busy(project)
    before = others(project)

    def ask() -> None:
        def die(*_: Any, **__: Any) -> Any:
            os.kill(os.getpid(), signal.SIGKILL)

        replace, unlink, whether = Path.replace, Path.unlink, Git.ask_whether

        def replacing(source: Path, target: Path) -> Path:
            return die() if name == "index" and target.name == "index" else replace(source, target)

        def unlinking(file: Path, missing_ok: bool = False) -> None:
            die() if name == "tidying" and file.name == "journal" else unlink(file, missing_ok)

        def asking(git: Git, *words: str, **named: Any) -> bytes | None:
            return (
                die() if name == "HEAD" and "update-ref" in words else whether(git, *words, **named)
            )

        Path.replace, Path.unlink, Git.ask_whether = replacing, unlinking, asking  # type: ignore[assignment, method-assign]
        if name == "file":
            moved_together._put = die
        saying(project)

    assert killed(project, ask)
    assert (project / WORKROOM / "journal").is_file()
    assert ((project / PATH).read_bytes() == OLD) == (name == "file")
    git(project, "add", OTHER, fails=True)
    require_done(project, adding(project), b"new\n", NEW)
    (project / NEW).unlink()
    git(project, "rm", "-q", "--cached", NEW)
    git(project, "commit", "-q", "-m", "away", "--only", NEW)
    require_recovered(project, PATH, before, {THEN if name == "tidying" else OLD})


def test_a_step_of_git_that_outlives_its_killed_caller_is_waited_for(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, real = tmp_path / "slow", shutil.which("git")
    words = f"case \"$*\" in *update-ref*) touch '{slow}'; sleep 0.2;; esac; exec '{real}' \"$@\""
    script(tmp_path / "bin/git", words)
    with monkeypatch.context() as slowed:
        slowed.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
        child = os.fork()
        if not child:
            saying(project)
        while not slow.exists():
            time.sleep(0.01)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert at_head(project, PATH) == OLD
    assert recover(project)
    time.sleep(0.3)
    assert at_head(project, PATH) == THEN == (project / PATH).read_bytes()
    require_equal(project)
    require_tidy(project)


def killed_before_head_moves(project: Path) -> None:
    def ask() -> None:
        real = Git.ask_whether

        def asking(git: Git, *words: str, **named: Any) -> bytes | None:
            if "update-ref" in words:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(git, *words, **named)

        Git.ask_whether = asking  # type: ignore[method-assign]
        saying(project)

    assert killed(project, ask)


@pytest.mark.parametrize("linked", [PATH, "boroughs/ashmoor"])
def test_a_link_that_a_person_made_after_a_kill_is_theirs(
    project: Path, tmp_path: Path, linked: str
) -> None:
    killed_before_head_moves(project)
    (project / linked).rename(tmp_path / "outside")
    (project / linked).symlink_to(tmp_path / "outside")
    outside = everything(tmp_path)
    assert recover(project)
    after = everything(tmp_path)
    for gone in (name for name in outside if WORKROOM in name or LOCK in name):
        assert gone not in after
    assert {name for name in after if after[name] != outside.get(name)} == {"project/.git/index"}
    assert git(project, "diff", "--cached", "HEAD") == ""


def test_a_lock_that_a_person_took_away_stays_away(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed_before_head_moves(project)
    (project / LOCK).unlink()

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device", PATH)

    with monkeypatch.context() as broken:
        broken.setattr(moved_together, "_put", full)
        with pytest.raises(NotNow) as told:
            adding(project)
    assert str(told.value) == (
        "An acceptance was cut off here, and what was there before cannot be put back: "
        f'"{PATH}" cannot be changed: No space left on device. Mend that and accept again.'
    )
    git(project, "add", OTHER)
    require_done(project, adding(project), b"new\n", NEW)
    assert (project / PATH).read_bytes() == OLD
    require_equal(project)


def test_what_a_person_did_after_a_kill_is_theirs(project: Path) -> None:
    killed_before_head_moves(project)
    (project / LOCK).unlink()
    write(project, PATH, "mine\n")
    git(project, "add", PATH)
    assert recover(project)
    assert git(project, "status", "--porcelain") == f"M  {PATH}\n"
    assert (project / PATH).read_bytes() == b"mine\n"
    require_tidy(project)


@pytest.mark.prove
@pytest.mark.parametrize("kind", ["changed", "added", "deleted"])
def test_a_kill_before_any_step_leaves_one_state_or_the_other(project: Path, kind: str) -> None:
    busy(project)
    path = NEW if kind == "added" else PATH
    saw, content = (None if kind == "added" else OLD), (None if kind == "deleted" else THEN)
    before = others(project, path)
    kept = project.with_name("kept")
    project.rename(kept)
    for step in range(1, 200):
        shutil.copytree(kept, project, symlinks=True)

        def ask(step: int = step) -> None:
            kill_at(step, [0])()
            saying(project, content, path=path, saw=saw)

        if not killed(project, ask):
            break
        require_recovered(project, path, before, {saw, content})
        shutil.rmtree(project)
    assert 20 < step < 199


@pytest.mark.prove
def test_kills_at_any_moment_leave_one_state_or_the_other(project: Path) -> None:
    busy(project)
    before = others(project)
    chance = random.Random(20261130)

    def ask() -> None:
        for number in range(10_000):
            saying(project, b"%d\n" % number, saw=at_head(project, PATH))

    contents: set[bytes | None] = {OLD, *(b"%d\n" % number for number in range(10_000))}
    cut_off = 0
    for _ in range(40):
        assert killed(project, ask, chance.uniform(0.01, 0.2))
        cut_off += require_recovered(project, PATH, before, contents)
    assert cut_off > 10
