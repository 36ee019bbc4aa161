"""Citing a page of the site: as APA writes it, for reference managers to read, and in the page for who looks for it there.

Who made a page stands in its `authors`: a name with a comma is that of a person (`Jansen, Anna`), any other that of an
organisation. When it came out is the day on which somebody last went through it, or the year of its version.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from katern.bibliography.export import records_of
from katern.item import Item
from katern.library import Library
from katern.site.searchwords import fold

# the files of a page for reference managers, by extension, and what they are
RECORDS = {"ris": "application/x-research-info-systems", "bib": "application/x-bibtex"}

_YEAR = re.compile(r"(\d{4})\b")
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Publication:
    """A page as something that can be cited; `place` is its URL on the site, `issued` a day or a year, where one is known.

    `pdf` is the whole address of the same as a booklet.
    """

    place: str
    title: str
    authors: tuple[str, ...]
    issued: datetime.date | int | None
    site: str
    url: str
    language: str
    version: str = ""
    pdf: str = ""

    @property
    def year(self) -> int | None:
        """The year in which it came out."""
        return self.issued.year if isinstance(self.issued, datetime.date) else self.issued

    @property
    def key(self) -> str:
        """What reference managers call it."""
        return _NOT_IN_KEYS.sub("-", fold(f"{self.place} {self.year or ''}")).strip("-")

    @property
    def csl(self) -> dict[str, Any]:
        """The page as CSL-JSON has it."""
        item: dict[str, Any] = {"id": self.key, "type": "webpage", "title": self.title}
        item["author"] = [_name(author) for author in self.authors]
        if self.site not in self.authors:
            item["container-title"] = self.site
        if isinstance(self.issued, datetime.date):
            item["issued"] = {"date-parts": [[self.issued.year, self.issued.month, self.issued.day]]}
        elif self.issued is not None:
            item["issued"] = {"date-parts": [[self.issued]]}
        more = {"URL": self.url, "language": self.language, "version": self.version}
        return {**item, **{name: value for name, value in more.items() if value}}

    def apa(self, undated: str, months: tuple[str, ...], version: str) -> str:
        """The page as APA writes it, as HTML; `undated` and `version` are the words for these."""
        names = [_in_apa(author) for author in self.authors]
        who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, & {names[-1]}"
        when = str(self.year) if self.year else undated
        if isinstance(self.issued, datetime.date):
            when += f", {self.issued.day} {months[self.issued.month - 1]}"
        title = f"<i>{escape(self.title)}</i>" + (
            f" ({escape(version)} {escape(self.version)})" if self.version else ""
        )
        stop = "" if self.title.endswith(("?", "!", ".")) and not self.version else "."
        site = "" if self.site in self.authors else f" {escape(self.site)}."
        return f"{escape(who)}{'' if who.endswith('.') else '.'} ({when}). {title}{stop}{site}" + (
            f" {escape(self.url)}" if self.url else ""
        )

    @property
    def records(self) -> dict[str, str]:
        """The page as BibTeX and as RIS."""
        return records_of(self.csl, self.key)

    @property
    def head(self) -> str:
        """What reference managers look for in the head of a page: Highwire's names, Dublin Core, and schema.org as JSON-LD."""
        return "\n".join((*self._tags(), f'<script type="application/ld+json">{self._json_ld()}</script>'))

    def _tags(self) -> Iterator[str]:
        date = self.issued.strftime("%Y/%m/%d") if isinstance(self.issued, datetime.date) else str(self.issued or "")
        highwire = self.authors if self._are_people else ()
        rows = [
            ("citation_title", self.title), *(("citation_author", author) for author in highwire),
            ("citation_publication_date", date), ("citation_publisher", self.site), ("citation_language", self.language),
            ("citation_public_url", self.url), ("citation_pdf_url", self.pdf),
            # Zotero takes `Text` for an article in a journal
            ("DC.type", "webpage"), ("DC.title", self.title),
            *(("DC.creator", _unsplit(author)) for author in self.authors), ("DC.date", date.replace("/", "-")),
            ("DC.publisher", self.site), ("DC.language", self.language), ("DC.identifier", self.url),
        ]  # fmt: skip
        yield from (f'<meta name="{name}" content="{escape(text)}">' for name, text in rows if text)

    @property
    def _are_people(self) -> bool:
        """Whether nobody takes these names apart: Zotero does so with a name without a comma, and with a lone one with spaces on both sides of it."""
        alone = self.authors[0].partition(",") if len(self.authors) == 1 else ("", "", "")
        return all("," in name for name in self.authors) and not (" " in alone[0] and " " in alone[2].strip())

    def _json_ld(self) -> str:
        said: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": self.title,
            "author": [
                {"@type": "Person" if "," in author else "Organization", "name": _said(author)}
                for author in self.authors
            ],
            "publisher": {"@type": "Organization", "name": self.site},
            "inLanguage": self.language,
        }
        if self.issued is not None:
            said["datePublished"] = str(self.issued)
        more = {"url": self.url, "version": self.version}
        said.update({name: value for name, value in more.items() if value})
        # nothing in it ends the element
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def publication_of(
    library: Library, item: Item, site: str, url: str, version: str, pdf: str = ""
) -> Publication | None:
    """A page that can be cited; None where its kind is not."""
    if not item.row.citable:
        return None
    whole = library.whole(item)
    authors = item.meta.authors or (whole.meta.authors if whole else ()) or (site,)
    reviews = item.meta.review or (whole.meta.review if whole else ())
    year = _YEAR.match(version)
    issued = max(review.date for review in reviews) if reviews else int(year[1]) if year else None
    place = library.layout.url(item.address)
    return Publication(place, library.full_title(item), authors, issued, site, url, library.language, version, pdf)


def _name(author: str) -> dict[str, str]:
    family, comma, given = author.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma and given.strip() else {"literal": author}


def _unsplit(author: str) -> str:
    """A name as reference managers leave it whole: that of an organisation has a family name alone."""
    return author if "," in author or " " not in author else f"{author},"


def _said(author: str) -> str:
    family, _, given = author.partition(",")
    return f"{given.strip()} {family.strip()}".strip()


def _in_apa(author: str) -> str:
    name = _name(author)
    if "literal" in name:
        return author
    initials = " ".join(f"{part[0]}." for part in re.split(r"[\s.]+", name["given"]) if part)
    return f"{name['family']}, {initials}"
