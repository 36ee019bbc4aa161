from __future__ import annotations

import re

import markdown
import pytest

from katern.check.anchors import anchors_of


def anchors(library, body):
    loaded = library({"docs/a.md": body})
    return anchors_of(loaded.items["docs/a.md"], loaded.layout)


@pytest.mark.parametrize(
    "body",
    [
        "## Wat werkt?",
        "## Eén kop, twee woorden",
        "## Kop\n\n## Kop\n\n### Kop",
        "## Een *schuine* en **vette** `code` kop",
        "## [Een link](b.md) in een kop",
        "## Eigen { #naam }\n\n## Eigen {: #ander .klasse }",
        "## 'Aanhaling' & zo",
        "## 2022–2025",
        "## Kop_met_streep",
        "Kop\n===\n\nNog een\n---",
        "- punt\n\n## Na een lijst\n",
        "<h2 id='los'>HTML</h2>\n\n<a name=\"oud\"></a>",
        "## ???\n\n## …",
    ],
)
def test_the_anchors_are_those_that_python_markdown_makes(library, body):
    html = markdown.markdown(body, extensions=["toc", "attr_list", "admonition", "md_in_html"])
    made = set(re.findall(r"(?:id|name)=[\"']([^\"']+)", html))
    found = anchors(library, body).ids - {"inhoud", "kernboodschappen", "onderdelen", "boekjes", "bronnen"}
    assert found == made


def test_a_page_whose_macro_stands_alone_may_have_more(library):
    assert anchors(library, "{{ glossary() }}").has("begrip-wonen")
    assert not anchors(library, 'Zie {{ term("wonen") }} hier.').has("begrip-wonen")


def test_code_makes_no_anchors(library):
    assert not anchors(library, "```\n## Kop\n```").has("kop")
    assert anchors(library, "Tekst").has("bronnen")
