"""The meetings of a site for calendars of readers: one for each, and one with all of them."""

from __future__ import annotations

import re
from functools import cached_property
from urllib.parse import urlsplit

from katern.drawing.agenda import Meeting, is_offered, meetings, own_calendar, whole_calendar
from katern.site.build import Build
from katern.site.icalendar import Entry, calendar
from katern.site.output import Output
from katern.site.standing import Made
from katern.stamp import make_stamp

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def write_calendars(build: Build, output: Output) -> None:
    """Each that does not stand there already."""
    found = [one for one in meetings(build.library) if is_offered(one.item, build.library)]
    if not found:
        return
    calendars = _Calendars(build)
    name, layout = build.words.addresses.calendar, build.library.layout
    wanted = {own_calendar(layout, one.item, name): [one] for one in found}
    for path, held in {**wanted, whole_calendar(layout, name): found[::-1]}.items():
        calendars.write(path, held, output)


class _Calendars:
    """Makes calendars of one build."""

    def __init__(self, build: Build) -> None:
        self._build = build

    @cached_property
    def _made(self) -> int:
        return make_stamp(self._build.site.root, "").epoch

    def write(self, path: str, held: list[Meeting], output: Output) -> None:
        made_of = self._build.made_of.whole(path, self._made)
        if not output.stands(path, made_of):
            content = calendar([self._entry(one) for one in held], self._build.site.name, self._made)
            output.write(path, content, Made(made_of))

    def _entry(self, meeting: Meeting) -> Entry:
        item, build = meeting.item, self._build
        url = build.site.address_of(build.library.layout.url(item.address))
        told = (item.meta.description or "", meeting.online, url)
        form = getattr(item.meta, "form", "")
        words = build.words.kinds[item.kind]
        return Entry(
            self._uid(meeting), item.title, meeting.begin, meeting.end, "\n".join(filter(None, told)), meeting.place,
            url, words.choices.get(form, words.label),
        )  # fmt: skip

    def _uid(self, meeting: Meeting) -> str:
        """The same in every version, and after the page was renamed: by its first address."""
        item = meeting.item
        first = item.meta.aliases[0] if item.meta.aliases else item.address
        stem = _NOT_IN_NAMES.sub("-", first.removesuffix(".md").lower()).strip("-")
        host = (
            urlsplit(self._build.site.url).hostname
            or f"{_NOT_IN_NAMES.sub('-', self._build.site.name.lower()).strip('-')}.invalid"
        )
        return f"{stem}@{host}"
