"""Rules of one page: what they find is noted with the page, and they see nothing that is not part of what it is noted by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest

from katern.check import ITEM_RULES, RULES, check
from katern.check.judging import Alone
from katern.check.policy import Policy
from katern.finding import Finding
from katern.library import Library
from katern.notes import Notes

Make = Callable[[Mapping[str, str]], Library]
LONG = "Een zin met " + "woord " * 50 + "erin.\n"
PAGES = {
    "docs/index.md": "---\ntitle: Start\n---\n\nTODO bel 020 123 4567, zie [hier](een.md).\n",
    "docs/een.md": f"---\ntitle: Een\n---\n\n{LONG}\n<!-- katern: ignore text.long-sentence: zo hoort het -->\n",
}


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    return [(one.path, one.code, one.line) for one in findings]


def test_what_was_noted_is_told_again(library: Make) -> None:
    notes = Notes()
    first = check(library(PAGES), notes=notes)
    assert first
    assert check(library(PAGES), notes=notes) == first == check(library(PAGES))


def test_nothing_of_an_unchanged_page_is_looked_at_again(library: Make) -> None:
    notes = Notes()
    before = library(PAGES)
    check(before, notes=notes)
    judged = dict(notes.of("judged").noted)
    check(
        library({**PAGES, "docs/twee.md": "---\ntitle: Twee\n---\nEen [twee](index.md) en [drie](een.md).\n"}),
        notes=notes,
    )
    after = notes.of("judged").noted
    assert judged.items() <= after.items()
    assert len({key[:64] for key in after}) == len(before.items) + 1


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"docs/een.md": PAGES["docs/een.md"].replace("woord woord", "woord TODO")}, ("docs/een.md", "text.todo", 5)),
        (
            {"docs/_data/glossary.yml": "terms: [{term: a, definition: b, source: c, avoid: [woord]}]\n"},
            ("docs/een.md", "text.avoid-term", 5),
        ),
    ],
)
def test_a_page_is_judged_anew_when_it_or_what_rules_must_know_changes(
    library: Make, change: dict[str, str], wanted: tuple[str, str, int]
) -> None:
    notes = Notes()
    assert wanted not in codes(check(library(PAGES), notes=notes))
    assert wanted in codes(check(library({**PAGES, **change}), notes=notes))


def test_settings_are_part_of_what_findings_are_noted_by(library: Make) -> None:
    notes = Notes()
    check(library(PAGES), Policy(longest_sentence=500), notes=notes)
    assert check(library(PAGES), Policy(longest_sentence=10), notes=notes) == check(
        library(PAGES), Policy(longest_sentence=10)
    )


def test_a_rule_of_one_page_cannot_see_another(library: Make) -> None:
    whole = library(PAGES)
    item = whole.items["docs/een.md"]
    with pytest.raises(AttributeError):
        list(_sees_sources(Alone(item, {})))  # type: ignore[arg-type]
    assert list(Alone(item, {}).items) == ["docs/een.md"]


def _sees_sources(library: Library) -> Iterator[str]:
    yield from library.sources


def test_each_rule_stands_in_one_table() -> None:
    of_items = [rule for rule, _ in ITEM_RULES]
    assert not set(of_items) & set(RULES)
