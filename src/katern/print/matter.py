"""Front and back matter: what cover, running heads, colophon and back cover say, as data for the templates."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Any

from katern.data import Helpline
from katern.item import Item
from katern.items import Review
from katern.library import Library
from katern.print import loose
from katern.print.address import shown_address
from katern.print.booklet import Plan, booklets_of, file_stem, readable_parts
from katern.stamp import Stamp
from katern.words import Words, day_in
from katern.words.pages import Helplines
from katern.words.print import Print

_LONGEST_HEAD = 62


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes: the site's name, licence, language (BCP 47 with its region) and address, if it has one."""

    site: str
    licence: str
    language: str
    url: str | None


def matter(plan: Plan, library: Library, words: Words, imprint: Imprint, stamp: Stamp) -> dict[str, Any]:
    """All that a template prints and that stands on no page of the site."""
    item, booklet, own = plan.item, plan.booklet, words.print
    language, _, region = imprint.language.partition("-")
    address = address_of(item, imprint.url)
    below_title = subtitle(plan, own)
    shown = plan.pages[0] if booklet.layout == "poster" and plan.pages else item
    return {
        "layout": booklet.layout,
        "paper": booklet.paper,
        "large": booklet.large,
        "grey": booklet.black_and_white,
        "sensitive": item.meta.sensitive,
        **_cut(plan, library),
        "folded": booklet.sheets is not None,
        "noted": booklet.citations == "notes" and booklet.layout == "booklet",
        "lang": language,
        "region": region or language.upper(),
        "title": item.title,
        "subtitle": below_title,
        "kind": shown.title if shown is not item else _label(item, words),
        "description": shown.meta.description or item.meta.description or "",
        "site": imprint.site,
        "version": stamp.version,
        "date": stamp.day(words),
        **_settled(plan, own),
        "running": running_title(item, library),
        "document_title": document_title(plan, words, below_title, imprint),
        **_made_by(item, imprint),
        "review": _review(item.meta.review, words) if item.row.about or item.meta.review else "",
        "licence": imprint.licence,
        "address": address,
        "address_shown": shown_address(address) if address else None,
        "helplines": [_helpline(line, words.helplines) for line in helplines_of(item, library)]
        if item.meta.sensitive or booklet.layout == "summary"
        else [],
        "set": _set(plan, library, own),
        "words": own,
        "addresses": words.addresses,
    }


def _settled(plan: Plan, own: Print) -> dict[str, Any]:
    """Whether something printed is a draft, and what it says of that."""
    item = plan.item
    draft = not is_settled(item) or any(page.front.values.get("status") == "draft" for page in plan.pages)
    judged = item.row.about or item.meta.status == "final" or draft
    return {"draft": draft, "status": (own.draft if draft else own.final) if judged else ""}


def _made_by(item: Item, imprint: Imprint) -> dict[str, Any]:
    """Who wrote it; the data of a file about a sensitive subject tell less than its page does."""
    authors = ", ".join(item.meta.authors) or imprint.site
    return {
        "author": imprint.site if item.meta.sensitive else authors,
        "authors": authors,
        "keywords": [] if item.meta.sensitive else list(item.meta.keywords),
    }


def _cut(plan: Plan, library: Library) -> dict[str, Any]:
    """How cards and posters are printed; what is handed out loose takes after the item's own cards and poster."""
    declared = booklets_of(library, plan.item)
    own = next((other for other in declared if other.layout == "cards"), plan.booklet)
    cards = own if plan.booklet.layout in loose.LAYOUTS else plan.booklet
    wall = next((other.paper for other in declared if other.layout == "poster"), "a3")
    return {
        "per_sheet": cards.per_sheet or 8, "duplex": cards.duplex, "wall": wall,
        "per_sheet_roles": plan.booklet.per_sheet or loose.ROLES_PER_SHEET,
    }  # fmt: skip


def _set(plan: Plan, library: Library, own: Print) -> dict[str, Any] | None:
    """What the list of a print set says above and below it."""
    if plan.booklet.layout != "set":
        return None
    meeting = loose.meeting_of(plan.booklet, readable_parts(library, plan.item))
    intro = own.set_intro(meeting=(meeting or plan.item).title, number=loose.participants(plan.booklet))
    materials = list(getattr(meeting.meta, "materials", ())) if meeting else []
    cut, how = _cut(plan, library), dict(own.set_how)
    how["poster"] = own.set_poster(paper=cut["wall"].upper())
    if not cut["duplex"]:
        how["cards"] = how["roles"]  # they have one side too
    return {"intro": intro, "heads": own.set_heads, "how": how, "materials": materials}


def _label(item: Item, words: Words) -> str:
    """What its kind is called; a plain page has no kind to call."""
    return words.kinds[item.kind].label if item.kind in words.kinds else ""


def is_settled(item: Item) -> bool:
    """Whether a booklet may say that the editors settled the text: somebody has to be named who went through it.

    Plain pages are no drafts unless they say so.
    """
    if not item.row.about:
        return item.meta.status == "final" or "status" not in item.front.values
    return item.meta.status == "final" and bool(item.meta.review)


def document_title(plan: Plan, words: Words, subtitle: str | None, imprint: Imprint) -> str:
    """The title in a window and in a reader's history; that of a sensitive item does not give the subject away."""
    title = plan.item.title
    if plan.item.meta.sensitive:
        neutral = words.kinds[plan.item.kind].neutral if plan.item.kind in words.kinds else ""
        mark = file_stem(plan.item).rpartition("-")[2]
        title = f"{neutral} {imprint.site} ({mark})".strip()
    return f"{title}: {subtitle}" if subtitle else title


def address_of(item: Item, site_url: str | None) -> str | None:
    """The permanent address of an item; None where the site has none."""
    if not site_url:
        return None
    inside = (
        item.folder
        if item.row.whole or posixpath.basename(item.address) == "index.md"
        else f"{item.folder}/{item.slug}"
    )
    return "/".join(filter(None, (site_url.rstrip("/"), inside.strip("/")))) + "/"


def running_title(item: Item, library: Library) -> str:
    """The title as it fits in a head: the line's short name, or cut off at a word."""
    if len(item.title) <= _LONGEST_HEAD:
        return item.title
    line = next((line for line in library.data.programme.lines if line.slug == getattr(item.meta, "line", None)), None)
    if line is not None and line.short:
        return line.short
    return item.title[:_LONGEST_HEAD].rpartition(" ")[0] + " …"


def helplines_of(item: Item, library: Library) -> tuple[Helpline, ...]:
    """Whom to call: the helplines of the toolkit, else what comes first in the list."""
    known = library.data.helplines
    return known.of(item.slug) or known.helplines[:3]


def subtitle(plan: Plan, own: Print) -> str | None:
    """What tells a booklet from the others of its item; nothing for the one that is for everybody."""
    booklet = plan.booklet
    editions = {"participant": own.participant, "trainer": own.trainer}
    if plan.declared:  # its title is that of the whole
        return None
    named = booklet.title or own.layouts.get(booklet.layout) or editions.get(booklet.edition or "")
    looks = [own.large] * booklet.large + [own.black_and_white] * booklet.black_and_white
    if not looks or booklet.title:
        return named
    return ", ".join([named or own.everyone, *looks])


def _review(reviews: tuple[Review, ...], words: Words) -> str:
    if not reviews:
        return words.print.not_reviewed
    newest = reviews[0]
    day = day_in(words, newest.date)
    return f"{day}, {words.about.by} {newest.by}: {newest.note}"


def _helpline(line: Helpline, own: Helplines) -> dict[str, Any]:
    facts = [own.open_to[line.audience], line.hours or own.hours_unknown, line.cost]
    if line.reach:  # the back is short; the booklet's own pages say what nobody saw
        facts.append(own.reach[line.reach])
    if line.second:
        facts.append(f"{own.second} {line.second.phone}")
    if line.whatsapp:
        facts.append(f"{own.whatsapp} {line.whatsapp}")
    facts.append(shown_address(str(line.url)) if line.url else line.email)
    return {
        "name": line.name, "phone": line.phone, "for_whom": line.for_whom,
        "facts": " · ".join(fact for fact in facts if fact),
    }  # fmt: skip
