"""Asking a service on the web: who asks says so, waits as long as the service wants, and gives up with a sentence."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from katern.errors import KaternError
from katern.saying import said

_BUSY = (429, 500, 502, 503, 504)


class NoAnswer(KaternError):
    """A service gave no answer that can be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How politely to ask: who asks, seconds between questions, how often to ask again and how long to wait at most."""

    agent: str = "Katern"
    pause: float = 1.0
    tries: int = 5
    first_wait: float = 2.0
    patience: float = 120.0
    timeout: float = 60.0


class Polite:
    """A service: questions one after the other, with what it asks of who asks."""

    def __init__(self, service: str, manners: Manners, headers: Mapping[str, str] | None = None) -> None:
        self.service = service.rstrip("/")
        self._manners = manners
        self._wait = 0.0
        self._session = _session(manners)
        self._session.headers.update(headers or {})

    def ask(self, path: str, query: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> requests.Response:  # fmt: skip
        """The answer to a question, whatever its status; NoAnswer where there is none, or none but 'later'."""
        time.sleep(self._wait)
        try:
            answer = self._session.get(
                f"{self.service}/{path}", params=query, headers=headers, timeout=self._manners.timeout
            )
        except requests.exceptions.RequestException as problem:
            raise NoAnswer(said("service", "no-answer", service=self.service)) from problem
        if answer.status_code in _BUSY:
            raise NoAnswer(said("service", "busy", service=self.service, status=answer.status_code))
        # Zotero asks for a pause with answers that are fine
        asked = answer.headers.get("Backoff", "")
        self._wait = max(self._manners.pause, min(float(asked), self._manners.patience) if asked.isdecimal() else 0.0)
        return answer


def _session(manners: Manners) -> requests.Session:
    retry = Retry(
        total=manners.tries,
        status_forcelist=_BUSY,
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
