"""What Windows lacks is missed by nobody, or told in a sentence: the real command, in a Python that lacks it too."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import FIRST, Repository

WINDOWS = Path(__file__).parent / "windows"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repository]:
    """A checkout on such a machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(WINDOWS), prepend=":")
        made = Repository(tmp_path_factory.mktemp("windows") / "bron")
        made.commit(FIRST)
        yield made


def test_a_site_is_checked_built_and_built_again(checkout: Repository) -> None:
    assert "Traceback" not in checkout.katern("check")
    checkout.katern("build", "--no-booklets")
    page = checkout.root / "site/vragen/hoe/index.html"
    assert "Begin klein." in page.read_text(encoding="utf-8")
    source = checkout.root / "docs/vragen/hoe.md"
    source.write_text(source.read_text(encoding="utf-8").replace("Begin klein.", "Begin groot."), encoding="utf-8")
    checkout.katern("build", "--no-booklets")
    assert "Begin groot." in page.read_text(encoding="utf-8")
    checkout.git("checkout", "--quiet", ".")


def test_an_item_is_begun(checkout: Repository) -> None:
    checkout.katern("new", "question", "Waar begin ik?")
    checkout.git("clean", "--quiet", "-d", "--force")


def test_a_version_goes_to_a_branch_and_readers_are_led_back(checkout: Repository, tmp_path: Path) -> None:
    branch = tmp_path / "tak"
    subprocess.run(["git", "init", "--quiet", "-b", "gh-pages", str(branch)], check=True)
    for name in ("user.name", "user.email"):
        subprocess.run(["git", "config", name, "proef@example.org"], cwd=branch, check=True)
    checkout.katern("release", "2025.1", "--to", str(branch))
    checkout.katern("release", "--alias", "studiedag=2025.1", "--to", str(branch))
    assert '"../2025.1/"' in (branch / "studiedag/index.html").read_text(encoding="utf-8")
    checkout.katern("verify", str(branch))


def test_a_folder_that_can_hold_no_links_is_refused_in_a_sentence(checkout: Repository, tmp_path: Path) -> None:
    said = checkout.katern("release", "2025.3", "--to", str(tmp_path / "boom"), code=2)
    assert "kan geen koppelingen (symlinks) bevatten; publiceer naar een andere schijf of naar een git-branch" in said
    assert "Traceback" not in said
