"""What a code means, with an example that is wrong and one that is right, as the manual has them."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from katern.check.codes import CODES
from katern.finding import said
from katern.known import Known
from katern.locales import nearest_language
from katern.messages import messages_of

# the language of the manual, from which this file is made
LANGUAGE = "nl"
_FILE = Path(__file__).parent / "manual.yml"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Unknown(Exception):
    """A code that no finding has; `near` is the one that was most likely meant."""

    code: str
    near: str | None


def explain(code: str, language: str) -> str:
    """What a finding with this code tells, and how it looks in a file."""
    if code not in CODES:
        raise Unknown(code, Known(CODES).nearest(code))
    messages = messages_of(language)
    entry = _manual()[code]
    parts = [f"{code} ({CODES[code].severity})"]
    if nearest_language(language) == LANGUAGE:
        parts.append(entry["meaning"])
    else:
        parts.append("\n".join(_sentences(code, language)))
    parts += (f"{messages.say(said('explain', 'wrong'))}\n\n{_shown(one)}" for one in entry["wrong"])
    parts += (f"{messages.say(said('explain', 'right'))}\n\n{_shown(one)}" for one in entry["right"])
    return "\n\n".join(parts)


def _sentences(code: str, language: str) -> Iterator[str]:
    """Everything that a finding with this code can say; where the manual is in another language, that explains it."""
    for sentence in messages_of(language).sentences[code].values():
        told = f"{sentence.message} ({sentence.hint})" if sentence.hint else sentence.message
        yield f"- {told.replace('{{', '{').replace('}}', '}')}"


def _shown(example: Mapping[str, str]) -> str:
    lines = example["text"].rstrip("\n").split("\n")
    return "\n".join([f"  {example['file']}", *(f"    {line}".rstrip() for line in lines)])


@functools.cache
def _manual() -> Mapping[str, Any]:
    content: Mapping[str, Any] = yaml.load(
        _FILE.read_text(encoding="utf-8"), _Loader
    )  # a safe loader, and our own file
    return content
