"""What pandoc's reader makes of entries: one run for many, and one more for the formulas that they hold."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from katern.bibliography.inlines import Reading, formulas
from katern.bibliography.languages import language_tag
from katern.bibliography.losses import damage, lost, stripped
from katern.bibliography.prepared import SMALL, dashed_fields, decoded_fields, prepared
from katern.errors import PandocFailed
from katern.pandoc import NoPandoc, run_pandoc

# so many entries are worth a process of their own
_BATCH = 400
_FORMULA = re.compile(r'<span class="math inline">(.*?)</span>', re.DOTALL)
# the spaces around the signs of a formula
_THIN = re.compile("[\u2000-\u200a\u205f]")
# pandoc's name of a variable: that of CSL-JSON
_VARIABLES = {
    "doi": "DOI",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "event": "event-title",
}
_PROTECTED = (
    "title",
    "container-title",
    "volume-title",
    "title-short",
    "collection-title",
    "reviewed-title",
    "original-title",
)


@dataclass(frozen=True, slots=True)
class Value:
    """What one entry means: its variables in CSL-JSON, the plain text of fields that hold LaTeX, and what is unreadable."""

    item: Mapping[str, Any] = field(default_factory=dict)
    plain: Mapping[str, str] = field(default_factory=dict)
    flaws: Mapping[str, str] = field(default_factory=dict)


# formulas are few, and many entries have the same
_DRAWN: dict[str, str] = {}
Entry = tuple[str, Mapping[str, str]]


def read_values(entries: Sequence[Entry]) -> list[Value]:
    """The values of entries (kind and fields), in the same order; raises NoPandoc where pandoc is missing."""
    batches = [entries[start : start + _BATCH] for start in range(0, len(entries), _BATCH)]
    if len(batches) < 2:
        return _read(entries) if entries else []
    with ThreadPoolExecutor(min(len(batches), os.cpu_count() or 1)) as pool:
        return [value for values in pool.map(_read, batches) for value in values]


def _read(entries: Sequence[Entry], repair: bool = True) -> list[Value]:
    text = "\n".join(prepared(number, kind, fields) for number, (kind, fields) in enumerate(entries))
    answer = run(["--from=biblatex", "--to=json"], text)
    if answer is None:
        return _read_apart(entries, repair)
    references = json.loads(answer)["meta"]["references"]["c"]
    math = _formulas(dict.fromkeys(formulas(references)))
    by_id = {reference["c"]["id"]["c"]: reference["c"] for reference in references}
    values = [_value(str(number), fields, by_id, math) for number, (_, fields) in enumerate(entries)]
    return _repaired(entries, values) if repair else values


def _repaired(entries: Sequence[Entry], values: list[Value]) -> list[Value]:
    """The values, with fields of which pandoc made nothing read once more without their commands."""
    empty = {
        number: {
            name: stripped(fields[name]) for name, text in value.plain.items() if not text and stripped(fields[name])
        }
        for number, ((_, fields), value) in enumerate(zip(entries, values, strict=True))
    }
    broken = [number for number, fields in empty.items() if fields]
    if not broken:
        return values
    again = _read([(entries[number][0], {**entries[number][1], **empty[number]}) for number in broken], repair=False)
    for number, value in zip(broken, again, strict=True):
        was = values[number]
        plain = {name: text or value.plain.get(name) or empty[number].get(name, "") for name, text in was.plain.items()}
        values[number] = Value(
            value.item, plain, {**was.flaws, **{name: entries[number][1][name] for name in empty[number]}}
        )
    return values


def _read_apart(entries: Sequence[Entry], repair: bool) -> list[Value]:
    """An entry that pandoc refuses spoils a run: halve until it stands alone."""
    if len(entries) == 1:
        kind, fields = entries[0]
        plain = {name: stripped(fields[name]) for name in decoded_fields(fields)}
        told = {**dict(dashed_fields(fields)), **plain}
        return [Value({"title": told.get("title", fields.get("title", ""))}, told, dict.fromkeys(plain, f"@{kind}"))]
    middle = len(entries) // 2
    return [*_read(entries[:middle], repair), *_read(entries[middle:], repair)]


def _value(number: str, fields: Mapping[str, str], by_id: Mapping[str, Any], math: Mapping[str, str]) -> Value:
    plain, flaws = dict(dashed_fields(fields)), dict[str, str]()
    for name in decoded_fields(fields):
        reading = Reading(math)
        plain[name] = reading.plain(by_id[f"{number}/{name}"].get("note", {}).get("c", ()))
        flaw = damage(fields[name]) or next(iter(reading.flaws), "") or lost(fields[name], plain[name])
        if flaw:
            flaws[name] = flaw
    keep = not language_tag(fields.get("langid") or fields.get("language") or "").startswith("nl")
    item = _variables(by_id[number], math, keep)
    small = by_id.get(f"{number}/{SMALL}")
    if small is not None:
        item["small"] = _variables(small, math, keep)
    return Value({name: value for name, value in item.items() if value}, plain, flaws)


def _variables(reference: Mapping[str, Any], math: Mapping[str, str], keep: bool) -> dict[str, Any]:
    return {
        _VARIABLES.get(name, name): _variable(value, math, keep and name in _PROTECTED)
        for name, value in reference.items()
        if name != "id"
    }


def _variable(value: Mapping[str, Any], math: Mapping[str, str], protect: bool) -> Any:
    kind, content = value["t"], value["c"]
    if kind == "MetaInlines":
        return Reading(math, protect).rich(content)
    if kind == "MetaString":
        return Reading(math).rich([{"t": "Str", "c": content}])
    if kind == "MetaList":
        return [_variable(part, math, protect) for part in content]
    if kind == "MetaMap":
        return {part: _variable(inside, math, protect) for part, inside in content.items()}
    if kind == "MetaBlocks":
        return Reading(math).rich(
            [inline for block in content if block["t"] in ("Para", "Plain") for inline in block["c"]]
        )
    return content


def _formulas(written: Iterable[str]) -> dict[str, str]:
    """Each formula as HTML, drawn once in a process; one that pandoc cannot draw keeps its LaTeX."""
    every = list(written)
    wanted = [formula for formula in every if formula not in _DRAWN]
    if wanted:
        _DRAWN.update(_draw(wanted))
    return {formula: _DRAWN[formula] for formula in every if formula in _DRAWN}


def _draw(wanted: Sequence[str]) -> dict[str, str]:
    blocks = [{"t": "Para", "c": [{"t": "Math", "c": [{"t": "InlineMath"}, formula]}]} for formula in wanted]
    document = json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks})
    answer = run(["--from=json", "--to=html", "--wrap=none", "--quiet"], document) or ""
    drawn = _FORMULA.findall(answer)
    if len(drawn) != len(wanted):
        return {}
    tags = {"em>": "i>", "strong>": "b>"}
    return {
        formula: html.unescape(re.sub(r"em>|strong>", lambda tag: tags[tag[0]], _THIN.sub(" ", text.strip()))).strip(
            "$ "
        )
        for formula, text in zip(wanted, drawn, strict=True)
    }


def run(options: Sequence[str], text: str) -> str | None:
    """Pandoc's answer; None where it refuses the text. Raises NoPandoc where there is none."""
    try:
        return run_pandoc(["--sandbox", *options], text).decode("utf-8")
    except NoPandoc:
        raise
    except PandocFailed:
        return None
