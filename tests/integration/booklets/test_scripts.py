"""Other scripts on paper: drawn with the typefaces that the site brings, from right to left where they run so."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGES = ("fonts-hosny-amiri", "culmus", "fonts-sil-abyssinica", "fonts-wqy-microhei", "fonts-symbola")
FACES = ("Amiri-Regular.ttf", "Amiri-Bold.ttf", "DavidCLM-Medium.otf", "AbyssinicaSIL-", "wqy-microhei.ttc", "Symbola")
MKDOCS = """site_name: Talen
theme: {name: material, language: nl, font: false, custom_dir: overrides}
plugins: [katern]
markdown_extensions: [attr_list, md_in_html, tables]
"""
TEXT = """---
title: Talen
description: Elke taal op papier.
line: talen
question: Hoe?
key_messages: [Een., Twee., Drie.]
---

Zo zegt u dank: **شكرا** en <span lang="he">תודה רבה</span>, አመሰግናለሁ, 谢谢 🙂.

هذا نص عربي طويل يبين أن السطر يبدأ من اليمين، وأن الأرقام 112 تبقى في مكانها.
{: lang=ar }

<div lang="ar" markdown="1">

- البند الأول

| كلمة | معنى |
|---|---|
| شكرا | dank |

</div>

זהו טקסט בעברית שמתחיל מימין.
{: lang=he }

这是中文文本，应该正确换行而且没有空格。
{: lang=zh }
"""
# the line of programme that the dossier belongs to
PROGRAMME = "themes:\n  - {id: t, title: T, lines: [{slug: talen, number: 1, title: Talen, ambition: Iets.}]}\n"


@pytest.fixture(scope="module")
def fonts() -> list[Path]:
    """The files of Debian's typefaces."""
    found: list[Path] = []
    for package in PACKAGES:
        listed = subprocess.run(["dpkg", "-L", package], capture_output=True, text=True, check=False).stdout
        found += [Path(line) for line in listed.splitlines() if Path(line).name.startswith(FACES)]
    files = [path for path in found if path.suffix in (".ttf", ".otf", ".ttc")]
    if len(files) < len(FACES):
        reason = f"typefaces are missing: apt-get install {' '.join(PACKAGES)}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return files


def test_each_script_is_drawn_with_the_typeface_that_the_site_brings_for_it(fonts, site, run, read_pdf):
    root = site(
        {
            "mkdocs.yml": MKDOCS,
            "docs/index.md": "# Thuis\n",
            "docs/_data/programme.yml": PROGRAMME,
            "dossiers/talen/index.md": TEXT,
        }
    )
    folder = root / "overrides/print/fonts"
    folder.mkdir(parents=True)
    for file in fonts:
        shutil.copy(file, folder)
    done = run("booklet", "talen:boekje", cwd=root)
    assert done.returncode == 0, done.stdout
    pdf = read_pdf(root / "site/boekjes/talen-boekje.pdf")
    (number,) = {run.page for run in pdf.runs if run.text.startswith("这")}
    page = pdf.pdf.pages[number]
    used = {str(font.BaseFont).partition("+")[2] for _, font in page.Resources.Font.items()}
    for face in ("Amiri-Regular", "Amiri-Bold", "DavidCLM-Medium", "AbyssinicaSIL", "WenQuanYiMicroHei", "Symbola"):
        assert any(name.startswith(face) for name in used), (face, used)
    assert not any(name.startswith(("DejaVu", "Libertinus")) for name in used)
    # what runs from right to left begins at the right margin: a paragraph, an entry of a list, a table
    width, runs = float(page.mediabox[2]), [run for run in pdf.runs if run.page == number]
    for sign in ("ه", "ش", "ש"):
        assert any(sign in run.text for run in runs), sign
    bullets = [run for run in runs if run.text == "•"]
    assert [run.x > width / 2 for run in bullets] == [True]
    assert [run.x > width / 2 for run in runs if run.text == "dank"] == [True]
    chinese = next(run for run in runs if run.text.startswith("这"))
    assert chinese.x < width / 3
