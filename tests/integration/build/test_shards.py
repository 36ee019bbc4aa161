"""Machines that divide the work: each fills a store that all share, and a last build puts together what one machine makes alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from katern.commandline import load_site
from katern.errors import NotBuilt
from katern.making import Wish, make
from katern.print.pool import Pool
from katern.reading.markdown import Reader
from katern.share import Share
from katern.sharing import make_share
from katern.site.areawriting import AreaWriting
from katern.site.build import Build
from katern.site.whole import Whole

from ...conftest import BUCKET
from .conftest import ROOT, command, files_of

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the site that one machine makes in one go."""
    root = checkout(tmp_path_factory.mktemp("alone") / "site", "")
    done = command("katern", "build", "--draft", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return files_of(root / "site")


def checkout(root: Path, cache: str) -> Path:
    """A checkout of the small site on a machine of its own, with its store at an address."""
    shutil.copytree(ROOT / "tests/sites/site", root)
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    more = f"  - katern:\n      cache: {cache}\n" if cache else "  - katern:\n"
    (root / "mkdocs.yml").write_text(settings.replace("  - katern:\n", more), encoding="utf-8")
    return root


def fill(root: Path, share: str) -> str:
    done = command("katern", "build", "--shard", share, cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (root / "site").exists()
    return done.stdout


def assemble(root: Path) -> tuple[dict[str, bytes], str]:
    done = command("katern", "build", "--draft", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return files_of(root / "site"), done.stdout


@pytest.mark.parametrize("shares", [("1/3", "2/3", "3/3"), ("3/3", "1/3")])
def test_machines_with_a_folder_that_they_share_make_the_site_of_one(
    tmp_path: Path, alone: dict[str, bytes], shares: Sequence[str]
) -> None:
    cache = (tmp_path / "een gedeelde map").as_uri()
    told = [fill(checkout(tmp_path / f"machine {number}", cache), share) for number, share in enumerate(shares)]
    assert all(f"Deel {share} is bewaard" in one for share, one in zip(shares, told, strict=True))
    made, said = assemble(checkout(tmp_path / "laatste", cache))
    assert made == alone
    if len(set(shares)) == int(shares[0][-1]):
        assert "11 bestanden in boekjes/, waarvan 0 nieuw gemaakt" in said


def test_machines_with_object_storage_make_the_site_of_one(
    tmp_path: Path, alone: dict[str, bytes], bucket: Any
) -> None:
    cache = f"s3://{BUCKET}/katern"
    for share in ("1/2", "2/2"):
        fill(checkout(tmp_path / share[0], cache), share)
    made, said = assemble(checkout(tmp_path / "laatste", cache))
    assert made == alone
    assert "11 bestanden in boekjes/, waarvan 0 nieuw gemaakt" in said
    assert bucket.list_objects_v2(Bucket=BUCKET, Prefix="katern/page/")["KeyCount"] > 20


def test_shards_on_one_machine_share_its_cache(tmp_path: Path, alone: dict[str, bytes]) -> None:
    root = checkout(tmp_path / "site", "")
    for share in ("1/2", "2/2"):
        fill(root, share)
    assert assemble(root)[0] == alone


def opened(root: Path) -> Build:
    site = load_site(str(root / "mkdocs.yml")).site
    return Build(site, site.open_store())


def test_who_puts_the_site_together_reads_draws_and_prints_nothing_again(
    tmp_path: Path, alone: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    root = checkout(tmp_path / "site", "")
    for number in (1, 2, 3):
        build, share = opened(root), Share(number, 3)
        build.read(share)
        make_share(build, share, Wish())
    for doer, name in ((Reader, "page"), (Whole, "draw_page"), (Whole, "_draw_source"), (Pool, "work")):
        monkeypatch.setattr(doer, name, refused(name))
    build = opened(root)
    build.read()
    assert not [finding for finding in build.judge() if finding.severity == "error"]
    made = make(build, root / "site", Wish())
    assert (made.fresh, made.booklets) == (0, 11)
    assert {path: content for path, content in alone.items() if path != ".katern-site"} == files_of(root / "site")


def test_profiles_of_areas_are_drawn_by_shares_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = (Path(shutil.copytree(ROOT / "tests/sites/monitor", tmp_path / name)) for name in ("een", "ander"))
    done = command("katern", "build", "--draft", cwd=one)
    assert done.returncode == 0, done.stdout + done.stderr
    for share in ("1/2", "2/2"):
        fill(other, share)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    monkeypatch.setattr(AreaWriting, "draw", refused("draw"))
    build = opened(other)
    build.read()
    build.judge()
    make(build, other / "site", Wish())
    alone = {path: content for path, content in files_of(one / "site").items() if path != ".katern-site"}
    assert len([path for path in alone if path.startswith("monitor/wk")]) > 4
    assert files_of(other / "site") == alone


def refused(name: str) -> Run:
    def work(*values: Any) -> Any:
        if name == "work":
            assert list(values[1]) == []
            return []
        pytest.fail(f"{name} was done again")

    return work


def test_a_share_does_not_do_again_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = checkout(tmp_path / "site", "")
    fill(root, "1/2")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    for doer, name in ((Reader, "page"), (Whole, "draw_page"), (Whole, "_draw_source"), (Pool, "work")):
        monkeypatch.setattr(doer, name, refused(name))
    build, share = opened(root), Share(1, 2)
    build.read(share)
    assert make_share(build, share, Wish()).pages > 0


def test_what_changed_since_is_made_by_the_last_build(tmp_path: Path) -> None:
    cache = (tmp_path / "gedeeld").as_uri()
    for share in ("1/2", "2/2"):
        fill(checkout(tmp_path / share[0], cache), share)
    one, other = checkout(tmp_path / "laatste", cache), checkout(tmp_path / "alleen", "")
    for root in (one, other):
        page = root / "docs/over/index.md"
        page.write_text(page.read_text(encoding="utf-8") + "\nEn nog een zin.\n", encoding="utf-8")
    assert assemble(one)[0] == assemble(other)[0]


@pytest.mark.parametrize("written", ["0/4", "5/4", "a/b"])
def test_what_is_no_share_is_one_sentence(tmp_path: Path, written: str) -> None:
    done = command("katern", "build", "--shard", written, cwd=checkout(tmp_path / "site", ""))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"--shard noemt een deel en het aantal delen, zoals 1/4, 2/4, 3/4 en 4/4; '{written}' is geen deel\n"
    )


def test_a_share_that_nobody_would_find_is_refused(tmp_path: Path) -> None:
    done = command("katern", "build", "--shard", "1/4", cwd=checkout(tmp_path / "site", '""'))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("deel 1/4 is nergens te bewaren: ")
    assert "cache:" in done.stderr


def test_a_share_that_could_not_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "vol").write_bytes(b"geen map")
    done = command(
        "katern", "build", "--shard", "1/4", cwd=checkout(tmp_path / "site", (tmp_path / "vol/map").as_uri())
    )
    assert done.returncode == 2
    assert "is niets te bewaren" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("deel 1/4 is nergens te bewaren: ")
    assert "Traceback" not in done.stderr


def test_a_disk_that_fails_is_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused) -> None:
    def full(whole: Whole) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Whole, "set_up", full)
    build, share = opened(checkout(tmp_path / "site", "")), Share(1, 2)
    build.read(share)
    with refused(NotBuilt, r"deel 1/2 is niet klaar \(No space left on device\); verhelp dat"):
        make_share(build, share, Wish(booklets=False))


def test_without_a_style_there_is_no_share(tmp_path: Path) -> None:
    root = checkout(tmp_path / "site", "")
    settings = root / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("  - katern:\n", "  - katern:\n      style: geen-stijl\n"),
        encoding="utf-8",
    )
    done = command("katern", "build", "--shard", "1/2", cwd=root)
    assert done.returncode == 1
    assert "meta.bad-value" in done.stdout
    assert "Traceback" not in done.stderr


def test_pages_that_only_mkdocs_can_draw_are_read_and_printed(tmp_path: Path) -> None:
    def site(name: str) -> Path:
        root = checkout(tmp_path / name, "")
        settings = root / "mkdocs.yml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("plugins:\n", "plugins:\n  - tags\n"), encoding="utf-8")
        return root

    one, other = site("delen"), site("alleen")
    done = command("katern", "build", "--shard", "1/1", cwd=one)
    assert done.returncode == 0, done.stderr
    assert "MkDocs tekent de pagina's zelf, voor material/tags" in done.stderr
    made, said = assemble(one)
    assert made == assemble(other)[0]
    assert "waarvan 0 nieuw gemaakt" in said
