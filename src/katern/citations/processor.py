"""Citations by pandoc's citeproc: clusters in, HTML out."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from katern import halfmade
from katern.citations.locator import localised
from katern.citations.style import Style
from katern.citations.syntax import Citation, Cluster, Mode
from katern.pandoc import run_pandoc

_API_VERSION = [1, 23, 1]
_INLINE = re.compile(
    r"\\(?P<escaped>[^\w\s])"
    r"|\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*]+)\*|(?<!\w)_(?P<under>[^_]+)_(?!\w)|(?P<space>\s+)"
)

Inlines = list[dict[str, Any]]


def run_citeproc(style: Style, references: Sequence[Mapping[str, Any]], clusters: Sequence[Cluster], *, in_order: bool = False) -> str:  # fmt: skip
    """Pandoc's HTML for a document that holds each cluster in a `div` of its own and cites every reference.

    What a style gives the same place is told apart (2020a, 2020b) in the order of first mention, or `in_order` of the
    references. Raises PandocFailed with what pandoc said.
    """
    with halfmade.folder("citations") as folder:
        bibliography, csl = Path(folder, "references.json"), Path(folder, "style.csl")
        bibliography.write_text(json.dumps(references, ensure_ascii=False), encoding="utf-8")
        csl.write_bytes(style.xml)
        options = [
            "--from=json",
            "--to=html",
            "--citeproc",
            "--wrap=none",
            f"--bibliography={bibliography}",
            f"--csl={csl}",
        ]
        first = [Cluster((Citation(str(one["id"])),)) for one in references] if in_order else []
        document = json.dumps(_document(clusters, style.language, first))
        return run_pandoc(options, document, may_be_empty=not references and not clusters).decode("utf-8")


def _document(clusters: Sequence[Cluster], language: str, first: Sequence[Cluster]) -> dict[str, Any]:
    everything = _cite([Citation("*")], language)
    meta = {
        "nocite": {"t": "MetaInlines", "c": [everything]},
        "lang": {"t": "MetaString", "c": language},
        "link-citations": {"t": "MetaBool", "c": True},
    }
    blocks = [
        {"t": "Div", "c": [[f"c{number}", [], []], [{"t": "Plain", "c": [_cite(cluster.citations, language)]}]]}
        for number, cluster in enumerate(clusters)
    ]
    mentioned = [{"t": "Plain", "c": [_cite(cluster.citations, language)]} for cluster in first]
    return {"pandoc-api-version": _API_VERSION, "meta": meta, "blocks": [*mentioned, *blocks]}


def _cite(citations: Iterable[Citation], language: str) -> dict[str, Any]:
    drawn = [
        {
            "citationId": citation.key,
            "citationPrefix": inlines(citation.prefix),
            "citationSuffix": inlines(_suffix(citation, language)),
            "citationMode": {"t": citation.mode.value},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for citation in citations
    ]
    return {"t": "Cite", "c": [drawn, [{"t": "Str", "c": "?"}]]}


def _suffix(citation: Citation, language: str) -> str:
    suffix = localised(citation.suffix, language)
    # the bracket after a narrative citation holds no leading comma
    if citation.mode is Mode.AUTHOR_IN_TEXT and suffix and not suffix[0].isspace() and suffix[0] != ",":
        return " " + suffix
    return suffix


def inlines(text: str) -> Inlines:
    """Text as pandoc's inlines: spaces, escapes, entities, emphasis and strong emphasis; all else is literal."""
    out: Inlines = []
    start = 0
    for match in _INLINE.finditer(text):
        _add_word(out, text[start : match.start()])
        if match["space"]:
            out.append({"t": "Space"})
        elif match["escaped"]:
            out.append({"t": "Str", "c": match["escaped"]})
        elif match["strong"]:
            out.append({"t": "Strong", "c": inlines(match["strong"])})
        else:
            out.append({"t": "Emph", "c": inlines(match["em"] or match["under"])})
        start = match.end()
    _add_word(out, text[start:])
    return out


def _add_word(out: Inlines, word: str) -> None:
    if word:
        out.append({"t": "Str", "c": html.unescape(word)})
