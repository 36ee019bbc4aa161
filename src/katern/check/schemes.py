"""What an outside address begins with: schemes that browsers know, and what people write in their place."""

from __future__ import annotations

import re

from katern.finding import Said, nearest, said

KNOWN = ("http", "https", "mailto", "tel", "sms")
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?P<rest>.*)", re.DOTALL)
_WITHOUT_COLON = re.compile(r"(?P<scheme>https?)(?:;?//|:[^/])")
_TWICE = re.compile(r"https?:/{0,2}(?P<rest>https?:/.*)", re.IGNORECASE)
_HOST = re.compile(
    r"(?:www\.[^\s/]+|(?:[a-z0-9-]+\.)+(?:nl|be|eu|org|com|net|info|gov|edu|int|de|fr|uk))(?:[/?#].*)?", re.IGNORECASE
)
_MAIL = re.compile(r"[^@\s/]+@[^@\s/]+\.[^@\s/]+")
_DISK = re.compile(r"(?:file:|[A-Za-z]:[\\/])")
_CODE = ("javascript", "vbscript", "data")


def flaw_of(destination: str) -> tuple[Said, Said | None] | None:
    """What is wrong with how an address begins, and what to write; None where it may begin so."""
    if _DISK.match(destination):
        return said("link.scheme", "own-disk", destination=destination), None
    if twice := _TWICE.match(destination):
        return said("link.scheme", "twice", destination=destination), said("link.scheme", "write", right=twice["rest"])
    if bare := _WITHOUT_COLON.match(destination):
        right = f"{bare['scheme']}://{destination[len(bare['scheme']) :].lstrip(';:/')}"
        return said("link.scheme", "slashes", destination=destination), said("link.scheme", "write", right=right)
    named = _SCHEME.match(destination)
    return _named(destination, named["scheme"].lower(), named["rest"]) if named else None


def _named(destination: str, scheme: str, rest: str) -> tuple[Said, Said | None] | None:
    if scheme in ("http", "https"):
        if rest.startswith("//"):
            return None
        right = f"{scheme}://{rest.lstrip('/')}"
        return said("link.scheme", "slashes", destination=destination), said("link.scheme", "write", right=right)
    if scheme in KNOWN:
        if not rest.startswith("/"):
            return None
        right = f"{scheme}:{rest.lstrip('/')}"
        return said("link.scheme", "slashes", destination=destination), said("link.scheme", "write", right=right)
    if scheme in _CODE:  # what runs is told by `katern.check.active`
        return (said("link.scheme", "code", scheme=scheme), None) if rest.lower().startswith("image/") else None
    near = nearest(scheme, KNOWN)
    advice = said("link.scheme", "write", right=f"{near}:{rest}") if near else None
    return said("link.scheme", "unknown", scheme=scheme), advice


def meant_outside(destination: str) -> Said | None:
    """What to write for a web address or one of mail that has no scheme, and so is taken for a file."""
    if _MAIL.fullmatch(destination):
        return said("link.scheme", "write", right=f"mailto:{destination}")
    return said("link.scheme", "write", right=f"https://{destination}") if _HOST.fullmatch(destination) else None
