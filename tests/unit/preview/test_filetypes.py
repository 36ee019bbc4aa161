"""A file's type follows from its name, the same on every machine."""

from __future__ import annotations

import pytest

from katern.preview.filetypes import type_of

TYPES = {
    "index.html": "text/html; charset=utf-8",
    "katern.css": "text/css; charset=utf-8",
    "katern.js": "text/javascript; charset=utf-8",
    "search_index.json": "application/json; charset=utf-8",
    "sitemap.xml": "application/xml; charset=utf-8",
    "sitemap.xml.gz": "application/gzip",
    "bronnen.bib": "application/x-bibtex; charset=utf-8",
    "bronnen.ris": "application/x-research-info-systems; charset=utf-8",
    "tabel.csv": "text/csv; charset=utf-8",
    "robots.txt": "text/plain; charset=utf-8",
    "agenda.ics": "text/calendar; charset=utf-8",
    "merk.svg": "image/svg+xml",
    "foto.JPG": "image/jpeg",
    "foto.webp": "image/webp",
    "letter.woff2": "font/woff2",
    "boekje.pdf": "application/pdf",
    "boek.epub": "application/epub+zip",
    "dia.pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "film.mp4": "video/mp4",
    "film.vtt": "text/vtt; charset=utf-8",
    "zoek.wasm": "application/wasm",
    "CNAME": "application/octet-stream",
}


@pytest.mark.parametrize("name", TYPES)
def test_the_type_of_a_file(name):
    assert type_of(name) == TYPES[name]
