"""Moves one path of a repository from one content to another: file, index and HEAD, or nothing.

While it works it holds two locks. The system's, on git's folder, keeps other acceptances out and
ends with its process. Git's own, ``index.lock``, keeps git out; ours is a link named
``connectdo-accepting``, so that one that was left behind is known as ours.

First a journal is written to the folder ``connectdo-accepting`` beside git's index: the path, and
what it was and is to be. Then the file moves, then the index, and HEAD last, in one step of git's
own. That step decides. What fails or is killed before it is undone from the journal: at once, or
by whoever holds the repository next. After it there is nothing left to do but to tidy up. Whatever
a person has done to the path since is left as it is.

It does not know who accepts, what a file says, or whether the move should be made. A loss of power
is git's own risk: like git, it does not wait for the disk.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from connectdo.contribute.git_program import Git, GitFailed, NoRepository, NotNow
from connectdo.data.gate import NotThere, Shut, read_file
from connectdo.data.problems import quoted

WORKROOM = "connectdo-accepting"
"""The folder in git's own where a move is prepared. It is there only while one is made."""

_MOST = 32 * 1024 * 1024
_PATIENCE = 10.0
"""Seconds to wait for another acceptance, which takes a fraction of one."""
_PLAIN = ("100644", "100755")
_TOP = "boroughs"


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as git knows it: its kind ("100755" for a program), and the id of its bytes."""

    mode: str
    id: str

    @property
    def is_plain(self) -> bool:
        """Whether it is a file at all, and neither a link nor a folder."""
        return self.mode in _PLAIN

    def has(self, data: bytes) -> bool:
        """Whether these are its bytes, to the last."""
        return blob_id(data, like=self.id) == self.id


@dataclass(frozen=True, slots=True)
class WorkTree:
    """Where a project lies: git's folder, the top of the work tree, and the way from there down.

    ``prefix`` is empty, or ends with "/".
    """

    git_folder: Path
    top: Path
    prefix: str

    @property
    def workroom(self) -> Path:
        """Where a move is prepared, in the folder of this work tree alone."""
        return self.git_folder / WORKROOM

    @property
    def lock(self) -> Path:
        """What keeps git itself away."""
        return self.git_folder / "index.lock"


@dataclass(frozen=True, slots=True)
class Move:
    """What happens to a path, named from the top of the repository. None is "not there"."""

    path: str
    before: Blob | None
    after: Blob | None


def blob_id(data: bytes, *, like: str) -> str:
    """The id that git gives these bytes, of the kind that ``like`` is: SHA-1, or SHA-256."""
    kind = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    return kind(b"blob %d\0" % len(data) + data).hexdigest()


def find_work_tree(root: Path) -> WorkTree:
    """The repository that a folder lies in. Raises NoRepository; NotNow where git refuses it."""
    try:
        said = Git(root).ask("rev-parse", "--absolute-git-dir", "--show-toplevel", "--show-prefix")
    except GitFailed as failed:
        if "not a git repository (or any" in failed.said:
            raise NoRepository("this folder is in no git repository") from None
        raise
    folder, top, prefix = os.fsdecode(said).split("\n")[:3]
    return WorkTree(Path(folder), Path(top), prefix)


def was_cut_off(here: WorkTree) -> bool:
    """Whether an acceptance is under way here, or was and never ended."""
    return here.workroom.exists() or _is_ours(here.lock)


@contextmanager
def held(here: WorkTree) -> Iterator[Git]:
    """The repository for ourselves, with whatever was cut off here put right first.

    Raises NotNow where another program holds it, or the disk says no before anything has moved.
    """
    try:
        with folder_locked(here) as number:
            git = Git(here.top, (number,))
            left_behind = _lock(here)
            try:
                _settle_first(here, git, left_behind=left_behind)
                yield git
            finally:
                # With a journal still there the path is between two states: keep git away from it.
                if not (here.workroom / "journal").exists():
                    shutil.rmtree(here.workroom, ignore_errors=True)
                    here.lock.unlink(missing_ok=True)
    except OSError as wrong:
        raise NotNow(f"{_unchanged(wrong)} {_MEND}") from None


# --- what stands where ---------------------------------------------------------------------------


def in_head(git: Git, path: str) -> Blob | None:
    """What has this name in the last commit; ``is_plain`` says whether that is a file."""
    found = os.fsdecode(git.ask("ls-tree", "-z", "--full-tree", "HEAD", "--", path))
    if not found:
        return None
    mode, _, id = found.partition("\t")[0].split(" ")
    return Blob(mode, id)


def in_index(git: Git, path: str) -> tuple[Blob | None, list[str]]:
    """What of a file is staged, and the staged paths that differ from its own in capitals only.

    A file with a conflict counts as one that is equal to no other.
    """
    found = git.ask("ls-files", "-s", "-z", "--", f":(top,literal,icase){path}")
    blob, twins = None, []
    for line in os.fsdecode(found).split("\0")[:-1]:
        about, _, name = line.partition("\t")
        mode, id, stage = about.split(" ")
        if name == path:
            blob = Blob(mode if stage == "0" else "conflict", id)
        else:
            twins.append(name)
    return blob, twins


def in_file(root: Path, path: str) -> bytes | None:
    """The file's bytes, or None. Raises NotNow for what is no plain file in plain folders."""
    try:
        data = read_file(root, path, _MOST)
    except NotThere:
        return None
    except Shut as shut:
        raise NotNow(f"{shut.problem.path}: {shut.problem.message} Then accept again.") from None
    if len(data) > _MOST:
        raise NotNow(f"{quoted(path, most=200)} is larger than {_MOST:,} bytes. Make it smaller.")
    return data


# --- the move ------------------------------------------------------------------------------------


def workroom(here: WorkTree) -> Path:
    """The folder to prepare things in; it goes when the repository is let go. Raises OSError."""
    here.workroom.mkdir(exist_ok=True)
    return here.workroom


def set_in_index(git: Git, index: Path, path: str, blob: Blob | None) -> None:
    """Change one entry of an index file, or delete it; the work tree is not looked at."""
    if blob is None:
        git.ask("update-index", "--force-remove", "--", path, index=index)
    else:
        entry = f"{blob.mode},{blob.id},{path}"
        git.ask("update-index", "--add", "--cacheinfo", entry, index=index)


def move(
    here: WorkTree,
    git: Git,
    step: Move,
    *,
    was: bytes | None,
    data: bytes | None,
    head: str,
    to: str,
) -> None:
    """Take a path from one content to another, and HEAD from the commit ``head`` to ``to``.

    ``was`` are the file's bytes as they were looked at. Raises NotNow, with all as it was.
    """
    room = workroom(here)
    file = here.top / step.path
    _copy_index(here, git, step.path, step.after)
    if was is not None:
        shutil.copy2(file, room / "former")
    # An editor takes no lock: the last look is as late as it can be.
    if os.path.lexists(file) if was is None else (room / "former").read_bytes() != was:
        raise being_edited(step.path.removeprefix(here.prefix))
    try:
        _write_journal(here, step)
        _put(file, data, like=room / "former", mode=step.after.mode if step.after else "")
        (room / "index").replace(here.git_folder / "index")
        git.ask("update-ref", "-m", "connectdo: accepted", "HEAD", to, head)
    except BaseException as wrong:
        done = _settle_after(here, git, wrong)
        if isinstance(wrong, OSError):
            raise _not_written(step.path.removeprefix(here.prefix), wrong) from None
        if isinstance(wrong, GitFailed):
            if done:
                return
            raise NotNow(
                "Another program changed the repository at the same moment "
                f"(git says {quoted(wrong.said, most=200)}). Everything is as it was. Accept again."
            ) from None
        raise
    with suppress(OSError):
        (room / "journal").unlink()


def being_edited(path: str) -> NotNow:
    """The refusal of a path that the person at the work tree has changed or staged."""
    return NotNow(f"You are editing {quoted(path, most=200)} yourself; commit or undo that first.")


def _settle_first(here: WorkTree, git: Git, *, left_behind: bool) -> None:
    """Put right what was cut off before. Raises NotNow where that cannot be done.

    Where somebody has taken our old lock away, git is theirs again, and stays so.
    """
    try:
        _settle(here, git)
    except (OSError, NotNow) as wrong:
        if not left_behind:
            here.lock.unlink()
        raise NotNow(
            "An acceptance was cut off here, and what was there before cannot be put back: "
            f"{_words_of(wrong)}. Mend that and accept again."
        ) from None


def _settle_after(here: WorkTree, git: Git, wrong: BaseException) -> bool:
    """Put right what has just failed; True where HEAD had moved all the same: it is done."""
    try:
        return _settle(here, git)
    except (OSError, NotNow) as second:
        raise NotNow(
            f"The change failed half-way: {_words_of(wrong)}. What was there before cannot be put "
            f"back yet: {_words_of(second)}. Mend that; whoever accepts next puts it back first."
        ) from None


def _settle(here: WorkTree, git: Git) -> bool:
    """Undo the move of the journal, if there is one, unless HEAD has made it; True where it has."""
    journal = here.workroom / "journal"
    done = False
    if journal.exists():
        path, before, after = json.loads(journal.read_text(encoding="utf-8"))
        step = Move(path, before and Blob(*before), after and Blob(*after))
        now = in_head(git, step.path)
        done = now == step.after
        if now == step.before:
            _undo(here, git, step)
        journal.unlink()
    shutil.rmtree(here.workroom, ignore_errors=True)
    return done


def _undo(here: WorkTree, git: Git, step: Move) -> None:
    """Whatever of the path is as it was to be becomes as it was; anything else is a person's."""
    with suppress(NotNow):
        _undo_file(here, step, in_file(here.top, step.path))
    if in_index(git, step.path)[0] == step.after:
        _copy_index(here, git, step.path, step.before)
        (here.workroom / "index").replace(here.git_folder / "index")


def _undo_file(here: WorkTree, step: Move, data: bytes | None) -> None:
    file = here.top / step.path
    _beside(file).unlink(missing_ok=True)
    if data is None if step.after is None else data is not None and step.after.has(data):
        former = here.workroom / "former"
        _put(file, former.read_bytes() if step.before else None, like=former)
    _take_out_empty(file.parent)


def _copy_index(here: WorkTree, git: Git, path: str, blob: Blob | None) -> None:
    """Git's index with one entry changed, in the workroom."""
    copy = here.workroom / "index"
    for left in (copy, copy.with_name("index.lock")):
        left.unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        shutil.copyfile(here.git_folder / "index", copy)
    set_in_index(git, copy, path, blob)


def _write_journal(here: WorkTree, step: Move) -> None:
    """It gets its name when it is whole: half a journal is none."""
    half = here.workroom / "journal.part"
    half.write_text(json.dumps(astuple(step)), encoding="utf-8")
    half.replace(here.workroom / "journal")


def put_file(root: Path, path: str, data: bytes | None) -> None:
    """Write a file in one step, or delete it, where there is no repository. Raises NotNow."""
    file = root / path
    try:
        _put(file, data, like=file)
    except OSError as wrong:
        with suppress(OSError):
            _beside(file).unlink(missing_ok=True)
        raise _not_written(path, wrong) from None


def _put(file: Path, data: bytes | None, *, like: Path, mode: str = "") -> None:
    """Beside it first and then in its place, with the permissions of ``like`` where that is there.

    Folders come and go with their only file, as in git.
    """
    if data is None:
        file.unlink()
        _take_out_empty(file.parent)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(file)
    beside.unlink(missing_ok=True)
    with beside.open("xb") as opened:
        opened.write(data)
    if like.exists():
        shutil.copymode(like, beside)
    elif mode == "100755":
        beside.chmod(beside.stat().st_mode | 0o111)
    beside.replace(file)


def _take_out_empty(folder: Path) -> None:
    while folder.name != _TOP and not (folder.is_dir() and any(folder.iterdir())):
        if folder.is_dir():
            folder.rmdir()
        folder = folder.parent


def _beside(file: Path) -> Path:
    return file.with_name(f".{file.name}.accepting")


# --- the locks -----------------------------------------------------------------------------------


@contextmanager
def folder_locked(here: WorkTree) -> Iterator[int]:
    """The system's lock on git's folder, as an open file. Raises NotNow, OSError."""
    number = os.open(here.git_folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        until = time.monotonic() + _PATIENCE
        while not _locked(number):
            if time.monotonic() > until:
                raise NotNow(
                    "Somebody else is accepting a change at this moment. Nothing was changed. "
                    "Accept again in a minute."
                )
            time.sleep(0.01)
        yield number
    finally:
        os.close(number)


def _locked(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock(here: WorkTree) -> bool:
    """Take git's own lock; True where ours was left behind and is still there.

    Raises NotNow, OSError.
    """
    try:
        here.lock.symlink_to(WORKROOM)
        return False
    except FileExistsError:
        if not _is_ours(here.lock):
            raise NotNow(
                "Another git program is at work in this repository. Nothing was changed. Wait "
                "until it has finished, and accept again. If none is running, delete the file "
                f"{quoted(str(here.lock), most=200)}."
            ) from None
        return True


def _is_ours(lock: Path) -> bool:
    return lock.is_symlink() and str(lock.readlink()) == WORKROOM


# --- words ---------------------------------------------------------------------------------------

_MEND = "Everything is as it was. Mend that and accept again."


def _not_written(path: str, wrong: OSError) -> NotNow:
    return NotNow(f"{quoted(path, most=200)} cannot be written: {wrong.strerror}. {_MEND}")


def _unchanged(wrong: OSError) -> str:
    # Where two names were given, the second is the one that was to be made.
    name = str(wrong.filename2 or wrong.filename)
    return f"{quoted(name, most=200)} cannot be changed: {wrong.strerror}."


def _words_of(wrong: BaseException) -> str:
    if isinstance(wrong, GitFailed):
        return f"git says {quoted(wrong.said, most=200)}"
    if isinstance(wrong, OSError):
        return _unchanged(wrong).rstrip(".")
    return str(wrong).rstrip(".") or type(wrong).__name__
