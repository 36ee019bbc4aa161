"""Whether a change touches code: what runs at a build, on a server or in a reader's browser, and not only what is read.

Content is a text, a source, data or a picture in the folders of the site; all else is code, so that a kind of file that
nobody thought of is looked at too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from katern.errors import KaternError
from katern.git import GitFailed, ask_git, run_git
from katern.saying import said
from katern.siteconfig import plain_value

_CONTENT = frozenset(
    [".md", ".bib", ".ris", ".yml", ".yaml", ".csv", ".tsv", ".xlsx", ".ods", ".json", ".txt", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg", ".pdf", ".docx", ".odt", ".pptx", ".mp3", ".mp4", ".vtt", ".srt"]
)  # fmt: skip
_NAMED = ("dossiers", "toolkits", "bibliography")
# of files as git knows them: anything else is a link, a program, or another repository
_PLAIN = "100644"
_GONE = "000000"


class NoChanges(KaternError):
    """Git cannot tell what changed."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The files of a change, relative to the top of the repository."""

    code: tuple[str, ...]
    content: tuple[str, ...]


def touched(settings: Path, revision: str) -> Touched:
    """What differs from where this checkout left a revision, with what is not committed yet.

    `settings` is the mkdocs.yml of the site. Nothing of the change is loaded or run: which folders hold content is what the
    settings said before it.
    """
    root = settings.resolve().parent
    try:
        top = Path(run_git(root, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
        base = run_git(root, "merge-base", revision, "HEAD").decode().strip()
        raw = run_git(top, "diff", "--raw", "-z", "--no-renames", "--no-abbrev", base, "--").decode("utf-8", "replace")
        new = run_git(top, "ls-files", "-z", "--others", "--exclude-standard").decode("utf-8", "replace")
    except GitFailed as problem:
        raise NoChanges(said("git", "unknown-changes", revision=revision, reason=problem.said)) from problem
    parts = raw.split("\0")[:-1]
    modes = {path: facts.lstrip(":").split(" ")[:2] for facts, path in zip(parts[::2], parts[1::2], strict=True)}
    modes |= {path: [_GONE, _mode(top / path)] for path in new.split("\0") if path}
    prefix = root.resolve().relative_to(top.resolve()).as_posix()
    shown = ask_git(top, "show", f"{base}:{'' if prefix == '.' else prefix + '/'}{settings.name}") or ""
    folders = [folder if prefix == "." else f"{prefix}/{folder}" for folder in _folders(shown)]
    code = {path for path, (old, now) in modes.items() if not _is_content(path, (old, now), folders)}
    return Touched(tuple(sorted(code)), tuple(sorted(modes.keys() - code)))


def _folders(settings: str) -> list[str]:
    """The folders of content, as a mkdocs.yml names them or leaves them."""
    try:
        named = [plain_value(settings, "docs_dir")]
        named += [plain_value(settings, "plugins", "katern", name) for name in _NAMED]
    except ValueError:  # settings from elsewhere: what those say is looked at by a person
        named = [None] * (1 + len(_NAMED))
    return [(name or default).strip("/") for name, default in zip(named, ("docs", *_NAMED), strict=True)]


def _is_content(path: str, modes: tuple[str, str], folders: list[str]) -> bool:
    inside = any(PurePosixPath(path).is_relative_to(folder) for folder in folders)
    hidden = any(part.startswith(".") for part in PurePosixPath(path).parts)
    plain = all(mode in (_PLAIN, _GONE) for mode in modes)
    return inside and plain and not hidden and PurePosixPath(path).suffix.lower() in _CONTENT


def _mode(file: Path) -> str:
    """The mode that git would give a file."""
    if file.is_symlink() or not file.is_file():
        return "120000"
    return "100755" if file.stat().st_mode & 0o111 else _PLAIN
