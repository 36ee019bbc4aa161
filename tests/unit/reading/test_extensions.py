"""Extensions are those that Python-Markdown makes by the same names and options, and new for each page."""

from __future__ import annotations

import markdown
import pytest
from markdown.extensions.toc import TocExtension

from katern.reading.extensions import made
from katern.reading.markdown import DIALECT

OPTIONS = {"toc": {"permalink": "¶"}, "pymdownx.tabbed": {"alternate_style": True}}


@pytest.mark.parametrize("name", DIALECT)
def test_it_is_the_one_that_python_markdown_makes(name: str) -> None:
    ours = made([name], OPTIONS)[0]
    theirs = markdown.Markdown().build_extension(name, OPTIONS.get(name, {}))
    assert type(ours) is type(theirs)
    assert str(ours.getConfigs()) == str(theirs.getConfigs())


def test_each_time_it_is_a_new_one() -> None:
    first, second = made(["footnotes"], {}), made(["footnotes"], {})
    assert first[0] is not second[0]


def test_what_has_no_name_there_stays_as_it_is() -> None:
    own = TocExtension()
    assert made([own, "eigen.uitbreiding"], {}) == [own, "eigen.uitbreiding"]
