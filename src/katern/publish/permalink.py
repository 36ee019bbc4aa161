"""The permanent address of a version and of what stands in it."""

from __future__ import annotations


def permanent_address(site_url: str, version: str, path: str = "") -> str:
    """Where a page or file of a version stays for ever: `https://…/2026.1/dossiers/wonen/`."""
    return f"{site_url.rstrip('/')}/{version}/{path}"
