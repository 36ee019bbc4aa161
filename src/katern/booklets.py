"""Where site and print meet: the pages of a build become booklets, and the booklets downloads on its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from katern.check.exemptions import Exemptions
from katern.check.ignores import find_exemptions
from katern.check.policy import Policy
from katern.drawing.downloads import Download
from katern.drawing.page import Page
from katern.drawing.pages import Pages
from katern.errors import KaternError
from katern.finding import Finding, nearest, perhaps, sort_key
from katern.item import Item
from katern.library import Library
from katern.ownfolder import ASSETS
from katern.print import trace
from katern.print.booklet import EPUB, booklets_of, find_item, is_asked, plan_booklets, plans
from katern.print.complete import missing_chapters
from katern.print.document import Surroundings, compose
from katern.print.house import House, read_house
from katern.print.matter import Imprint
from katern.print.press import Press, Progress, Result, Wanted
from katern.print.profiles import Sheet, profile_pdf
from katern.print.selfmade import OWN, lacking, write_tools
from katern.print.task import hushed
from katern.print.trace import Trace
from katern.saying import said
from katern.site.build import Build
from katern.stamp import Stamp, make_stamp

# a file that is not made for this is missed, so nobody can silence why
_ALWAYS = ("toolkit.edition-leak",)

# on the command line, in front of the code of an area: its profile
AREAS = "monitor:"


class NoSuchBooklet(KaternError):
    """A name on the command line that belongs to no item or booklet."""


class BookletPrinter:
    """Makes the booklets of a build in a folder; `result` holds what came of it."""

    def __init__(self, build: Build, output: Path, version: str = "", progress: Progress | None = None) -> None:
        self._build = build
        self._version = version or build.words.addresses.draft
        self._progress = progress
        self.output = output
        self.wanted: Wanted = ()
        # where set, what the files say of their making, in the place of what the checkout tells
        self.stamp: Stamp | None = None
        # where set, each file is held against its plan once more: what was remembered from earlier builds too
        self.whole = False
        self.chapters: dict[str, int] = {}
        self.result = Result((), (), 0)

    def __call__(self, pages: Mapping[str, Page]) -> Mapping[str, Sequence[Download]]:
        """The build's call, once all pages can be drawn; those that no booklet holds are not."""
        outlines = self._build.outlines.items()
        addresses = {outline.item.path: address for address, outline in outlines if outline.item is not None}
        printable = Pages(addresses, lambda path: pages[addresses[path]])
        house, wrong = self._house()
        result = self._press(house).run(printable, self.output, self.wanted, self._progress)
        stopping = [finding for finding in result.findings if finding.severity == "error"]
        result = replace(result, findings=(*wrong, *result.findings))
        self._bring_tools(result)
        if self.whole and not any(finding.severity == "error" for finding in result.findings):
            result = replace(result, findings=(*result.findings, *self._incomplete(printable)))
        judged = _judged(result.findings, self._build.site.policy, self._build.library)
        silent = _judged(hushed(stopping, judged), self._build.site.policy, self._build.library)
        self.result = replace(result, findings=tuple(sorted((*judged, *silent), key=sort_key)))
        downloads: dict[str, list[Download]] = {}
        for made in self.result.made:
            download = Download(
                f"{self._build.words.addresses.booklets}/{made.name}",
                made.form,
                made.title,
                made.paper,
                made.pages,
                made.size,
                self.chapters.get(made.name, 0),
                made.thumbnail,
            )
            downloads.setdefault(made.item.path, []).append(download)
        return downloads

    def _incomplete(self, pages: Mapping[str, Page]) -> list[Finding]:
        """What the files lack of their plans; `chapters` holds how many each has."""
        found: list[Finding] = []
        for plan in plans(self._build.library):
            document = compose(plan, pages, self.surroundings())
            name = f"{plan.stem}.{'epub' if plan.booklet.id == EPUB else 'pdf'}"
            self.chapters[name] = len(document.chapters)
            found += missing_chapters(plan, self.output / name, document.chapters)
        return found

    def surroundings(self) -> Surroundings:
        """What all documents of the build share."""
        build, site = self._build, self._build.site
        custom = (site.theme.custom,) if site.theme.custom else ()
        order = tuple(build.formatted.entries)
        return Surroundings(build.library, build.words, order, site.url or None, custom, build.photos)

    def _templates(self) -> Path | None:
        custom = self._build.site.theme.custom
        return custom / "print" if custom and (custom / "print").is_dir() else None

    def _house(self) -> tuple[House, list[Finding]]:
        site = self._build.site
        return read_house(site.house, site.root, self._templates(), self._build.photos, site.place("print"))

    def _bring_tools(self, result: Result) -> None:
        """Beside what readers choose from, what puts it together in their browser."""
        if any(made.form == OWN for made in result.made):
            folder = self.output / self._build.words.addresses.own
            write_tools(folder, self._build.site.local / ASSETS, self._templates())

    def _press(self, house: House) -> Press:
        build, site = self._build, self._build.site
        imprint = Imprint(site.name, site.licence, site.language, site.url or None)
        stamp = self.stamp or make_stamp(site.root, self._version)
        selfmade = site.selfmade and not lacking(site.local / ASSETS)
        return Press(
            self.surroundings(), imprint, stamp, build.store, self._templates(), house=house, selfmade=selfmade
        )


def _judged(found: Sequence[Finding], rules: Policy, library: Library) -> tuple[Finding, ...]:
    """What the site's own policy leaves of the findings, each with the site's severity."""
    exemptions = Exemptions([*rules.exemptions, *find_exemptions(library)])
    kept = [finding for finding in found if finding.code in _ALWAYS or not exemptions.cover(finding)]
    severities = {code: severity for code, severity in rules.severities.items() if code not in _ALWAYS}
    graded = [(finding, severities.get(finding.code, finding.severity)) for finding in kept]
    return tuple(replace(finding, severity=severity) for finding, severity in graded if severity is not None)


def read_for(build: Build, names: Sequence[str]) -> tuple[Finding, ...]:
    """Read what the named booklets are made of, and no other texts; what is wrong with it."""
    build.read(fronts=True)
    paths = pages_of(build.library, [_find(build.library, name) for name in names])
    build.read_texts(paths)
    return build.judge_texts(paths)


def pages_of(library: Library, wanted: Wanted) -> list[str]:
    """The pages of the wanted booklets, and of the items that these are booklets of."""
    whole = (page for item, _ in wanted for page in (item, *library.parts_of(item)))
    plans = [plan for plan in plan_booklets(library)[0] if any(is_asked(plan, item, id) for item, id in wanted)]
    return list(dict.fromkeys(page.path for page in (*whole, *(page for plan in plans for page in plan.pages))))


def only_booklets(build: Build, names: Sequence[str], output: Path, progress: Progress | None = None) -> Result:
    """Draw the pages and make the named booklets (`ITEM` or `ITEM:ID`; all where none is named), without the site."""
    printer = BookletPrinter(build, output, progress=progress)
    printer.wanted = [_find(build.library, name) for name in names]
    named = pages_of(build.library, printer.wanted)
    build.begin_citations()
    build.draw([read for read in build.reads() if not names or (read.item is not None and read.item.path in named)])
    printer(build.drawn)
    build.store.prune()
    return printer.result


def print_profiles(build: Build, codes: Sequence[str], output: Path) -> list[tuple[str, str, int]]:
    """Set the profiles of areas (`GM0344`, `WK036300-2019` for an earlier edition) in a folder: file, title and pages of each."""
    areas, site = build.areas, build.site
    if areas is None:
        raise NoSuchBooklet(said("booklet", "no-monitor"))
    known = {areas.name_of(page): page for page in areas.pages()}
    pages = []
    for code in codes:
        if code.upper() not in known:
            near = nearest(code.upper(), known)
            raise NoSuchBooklet(
                said("booklet", "no-area-near", code=code, near=near) if near else said("booklet", "no-area", code=code)
            )
        pages.append(known[code.upper()])
    custom = site.theme.custom
    templates = custom / "print" if custom and (custom / "print").is_dir() else None
    imprint = Imprint(site.name, site.licence, site.language, site.url or None)
    stamp = make_stamp(site.root, build.words.addresses.draft)
    made = []
    for page in pages:
        sheet = areas.sheet(page, site.url)
        content, count = profile_pdf(Sheet(**sheet), build.words, imprint, stamp, templates)
        output.mkdir(parents=True, exist_ok=True)
        (output / f"{sheet['stem']}.pdf").write_bytes(content)
        made.append((f"{sheet['stem']}.pdf", sheet["title"], count))
    return made


def explain_booklets(build: Build, names: Sequence[str], wanted: str) -> list[tuple[str, list[Trace], list[str]]]:
    """For each of the named booklets where the wanted words went, and the pages that hold them where they went nowhere."""
    printer = BookletPrinter(build, build.site.folder)
    chosen = [_find(build.library, name) for name in names]
    build.begin_citations()
    build.draw(list(build.reads()))
    pages = {page.item.path: page for page in build.drawn.values() if page.item is not None}
    told = []
    for plan in plans(build.library):
        if chosen and not any(is_asked(plan, item, id) for item, id in chosen):
            continue
        document = compose(plan, pages, printer.surroundings())
        traces = list(trace.find(document, wanted))
        told.append((plan.stem, traces, [] if traces else trace.on_the_site(document, pages, wanted)))
    return told


def _find(library: Library, name: str) -> tuple[Item, str | None]:
    for plan in plan_booklets(library)[0]:
        if plan.declared and plan.stem == name:
            return plan.item, plan.booklet.id
    item_name, _, id = name.partition(":")
    item = find_item(library, item_name)
    if item is None:
        known = [other.slug for other in library.printed]
        near = nearest(item_name, known)
        if near:
            raise NoSuchBooklet(said("booklet", "did-you-mean", name=item_name, near=near))
        raise NoSuchBooklet(said("booklet", "no-item", name=item_name, known=tuple(known)))
    ids = [booklet.id for booklet in booklets_of(library, item)]
    if id and id not in ids:
        raise NoSuchBooklet(
            said("booklet", "no-booklet", item=item.slug, id=id, near=perhaps(id, ids), known=tuple(ids))
        )
    return item, id or None
