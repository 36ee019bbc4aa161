"""Pictures in shades of grey: drawings and photos, whatever way they say their colours."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from katern.print.grey import in_grey
from katern.print.images import named


@pytest.mark.parametrize(
    ("paint", "wanted"),
    [
        ('fill="#ff0000"', 'fill="#4c4c4c"'),
        ('style="stroke: rgb(0, 0, 255)"', 'style="stroke: #1d1d1d"'),
        ('fill="teal"', 'fill="#5a5a5a"'),
        ('fill="none"', 'fill="none"'),
        ('fill="url(#a)"', 'fill="url(#a)"'),
    ],
)
def test_a_drawing_loses_its_colours(paint, wanted):
    picture = named(f'<svg xmlns="http://www.w3.org/2000/svg"><rect {paint}/></svg>'.encode(), "svg")
    (made,) = in_grey({picture.name: picture}).values()
    assert wanted in made.data.decode()
    assert made.name.endswith(".svg")


@pytest.mark.parametrize(("form", "kind"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp")])
def test_a_photo_loses_its_colours(form, kind):
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(out, form)
    picture = named(out.getvalue(), kind)
    (made,) = in_grey({picture.name: picture}).values()
    with Image.open(io.BytesIO(made.data)) as shown:
        assert shown.mode == "L"
        assert shown.size == (4, 3)
