"""A preview finds what earlier ones made; two at once do not get into each other's way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from katern.ownfolder import refuse_cache, refuse_foreign_site
from katern.preview.folder import room


@pytest.fixture
def known(site, settings):
    return settings(site({"docs/index.md": "# A\n"}))


def test_a_preview_finds_what_the_one_before_made(known):
    with room(known) as folder:
        (folder / "index.html").write_text("gemaakt", encoding="utf-8")
    with room(known) as again:
        assert again == folder == known.local / "site-preview"
        assert (again / "index.html").read_text(encoding="utf-8") == "gemaakt"
    refuse_cache(known.local, known.sources)


def test_a_second_preview_gets_a_folder_for_now(known):
    with room(known) as first:
        with room(known) as second:
            assert second != first
            assert second.is_dir()
        assert not second.exists()
        assert first.is_dir()


def test_where_nothing_may_be_kept_the_folder_is_for_now(known):
    with room(replace(known, cache_fits=False)) as folder:
        assert not folder.is_relative_to(known.root)
    assert not folder.exists()


def test_a_preview_that_was_killed_leaves_a_folder_that_the_next_may_fill(known):
    with room(known) as folder:
        (folder / "half.html").write_text("half", encoding="utf-8")
        refuse_foreign_site(folder)
