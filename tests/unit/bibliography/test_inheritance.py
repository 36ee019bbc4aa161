import pytest

from katern.bibliography.bibtex import read_bibtex
from katern.bibliography.collection import File, read_files
from katern.bibliography.csl import csl_item
from katern.bibliography.keys import Keys, other_keys
from katern.report import line


def read(text):
    sources, findings = read_bibtex(text, "a.bib")
    return {source.key: source for source in sources}, [line(finding, "nl") for finding in findings]


@pytest.mark.parametrize(
    ("parent", "child", "given", "expected"),
    [
        (
            "book",
            "inbook",
            "title={P}, author={Bos, A}",
            {"title": "K", "booktitle": "P", "author": "Bos, A", "bookauthor": "Bos, A"},
        ),
        ("mvbook", "inbook", "title={P}", {"title": "K", "maintitle": "P"}),
        (
            "collection",
            "incollection",
            "title={P}, subtitle={S}, shorttitle={Q}",
            {"title": "K", "booktitle": "P", "booksubtitle": "S"},
        ),
        ("book", "incollection", "title={P}, publisher={U}", {"title": "K", "publisher": "U"}),
        ("proceedings", "inproceedings", "title={P}, year={2020}", {"title": "K", "booktitle": "P", "year": "2020"}),
        ("periodical", "article", "title={P}, date={2020}", {"title": "K", "journaltitle": "P", "date": "2020"}),
        (
            "book",
            "inbook",
            "title={P}, keywords={k}, annotation={a}, ids={x}, options={o}",
            {"title": "K", "booktitle": "P"},
        ),
    ],
)
def test_what_a_child_takes_over(parent, child, given, expected):
    sources, findings = read(f"@{child}{{kind, title={{K}}, crossref={{ouder}}}}\n@{parent}{{ouder, {given}}}\n")
    taken = {name: text for name, text in sources["kind"].written.items() if name != "crossref"}
    assert (taken, findings) == (expected, [])


def test_a_child_with_a_year_takes_no_date():
    sources, _ = read("@book{a, title={A}, year={2019}, crossref={b}}\n@book{b, title={B}, date={2020-05}}\n")
    assert sources["a"].year == 2019


def test_a_parent_may_stand_in_another_file_and_be_a_child_itself():
    files = [
        File("a.bib", "@inbook{a, title={A}, crossref={b}}\n"),
        File("b.bib", "@book{b, title={B}, crossref={c}}\n"),
        File("c.bib", "@mvbook{c, title={C}, publisher={P}}\n"),
    ]
    sources, findings = read_files(files)
    assert findings == []
    assert dict(sources[0].written) == {
        "title": "A",
        "crossref": "b",
        "booktitle": "B",
        "maintitle": "C",
        "publisher": "P",
    }


def test_a_parent_that_is_missing_is_told_with_the_nearest_key():
    _, findings = read("@inbook{a, title={A},\n  crossref={bundle2020}}\n@book{bundel2020, title={B}}\n")
    assert findings == [
        "a.bib:2:3: error bib.crossref: 'a' neemt over van 'bundle2020', en die bron bestaat niet (bedoelde u 'bundel2020'?)"
    ]


def test_a_source_that_takes_over_from_itself_is_told():
    _, findings = read("@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}\n")
    assert [finding.split(": ")[1] for finding in findings] == ["error bib.crossref"]


def test_xdata_and_sets_give_and_are_no_sources():
    sources, findings = read(
        "@book{a, title={A}, xdata={x, y}}\n@xdata{x, publisher={P}, xdata={y}}\n@xdata{y, location={L}}\n@set{s, entryset={a}}\n"
    )
    assert (list(sources), findings) == (["a"], [])
    assert csl_item(sources["a"])["publisher-place"] == "L"


def test_a_single_field_of_xdata():
    sources, _ = read("@book{a, title={A}, location={xdata=plaats-location}}\n@xdata{plaats, location={Edam}}\n")
    assert sources["a"].written["location"] == "Edam"


def test_other_keys_of_a_source_are_keys_of_it():
    sources, _ = read("@book{nieuw2020, title={A}, ids={oud2019, ouder2018}}\n@book{ouder2018, title={B}}\n")
    others = other_keys(sources.values())
    keys = Keys(sources, others)
    assert others == {"oud2019": "nieuw2020"}
    assert (keys("oud2019"), keys.own("oud2019"), keys.own("ouder2018")) == (True, "nieuw2020", "ouder2018")
