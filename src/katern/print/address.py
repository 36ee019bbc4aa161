"""Addresses as a person would read and type them."""

from __future__ import annotations

import re


def shown_address(address: str) -> str:
    """An address as a person would type it; nothing where a number or mailbox is its own address."""
    if address.startswith(("tel:", "sms:", "mailto:", "https://wa.me/")):
        return ""
    shown = re.sub(r"^https?://(?:www\.)?", "", address)
    return shown.removesuffix("/")
