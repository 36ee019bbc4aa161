"""Outside links, asked of the web by linkchecker: politely, in rounds, each address once a round.

linkchecker keeps to robots.txt and to so many requests a second for a host. It neither waits nor asks again, so what
may pass (too busy, a server's mistake, no answer) is asked again here, after what the server or patience asks.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from katern.check.addresses import address
from katern.check.history import Answer
from katern.check.linkchecker import run_linkchecker
from katern.errors import KaternError
from katern.outward import REFUSED
from katern.saying import said

Progress = Callable[[int, int, str], None]
_STATUS = re.compile(r"(?P<code>[1-9]\d\d)\b")
_REDIRECT = re.compile(r"Redirected to [`'](?P<url>.*)' status: (?P<code>\d+)")
_RETRY_AFTER = re.compile(r"Retry-After: (?P<seconds>\d+)")
# what a wall against robots answers: 401, 403, 405, 406, 429, 451, and 999 as one large network does
_BLOCKED = frozenset((401, 403, 405, 406, 407, 418, 429, 451, 999))
_PERMANENT = frozenset((301, 308))


class NoNetwork(KaternError):
    """Not one address could be found: that says something of this machine and nothing of the addresses."""


@dataclass(frozen=True, slots=True)
class LinkManners:
    """How politely to ask: requests a second to one host, seconds to wait for an answer, rounds, longest wait between.

    `private` lets addresses of this machine and its network be asked for too.
    """

    agent: str
    per_second: int = 1
    timeout: int = 30
    rounds: int = 3
    patience: float = 60.0
    first_wait: float = 5.0
    private: bool = False


@dataclass(frozen=True, slots=True)
class _Reply:
    """One address's outcome of one round; `again` is after how many seconds to ask again, None for never."""

    answer: Answer
    again: float | None = None


def ask(urls: Iterable[str], manners: LinkManners, progress: Progress | None = None) -> dict[str, Answer]:
    """What each address gives; those that may be only busy or down are asked again, in rounds."""
    waiting = sorted(set(urls))
    total, replies = len(waiting), dict[str, _Reply]()
    for number in range(manners.rounds):
        done = total - len(waiting)
        for count, (url, reply) in enumerate(_round(waiting, manners), 1):
            replies[url] = reply
            if progress:
                progress(min(done + count, total), total, url)
        again = {url: wait for url in waiting if (wait := _wait(replies.get(url), number, manners)) is not None}
        waiting = sorted(again)
        if not waiting or number + 1 == manners.rounds:
            break
        time.sleep(max(again.values()))
    answers = {url: reply.answer for url, reply in replies.items()}
    if answers and all(answer.why == _NO_NAME for answer in answers.values()):
        raise NoNetwork(said("checking", "no-network"))
    return answers


_NO_NAME = "no-name"


def _wait(reply: _Reply | None, number: int, manners: LinkManners) -> float | None:
    if reply is None:
        return manners.first_wait
    if reply.again is None or reply.again > manners.patience:
        return None
    return max(reply.again, min(manners.first_wait * (1 << number), manners.patience))


def _round(urls: list[str], manners: LinkManners) -> Iterator[tuple[str, _Reply]]:
    """One run of linkchecker over the addresses; each comes back as soon as it is known."""
    asked = set(urls)
    settings: dict[str, str | int] = {
        "agent": manners.agent,
        "per_second": manners.per_second,
        "timeout": manners.timeout,
    }
    for element in run_linkchecker("outside.ini", settings, addresses=urls, outward=not manners.private):
        url = address(element.findtext("url") or "")
        if url in asked:
            yield url, read_reply(element)


def read_reply(element: ElementTree.Element) -> _Reply:
    """What linkchecker says of one address, as one of our states."""
    valid = element.find("valid")
    result = (valid.get("result") or "") if valid is not None else ""
    warnings = [warning.text or "" for warning in element.iter("warning")]
    if any("robots.txt" in (info.text or "") for info in element.iter("info")):
        return _Reply(Answer("blocked", "robots"))
    status = _STATUS.match(result.strip("'\""))
    code = int(status["code"]) if status else 0
    if 200 <= code < 400:
        return _Reply(Answer("ok", "", _moved(address(element.findtext("url") or ""), warnings)))
    if code == 429:
        seconds = next(
            (float(match["seconds"]) for warning in warnings if (match := _RETRY_AFTER.search(warning))), 0.0
        )
        return _Reply(Answer("blocked", result), seconds)
    if code in _BLOCKED:
        return _Reply(Answer("blocked", result.strip()))
    if 400 <= code < 500:
        return _Reply(Answer("broken", result.strip()))
    if code:
        return _Reply(Answer("unknown", result.strip()), 0.0)
    return _without_status(result)


def _without_status(result: str) -> _Reply:
    if REFUSED in result:
        return _Reply(Answer("blocked", "private"))
    if "TooManyRedirects" in result:
        return _Reply(Answer("broken", "circle"))
    if "Failed to resolve" in result or "NameResolutionError" in result:
        return _Reply(Answer("broken", _NO_NAME), 0.0)
    if "SSL" in result:
        return _Reply(Answer("unknown", "not-secure"))
    if "imed out" in result or "Timeout" in result:
        return _Reply(Answer("unknown", "no-answer"), 0.0)
    if "LineTooLong" in result:
        return _Reply(Answer("unknown", "garbled"))
    return _Reply(Answer("unknown", "cut-off"), 0.0)


def _moved(url: str, warnings: Iterable[str]) -> str:
    """Where permanent redirects lead, up to the first one that is not permanent; nothing where there is none.

    linkchecker gives an address to which another one led the whole way of that other: what comes before it is not its own.
    """
    hops = [match for warning in warnings if (match := _REDIRECT.search(warning))]
    own = [number for number, match in enumerate(hops) if address(match["url"]) == url]
    moved = ""
    for match in hops[own[-1] + 1 if own else 0 :]:
        if int(match["code"]) not in _PERMANENT:
            break
        moved = match["url"]
    return moved
