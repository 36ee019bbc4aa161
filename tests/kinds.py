"""One page of each kind of the site of KIS, for every test that looks at them all; and what a page asks for."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

PAGES = {
    "home": "",
    "dossiers": "dossiers/",
    "dossier": "dossiers/zelfbeschikking/",
    "chapter": "dossiers/zelfbeschikking/wat-weten-we/",
    "task list": "dossiers/institutioneel-racisme/aan-de-slag/",
    "toolkits": "toolkits/",
    "toolkit": "toolkits/shame-sexting/",
    "part": "toolkits/shame-sexting/gesprek/",
    "helplines": "toolkits/shame-sexting/wie-bel-je/",
    "meeting": "toolkits/achterlating/leerbijeenkomst/",
    "cards": "toolkits/achterlating/kaarten/",
    "sources": "bronnen/",
    "source": "bronnen/kis2022meerjarenprogramma/",
    "all sources": "bronnen/alle/",
    "interventions": "interventies/?vergelijk=vreedzame-school,human-library",
    "intervention": "interventies/vreedzame-school/",
    "ateliers": "kennisateliers/",
    "atelier": "kennisateliers/inclusieve-wijken-2022/",
    "questions": "vragen/",
    "question": "vragen/naaktfoto-ouders-bellen/",
    "glossary": "begrippen/",
    "about": "over/deze-site/",
    "safe reading": "over/veilig-lezen/",
    "evidence": "dossiers/polarisatie/wat-werkt/",
    "evidence map": "over/bewijskaart/",
    "evidence of an outcome": "over/bewijskaart/houding/",
    "charts": "dossiers/discriminatie/wat-weten-we/",
    "charts side by side": "dossiers/nieuwkomers/wat-weten-we/",
    "areas": "wijkmonitor/",
    "area": "wijkmonitor/wk034401/",
    "country": "wijkmonitor/nl00/",
    "areas side by side": "wijkmonitor/vergelijken/?gebied=gm0344,gm0363",
    "audiences": "doelgroepen/",
    "audience": "doelgroepen/leerkrachten/",
    "mechanisms": "mechanismen/",
    "mechanism": "mechanismen/contact/",
    "newsletters": "nieuwsbrieven/",
    "newsletter": "nieuwsbrieven/2026-november/",
    "agenda": "agenda/",
    "event": "agenda/cultuursensitief-werken-2021/",
    "projects": "projecten/",
    "project": "projecten/online-discriminatie/",
    "networks": "netwerken/",
    "network": "netwerken/kis-community/",
    "organisations": "organisaties/",
    "organisation": "organisaties/movisie/",
    "courses": "cursussen/",
    "course": "cursussen/shame-sexting/",
    "manual": "handleiding/gegevens/",
    "accessibility": "over/toegankelijkheid/",
    "404": "404.html",
}
_ASKS = re.compile(r"<(?:script|link|img)\b[^>]*>", re.IGNORECASE)
_WANTED = re.compile(r"\brel=[\"']?(?:stylesheet|preload|modulepreload|icon)", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:src|href)=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_COMPRESSED = (".html", ".css", ".js", ".json", ".svg")


def file_of(site: Path, path: str) -> Path:
    """The file of a page."""
    path = path.partition("?")[0]
    return site / (path if path.endswith(".html") else f"{path}index.html")


def asked(html: str, path: str) -> Iterator[str]:
    """What a page asks for before anybody does anything, as paths of the site."""
    for tag in _ASKS.findall(html):
        found = _ADDRESS.search(tag)
        if found is None or (tag.startswith("<link") and not _WANTED.search(tag)):
            continue
        url = urlsplit(urljoin(f"https://site.example/{path}", found[1]))
        assert url.netloc == "site.example", url
        yield unquote(url.path[1:])


def weights(site: Path, path: str) -> dict[str, int]:
    """The bytes of a page and of all that it asks for, text compressed as a web server does."""
    page = file_of(site, path)
    html = page.read_text(encoding="utf-8")
    files = [page, *(site / name for name in dict.fromkeys(asked(html, path)))]
    return {file.relative_to(site).as_posix(): _weight(file) for file in files}


def _weight(file: Path) -> int:
    content = file.read_bytes()
    return len(gzip.compress(content, 6)) if file.suffix in _COMPRESSED else len(content)
