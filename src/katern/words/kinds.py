"""What readers see of a kind of content, and its folder in addresses; the table itself is `katern.kinds`."""

from __future__ import annotations

from dataclasses import dataclass, field

from katern.words.model import Table


@dataclass(frozen=True, slots=True)
class Listing:
    """The title of a list of pages, and what it says of itself."""

    title: str = ""
    description: str = ""

    def __bool__(self) -> bool:
        return bool(self.title and self.description)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of content.

    `label` is the kind of one page, `folder` that of docs which holds them where mkdocs.yml names no other, `list` the page
    that lists them, `parts` the heading of the parts of one. `neutral` is the title of the booklet of a sensitive one.
    `fields` are the words of front matter, `choices` those of the values that a field may have, `more` what else its
    template says.
    """

    label: str
    folder: str = ""
    list: Listing = Listing()
    parts: str = ""
    neutral: str = ""
    fields: Table = field(default_factory=dict)
    choices: Table = field(default_factory=dict)
    more: Table = field(default_factory=dict)
