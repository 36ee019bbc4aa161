"""How to ask a service on the web: who asks says so, waits as long as the service wants, and asks again when it is busy."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

# that it asks again it says in English, with its own objects; whoever asked is told when there is no answer at all
logging.getLogger("urllib3").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class Manners:
    """How politely to ask: who asks, seconds between questions, how often to ask again and how long to wait at most."""

    agent: str = "Katern"
    pause: float = 1.0
    tries: int = 5
    first_wait: float = 2.0
    patience: float = 120.0
    timeout: float = 60.0


def session_of(manners: Manners, busy: Collection[int], read: int | None = None) -> requests.Session:
    """A session that asks for JSON, and asks again after an answer that says `busy`.

    `read` is how often to ask again where an answer broke off; as often as for anything else if nobody says so.
    """
    retry = Retry(
        total=manners.tries,
        read=read,
        status_forcelist=busy,
        allowed_methods=("GET",),
        backoff_factor=manners.first_wait,
        backoff_max=manners.patience,
        retry_after_max=int(manners.patience),
        respect_retry_after_header=True,
        raise_on_status=False,
    )
    session = requests.Session()
    session.headers.update({"User-Agent": manners.agent, "Accept": "application/json"})
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session
