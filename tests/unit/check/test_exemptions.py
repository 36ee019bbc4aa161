from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from katern.check.exemptions import Exemption, Exemptions
from katern.finding import Finding, Position, Said

LINES = st.integers(1, 9)
PATHS = st.sampled_from(["a.md", "b.md", "[[]x].md"])
FINDINGS = st.lists(
    st.builds(
        lambda code, path, at: Finding(code, "error", path, at, 1, Said(code, "x")),
        st.sampled_from("cd"), st.sampled_from(["a.md", "b.md", "[x].md"]), LINES,
    )
)  # fmt: skip
EXEMPTIONS = st.lists(
    st.builds(
        lambda code, paths, first, length: Exemption(
            code, paths, "x", Position("a.md"), first, None if length is None else first + length
        ),
        st.sampled_from("cd"), st.one_of(PATHS, st.just("*.md"), st.just("?.md")), LINES, st.one_of(st.none(), st.integers(0, 4)),
    )
)  # fmt: skip


@given(EXEMPTIONS, FINDINGS)
def test_all_together_cover_what_each_by_itself_covers(exemptions, findings):
    together = Exemptions(exemptions)
    covered = [together.cover(finding) for finding in findings]
    assert covered == [any(one.covers(finding) for one in exemptions) for finding in findings]
    assert [used for _, used in together.with_use()] == [
        any(one.covers(finding) for finding in findings) for one in exemptions
    ]
