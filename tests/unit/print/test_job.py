"""What comes of a job is the same in the process that did it and in the one that asked for it."""

from __future__ import annotations

import zipfile
from dataclasses import asdict, fields

from katern.print.images import named
from katern.print.job import Job, Outcome, deliver, work
from katern.saying import said
from katern.store import pack

WHOLE = Outcome(
    files=("a.pdf",), pages=3, overflow=(1,), unknown_signs=("x",), broken_pictures=("b.svg",),
    refused=said("booklet", "typst-says", text="nee"), template=("katern.typ", 2, 10), details={"a.pdf": 2},
)  # fmt: skip


def test_nothing_of_an_outcome_is_lost_on_the_way(tmp_path):
    assert all(getattr(WHOLE, field.name) != field.default for field in fields(Outcome))
    entry = pack({"a.pdf": b"%PDF"}, asdict(WHOLE))
    assert deliver(entry, tmp_path / "out") == WHOLE
    assert (tmp_path / "out/a.pdf").read_bytes() == b"%PDF"


def test_of_nothing_that_a_job_made_nothing_is_delivered(tmp_path):
    assert deliver(b"iets anders", tmp_path) is None
    assert deliver(pack({}, {"files": []}), tmp_path) is None


def test_slides_show_a_drawing_as_a_picture_that_every_program_can_show(tmp_path):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text x="1" y="15">A</text></svg>'
    picture = named(drawing, "svg")
    html = f'<h1>Zo is het</h1><p><img src="{picture.name}" alt="Bron: Proef." title="Lijn."></p>'
    data = {"title": "T", "subtitle": "", "site": "Proef", "lang": "nl", "region": "NL"}
    assert work(Job("dia", "slides", html, {picture.name: picture}, data, 0), tmp_path).files == ("dia.pptx",)
    with zipfile.ZipFile(tmp_path / "dia.pptx") as file:
        (shown,) = [file.read(name) for name in file.namelist() if name.startswith("ppt/media/")]
    assert shown.startswith(b"\x89PNG")
