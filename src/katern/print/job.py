"""One piece of work for a worker: a document to set, and what came of it. Jobs know nothing of the site."""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from katern import halfmade
from katern.errors import PandocFailed
from katern.pandoc import NoPandoc
from katern.print import epub, selfmade, slides, word
from katern.print.images import Picture
from katern.print.typeset import TemplateFailed, Typesetter, TypesettingFailed, as_json, font_files
from katern.saying import Said, said
from katern.store import pack, unpack

# signs that are no picture of their own: spaces, joiners, soft hyphens, variation selectors
_SILENT = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff")


@dataclass(frozen=True, slots=True)
class Bound:
    """How a booklet is bound: sheets to fold with their leaves and creep, and what a print shop cuts off (mm)."""

    sheets: str | None = None
    leaves: int = 8
    creep: float | None = None
    bleed: float | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A document and how it is wanted: `form` is booklet, cards, poster, epub, slides, or own for what readers choose from.

    `text` is HTML for what pandoc makes, and Typst for all else.
    """

    stem: str
    form: str
    text: str
    pictures: Mapping[str, Picture]
    data: Mapping[str, Any]
    epoch: int
    bound: Bound = Bound()
    overrides: Path | None = None
    # of an e-book: the block at which each page of the same text on paper begins
    begin: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: its files, or why there are none."""

    files: tuple[str, ...] = ()
    pages: int = 0
    overflow: tuple[int, ...] = ()
    unknown_signs: tuple[str, ...] = ()
    broken_pictures: tuple[str, ...] = ()
    refused: Said | None = None
    # of a template of the site's own that fails: its name, line and column
    template: tuple[str, int, int] | None = None
    details: Mapping[str, int] = field(default_factory=dict)
    # of a booklet whose pages an e-book tells
    begin: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Outcome:
        """What `dataclasses.asdict` made, as it came back from JSON."""
        return cls(
            tuple(stored["files"]), int(stored["pages"]), tuple(stored["overflow"]), tuple(stored["unknown_signs"]),
            tuple(stored["broken_pictures"]), Said.from_stored(stored["refused"]) if stored["refused"] else None,
            tuple(stored["template"]) if stored["template"] else None, dict(stored["details"]),
            dict(stored["begin"]),
        )  # fmt: skip

    @property
    def failed(self) -> bool:
        """Whether something is wrong that the author must mend first."""
        return bool(self.overflow or self.unknown_signs or self.broken_pictures or self.refused)


# cover, back, and pages between them
FEWEST_BOUND = 4
# width and height of paper, in mm
_SIZES = {"a4": (210.0, 297.0), "a5": (148.0, 210.0)}
# layouts whose pages hold so much and no more
_MEASURED = ("cards", "poster", "loose", "summary")


def make(job: Job) -> bytes:
    """Do a job; what came of it, with its files, as one entry for the store."""
    with halfmade.folder("job") as folder:
        outcome = work(job, folder)
        return pack({file: (folder / file).read_bytes() for file in outcome.files}, asdict(outcome))


def deliver(entry: bytes, output: Path) -> Outcome | None:
    """Put the files of an entry into a folder; None where this is no entry that `make` made."""
    try:
        files, info = unpack(entry)
        outcome = Outcome.from_stored(info)
    except (ValueError, KeyError, TypeError):
        return None
    if files:
        output.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (output / name).write_bytes(content)
    return outcome


def work(job: Job, folder: Path) -> Outcome:
    """Do a job and put its files into a folder; what Typst or pandoc refuses stops no other job."""
    try:
        return _work(job, folder)
    except NoPandoc:
        raise
    except TemplateFailed as problem:
        why = said("booklet", "typst-says", text=problem.why)
        return Outcome(refused=why, template=(problem.name, problem.line, problem.column))
    except (TypesettingFailed, PandocFailed) as problem:
        return Outcome(refused=problem.said)


def _work(job: Job, folder: Path) -> Outcome:
    if job.form == "epub":
        setter = _typesetter(job.overrides)
        setter.add(job.pictures)
        output = folder / f"{job.stem}.epub"
        epub.write(job.text, job.pictures, job.data, job.epoch, output, setter.cover(job.data), job.begin)
        return Outcome((f"{job.stem}.epub",))
    if job.form == "slides":
        bitmaps = _bitmaps(job, job.pictures)
        count = slides.write(job.text, bitmaps, job.data, job.epoch, folder / f"{job.stem}.pptx")
        return Outcome((f"{job.stem}.pptx",), count)
    if job.form == "docx":
        drawn = _bitmaps(job, (name for name in job.pictures if name.endswith(word.UNSEEN)))
        word.write(job.text, job.pictures, job.data, job.epoch, folder / f"{job.stem}.docx", drawn)
        return Outcome((f"{job.stem}.docx",))
    if job.form == selfmade.OWN:
        (folder / f"{job.stem}.json").write_bytes(selfmade.as_file(job.text, job.pictures, job.data))
        return Outcome((f"{job.stem}.json",))
    return _typeset(job, folder)


def _bitmaps(job: Job, names: Iterable[str]) -> dict[str, bytes]:
    """Pictures as every program can show them."""
    wanted = {name: job.pictures[name] for name in names}
    if not wanted:
        return {}
    setter = _typesetter(job.overrides)
    setter.add(wanted)
    return {name: setter.bitmap(name) for name in wanted}


def _typeset(job: Job, folder: Path) -> Outcome:
    from katern.print.finish import finish  # what opens PDFs takes longer to load than what was remembered to read

    setter = _typesetter(job.overrides)
    setter.add(job.pictures)
    broken = tuple(name for name in job.pictures if not setter.draws(f'#image("{name}", alt: "x")'))
    unknown = tuple(
        sign for sign in _unusual_signs(job) if not setter.draws(f"#{json.dumps(sign, ensure_ascii=False)}")
    )
    if broken or unknown:
        return Outcome(unknown_signs=unknown, broken_pictures=broken)
    made = setter.pdf(job.text, job.form, job.data, job.epoch)
    if job.form in _MEASURED:
        overflow = tuple(sorted({int(number) for number in setter.query("<katern-overflow>")}))
        if overflow:
            return Outcome(overflow=overflow)
    path = folder / f"{job.stem}.pdf"
    path.write_bytes(made)
    layout, duplex = str(job.data["layout"]), bool(job.data["duplex"])
    word = job.data["words"].unit["booklet"]
    pages = finish(path, job.text, layout, duplex, setter.places(job.text), word)
    begin = setter.beginnings(job.text)
    details = {**_folded(job, path, pages), **_for_print_shop(job, path, pages, setter)}
    return Outcome((path.name, *details), pages, details=details, begin=begin)


def _folded(job: Job, path: Path, pages: int) -> dict[str, int]:
    """The sheets to fold, and how many they are."""
    if job.bound.sheets is None:
        return {}
    from katern.print.imposition import impose, saddle_stitch, signatures

    sheet = path.with_name(f"{job.stem}-{job.data['addresses'].sheets}.pdf")
    if job.bound.sheets == "signatures":
        sides = signatures(pages, job.bound.leaves, back_cover=True)
    else:
        sides = saddle_stitch(pages, back_cover=True, creep=job.bound.creep)
    impose(path, sheet, sides, str(job.data["document_title"]), job.epoch)
    return {sheet.name: len(sides) // 2}


def _for_print_shop(job: Job, path: Path, pages: int, setter: Typesetter) -> dict[str, int]:
    """The pages with what is cut off, and the cover apart, and how many they are."""
    bleed, ends, title = job.bound.bleed, job.data["addresses"], str(job.data["document_title"])
    if bleed is None or pages < FEWEST_BOUND:
        return {}
    from katern.print.printshop import spine, with_marks

    inner, cover = (path.with_name(f"{job.stem}-{end}.pdf") for end in (ends.press, ends.cover))
    count = with_marks(path, inner, bleed, None, title, job.epoch)
    width, height = _SIZES[job.data["paper"]]
    back = spine(count)
    spread = {"size": (width, height), "bleed": bleed, "spine": back}
    cover.write_bytes(setter.pdf("", "spread", {**job.data, "spread": spread}, job.epoch))
    with_marks(cover, cover, bleed, (2 * width + back, height), title, job.epoch)
    return {inner.name: count, cover.name: 1}


def _unusual_signs(job: Job) -> Iterator[str]:
    """Signs of a document that its typeface may lack, each once, in order."""
    text = job.text + as_json(job.data)
    known = _known_signs()
    return (
        sign for sign in dict.fromkeys(text) if ord(sign) not in known and sign not in _SILENT and not sign.isspace()
    )


@functools.lru_cache(maxsize=1)
def _known_signs() -> frozenset[int]:
    """What both the face for text and the face for headings draw."""
    faces = [path for path in font_files() if path.stem in ("SourceSansPro-Regular", "SourceSerifPro-Semibold")]
    return frozenset(set.intersection(*map(_signs_of, faces)))


def _signs_of(face: Path) -> set[int]:
    from fontTools.ttLib import TTFont

    with TTFont(face, lazy=True) as font:
        return set(font.getBestCmap())


@functools.lru_cache(maxsize=2)
def _typesetter(overrides: Path | None) -> Typesetter:
    """The typesetter of this process; its folder goes when the process ends."""
    rooms = contextlib.ExitStack()
    folder = rooms.enter_context(halfmade.folder("print"))
    atexit.register(rooms.close)
    return Typesetter(folder, overrides)
