"""Asking and reporting: the addresses of mkdocs.yml, with what the editors must know of the page filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_MAIL = re.compile(r"[^@\s<>?&:/,;]+@[^@\s<>?&:/,;]+\.[^@\s<>?&:/,;.]+")
_PLACE = re.compile(r"\{(\w*)\}")
# what an address of a form may ask for; the section is filled in by the browser, which knows where a reader is
PLACES = ("page", "version", "section")


@dataclass(frozen=True, slots=True)
class Way:
    """A link to write by; `form` is the same with a place for the section, where a form asks for that."""

    url: str
    form: str = ""


def is_contact(address: str) -> bool:
    """Whether readers can write to an address: a mail address, or that of a form with places that are known."""
    if _MAIL.fullmatch(address):
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and not re.search(r"\s", address)
        and set(_PLACE.findall(address)) <= set(PLACES)
    )


def way(address: str, subject: str, said: Mapping[str, str], page: str, version: str) -> Way:
    """The link to an address; `said` are words for `page` and `version`, which a mail opens with."""
    if "://" not in address:
        lines = [f"{said['page']}: {page}", *([f"{said['version']}: {version}"] if version else [])]
        body = "\r\n\r\n" + "\r\n".join(lines)
        return Way(f"mailto:{quote(address, safe='@+')}?subject={quote(subject)}&body={quote(body)}")
    known = {"page": quote(page, safe=""), "version": quote(version, safe="")}
    form = _PLACE.sub(lambda match: known.get(match[1], match[0]), address)
    return Way(form.replace("{section}", ""), form if "{section}" in form else "")
