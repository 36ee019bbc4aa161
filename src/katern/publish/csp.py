"""A content security policy in each page: its own scripts and nothing else, on any server."""

from __future__ import annotations

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL | re.IGNORECASE)
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)
# search runs as WebAssembly; styles stand in attributes of tables and pictures
_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'"
)


def with_policy(html: str) -> str:
    """The page with its policy; a page that brings its own keeps it."""
    place = _CHARSET.search(html)
    if place is None or 'http-equiv="Content-Security-Policy"' in html:
        return html
    hashes = dict.fromkeys(_hash(m["code"]) for m in _SCRIPT.finditer(html) if _runs(m["attributes"], m["code"]))
    policy = _POLICY.format(hashes="".join(f" '{value}'" for value in hashes))
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html[: place.end()] + tag + html[place.end() :]


def _runs(attributes: str, code: str) -> bool:
    return bool(code.strip()) and "src=" not in attributes and "json" not in attributes


def _hash(code: str) -> str:
    # a browser hashes the text after reading its line ends
    text = code.replace("\r\n", "\n").replace("\r", "\n")
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
