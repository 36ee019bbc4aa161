"""What Windows lacks is missed by nobody, or told in a sentence: the real command, in a Python that lacks it too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ...commands import surroundings
from .conftest import FIRST, Repository

WINDOWS = Path(__file__).parent / "windows"


class Checkout(Repository):
    """A checkout on such a machine."""

    def katern(self, *arguments: str, code: int = 0) -> str:
        """What the command says; begun anew each time, as a process that is split off never learns what Windows lacks."""
        places = [str(WINDOWS), os.environ.get("PYTHONPATH", "")]
        done = subprocess.run(
            [str(Path(sys.executable).with_name("katern")), *arguments],
            cwd=self.root,
            env=surroundings({"SOURCE_DATE_EPOCH": "", "PYTHONPATH": os.pathsep.join(filter(None, places))}),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    made = Checkout(tmp_path_factory.mktemp("windows") / "bron")
    made.commit(FIRST)
    return made


def test_a_site_is_checked_built_and_built_again(checkout: Checkout) -> None:
    assert "Traceback" not in checkout.katern("check")
    checkout.katern("build", "--no-booklets")
    page = checkout.root / "site/vragen/hoe/index.html"
    assert "Begin klein." in page.read_text(encoding="utf-8")
    source = checkout.root / "docs/vragen/hoe.md"
    source.write_text(source.read_text(encoding="utf-8").replace("Begin klein.", "Begin groot."), encoding="utf-8")
    checkout.katern("build", "--no-booklets")
    assert "Begin groot." in page.read_text(encoding="utf-8")
    checkout.git("checkout", "--quiet", ".")


def test_an_item_is_begun(checkout: Checkout) -> None:
    checkout.katern("new", "question", "Waar begin ik?")
    checkout.git("clean", "--quiet", "-d", "--force")


def test_a_version_goes_to_a_branch_and_readers_are_led_back(checkout: Checkout, tmp_path: Path) -> None:
    branch = tmp_path / "tak"
    subprocess.run(["git", "init", "--quiet", "-b", "gh-pages", str(branch)], check=True)
    for name in ("user.name", "user.email"):
        subprocess.run(["git", "config", name, "proef@example.org"], cwd=branch, check=True)
    checkout.katern("release", "2025.1", "--to", str(branch))
    checkout.katern("release", "--alias", "studiedag=2025.1", "--to", str(branch))
    assert '"../2025.1/"' in (branch / "studiedag/index.html").read_text(encoding="utf-8")
    checkout.katern("verify", str(branch))


def test_a_folder_that_can_hold_no_links_is_refused_in_a_sentence(checkout: Checkout, tmp_path: Path) -> None:
    said = checkout.katern("release", "2025.3", "--to", str(tmp_path / "boom"), code=2)
    assert "kan geen koppelingen (symlinks) bevatten; publiceer naar een andere schijf of naar een git-branch" in said
    assert "Traceback" not in said
