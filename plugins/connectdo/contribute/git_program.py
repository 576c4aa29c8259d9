"""Asks the git program: words and bytes in, bytes out, the same whoever asks and on any machine.

Nothing in a person's environment leads it elsewhere. It runs no hook and no shell, signs nothing,
and commits by one name that is nobody's. It does not know what a path or an answer means.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from connectdo.data.problems import Refusal, quoted

NAME = "Connect & Do review"
ADDRESS = "review@connect-and-do.invalid"
"""Who commits: neither the sender nor the reviewer, at an address that can never be anybody's."""

_ALWAYS = (
    "--no-replace-objects",
    # Hooks and the watcher are programs of the person's own; update-ref has a hook too.
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "commit.gpgSign=false"),
    *("-c", "i18n.commitEncoding=utf-8"),
)
_PATIENCE = 60
"""Seconds. Every question here takes milliseconds, unless the disk is in trouble."""


class NotNow(Refusal):
    """Nothing was changed, and the same may be asked again later: a queue keeps the proposal."""


class NoRepository(NotNow):
    """There is nothing to commit to: no repository, or no git. The words fit after a colon."""


class GitFailed(NotNow):
    """Git said no where that was not expected; ``said`` is its own first complaint.

    ``whole`` is all that it said. It may name an address with a password in it: nobody shows it.
    """

    def __init__(self, said: str, whole: str = "") -> None:
        self.said = said
        self.whole = whole or said
        super().__init__(
            f"git could not do this: {quoted(said, most=200)}. Nothing was changed. "
            "Mend that and accept again."
        )


@dataclass(frozen=True, slots=True)
class Git:
    """The git program in one folder.

    ``held`` are open files that the program holds as well: what is locked by them stays locked
    until it has ended, even where we were killed meanwhile. ``more`` is added to its environment.
    """

    folder: Path
    held: tuple[int, ...] = ()
    more: Mapping[str, str] = field(default_factory=dict)

    def ask(
        self, *words: str, given: bytes = b"", index: Path | None = None, date: str = ""
    ) -> bytes:
        """What git prints. ``index`` stands for the repository's own, ``date`` is as git reads it.

        Raises GitFailed, NoRepository.
        """
        answer = self.ask_whether(*words, given=given, index=index, date=date, no=())
        assert answer is not None
        return answer

    def ask_whether(
        self,
        *words: str,
        given: bytes = b"",
        index: Path | None = None,
        date: str = "",
        no: tuple[int, ...] = (1,),
    ) -> bytes | None:
        """What git prints, or None where its answer is "no". Raises GitFailed, NoRepository."""
        try:
            ran = _run(
                ["git", "-C", str(self.folder), *_ALWAYS, *words],
                given,
                {**_environment(index, date), **self.more},
                self.held,
            )
        except subprocess.TimeoutExpired:
            raise GitFailed("no answer for a minute") from None
        except (FileNotFoundError, PermissionError):
            raise NoRepository("the program git is not installed on this computer") from None
        except OSError as wrong:
            raise GitFailed(f"it cannot be started: {wrong.strerror}") from None
        if ran.returncode in no:
            return None
        if ran.returncode:
            whole = ran.stderr.decode("utf-8", "replace")
            raise GitFailed(_complaint(ran.stderr) or f"it ended with {ran.returncode}", whole)
        return ran.stdout


def _run(
    words: list[str], given: bytes, environment: dict[str, str], held: tuple[int, ...]
) -> subprocess.CompletedProcess[bytes]:
    """The program's answer. Whom it has started to reach another computer ends with it."""
    with subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        pass_fds=held,
        # Ctrl-C is for us alone: git finishes its step, and then we put things right.
        start_new_session=True,
    ) as process:
        try:
            out, wrong = process.communicate(given, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        except BaseException:
            process.kill()
            raise
    return subprocess.CompletedProcess(words, process.returncode, out, wrong)


def _complaint(said: bytes) -> str:
    """The line that says what is wrong: advice may stand behind it, and warnings before it."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    for line in lines:
        kind, _, words = line.partition(": ")
        if kind in ("fatal", "error"):
            return words
    return lines[-1] if lines else ""


def _environment(index: Path | None, date: str) -> dict[str, str]:
    """The person's own, without what would lead git to another place, name or language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    kept |= {
        "LC_ALL": "C",
        "GIT_AUTHOR_NAME": NAME,
        "GIT_AUTHOR_EMAIL": ADDRESS,
        "GIT_COMMITTER_NAME": NAME,
        "GIT_COMMITTER_EMAIL": ADDRESS,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
    if index is not None:
        kept["GIT_INDEX_FILE"] = str(index)
    if date:
        kept |= {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    return kept
