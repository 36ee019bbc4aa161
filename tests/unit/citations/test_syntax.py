from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from katern.citations.syntax import Citation, Cluster, Flaw, Found, Mode, find_clusters, opens_sentence
from katern.layout import Layout
from katern.reading.markdown import Dialect, Reader

KNOWN = frozenset(("a", "b", "c", "a_b", "a:b", "wrr2020", "de-vries", "10.1000/x", "https://x.nl/a?b=1"))
# pages as a site reads them: what is no prose holds no citation
PAGES = Reader(Dialect(), Layout(Path()), KNOWN.__contains__)


def clusters(text: str) -> list[str]:
    """Each cluster as `prefix|key|suffix`, citations divided by ` ; `; `@` marks the narrative, `-` no author."""
    return [drawn(found.cluster) for found in find(text) if isinstance(found, Found)]


def find(text: str) -> list[Found | Flaw]:
    page = PAGES.page("docs/a.md", text)
    found = [Found(one.cluster, one.start, one.start + len(one.written), one.keys) for one in page.clusters]
    return sorted([*found, *page.flaws], key=lambda one: one.start)


def drawn(cluster: Cluster) -> str:
    signs = {Mode.NORMAL: "", Mode.AUTHOR_IN_TEXT: "@", Mode.SUPPRESS_AUTHOR: "-"}
    return " ; ".join(f"{c.prefix}|{signs[c.mode]}{c.key}|{c.suffix}" for c in cluster.citations)


SYNTAX = [
    # one source
    ("[@a]", ["|a|"]),
    ("Zie [@a].", ["|a|"]),
    ("[ @a ]", ["|a|"]),
    ("x[@a]", ["|a|"]),
    ("([@a])", ["|a|"]),
    ("[[@a]]", ["|a|"]),
    ("[@wrr2020]", ["|wrr2020|"]),
    ("[@onbekend2020]", ["|onbekend2020|"]),
    # prefix, locator and suffix
    ("[@a, p. 12]", ["|a|, p. 12"]),
    ("[@a p. 12]", ["|a| p. 12"]),
    ("[@a, pp. 12-14, en verder]", ["|a|, pp. 12-14, en verder"]),
    ("[@a, {p. 12} en verder]", ["|a|, {p. 12} en verder"]),
    ("[@a, hfst. 3]", ["|a|, hfst. 3"]),
    ("[zie @a]", ["zie|a|"]),
    ("[zie ook @a, p. 3, met kanttekening]", ["zie ook|a|, p. 3, met kanttekening"]),
    ("[zie @a,\np. 3]", ["zie|a|, p. 3"]),
    ("[*zie* @a, **p. 3**]", ["*zie*|a|, **p. 3**"]),
    ("[zie `x` @a]", ["zie `x`|a|"]),
    ("[@a, p.&nbsp;3]", ["|a|, p.&nbsp;3"]),
    # several sources
    ("[@a; @b]", ["|a| ; |b|"]),
    ("[@a;@b]", ["|a| ; |b|"]),
    ("[@a;\n@b]", ["|a| ; |b|"]),
    ("[zie @a, p. 3; ook @b, hfst. 2; @c]", ["zie|a|, p. 3 ; ook|b|, hfst. 2 ; |c|"]),
    ("[@a] en [@b]", ["|a|", "|b|"]),
    ("[@a][@b]", ["|@a|", "|b|"]),
    # without the author
    ("[-@a]", ["|-a|"]),
    ("[-@a, p. 3]", ["|-a|, p. 3"]),
    ("[zie -@a; -@b]", ["zie|-a| ; |-b|"]),
    ("WRR zegt -@a", ["|-a|"]),
    # in the sentence
    ("@a stelt", ["|@a|"]),
    ("@a [p. 3] stelt", ["|@a|p. 3"]),
    ("@a[p. 3]", ["|@a|p. 3"]),
    ("@a\n[p. 3]", ["|@a|p. 3"]),
    ("@a [p. 3; @b]", ["|@a|p. 3 ; |b|"]),
    ("@a [zie @b]", ["|@a| ; zie|b|"]),
    ("@a [zie ook @b; @c, p. 4]", ["|@a| ; zie ook|b| ; |c|, p. 4"]),
    ("@a [p. 3](x.md)", ["|@a|"]),
    ("@a [^1]", ["|@a|"]),
    ("@a\n\n[p. 3]", ["|@a|"]),
    ("(@a)", ["|@a|"]),
    ("@a's boek", ["|@a|"]),
    ("@a.", ["|@a|"]),
    ("@a, @b en @c", ["|@a|", "|@b|", "|@c|"]),
    ('"@a"', ["|@a|"]),
    # keys
    ("@a_b", ["|@a_b|"]),
    ("@a:b:", ["|@a:b|"]),
    ("[@a:b, p. 3]", ["|a:b|, p. 3"]),
    ("@de-vries zegt", ["|@de-vries|"]),
    ("[@10.1000/x]", ["|10.1000/x|"]),
    ("[@{https://x.nl/a?b=1}, p. 3]", ["|https://x.nl/a?b=1|, p. 3"]),
    ("@{https://x.nl/a?b=1} zegt", ["|@https://x.nl/a?b=1|"]),
    ("@{vreemde_sleutel.} zegt", ["|@vreemde_sleutel.|"]),
    ("@{twee woorden}", []),
    # around it
    ("*[@a]*", ["|a|"]),
    ("**@a**", ["|@a|"]),
    ("_[@a]_", ["|a|"]),
    ("> [@a]", ["|a|"]),
    ("- @a\n- [@b]", ["|@a|", "|b|"]),
    ("| [@a] | @b |", ["|a|", "|@b|"]),
    ("<span>[@a]</span>", ["|a|"]),
    ("[@a]{.klasse}", ["|a|"]),
    ("[a [b] @c [d] e]", ["a [b]|c| [d] e"]),
    ("[tekst [@a] meer]", ["|a|"]),
    ("noot[^1]\n\n[^1]: Zie [@a].", ["|a|"]),
    # no citation
    (r"\@a", []),
    (r"[\@a]", []),
    (r"\[@a\]", ["|@a|"]),
    ("@handle en @iemand", []),
    ("[volg @handle]", ["volg|handle|"]),
    ("piet@kis.nl", []),
    ("<piet@kis.nl>", []),
    ("[mail](mailto:piet@kis.nl)", []),
    ("https://x.nl/@a", []),
    ("<https://x.nl/@a>", []),
    ("[x](https://x.nl/@a)", []),
    ("`@a` en `[@b]`", []),
    ("```\n[@a]\n```", []),
    ("tekst\n\n    [@a]", []),
    ("<!-- [@a] -->", []),
    ("<img alt='@a'>", []),
    ("{{ wat_geen_macro_is('@a') }}", ["|@a|"]),
    ("x@a", []),
    ("@@a", []),
    ("@ a", []),
    ("@", []),
    ("", []),
    ("[geen verwijzing]", []),
    ("[@a](x.md)", ["|@a|"]),
    ("[a]: x.md", []),
]


@pytest.mark.parametrize(("text", "expected"), SYNTAX)
def test_citations_are_found_as_the_author_meant_them(text, expected):
    assert clusters(text) == expected


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("[@a, @b]", "malformed", "[@a, @b]"),
        ("[@a, zie ook @b]", "malformed", "[@a, zie ook @b]"),
        ("[@a; b]", "malformed", "[@a; b]"),
        ("[@a;]", "malformed", "[@a;]"),
        ("[@]", "malformed", "[@]"),
        ("[@ a]", "malformed", "[@ a]"),
        ("[-@]", "malformed", "[-@]"),
        ("Zie [@a, p. 3\n\nVolgende", "unbalanced", "[@a, p. 3"),
        ("Zie [zie @a", "unbalanced", "[zie @a"),
    ],
)
def test_what_was_meant_as_a_citation_and_is_none_is_a_flaw(text, code, shown):
    (flaw,) = [found for found in find(text) if isinstance(found, Flaw)]
    assert (flaw.code, flaw.text) == (code, shown)
    assert text[flaw.start :].startswith(shown)


@pytest.mark.parametrize(
    "text", ["[piet@kis.nl]", "[a] @handle", "[x](", "[een\n\ntwee @a", "- [ ] mail piet@kis.nl", "[@a; @b] [c"]
)
def test_other_brackets_are_no_flaw(text):
    assert [found for found in find(text) if isinstance(found, Flaw)] == []


def test_after_a_flaw_reading_goes_on():
    text = "[@a, @b] en [@c]"
    assert [type(found).__name__ for found in find_clusters(text, KNOWN.__contains__)] == ["Flaw", "Found"]
    # a page shows what stands in the brackets, so that its sources are judged too
    assert clusters(text) == ["|@a|", "|@b|", "|c|"]


def test_a_cluster_knows_its_place_and_that_of_each_key():
    (found,) = find("Zie [zie -@a, p. 3; @b].")
    assert isinstance(found, Found)
    assert (found.start, found.end, found.key_offsets) == (4, 23, (10, 20))


def test_a_cluster_gives_its_keys_and_whether_it_stands_in_the_sentence():
    narrative = Cluster((Citation("a", Mode.AUTHOR_IN_TEXT), Citation("b")))
    assert (narrative.keys, narrative.narrative) == (("a", "b"), True)
    assert not Cluster((Citation("a"),)).narrative


@pytest.mark.parametrize(
    "before", ["", "Klaar. ", "Echt? ", "Zo! ", "Stelling: ", "Klaar.* ", "“", "Klaar. (", "1. "[:0]]
)
def test_a_citation_opens_a_sentence_after_a_full_stop_or_nothing(before):
    assert opens_sentence(before, len(before))


@pytest.mark.parametrize("before", ["volgens ", "zie bijv. ", "o.a. ", "vgl. ", "een, ", "(zie "])
def test_a_citation_inside_a_sentence_opens_none(before):
    assert not opens_sentence(before, len(before))


# pandoc reads these otherwise, on purpose
DIFFERENCES = {
    "[@a, @b]": "a forgotten ; is reported, where pandoc draws two citations in the sentence",
    "Kijk op https://x.nl/@a": "an address is no citation",
    "@handle": "a name that no bibliography holds is a handle",
    "!!! note\n\n    @a": "pandoc knows no admonitions",
    "[@a]{.klasse}": "Python-Markdown has no spans with attributes: the brackets are the cluster",
    "@handle en @iemand": "names that no bibliography holds are handles",
    "https://x.nl/@a": "an address is no citation",
    "@@a": "an @ that follows another opens no citation",
}
ORDINARY = [
    "Zie [@a].",
    "Zie [zie @a, p. 3; @b].",
    "Volgens @a is dit zo.",
    "Volgens @a [p. 3] is dit zo.",
    "Volgens @a [p. 3; @b] is dit zo.",
    "Volgens @a [zie @b] is dit zo.",
    "De WRR [-@wrr2020, p. 4] stelt.",
    "De WRR -@wrr2020 stelt.",
    "Een *nadruk [@a]* en **vet @b**.",
    "Een [@a]\n\nen [@b; @c].",
    "Een [@{https://x.nl/a?b=1}, p. 2].",
    "Mail piet@kis.nl of kijk op https://x.nl/a.",
    "Mail <piet@kis.nl> of <https://x.nl/@a>.",
    "Code `@a` en `[@b]`.",
    "Tekst\n\n    [@a]\n\n[@b]",
    "```\n[@a]\n```\n\n@b",
    r"Een \@a en [\@b].",
    "Een [@a_b] en @de-vries.",
    "Een [koppeling](x.md) en [@a].",
    "> Citaat [@a, p. 3].",
    "- een @a\n- twee [@b]",
    "# Kop [@a]\n\nTekst.",
    "Een noot[^1].\n\n[^1]: Zie [@a; @b].",
    "@a, @b en @c; zie ook [@wrr2020].",
    "Wie (@a) dit zegt.",
    "Zie [@a,\np. 3; @b].",
]


def by_pandoc(text: str) -> list[list[tuple[str, str]]]:
    """The clusters of a text as pandoc's Markdown reader finds them: key and mode of each citation."""
    # `(@a)` opens an example list in pandoc
    command = [pypandoc.get_pandoc_path(), "-f", "markdown-example_lists", "-t", "json"]
    document = json.loads(subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout)
    found: list[list[tuple[str, str]]] = []

    def visit(part: Any) -> None:
        if isinstance(part, dict) and part.get("t") == "Cite":
            found.append([(citation["citationId"], citation["citationMode"]["t"]) for citation in part["c"][0]])
        for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            visit(inner)

    visit(document["blocks"])
    return found


def by_katern(text: str) -> list[list[tuple[str, str]]]:
    return [
        [(c.key, c.mode.value) for c in found.cluster.citations] for found in find(text) if isinstance(found, Found)
    ]


def test_pandoc_reads_ordinary_prose_and_the_whole_table_of_syntax_in_the_same_way():
    texts = [text for text in (*ORDINARY, *(text for text, _ in SYNTAX)) if text not in DIFFERENCES]
    assert len(texts) >= 100
    for text in texts:
        assert by_katern(text) == by_pandoc(text), text


@pytest.mark.parametrize("text", DIFFERENCES)
def test_pandoc_reads_these_otherwise(text):
    assert by_katern(text) != by_pandoc(text), DIFFERENCES[text]


ANYTHING = st.text(alphabet=st.sampled_from('@[]-;,.{}() \n\\ab1:_*`<>!^"&/p')) | st.text()


@given(ANYTHING)
def test_any_text_is_read_and_what_is_found_stands_where_it_says(text):
    end = 0
    for found in find_clusters(text, lambda key: True):
        assert 0 <= found.start < len(text)
        if isinstance(found, Flaw):
            assert text[found.start :].startswith(found.text)
            continue
        assert end <= found.start < found.end <= len(text)
        end = found.end
        assert len(found.key_offsets) == len(found.cluster.citations)
        for offset, citation in zip(found.key_offsets, found.cluster.citations, strict=True):
            assert found.start <= offset < found.end
            assert text[offset:].startswith((f"@{citation.key}", f"@{{{citation.key}}}"))


@given(ANYTHING)
def test_the_text_of_a_cluster_reads_as_that_cluster(text):
    for found in find_clusters(text, lambda key: True):
        if isinstance(found, Found):
            (again,) = find_clusters(text[found.start : found.end], lambda key: True)
            assert isinstance(again, Found)
            assert again.cluster == found.cluster


def test_a_citation_in_a_note_of_mkdocs_bibtex_is_a_citation():
    found = [
        one.cluster
        for one in find_clusters("a [^@a2020] b [^-@b2020; @c2020].[^1] [^@d2020]: note", lambda key: True)
        if isinstance(one, Found)
    ]
    assert [cluster.keys for cluster in found[:2]] == [("a2020",), ("b2020", "c2020")]
    assert [citation.prefix for cluster in found[:2] for citation in cluster.citations] == ["", "", ""]
