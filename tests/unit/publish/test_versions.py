"""Names, order, aliases and withdrawal of versions."""

from __future__ import annotations

import pytest

from katern.publish import versions
from katern.publish.refusals import ReleaseRefused
from katern.publish.versions import Version
from katern.words import words_of

A, B, DRAFT = Version("2026.2", "2026.2"), Version("2026.10", "2026.10", ("actueel",)), Version("concept", "concept")


def test_order_is_by_number_and_what_has_none_comes_last() -> None:
    assert [v.name for v in versions.in_order([DRAFT, A, B])] == ["2026.10", "2026.2", "concept"]


@pytest.mark.parametrize(
    ("one", "other"), [("2026.2", "2026.10"), ("2025.10", "2026.1"), ("2026", "2026.0.1"), ("9", "10")]
)
def test_numbers_are_compared_part_by_part(one: str, other: str) -> None:
    assert versions.number(one) < versions.number(other)


def test_a_trailing_nought_is_no_new_version() -> None:
    assert versions.number("2026.0") == versions.number("2026")


@pytest.mark.parametrize("name", ["", "lente", "v1", "2026.", "2026/1", "../2026", "2026.1-rc"])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(ReleaseRefused):
        versions.check_names(name, (), words_of("nl").addresses)


@pytest.mark.parametrize(("language", "draft", "current"), [("nl", "concept", "actueel"), ("en", "draft", "latest")])
def test_a_draft_and_the_version_to_read_are_called_in_the_words_of_the_site(language, draft, current) -> None:
    addresses = words_of(language).addresses
    versions.check_names(draft, (), addresses)
    versions.check_names("2026.1", (current,), addresses)
    with pytest.raises(ReleaseRefused) as refused:
        versions.check_names("lente", (), addresses)
    assert dict(refused.value.said.values)["draft"] == draft


@pytest.mark.parametrize("draft", ["concept", "draft"])
@pytest.mark.parametrize("current", ["actueel", "latest"])
def test_names_of_every_language_are_known_in_a_tree(draft: str, current: str) -> None:
    one, other = Version("2026.1", "2026.1", (current,)), Version("2026.2", "2026.2")
    assert versions.current([one, other, Version(draft, draft)]) == one
    with pytest.raises(ReleaseRefused):
        versions.check_alias(current, draft, words_of("nl").addresses)
    assert not versions.is_alias(draft)


@pytest.mark.parametrize("alias", ["", "2026", "concept", "Actueel", "a/b", "..", ".katern"])
def test_other_aliases_are_refused(alias: str) -> None:
    with pytest.raises(ReleaseRefused):
        versions.check_names("2026.1", (alias,), words_of("nl").addresses)


def test_two_names_of_one_number_stand_in_an_order_of_their_own() -> None:
    both = [Version(name, name) for name in ("2026", "2026.0", "2025")]
    assert versions.in_order(both) == versions.in_order(reversed(both))


def test_the_file_is_read_back_as_written() -> None:
    listed = versions.in_order([A, B, DRAFT])
    assert versions.read(versions.write(listed)) == listed


def test_the_file_of_mike_keeps_what_others_put_in_it() -> None:
    content = b'[{"version": "dev", "title": "dev", "aliases": [], "properties": {"hidden": true}}, {"version": "1.0", "title": "1.0.2", "aliases": ["latest"]}]'
    assert versions.write(versions.read(content)) == (
        b'[{"version": "1.0", "title": "1.0.2", "aliases": ["latest"]},\n'
        b' {"version": "dev", "title": "dev", "aliases": [], "properties": {"hidden": true}}]\n'
    )


@pytest.mark.parametrize("content", [b"{", b'{"a": 1}', b'[{"title": "x"}]', b"[1]", b"\xff"])
def test_a_broken_file_is_refused_and_not_overwritten(content: bytes, refused) -> None:
    with refused(ReleaseRefused, "zet het terug zoals het was"):
        versions.read(content)


def test_an_alias_belongs_to_one_version() -> None:
    listed = versions.with_version([A, B], Version("2026.11", "2026.11", ("actueel",)))
    assert [v.aliases for v in listed] == [("actueel",), (), ()]


def test_the_newest_number_that_was_not_withdrawn_is_current() -> None:
    listed = versions.withdraw([A, B, DRAFT], "2026.10", "een fout", "ingetrokken")
    assert versions.current(listed) == Version("2026.2", "2026.2", ("actueel",))
    assert listed[0].withdrawn == "een fout"
    assert listed[0].aliases == ()


def test_the_only_version_cannot_be_withdrawn(refused) -> None:
    with refused(ReleaseRefused, "publiceer eerst een nieuwe"):
        versions.withdraw([A], "2026.2", "een fout", "ingetrokken")


def test_an_unknown_version_cannot_be_withdrawn(refused) -> None:
    with refused(ReleaseRefused, r"gepubliceerd zijn: 2026\.2"):
        versions.withdraw([A], "2026.3", "een fout", "ingetrokken")


def test_what_is_called_current_is_where_readers_come_whatever_is_newer() -> None:
    older = Version("2026.2", "2026.2", ("actueel",))
    assert versions.current([older, Version("2026.10", "2026.10")]) == older
    assert versions.current([A, Version("concept", "concept", ("actueel",))]) == A


def test_a_withdrawal_is_undone() -> None:
    before = versions.in_order([A, B, DRAFT])
    assert versions.restore(versions.withdraw(before, "2026.10", "een fout", "weg"), "2026.10") == before


def test_a_version_that_was_withdrawn_without_a_note_of_before_is_restored_too() -> None:
    marked = Version("2026.2", "weg", (), {"withdrawn": "een fout", "hidden": True})
    assert versions.restore([marked, B], "2026.2") == (B, Version("2026.2", "2026.2", (), {"hidden": True}))


def test_aliases_lead_to_a_version_that_stands() -> None:
    assert versions.with_aliases([A, B], {"actueel": "2026.2", "x": "2026.2"}) == (
        Version("2026.10", "2026.10"), Version("2026.2", "2026.2", ("actueel", "x")),
    )  # fmt: skip
