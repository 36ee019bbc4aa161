"""The key of a source: first maker, year, a word of the title."""

from __future__ import annotations

import pytest

from katern.bibliography.collection import File, read_files
from katern.sourcing.housekey import house_key


def key_of(fields: str, taken=(), language="nl") -> str:
    (source,) = read_files([File("x.bib", f"@misc{{x, {fields}}}")])[0]
    return house_key(source, taken, language)


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ("author={Day, Mehmet and Badou, Mariam}, title={Geboren en getogen}, year=2019", "day2019geboren"),
        ("author={van San, Marion}, title={Gedeelde zorg}, date={2016-02}", "vansan2016gedeelde"),
        ("author={O'Doherty, Lorna}, title={Screening women}, year=2014", "odoherty2014screening"),
        ("author={{Augeo}}, title={Veilig Thuis}", "augeozjveilig"),
        ("author={{Centraal Bureau voor de Statistiek}}, title={De vrijwilligers}, year=2024", "cbs2024vrijwilligers"),
        ("author={{Stop Pesten}}, title={Hulp}, year=2020", "stoppesten2020hulp"),
        ("author={Çelik, Şule}, title={Über die Straße}, year=2020", "celik2020uber"),
        (r"author={{\'E}tienne, Zo{\"e}}, title={\emph{Wij} zijn er}, year=2020", "etienne2020wij"),
        ("institution={Verwey-Jonker Instituut}, title={De wijk}, year=2020", "vji2020wijk"),
        ("title={Het verhaal van de straat}, year=2020", "verhaal2020straat"),
        ("editor={Smith, Kim}, title={The 2020 report}, year=2020", "smith2020report"),
        ("author={Иванова, Анна}, title={Соседи}, year=2020", "иванова2020соседи"),
        ("author={Smith, Kim}, title={Of}, year=2020", "smith2020"),
    ],
)
def test_keys(fields, key):
    assert key_of(fields) == key


def test_a_source_without_a_year_says_so_in_the_language_of_the_site():
    assert key_of("author={Smith, Kim}, title={Shame}", language="en") == "smithndshame"


def test_what_would_be_alike_gets_another_word_and_at_last_a_letter():
    fields = "author={Smith, Kim}, title={Shame and guilt}, year=2020"
    taken = ["smith2020shame"]
    assert key_of(fields, taken) == "smith2020guilt"
    assert key_of(fields, [*taken, "smith2020guilt"]) == "smith2020shamea"
    letters = [f"smith2020shame{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    assert key_of(fields, [*taken, "smith2020guilt", *letters]) == "smith2020shame1"
