"""Front matter that a page draws as text."""

from __future__ import annotations

from pathlib import Path

import pytest

from katern.layout import Layout
from katern.reading.markdown import Dialect, Reader

READER = Reader(Dialect(), Layout(Path()), lambda name: True)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Gewoon.", ("Gewoon.",)),
        (
            "Met *nadruk* en [link](https://a.example/).",
            ('Met <em>nadruk</em> en <a href="https://a.example/">link</a>.',),
        ),
        ("Een [@vries2020].", ("Een ", ".")),
        ("[@vries2020]", ("", "")),
        ("<script>x</script> & <b>", ("&lt;script&gt;x&lt;/script&gt; &amp; &lt;b&gt;",)),
        ("R & B", ("R &amp; B",)),
        ('Hij zei "dag".', ("Hij zei &ldquo;dag&rdquo;.",)),
    ],
)
def test_a_front_matter_text_is_inline_and_holds_no_markup_of_its_own(text, pieces):
    assert READER.inline(text).pieces == pieces


def test_the_texts_of_an_item_are_read_each_by_itself(library):
    front = "title: X\ndescription: D\ngoal: G [@een2020]\nsetting: []\nduration: 1\nnot_for: N\n"
    item = library({"toolkits/x/index.md": f"---\n{front}---\n"}).items["toolkits/x/index.md"]
    assert [(one.name, one.where, one.text.pieces) for one in item.fields] == [
        ("goal", ("goal",), ("G ", "")),
        ("not_for", ("not_for",), ("N",)),
    ]
    assert [item.fields[0].position(placed.start).column for placed in item.fields[0].text.clusters] == [9]
