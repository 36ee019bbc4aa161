"""What mkdocs.yml says of the site itself and no page can say after it: an address that is none, and characters that are no text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from katern.characters import FORBIDDEN, control_character
from katern.finding import Finding, said
from katern.siteconfig import value_place

_TEXTS = ("site_name", "site_description", "site_author", "copyright")


def text_findings(config: MkDocsConfig) -> Iterator[Finding]:
    """meta.bad-value and read.control-character, at their places in mkdocs.yml."""
    path = Path(config.config_file_path)
    written = path.read_text(encoding="utf-8")
    for name in _TEXTS:
        found = FORBIDDEN.search(str(config[name] or ""))
        if found is not None:
            yield control_character(found[0], value_place(written, path.name, name))
    if config.site_url and not is_site_address(config.site_url):
        at = value_place(written, path.name, "site_url")
        yield Finding.error(at, said("meta.bad-value", "site-url", written=config.site_url))


def is_site_address(url: str) -> bool:
    """Whether a site can stand at a URL: of the web, with a name, and with nothing behind its path."""
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
    plain = not any(sign.isspace() or FORBIDDEN.match(sign) for sign in url)
    return plain and named and parts.scheme in ("http", "https") and not (parts.query or parts.fragment)
