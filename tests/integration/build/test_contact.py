"""Asking and reporting: what mkdocs.yml says stands on every page, and a warning where a message tells too much."""

from __future__ import annotations

from pathlib import Path

import pytest

MKDOCS = """site_name: Proef
site_url: https://proef.example/nu/
theme: {name: material, language: nl, font: false}
plugins:
  - katern:
      exit: https://weg.example/
      ask: redactie@proef.example
      report: "https://proef.example/fout?over={page}&kop={section}"
"""
FILES = {
    "docs/index.md": "# Welkom\n\nTekst.\n",
    "docs/over/bang.md": "---\ntitle: Bang\nsensitive: true\n---\n\nTekst.\n",
}


def build(root: Path, run, mkdocs: str = MKDOCS):
    for path, text in {**FILES, "mkdocs.yml": mkdocs}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return run("katern", "build", "--no-booklets", "--draft", cwd=root)


def test_every_page_says_where_to_ask_and_to_report(tmp_path, run):
    assert build(tmp_path, run).returncode == 0
    page = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert 'href="mailto:redactie@proef.example?subject=Stel%20uw%20vraag%20%28Proef%29&amp;body=' in page
    assert 'href="https://proef.example/fout?over=https%3A%2F%2Fproef.example%2Fnu%2F&amp;kop="' in page
    assert (
        'data-contact="https://proef.example/fout?over=https%3A%2F%2Fproef.example%2Fnu%2F&amp;kop={section}"' in page
    )
    assert "iets gevoeligs" not in page


def test_a_sensitive_page_warns_before(tmp_path, run):
    assert build(tmp_path, run).returncode == 0
    page = (tmp_path / "site/over/bang/index.html").read_text(encoding="utf-8")
    assert page.count("<summary>") == 2
    assert page.index("iets gevoeligs") < page.index("mailto:")


def test_a_site_without_addresses_offers_nothing(tmp_path, run):
    plain = "\n".join(line for line in MKDOCS.splitlines() if "ask:" not in line and "report:" not in line)
    assert build(tmp_path, run, plain).returncode == 0
    assert 'class="contact"' not in (tmp_path / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["redactie", "https://proef.example/{naam}"])
def test_an_address_that_nobody_can_write_to_is_a_finding_at_its_place(address, tmp_path, run):
    done = build(tmp_path, run, MKDOCS.replace("redactie@proef.example", f'"{address}"'))
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert (
        f"mkdocs.yml:7:12: error meta.bad-value: '{address}' is geen mailadres en geen adres van een formulier" in told
    )
