"""Two snapshots held against each other: what changed in words, and old and new beside each other."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from katern.finding import Finding
from katern.kinds import Kinds
from katern.publish.changes import Changes, compare
from katern.reviewing.snapshot import Snapshot

What = Literal["same", "new", "gone", "changed"]
# words of a block, and whether they stand on this side alone
Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Row:
    """A block of a page on both sides; an empty side has it not."""

    what: What
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class PageDiff:
    """A page that changed: its title, its URL, and its blocks; long stretches that are the same are left out."""

    title: str
    url: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that a change does; results of studies are told by what they claim."""

    changes: Changes
    pages: tuple[PageDiff, ...]
    found: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    evidence: tuple[tuple[What, str], ...]
    booklets: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether no reader finds anything else than before."""
        return not (self.changes.items or self.pages or self.found or self.mended or self.evidence)


def differ(old: Snapshot, new: Snapshot, kinds: Kinds) -> Difference:
    """What changed between two snapshots."""
    changes = compare(old.manifest, new.manifest, kinds)
    touched = {item.url for item in changes.items if item.url}
    booklets = tuple(title for url, title in new.printed.items() if url in touched)
    return Difference(
        changes,
        tuple(_pages(old, new)),
        tuple(_only(new.findings, old.findings)),
        tuple(_only(old.findings, new.findings)),
        tuple(_evidence(old, new)),
        booklets,
    )


def _only(these: Iterable[Finding], those: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of one side alone, wherever in their file they stand."""
    left = Counter((one.path, one.code, one.said) for one in those)
    for one in these:
        key = (one.path, one.code, one.said)
        if left[key]:
            left[key] -= 1
        else:
            yield one


def _evidence(old: Snapshot, new: Snapshot) -> Iterator[tuple[What, str]]:
    for id, (claim, content) in new.evidence.items():
        if id not in old.evidence:
            yield "new", claim
        elif old.evidence[id][1] != content:
            yield "changed", claim
    yield from (("gone", claim) for id, (claim, _) in old.evidence.items() if id not in new.evidence)


def _pages(old: Snapshot, new: Snapshot) -> Iterator[PageDiff]:
    for url in dict.fromkeys((*new.texts, *old.texts)):
        before, after = old.texts.get(url, ()), new.texts.get(url, ())
        if before != after:
            yield PageDiff(new.titles.get(url) or old.titles[url], url, tuple(rows_of(before, after)))


def rows_of(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    """The blocks of two sides beside each other, with one of what is the same around what is not."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    codes = matcher.get_opcodes()
    for number, (tag, a, b, c, d) in enumerate(codes):
        if tag == "equal":
            first, last = number > 0, number < len(codes) - 1
            shown = [*([a] if first else []), *([b - 1] if last and (b - 1 > a or not first) else [])]
            for place in shown:
                yield Row("same", ((before[place], False),), ((before[place], False),))
        elif tag == "delete":
            yield from (Row("gone", ((text, True),)) for text in before[a:b])
        elif tag == "insert":
            yield from (Row("new", (), ((text, True),)) for text in after[c:d])
        else:
            yield from _replaced(before[a:b], after[c:d])


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    """Blocks that took the place of others: word by word where they are akin."""
    for number in range(max(len(before), len(after))):
        old = before[number] if number < len(before) else ""
        new = after[number] if number < len(after) else ""
        if not old or not new:
            yield Row("new" if new else "gone", ((old, True),) if old else (), ((new, True),) if new else ())
            continue
        yield Row("changed", *_words(old, new))


def _words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    first, second = old.split(" "), new.split(" ")
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    if matcher.ratio() < 0.3:  # nothing but small words in common
        return ((old, True),), ((new, True),)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if a < b:
            left.append((" ".join(first[a:b]), tag != "equal"))
        if c < d:
            right.append((" ".join(second[c:d]), tag != "equal"))
    return tuple(left), tuple(right)
