import pytest

from katern.bibliography.names import Name, read_names


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("de Vries, Anna", Name("Vries", "Anna", "de")),
        ("Anna de Vries", Name("Vries", "Anna", "de")),
        ("Vries, Anna de", Name("Vries", "Anna", "de")),
        ("Vries, de", Name("Vries", "de")),
        ("Vries, van der", Name("Vries", "van", "der")),
        ("Vries, Anna van de", Name("Vries", "Anna", "van de")),
        ("van 't Hoff, Jacobus", Name("Hoff", "Jacobus", "van 't")),
        ("Jacobus van 't Hoff", Name("Hoff", "Jacobus", "van 't")),
        ("van den Bergh, L.", Name("Bergh", "L.", "van den")),
        ("'t Hart, Maarten", Name("Hart", "Maarten", "'t")),
        ("Maarten 't Hart", Name("Hart", "Maarten", "'t")),
        ("De Vries, Anna", Name("De Vries", "Anna")),
        ("van der Gaag, Renske", Name("Gaag", "Renske", "van der")),
        ("Distelbrink, Marjolijn", Name("Distelbrink", "Marjolijn")),
        ("Marjolijn Distelbrink", Name("Distelbrink", "Marjolijn")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", suffix="Jr.")),
        ("van Buren, Jr., Abe", Name("Buren", "Abe", "van", "Jr.")),
        ("Broekhuizen", Name("Broekhuizen")),
        ("van Wonderen", Name("Wonderen", particle="van")),
        ("Day, Mehmet", Name("Day", "Mehmet")),
        ("Baz{\\'o}, Jos{\\'e}", Name("Baz{\\'o}", "Jos{\\'e}")),
        ("{\\'E}tienne de la Bo{\\'e}tie", Name("Bo{\\'e}tie", "{\\'E}tienne", "de la")),
        ("{Kennisplatform Inclusief Samenleven}", Name(literal="Kennisplatform Inclusief Samenleven")),
        ("{Ministerie van Justitie and Veiligheid}", Name(literal="Ministerie van Justitie and Veiligheid")),
        ("{Pharos \\& Movisie}", Name(literal="Pharos \\& Movisie")),
        ("family=Vries, given=Anna, prefix=de", Name("Vries", "Anna", "de")),
        ("others", Name(et_al=True)),
        ("et al.", Name(et_al=True)),
        ("{van der Meer}, Lucas", Name("{Meer}", "Lucas", "van der")),
        ("Lucas {van der Meer}", Name("{Meer}", "Lucas", "van der")),
        ("\\AA sa Berg", Name("Berg", "\\AA sa")),
        ("Berg, \\AA sa", Name("Berg", "\\AA sa")),
    ],
)
def test_a_name_is_divided_in_given_name_particle_and_family_name(written, expected):
    assert read_names(written) == (expected,)


def test_names_are_divided_by_and_outside_braces():
    names = read_names("de Vries, Anna and {Zorg and Welzijn}\n  and Jan Jansen and others")
    assert [name.literal or name.family for name in names] == ["Vries", "Zorg and Welzijn", "Jansen", ""]
    assert names[-1].et_al


def test_a_family_name_that_begins_with_and_is_kept_whole():
    assert [name.family for name in read_names("Andriessen, Iris and Andersen, B.")] == ["Andriessen", "Andersen"]


@pytest.mark.parametrize("written", ["", "   ", " and ", ",", ", ,", "{", "}", "and", "a, b, c, d"])
def test_what_is_no_name_raises_nothing(written):
    assert isinstance(read_names(written), tuple)


@pytest.mark.parametrize("written", ["Bos, A. AND Kok, B.", "Bos, A.\n and Kok, B.", "Bos, A. and Kok, B. and"])
def test_and_divides_names_in_any_case_and_a_gap_is_no_name(written):
    assert read_names(written) == (Name("Bos", "A."), Name("Kok", "B."))
