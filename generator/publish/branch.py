"""A branch of a git repository from which a host serves pages: each publication is a commit, and history is kept.

The user's work tree, index and own branches are not touched: files become objects, a tree is written from an index that is
thrown away, and a commit on top of what the remote has is pushed. The push says what it stands on (`--force-with-lease`), so
that nobody's work is overwritten. The last line of a commit of ours names its tree; whatever was committed by hand does not.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.history import LARGEST, PUBLISHED_FILE
from generator.output.workplace import MARK
from generator.problems import a_few
from generator.publish.base import WHEN, Refused, Site, Standing, printable
from generator.publish.git import Git, GitFailed, without_password

LOOKED_BACK = 500
"""So many commits are looked at for the last publication of ours."""

_SEAL = "Factsheet-Tree: "
_FILE = "100644"
_FORMAT = "--format=%H%n%T%n%cs%n%an%n%s%n%B"
_ONLY_OBJECTS = (
    "--quiet", "--no-tags", "--no-prune", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap=",
)  # fmt: skip
_NOBODY = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "factsheet"), ("EMAIL", "factsheet@localhost"))
}


@dataclass(frozen=True, slots=True)
class _Commit:
    id: str
    tree: str
    day: str
    who: str
    subject: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a remote of the repository that the dossier lies in; the remote by its name or its address."""

    git: Git
    remote: str
    branch: str

    @property
    def where(self) -> str:
        """The branch and its remote."""
        return f"branch '{self.branch}' of '{without_password(self.remote)}'"

    def standing(self) -> Standing:
        """The files of the newest commit; refuses a branch whose files are not ours."""
        tip = self._fetched()
        if not tip:
            return Standing({}, algorithm=self._algorithm())
        standing = self._standing(tip)
        if MARK not in standing.files:
            raise Refused(
                f"{self.where} has files in it that factsheet did not write, {a_few(standing.files)}; name a branch that does not "
                "exist yet"
            )
        return replace(standing, by_hand=self._by_hand(tip))

    def put(self, site: Site, since: Standing, message: str) -> None:
        """A commit on top of `since`."""
        self._push(self._tree(site, since), since.state, message)

    def before(self) -> Standing:
        """The publication before the newest, or the newest of ours where the branch was changed by hand since."""
        tip = self._fetched()
        return self._standing(self._last_but_one(tip).id if tip else self._nothing_before())

    def back(self, since: Standing, message: str) -> None:
        """A commit with the tree of the publication before, on top of what is there."""
        tip = self._fetched()
        if tip != since.state:
            raise Refused(self._moved())
        before = self._last_but_one(tip)
        self._push(
            before.tree, tip, f"{message}\n\nThis is the publication {before.id} of {before.day} again."
        )

    def apart(self, objects: Path) -> Branch:
        """The same branch, with all that git fetches going to a folder that can be thrown away."""
        self._refuse_misnamed()
        return replace(self, git=self.git.apart(objects))

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self.branch}"

    def _algorithm(self) -> str:
        return self.git.text("rev-parse", "--show-object-format")

    def _fetched(self) -> str:
        """The newest commit of the branch, with all that belongs to it fetched; empty where there is no such branch."""
        self._refuse_misnamed()
        listed = self.git.text("ls-remote", "--", self.remote, self._ref).splitlines()
        # Git also lists what only ends in this name.
        tip = next((line.partition("\t")[0] for line in listed if line.endswith(f"\t{self._ref}")), "")
        if tip:
            self.git("fetch", *_ONLY_OBJECTS, "--", self.remote, self._ref)
        return tip

    def _refuse_misnamed(self) -> None:
        try:
            self.git("rev-parse", "--git-dir")
        except GitFailed as failure:
            raise Refused(
                f"a branch is published from a git repository, and this dossier is in none ('git init -b main' makes one; the dossier's README.md, 'Publish, once', tells the rest): {failure}"
            ) from None
        try:
            self.git("check-ref-format", "--branch", self.branch)
            self.git("check-ref-format", self._ref)
        except GitFailed:
            raise Refused(f"'{printable(self.branch)}' cannot be the name of a branch") from None
        if self.remote.startswith("-") or not self.remote.strip():
            raise Refused(f"'{printable(self.remote)}' cannot be the name of a remote")
        is_name = re.fullmatch("[A-Za-z0-9_-]+", self.remote) and not (self.git.folder / self.remote).exists()
        if is_name and self.remote not in self.git.text("remote").split():
            cure = f"'git remote add {self.remote} ADDRESS' does, with the address of your repository at its host"
            raise Refused(f"nothing tells git where '{self.remote}' is; {cure}")

    def _standing(self, commit: str) -> Standing:
        listed = self.git("ls-tree", "-r", "-z", commit).decode(errors="surrogateescape").split("\0")
        files = dict(_entry(line) for line in listed if line)
        when, who = self.git.text(
            "show", "-s", "--format=%cd%n%an", f"--date=format-local:{WHEN}", commit
        ).split("\n", 1)
        record = self._record(files.get(PUBLISHED_FILE, ""))
        return Standing(files, record, commit, when, printable(who), algorithm=self._algorithm())

    def _record(self, name: str) -> bytes:
        if not name or " " in name or int(self.git.text("cat-file", "-s", name)) > LARGEST:
            return b""
        return self.git("cat-file", "blob", name)

    def _by_hand(self, tip: str) -> str:
        foreign, ours = self._since_ours(tip)
        named = "; ".join(f"{one.id[:10]} by {one.who}, {one.day}: {one.subject}" for one in foreign[:3])
        # A branch that was begun by hand and on which we never published is taken over as it is.
        return printable(named) if ours else ""

    def _since_ours(self, tip: str) -> tuple[Sequence[_Commit], Sequence[_Commit]]:
        """The commits since the newest of ours, and ours from there on."""
        told = self.git("log", "-z", f"-n{LOOKED_BACK}", "--first-parent", _FORMAT, tip, "--")
        commits = [_commit(one) for one in told.decode(errors="replace").split("\0") if one]
        newest = next((index for index, one in enumerate(commits) if one.is_ours), len(commits))
        return commits[:newest], [one for one in commits[newest:] if one.is_ours]

    def _last_but_one(self, tip: str) -> _Commit:
        foreign, ours = self._since_ours(tip)
        left = ours if foreign else ours[1:]
        if not left:
            self._nothing_before()
        return left[0]

    def _nothing_before(self) -> str:
        raise Refused(
            f"{self.where} has no publication of ours before the one of now, so there is no way back"
        )

    def _tree(self, site: Site, since: Standing) -> str:
        contents = {address: since.digest(site.content(address)) for address in site.addresses}
        known = set(since.files.values())
        new = [str(site.folder / address) for address, one in contents.items() if one not in known]
        if new:
            self.git(
                "hash-object", "-w", "--no-filters", "--stdin-paths", said="\n".join([*new, ""]).encode()
            )
        return self._written_tree(f"{_FILE} {one}\t{address}" for address, one in contents.items())

    def _written_tree(self, entries: Iterable[str]) -> str:
        with tempfile.TemporaryDirectory(prefix="factsheet-") as folder:
            around = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            said = "".join(f"{entry}\0" for entry in entries).encode()
            self.git("update-index", "-z", "--index-info", said=said, around=around)
            return self.git("write-tree", around=around).decode().strip()

    def _push(self, tree: str, since: str, message: str) -> None:
        sealed = f"{message}\n\n{_SEAL}{tree}\n".encode()
        parents = ["-p", since] if since else []
        commit = (
            self.git("commit-tree", tree, *parents, said=sealed, around=self._somebody()).decode().strip()
        )
        lease = f"--force-with-lease={self._ref}:{since}"
        options = ("--quiet", "--porcelain", "--no-follow-tags", "--recurse-submodules=no", lease)
        try:
            self.git("push", *options, "--", self.remote, f"{commit}:{self._ref}")
        except GitFailed as failure:
            if "(stale info)" in str(failure) or "(fetch first)" in str(failure):
                raise Refused(self._moved()) from None
            raise Refused(f"{self.where} took nothing, readers are shown what they were: {failure}") from None

    def _moved(self) -> str:
        return (
            f"somebody else has pushed to {self.where} meanwhile; nothing was published, look and try again"
        )

    def _somebody(self) -> dict[str, str]:
        """Who commits: whoever git knows, or on a machine that knows nobody the tool itself."""
        try:
            self.git("var", "GIT_COMMITTER_IDENT")
            self.git("var", "GIT_AUTHOR_IDENT")
        except GitFailed:
            return _NOBODY
        return {}


def _commit(told: str) -> _Commit:
    commit, tree, day, who, subject, *message = told.split("\n")
    last = next((line for line in reversed(message) if line.strip()), "")
    return _Commit(commit, tree, day, who, subject, last == f"{_SEAL}{tree}")


def _entry(line: str) -> tuple[str, str]:
    about, _, address = line.partition("\t")
    mode, _, name = about.split(" ")
    # Whatever is no plain file differs from every file.
    return address, name if mode == _FILE else f"{mode} {name}"
