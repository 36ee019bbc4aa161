from __future__ import annotations

import os

import pytest

from katern.check import check
from katern.fixing import Change, fix


def mended(library, site, text: str) -> str:
    files = {"docs/index.md": "# Start\n", "docs/a.md": text}
    found = check(library(files))
    root = site(files)
    fix(root, found)
    return (root / "docs/a.md").read_bytes().decode()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Lees [de start] (index.md) nu.\n", "Lees [de start](index.md) nu.\n"),
        ("Neem mee:\n- een\n- twee\n", "Neem mee:\n\n- een\n- twee\n"),
        ("Neem mee:\r\n- een\r\n- twee\r\n", "Neem mee:\r\n\r\n- een\r\n- twee\r\n"),
        ("-\u00a0een\n", "- een\n"),
        ("- [] een\n", "- [ ] een\n"),
        ("Mail [ons](redactie@example.org).\n", "Mail [ons](mailto:redactie@example.org).\n"),
        ("Lees [dit](https:/example.org/a).\n", "Lees [dit](https://example.org/a).\n"),
        ("Lees [dit](https://https://example.org/a).\n", "Lees [dit](https://example.org/a).\n"),
        ("ReÃ¼nie in het cafÃ©.\n", "Reünie in het café.\n"),
        ("Wonen &amp;amp; werken.\n", "Wonen &amp; werken.\n"),
        ("Een [a] (index.md) en [b] (index.md).\n", "Een [a](index.md) en [b](index.md).\n"),
        ("\ufeffLees [a] (index.md).\n", "\ufeffLees [a](index.md).\n"),
    ],
)
def test_what_has_one_answer_is_mended_and_the_rest_of_the_file_stays(library, site, wrong, right):
    assert mended(library, site, wrong) == right


@pytest.mark.parametrize(
    "text",
    ["Lees [dit](indx.md).\n", "Lees [dit](htps://example.org).\n", "Dit is **vet.\n", "- een\n  - twee\n"],
)
def test_a_guess_is_left_to_the_author(library, site, text):
    assert mended(library, site, text) == text


def test_what_was_changed_is_told_line_by_line(library, site):
    files = {"docs/index.md": "# Start\n", "docs/a.md": "Lees [a] (index.md).\n\nNeem mee:\n- een\n"}
    root = site(files)
    assert fix(root, check(library(files))) == (
        Change("docs/a.md", 1, "Lees [a] (index.md).", "Lees [a](index.md)."),
        Change("docs/a.md", 4, "", ""),
    )


def test_mending_twice_changes_nothing_more(library, site):
    files = {"docs/index.md": "# Start\n", "docs/a.md": "Lees [a] (index.md).\n"}
    root = site(files)
    found = check(library(files))
    fix(root, found)
    assert fix(root, found) == ()


def test_a_file_outside_the_checkout_is_never_touched(library, site, tmp_path):
    files = {"docs/index.md": "# Start\n", "docs/a.md": "Lees [a] (index.md).\n"}
    found = check(library(files))
    outside = tmp_path / "elders.md"
    outside.write_text("Lees [a] (index.md).\n", encoding="utf-8")
    root = site(files)
    (root / "docs/a.md").unlink()
    (root / "docs/a.md").symlink_to(outside)
    assert fix(root, found) == ()
    assert outside.read_text(encoding="utf-8") == "Lees [a] (index.md).\n"


def test_a_file_that_cannot_be_written_stays_whole(library, site, monkeypatch):
    files = {"docs/index.md": "# Start\n", "docs/a.md": "Lees [a] (index.md).\n"}
    found = check(library(files))
    root = site(files)

    def full(old, new):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        fix(root, found)
    assert (root / "docs/a.md").read_text(encoding="utf-8") == files["docs/a.md"]
    assert [path.name for path in (root / "docs").iterdir() if path.name.startswith(".katern")] == []
