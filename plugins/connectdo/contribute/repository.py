"""Turns one accepted change of one file below boroughs/ into a commit: HEAD, and that file.

Nothing of a proposal is in the repository before a person accepts it. Then HEAD, index and file
move together (``moved_together`` says how), and every other file, staged or not, stays as it is.
The bytes are stored as given, whatever filters and line ends a repository asks for. It does not
know what a file says, who sent it or who said yes, and it merges nothing.

Every refusal is a sentence, and nothing has changed: NotNow, where the same may be accepted later;
Overtaken, where somebody must look at it again; a plain Refusal, where it can never be accepted.
A path whose file a filter of git's turns into something else (as Git LFS does) looks edited here.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass
from pathlib import Path

from connectdo.contribute.git_program import ADDRESS, NAME, Git, GitFailed, NoRepository, NotNow
from connectdo.contribute.last_commit import Unclear, plain_file
from connectdo.contribute.moved_together import (
    Blob,
    Move,
    WorkTree,
    being_edited,
    find_work_tree,
    held,
    in_file,
    in_head,
    in_index,
    move,
    put_file,
    set_in_index,
    was_cut_off,
    workroom,
)
from connectdo.data.formats.names import ID, LONGEST_ID
from connectdo.data.naming import WINDOWS
from connectdo.data.problems import Refusal, quoted

__all__ = ["Accepted", "NotNow", "Overtaken", "accept", "at_head", "put_back", "recover"]

LONGEST_SUBJECT = 72
_TOP = "boroughs"
_MOST_FOLDERS = 3
"""boroughs/lambeth/listings: what a file of the directory lies in."""
_ENDING = re.compile(r"[a-z0-9]{1,8}")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_UNDER_WAY = {
    "rebase-merge": "A rebase",
    "rebase-apply": "A rebase",
    "MERGE_HEAD": "A merge",
    "CHERRY_PICK_HEAD": "A cherry-pick",
    "REVERT_HEAD": "A revert",
    "BISECT_LOG": "A bisect",
    "sequencer": "A cherry-pick or revert",
}
"""What git leaves in its folder while it is in the middle of something, and what that is."""
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of an acceptance.

    ``commit`` is the full name of the commit, or None where there is none: then the file was only
    written, or said so already. ``said`` is a sentence for whoever accepted.
    """

    commit: str | None
    said: str


class Overtaken(Refusal):
    """The file is no longer what the change was made from; ``current`` is what it is, or None."""

    def __init__(self, sentence: str, current: bytes | None) -> None:
        self.current = current
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What there is to build on: HEAD, and the path there and on the disk, which agree."""

    head: str
    detached: bool
    blob: Blob | None
    file: bytes | None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be committed; ``mode`` is for a file that is not there yet.

    ``done`` says what then has been done; where it is empty, the change itself says it.
    """

    content: bytes | None
    message: str
    date: str
    mode: str = "100644"
    done: str = ""


def accept(
    root: Path,
    path: str,
    content: bytes | None,
    *,
    saw: bytes | None,
    message: str,
    when: dt.datetime,
) -> Accepted:
    """Give the file ``path`` its new content, or delete it (None), in one commit.

    ``path`` goes from the project's folder ``root`` down. ``saw`` are the bytes that the change was
    made from, as ``at_head`` gave them; None for a new file. ``when`` has a time zone. Where there
    is no repository or no git, the file is written and nothing is committed. What is so already is
    not committed again; the answer then names the earlier commit, if its message ends with the same
    line.

    Raises NotNow, Overtaken, or Refusal for a path or message that can never be committed.
    """
    _require_plain(path)
    wanted = _Wanted(content, _sound(message), _date_of(when))
    try:
        here = find_work_tree(root)
    except NoRepository as why:
        return _only_written(root, path, content, saw, str(why))
    with held(here) as git:
        now = _standing(here, git, path)
        if _is_so(now, content):
            return _already(git, here.prefix + path, now, wanted.message)
        if not _is_so(now, saw) and saw != now.file:
            raise _overtaken(path, _bytes_of(git, now.blob), was_there=saw is not None)
        return _commit(here, git, path, now, wanted)


def put_back(root: Path, commit: str, *, message: str, when: dt.datetime) -> Accepted:
    """Undo an accepted change in a new commit: the one file becomes what it was before.

    ``commit`` is the full name that ``accept`` gave. A change that is put back already is not
    committed again. Raises as ``accept``; Overtaken where the file has changed since.
    """
    if not _COMMIT.fullmatch(commit):
        raise Refusal(f"{quoted(commit)} is not the name of a commit. Use the whole name.")
    message, date = _sound(message), _date_of(when)
    try:
        here = find_work_tree(root)
    except NoRepository as why:
        raise NotNow(f"Nothing can be put back: {why}. Change the file itself.") from None
    with held(here) as git:
        step = _accepted_in(git, commit, here.prefix)
        path = step.path.removeprefix(here.prefix)
        now = _standing(here, git, path)
        if now.blob == step.before:
            return _already(git, step.path, now, message)
        if now.blob != step.after:
            raise Overtaken(
                f"{quoted(path, most=200)} has been changed since {commit[:10]}, so that cannot "
                "simply be put back. Edit the file instead.",
                _bytes_of(git, now.blob),
            )
        mode = step.before.mode if step.before else "100644"
        wanted = _Wanted(_bytes_of(git, step.before), message, date, mode, "put back")
        return _commit(here, git, path, now, wanted)


def at_head(root: Path, path: str) -> bytes | None:
    """The file's bytes in the last commit, or None: what a change is to be made from.

    Where there is no repository or no git, those on the disk. Raises Refusal for a path that is
    none, NotNow for what is no plain file.
    """
    _require_plain(path)
    try:
        return plain_file(root, path)
    except (Unclear, NotNow):
        return _asked_in_steps(root, path)


def recover(root: Path) -> bool:
    """Put right an acceptance that was killed half-way, and say whether there was one.

    Every acceptance does it first; a program that starts may do it too, so that git is free again.
    Raises NotNow.
    """
    try:
        here = find_work_tree(root)
    except NoRepository:
        return False
    if not was_cut_off(here):
        return False
    with held(here):
        return True


# --- what may be asked ---------------------------------------------------------------------------


def _require_plain(path: str) -> None:
    """Raise Refusal for any path but ids below boroughs/, the last of them with an ending."""
    top, *folders, file = path.split("/") if "/" in path else ("", path)
    name, dot, ending = file.partition(".")
    plain = (
        top == _TOP
        and 1 <= len(folders) <= _MOST_FOLDERS
        and dot
        and _ENDING.fullmatch(ending)
        and all(
            ID.fullmatch(each) and len(each) <= LONGEST_ID and each not in WINDOWS
            for each in (*folders, name)
        )
    )
    if not plain:
        raise Refusal(
            f"{quoted(path, most=200)} is not the path of a file that can be accepted. Use one "
            'like "boroughs/lambeth/listings/tuesday-gardening.md": small letters, digits and '
            "hyphens."
        )


def _sound(message: str) -> str:
    """The message as git takes it. Raises Refusal."""
    subject, *rest = message.rstrip("\n").split("\n")
    if not subject.strip() or len(subject) > LONGEST_SUBJECT:
        raise Refusal(
            f"The first line of the message has {len(subject)} letters. Write between 1 and "
            f"{LONGEST_SUBJECT}."
        )
    if rest and rest[0]:
        raise Refusal("The second line of the message is not empty. Leave it empty.")
    if not all(line.isprintable() for line in (subject, *rest)):
        raise Refusal("The message has signs that cannot be printed. Take them out.")
    return f"{message.rstrip()}\n"


def _date_of(when: dt.datetime) -> str:
    """As git reads it: seconds, and the zone of whoever accepted."""
    if when.tzinfo is None:
        raise ValueError("the moment of an acceptance needs a time zone")
    return f"@{int(when.timestamp())} {f'{when:%z}'[:5]}"


# --- what stands there ---------------------------------------------------------------------------


def _asked_in_steps(root: Path, path: str) -> bytes | None:
    """As ``at_head``: the first step that fails says what is wrong."""
    try:
        here = find_work_tree(root)
    except NoRepository:
        return in_file(root, path)
    git = Git(here.top)
    if _head(git) is None:
        return None
    return _bytes_of(git, _file_in_head(here, git, path))


def _standing(here: WorkTree, git: Git, path: str) -> _Standing:
    """HEAD and the path, where a commit may be made of them now. Raises NotNow."""
    for name, what in _UNDER_WAY.items():
        if (here.git_folder / name).exists():
            raise NotNow(
                f"{what} is under way in this repository. The change waits until then: finish it "
                "or stop it (git status says how), and accept again."
            )
    head = _head(git)
    if head is None:
        raise NotNow(
            "Nothing has been committed in this repository yet. Commit the files that are there, "
            "and accept again."
        )
    full = here.prefix + path
    blob = _file_in_head(here, git, path)
    staged, twins = in_index(git, full)
    file = in_file(here.top / here.prefix, path)
    if blob is None and staged is None:
        _require_free(here, git, path, twins, file)
    elif staged != blob or not _is_same(here, git, full, blob, file):
        raise being_edited(path)
    return _Standing(*head, blob, file)


def _file_in_head(here: WorkTree, git: Git, path: str) -> Blob | None:
    """The file in the last commit. Raises NotNow where it is there as something else."""
    blob = in_head(git, here.prefix + path)
    if blob is not None and not blob.is_plain:
        raise NotNow(
            f"{quoted(path, most=200)} is no plain file in the repository, but a link or a folder. "
            "Take it out and commit that, then accept again."
        )
    return blob


def _head(git: Git) -> tuple[str, bool] | None:
    """The commit, and whether no branch is checked out; None before the first commit."""
    said = git.ask("rev-parse", "--revs-only", "HEAD", "--symbolic-full-name", "HEAD").split()
    return (said[0].decode(), said[1] == b"HEAD") if said else None


def _require_free(
    here: WorkTree, git: Git, path: str, twins: list[str], file: bytes | None
) -> None:
    """Raise NotNow where a path that git does not know may not be added."""
    said = quoted(path, most=200)
    if git.ask_whether("check-ignore", "-q", "--", f"./{here.prefix}{path}") is not None:
        asked = os.fsencode(f"./{here.prefix}{path}\0")
        why = git.ask("check-ignore", "-v", "-z", "--stdin", given=asked)
        source, line, *_ = os.fsdecode(why).split("\0")
        raise NotNow(
            f"git is told to ignore {said}, in line {line} of {quoted(source, most=200)}. Take "
            "that line out, and accept again."
        )
    _require_no_twin(here.top / here.prefix, path, [t.removeprefix(here.prefix) for t in twins])
    if file is not None:
        raise NotNow(
            f"{said} is there already, and was never committed. Commit it or move it away, and "
            "accept again."
        )


def _require_no_twin(root: Path, path: str, twins: list[str]) -> None:
    """Raise NotNow where something is there that a computer which ignores capitals takes for it."""
    folder = root
    for name in path.split("/"):
        names = [each.name for each in folder.iterdir()] if folder.is_dir() else []
        if name not in names:
            same = sorted(each for each in names if each.casefold() == name)
            twins = [(folder / each).relative_to(root).as_posix() for each in same] + twins
            break
        folder /= name
    if twins:
        raise NotNow(
            f"{quoted(twins[0], most=200)} is there, and differs from {quoted(path, most=200)} in "
            "capitals only. Many computers cannot keep both. Rename that one, and accept again."
        )


def _is_same(here: WorkTree, git: Git, full: str, blob: Blob | None, file: bytes | None) -> bool:
    """Whether the file is what git would call unchanged, without asking it to run a filter."""
    if blob is None or file is None:
        return blob is None and file is None
    runs = bool((here.top / full).stat().st_mode & 0o100)
    if runs != (blob.mode == "100755") and _config(git, "core.fileMode") not in _NO:
        return False
    if blob.has(file):
        return True
    turned = file.replace(b"\r\n", b"\n")
    return turned != file and blob.has(turned) and _ends_are_turned(git, full)


def _ends_are_turned(git: Git, full: str) -> bool:
    """Whether git stores this file with plain line ends, whatever the disk has."""
    said = git.ask("ls-files", "--eol", "-z", "--", f":(top,literal){full}")
    asked = said.partition(b"attr/")[2].partition(b"\t")[0].strip()
    if asked:
        return not asked.startswith(b"-text")
    return _config(git, "core.autocrlf") in (*_YES, "input")


def _config(git: Git, name: str) -> str:
    """A setting of git's as it is written, in small letters, or empty."""
    said = git.ask_whether("config", "--get", name)
    return (said or b"").decode("utf-8", "replace").strip().lower()


def _is_so(now: _Standing, content: bytes | None) -> bool:
    """Whether the last commit has just this content."""
    if content is None or now.blob is None:
        return content is None and now.blob is None
    return now.blob.has(content)


def _bytes_of(git: Git, blob: Blob | None) -> bytes | None:
    return None if blob is None else git.ask("cat-file", "blob", blob.id)


def _overtaken(path: str, current: bytes | None, *, was_there: bool) -> Overtaken:
    if current is None:
        said = "has been renamed or deleted since this change was sent"
    elif was_there:
        said = "has been changed since this change was sent"
    else:
        said = "has been added by somebody else since this change was sent"
    return Overtaken(f"{quoted(path, most=200)} {said}. Look at both, and decide.", current)


# --- the commit ----------------------------------------------------------------------------------


def _commit(here: WorkTree, git: Git, path: str, now: _Standing, wanted: _Wanted) -> Accepted:
    """Make the commit from HEAD and one path, and move to it."""
    full = here.prefix + path
    after = None
    if wanted.content is not None:
        id = git.ask("hash-object", "-w", "--no-filters", "--stdin", given=wanted.content)
        after = Blob(now.blob.mode if now.blob else wanted.mode, id.decode().strip())
    index = workroom(here) / "tree"
    git.ask("read-tree", now.head, index=index)
    set_in_index(git, index, full, after)
    tree = git.ask("write-tree", index=index).decode().strip()
    made = git.ask(
        *("commit-tree", "--no-gpg-sign", "-p", now.head, "-F", "-", tree),
        given=wanted.message.encode(),
        date=wanted.date,
    )
    to = made.decode().strip()
    step = Move(full, now.blob, after)
    move(here, git, step, was=now.file, data=wanted.content, head=now.head, to=to)
    done = "added" if now.blob is None else "deleted" if after is None else "changed"
    said = f"{quoted(path, most=200)} is {wanted.done or done}, in the commit {to[:10]}."
    if now.detached:
        said += " No branch is checked out: make one there, or the commit is easily lost."
    return Accepted(to, said)


def _already(git: Git, full: str, now: _Standing, message: str) -> Accepted:
    """The answer where nothing is to be done, as when an answer was lost and it is asked again.

    Its commit is the last one of the file, where that was made by us and ends with the same line:
    another's change that says the same is not this one.
    """
    found = git.ask("rev-list", "-1", now.head, "--", f":(top,literal){full}").decode().strip()
    about = git.ask("cat-file", "commit", found) if found else b""
    ours = _is_by_us(about) and _last_line(about) == _last_line(message.encode())
    return Accepted(found if ours else None, "This is so already. Nothing was to be committed.")


def _last_line(text: bytes) -> bytes:
    return text.rstrip().rpartition(b"\n")[2]


def _is_by_us(commit: bytes) -> bool:
    return f"\nauthor {NAME} <{ADDRESS}> ".encode() in commit.partition(b"\n\n")[0]


def _accepted_in(git: Git, commit: str, prefix: str) -> Move:
    """What an acceptance did. Raises Refusal for any other commit."""
    try:
        about = git.ask("cat-file", "commit", commit)
    except GitFailed:
        raise Refusal(
            f"There is no commit {commit[:10]} in this repository. Look for it in its history."
        ) from None
    parents = re.findall(rb"^parent (\w+)$", about.partition(b"\n\n")[0], re.MULTILINE)
    if _is_by_us(about) and len(parents) == 1:
        words = ("--no-renames", "--no-abbrev", parents[0].decode(), commit, "--")
        said = os.fsdecode(git.ask("diff-tree", "-r", "-z", "--raw", *words))
        changes = said.split("\0")[:-1]
        if len(changes) == 2 and changes[1].startswith(f"{prefix}{_TOP}/"):
            _require_plain(changes[1].removeprefix(prefix))
            old, new, before, after, _ = changes[0].removeprefix(":").split(" ")
            return Move(changes[1], _blob(old, before), _blob(new, after))
    raise Refusal(
        f"The commit {commit[:10]} was not made by accepting a change here, so it cannot be put "
        "back here. Use git for it."
    )


def _blob(mode: str, id: str) -> Blob | None:
    return None if mode == "000000" else Blob(mode, id)


def _only_written(
    root: Path, path: str, content: bytes | None, saw: bytes | None, why: str
) -> Accepted:
    """Without a repository there is only the file. Raises NotNow, Overtaken."""
    file = in_file(root, path)
    if file == content:
        return Accepted(None, "This is so already. Nothing was to be written.")
    if file != saw:
        raise _overtaken(path, file, was_there=saw is not None)
    if file is None:
        _require_no_twin(root, path, [])
    put_file(root, path, content)
    done = "added" if file is None else "deleted" if content is None else "changed"
    return Accepted(None, f"{quoted(path, most=200)} is {done}, but not committed: {why}.")
