"""A course as SCORM 1.2: what a learning system reads of it, and that the page stands alone."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from katern.site.scorm import content_of, package

ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
PACKAGE = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"


def content(body, site="", pictures=None):
    return content_of(body, "cursussen/een/", site, (pictures or {}).get)


def test_the_manifest_names_every_file_and_the_page_that_begins():
    made = package("een", "A & B", "<p>x</p>", {"pictures/a.png": b"1"})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        root = ET.fromstring(archive.read("imsmanifest.xml"))
    assert names[0] == "imsmanifest.xml"
    (resource,) = root.iter(f"{PACKAGE}resource")
    assert (resource.get("href"), resource.get(f"{ADL}scormtype")) == ("index.html", "sco")
    assert [file.get("href") for file in resource] == names[1:]
    (item,) = root.iter(f"{PACKAGE}item")
    assert (item.get("identifierref"), item.find(f"{PACKAGE}title").text) == (resource.get("identifier"), "A & B")
    assert root.find(f"{PACKAGE}metadata/{PACKAGE}schemaversion").text == "1.2"


def test_the_same_course_is_the_same_file():
    one, other = (package("een", "Een", "<p>x</p>", {"pictures/a.png": b"1"}) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("link", "without", "within"),
    [
        ("../../vragen/", "hier", '<a href="https://een.example/map/vragen/" target="_blank" rel="noopener">hier</a>'),
        ("#kop", '<a href="#kop">hier</a>', '<a href="#kop">hier</a>'),
        ("tel:112", '<a href="tel:112">hier</a>', '<a href="tel:112">hier</a>'),
        ("https://elders.example/", *2 * ['<a href="https://elders.example/" target="_blank" rel="noopener">hier</a>']),
    ],
)  # fmt: skip
def test_a_link_leads_where_it_led_or_is_words(link, without, within):
    body = f'<p><a href="{link}">hier</a></p>'
    assert content(body)[0] == f"<div><p>{without}</p></div>"
    assert content(body, "https://een.example/map/")[0] == f"<div><p>{within}</p></div>"


def test_the_signs_beside_headings_lead_nowhere_and_go():
    assert content('<h2>Kop<a class="headerlink" href="#k">¶</a></h2>')[0] == "<div><h2>Kop</h2></div>"


def test_pictures_of_the_site_go_along_and_others_stay():
    made, pictures = content(
        '<img src="a b.png"><img src="https://x.example/y.png">', pictures={"cursussen/een/a b.png": b"1"}
    )
    assert pictures == {"pictures/cursussen-een-a-b.png": b"1"}
    assert 'src="pictures/cursussen-een-a-b.png"' in made
    assert 'src="https://x.example/y.png"' in made


def test_answers_below_one_heading_are_of_one_question():
    answer = '<details class="answer"></details>'
    made, _ = content(f"<h2>A</h2>{answer}{answer}<h2>B</h2>{answer}<details class='trainer'></details>")
    assert [piece[0] for piece in made.split('data-question="')[1:]] == ["1", "1", "2"]
