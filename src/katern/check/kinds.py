"""Rules on kinds of content that say more than their fields alone: dates in order, products that came, people who agreed."""

from __future__ import annotations
