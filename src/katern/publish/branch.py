"""A tree in a git branch, checked out in a folder: a release is one commit, and the branch moves to it in one step."""

from __future__ import annotations

import contextlib
import io
import os
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from katern import halfmade
from katern.git import GitFailed, NoGit, ask_git, run_git
from katern.publish import manifest
from katern.publish.locking import locked
from katern.publish.refusals import NoLock, TargetUnusable
from katern.publish.stored import whole_or_refused
from katern.publish.target import Kind, Update
from katern.saying import Said, said

_JOURNAL = "katern-commit"
_INDEX = "katern-index"


class BranchTarget:
    """A checkout of a pages branch; the commit is made here, sending it (`git push`) stays with the editor."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._git_dir = Path(self._git("rev-parse", "--absolute-git-dir"))
        self._staging: Path | None = None
        self._rooms = contextlib.ExitStack()

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the checkout; refuse one with changes of somebody else's."""
        with locked(self._git_dir / "katern.lock", self._folder):
            halfmade.remove_abandoned()
            try:
                self._recover()
                if self._git("status", "--porcelain"):
                    raise TargetUnusable(said("target", "not-committed", folder=str(self._folder)))
                with whole_or_refused(str(self._folder)):
                    yield
            finally:
                self._rooms.close()

    def break_lock(self) -> Said:
        """Refused: the system lets go of a lock when its process ends, however it ends."""
        raise NoLock(self._folder)

    def read(self, path: str) -> bytes | None:
        """A file of the branch's last commit."""
        try:
            return run_git(self._folder, "cat-file", "blob", f"HEAD:{path}")
        except GitFailed:
            return None

    def files(self, version: str) -> Iterable[str]:
        """The path of each file below a version's folder, in the branch's last commit."""
        listed = self._git("ls-tree", "-r", "-z", "--name-only", f"HEAD:{version}")
        return [path for path in listed.split("\0") if path]

    def contents(self, version: str) -> Iterator[tuple[str, bytes]]:
        """Each file below a version's folder in the branch's last commit, and what is in it."""
        try:
            packed = run_git(self._folder, "-c", "core.autocrlf=false", "archive", f"HEAD:{version}")
        except GitFailed:  # there is no such folder
            return
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None:
                    yield member.name, file.read()

    def names(self) -> Mapping[str, Kind]:
        """What stands at the root of the branch's last commit."""
        if not self._tip():
            return {}
        rows = [row.partition("\t") for row in self._git("ls-tree", "-z", "HEAD").split("\0") if row]
        return {name: "folder" if " tree " in facts else "file" for facts, _, name in rows if not name.startswith(".")}

    def mend(self) -> None:
        """A commit is whole, so there is nothing to bring back."""

    def staging(self) -> Path:
        """A folder of its own, beside the temporary files of the system."""
        self._staging = self._rooms.enter_context(halfmade.folder("staging"))
        folder = self._staging / "version"
        folder.mkdir()
        return folder

    def publish(self, update: Update) -> None:
        """Write the commit, move the branch to it, and bring the checkout along."""
        branch = self._git("symbolic-ref", "HEAD")
        old = self._tip()
        new = self._commit(update, old)
        # a killed release is finished by the next one: the checkout was clean, so there is nothing to lose
        (self._git_dir / _JOURNAL).write_text(new, encoding="ascii")
        self._git("update-ref", branch, new, old or "0" * 40)
        self._recover()

    def _commit(self, update: Update, old: str) -> str:
        if self._staging is None:  # only entry points change
            self._staging = self._rooms.enter_context(halfmade.folder("staging"))
        tree = self._staging / "tree"
        tree.mkdir()
        if update.folder is not None:
            os.rename(update.folder, tree / update.version)
            for name in manifest.files_below(tree):
                if name.endswith(manifest.DERIVED):  # hosts of branches compress by themselves
                    (tree / name).unlink()
        kept = {path: content for path, content in update.entries.items() if not path.endswith(manifest.DERIVED)}
        for path, content in kept.items():
            file = tree / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        index = self._git_dir / _INDEX
        index.unlink(missing_ok=True)
        self._index("read-tree", old or "--empty")
        replaced = [*update.aliases, *update.removed, *([update.version] if update.folder is not None else [])]
        if replaced and old:
            self._index("rm", "-r", "--cached", "--quiet", "--ignore-unmatch", "--", *replaced)
        self._index(
            "--work-tree", str(tree), "add", "--force", "--all", "--", *sorted(path.name for path in tree.iterdir())
        )
        written = self._index("write-tree")
        index.unlink()
        return self._git("commit-tree", written, "-m", update.message, *(("-p", old) if old else ()))

    def _recover(self) -> None:
        """Bring the checkout to the commit that a release made, where the branch stands on it."""
        journal = self._git_dir / _JOURNAL
        if not journal.exists():
            return
        if journal.read_text(encoding="ascii") == self._tip():
            (self._git_dir / "index.lock").unlink(missing_ok=True)
            self._git("reset", "--hard", "--quiet")
        journal.unlink()

    def _tip(self) -> str:
        return ask_git(self._folder, "rev-parse", "--quiet", "--verify", "HEAD") or ""

    def _index(self, *arguments: str) -> str:
        return self._git(
            "-c", "core.autocrlf=false", "-c", "core.safecrlf=false", *arguments, index=self._git_dir / _INDEX
        )

    def _git(self, *arguments: str, index: Path | None = None) -> str:
        environment = {**os.environ, **({"GIT_INDEX_FILE": str(index)} if index else {})}
        try:
            return run_git(self._folder, *arguments, environment=environment).decode("utf-8", "replace").strip()
        except NoGit as problem:
            raise TargetUnusable(said("target", "no-git")) from problem
        except GitFailed as problem:
            folder = str(self._folder)
            raise TargetUnusable(
                said("target", "git-failed", command=arguments[0], folder=folder, what=problem.said)
            ) from problem
