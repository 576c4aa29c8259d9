"""Keeps a host's repository and the one that it sends to alike, by the system's own git.

It fetches, brings the local branch up to the remote's, and pushes. It asks nobody anything, waits
for no answer longer than a minute, and what it says of a failure names no address, since that may
hold a password. It does not know what a commit says, or what becomes of one that is taken off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from connectdo.contribute.git_program import ADDRESS, Git, GitFailed, NotNow
from connectdo.contribute.moved_all import alone, move_all, require_clean
from connectdo.contribute.moved_together import WorkTree, find_work_tree
from connectdo.contribute.repository import recover
from connectdo.data.problems import Refusal, quoted

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,60}")
_BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,120}")
_SLOW = ("-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=20")
_ALONE = "-o BatchMode=yes -o ConnectTimeout=20"
"""How ssh is to behave: it asks nobody, and gives up."""
_UNDER_WAY = ("MERGE_HEAD", "rebase-merge", "rebase-apply", "CHERRY_PICK_HEAD", "REVERT_HEAD")

_REASONS: Sequence[tuple[str, str]] = (
    ("protected branch", "The branch is protected there. Let this host push to it."),
    ("hook declined", "A rule of that repository refuses it. Look at its rules."),
    ("not allowed to push", "This host may not push there. Give its key the right to write."),
    ("permission to .* denied", "This host may not push there. Give its key the right to write."),
    ("write access", "This host may not push there. Give its key the right to write."),
    ("error: 403", "This host may not push there. Give its key the right to write."),
    ("authentication failed", "It does not know this host. Look at the key or the password."),
    ("could not read (username|password)", "It asks for a password. Set up a key for this host."),
    ("invalid username or", "It does not know this host. Look at the key or the password."),
    ("permission denied \\(", "It does not know this host. Look at the key or the password."),
    ("host key verification", "The key of that computer is not known. Look at known_hosts."),
    ("could not resolve", "That computer cannot be found just now."),
    (
        "failed to connect|couldn't connect|connection (refused|timed out|reset)|network is|"
        "no route|operation too slow|early eof|hung up",
        "That computer does not answer just now.",
    ),
    ("no answer for a minute", "That computer does not answer just now."),
    (
        "no space left|disk quota|file too large|write error|unable to write|signal 25",
        "There is no room left on the disk.",
    ),
    ("couldn't find remote ref", "The branch is not there. Make it, or name another."),
    (
        "does not appear to be a git|repository not (found|exported)|could not read from remote",
        "The repository is not there, or this host may not read it.",
    ),
    (
        "permission denied|unable to create temporary|insufficient permission",
        "This host may not write there.",
    ),
)
"""What git says, in small letters, and what that means."""


class PushedMeanwhile(NotNow):
    """Somebody else has pushed to the branch since we looked."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A commit that the remote has not: its name, its words, and whether this program made it."""

    commit: str
    message: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """How many commits only we have, and how many only the remote has."""

    ahead: int
    behind: int


@dataclass(frozen=True)
class Remote:
    """The repository that a host sends to: its ``name`` in git's settings, and the branch."""

    root: Path
    name: str = "origin"
    branch: str = "main"

    def __post_init__(self) -> None:
        """Raises Refusal for a name that git would take for something else."""
        for given, pattern in ((self.name, _NAME), (self.branch, _BRANCH)):
            if not pattern.fullmatch(given) or ".." in given:
                raise Refusal(f"{quoted(given)} is not a name of a remote or branch. Look again.")

    # --- looking ---------------------------------------------------------------------------------

    def fetch(self) -> None:
        """Get what the remote's branch has. Nothing else changes. Raises NotNow."""
        self._over_the_net(
            *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", self.name),
            f"+refs/heads/{self.branch}:{self._there}",
        )

    def apart(self) -> Apart:
        """How far both are apart, as of the last fetch. Raises NotNow."""
        said = self._git.ask("rev-list", "--left-right", "--count", f"HEAD...{self._there}", "--")
        ahead, behind = said.split()
        return Apart(int(ahead), int(behind))

    def head(self) -> str:
        """The commit that stands here."""
        return self._git.ask("rev-parse", "HEAD").decode().strip()

    def commits_that_say(self, line: str) -> list[str]:
        """Our commits in the history of HEAD with this line in their message, the oldest first."""
        said = self._git.ask(
            *("rev-list", "--reverse", "--fixed-strings", f"--grep={line}"),
            *(f"--author={ADDRESS}", "HEAD", "--"),
        ).decode()
        return [each for each in said.split() if line in self._message(each).splitlines()]

    def unsent(self) -> list[Unsent]:
        """The commits that only we have, the oldest first."""
        said = self._git.ask(
            *("log", "-z", "--reverse", "--format=%H%n%ae%n%P%n%B", f"{self._there}..HEAD", "--")
        ).decode("utf-8", "replace")
        found = []
        for each in filter(None, said.split("\0")):
            commit, address, parents, message = each.split("\n", 3)
            ours = address == ADDRESS and len(parents.split()) == 1
            found.append(Unsent(commit, message, ours))
        return found

    # --- moving ----------------------------------------------------------------------------------

    def bring_up_to_date(self, made_again: Callable[[Sequence[Unsent]], bool]) -> None:
        """Let the local branch have all that the remote's has, as of the last fetch.

        Where we have nothing of our own, it moves along. Where we have, and ``made_again`` says of
        all these commits that they will be, they are taken off; else both are merged. Raises
        NotNow, with all as it was: where somebody works in this folder, and where the two
        contradict each other.
        """
        recover(self.root)
        with alone(self._here) as git:
            self._require_branch(git)
            require_clean(git)
            apart = self.apart()
            if not apart.behind:
                return
            if not apart.ahead or made_again(self.unsent()):
                move_all(self._here, git, self._there_now())
            else:
                self._merge(git)

    def push(self) -> None:
        """Send what only we have. Raises PushedMeanwhile, or NotNow with the reason in words."""
        head = self.head()
        self._over_the_net("push", "--quiet", self.name, f"{head}:refs/heads/{self.branch}")
        self._git.ask("update-ref", "-m", "connectdo: pushed", self._there, head)

    # --- inside ----------------------------------------------------------------------------------

    @cached_property
    def _here(self) -> WorkTree:
        return find_work_tree(self.root)

    @property
    def _git(self) -> Git:
        return Git(self._here.top)

    @property
    def _there(self) -> str:
        return f"refs/remotes/{self.name}/{self.branch}"

    def _there_now(self) -> str:
        return self._git.ask("rev-parse", self._there).decode().strip()

    def _message(self, commit: str) -> str:
        said = self._git.ask("cat-file", "commit", commit).decode("utf-8", "replace")
        return said.partition("\n\n")[2]

    def _require_branch(self, git: Git) -> None:
        """Raise NotNow where another branch stands here, or git is in the middle of something."""
        said = (git.ask_whether("symbolic-ref", "--quiet", "HEAD") or b"").decode().strip()
        if said != f"refs/heads/{self.branch}":
            raise NotNow(
                f"In this folder the branch {quoted(self.branch)} is not checked out, so nothing "
                f"is sent. Type: git switch {self.branch}"
            )
        if any((self._here.git_folder / name).exists() for name in _UNDER_WAY):
            raise NotNow(
                "Git is in the middle of a merge or something like it in this folder. Finish it "
                "or stop it (git status says how)."
            )

    def _merge(self, git: Git) -> None:
        try:
            git.ask("merge", "--quiet", "--no-edit", "--no-stat", self._there)
        except GitFailed as failed:
            if (self._here.git_folder / "MERGE_HEAD").exists():
                git.ask("merge", "--abort")
                raise NotNow(
                    f"Somebody has pushed to {self.name} what contradicts commits of this folder. "
                    "Merge both by hand. Then it goes on by itself."
                ) from None
            raise NotNow(self._reason(failed)) from None

    def _over_the_net(self, *words: str) -> None:
        """Ask git for something that needs the other computer. Raises PushedMeanwhile, NotNow."""
        if not self._git.ask_whether("config", "--get", f"remote.{self.name}.url"):
            raise NotNow(f"There is no remote {quoted(self.name)} here. Type: git remote add")
        try:
            Git(self._here.top, more=self._environment()).ask(*_SLOW, *words)
        except GitFailed as failed:
            if words[0] == "push" and re.search(
                r"fetch first|non-fast-forward|stale info|cannot lock ref", failed.whole
            ):
                raise PushedMeanwhile("Somebody else has pushed at this moment.") from None
            raise NotNow(self._reason(failed)) from None

    def _environment(self) -> Mapping[str, str]:
        own = self._git.ask_whether("config", "--get", "core.sshCommand") or b"ssh"
        ssh = own.decode("utf-8", "replace").strip()
        # An empty answer stands for whoever would be asked for a password.
        return {"GIT_SSH_COMMAND": f"{ssh} {_ALONE}", "GIT_ASKPASS": "true", "SSH_ASKPASS": "true"}

    def _reason(self, failed: GitFailed) -> str:
        """What git says, in plain words; what is not known, in its own, without an address."""
        whole = failed.whole.lower()
        for pattern, says in _REASONS:
            if re.search(pattern, whole):
                return says
        said = re.sub(r"\S*(://|@\S+:)\S*", "(address)", failed.said)
        return f"git says {quoted(said, most=200)}."


class OnlyHere(Remote):
    """Stands for a remote where a host has none: what is accepted stays in its own repository."""

    def fetch(self) -> None:
        """There is nobody to ask."""

    def apart(self) -> Apart:
        """There is nothing to be apart from."""
        return Apart(0, 0)

    def bring_up_to_date(self, made_again: Callable[[Sequence[Unsent]], bool]) -> None:
        """Only what was cut off before is put right."""
        recover(self.root)
