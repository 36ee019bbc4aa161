"""What a disk says of files and folders without reading them: enough to see that nobody touched any.

A disk keeps the time of a change in steps; a file that changed within such a step before it was looked at may change once
more and look the same. So a survey of files that are so young is not trusted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence

_SECOND = 1_000_000_000
# steps of a disk that keeps parts of seconds, and of one that keeps whole seconds or pairs of these
FINE, COARSE = _SECOND // 20, 2 * _SECOND

# of a file: size, times of its content and of its name, and place on the disk; of a link also what it says
Looks = Sequence[int | str]


def survey(places: Iterable[str], left_out: Iterable[str] = ()) -> dict[str, Looks]:
    """How each file at or below these paths looks, and which paths hold nothing; hidden files and folders are left out.

    Folders that are `left_out` are not entered, nor what Python compiled.
    """
    found: dict[str, Looks] = {}
    closed = {os.path.realpath(path) for path in left_out}
    for place in places:
        if os.path.isdir(place):
            found.update(_below(place, closed, (os.path.realpath(place),)))
        else:
            found[place] = looks(place)
    return found


def looks(path: str) -> Looks:
    """How a file looks; nothing where there is none."""
    try:
        seen = os.stat(path)
    except OSError:
        return []
    return [seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino]


def _below(folder: str, closed: set[str], above: tuple[str, ...]) -> Iterator[tuple[str, Looks]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        link = [os.readlink(entry.path)] if entry.is_symlink() else []
        if os.path.isdir(entry.path):
            real = os.path.realpath(entry.path)
            if link:
                yield entry.path, link
            if real not in closed and real not in above:
                yield from _below(entry.path, closed, (*above, real))
        else:
            yield entry.path, [*looks(entry.path), *link]


def newest(found: Iterable[Looks]) -> int:
    """When the youngest of these files was changed, with the step of its disk's clock, in nanoseconds since 1970."""
    times = [(max(one[1], one[2]), one[1]) for one in found if len(one) >= 4]
    return max((int(last) + step_of(int(written)) for last, written in times), default=0)


def step_of(time: int) -> int:
    """The step of a clock that shows this time."""
    return COARSE if time % _SECOND == 0 else FINE


def wait_until(moment: int) -> bool:
    """Wait for a moment that is less than a step of a fine clock away; whether it has come."""
    left = moment - time.time_ns()
    if 0 < left <= FINE:
        time.sleep(left / _SECOND)
    return time.time_ns() >= moment
