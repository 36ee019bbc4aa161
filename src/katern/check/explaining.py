"""What a code means, with an example that is wrong and one that is right, in the language of whoever asks."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from katern.check.codes import CODES
from katern.finding import said
from katern.known import Known
from katern.locales import FOLDER, nearest_language
from katern.messages import messages_of

# a file for each family of codes, below the folder of each language that authors are told in; `nl` is made by .ci/codes
MANUAL = "manual"
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
    entry = manual_of(nearest_language(language), code.partition(".")[0])[code]
    return "\n\n".join(
        (
            f"{code} ({CODES[code].severity})",
            entry["meaning"],
            messages.say(said("explain", "wrong")),
            _shown(entry["wrong"]),
            messages.say(said("explain", "right")),
            _shown(entry["right"]),
        )
    )


@functools.cache
def manual_of(language: str, family: str) -> Mapping[str, Any]:
    """What the manual says in a language of each code of a family."""
    text = (FOLDER / language / MANUAL / f"{family}.yml").read_text(encoding="utf-8")
    content: Mapping[str, Any] = yaml.load(text, _Loader)  # a safe loader, and our own file
    return content


def _shown(files: Sequence[Mapping[str, str]]) -> str:
    return "\n\n".join("\n".join([f"  {one['file']}", *_indented(one["text"])]) for one in files)


def _indented(text: str) -> Sequence[str]:
    return [f"    {line}".rstrip() for line in text.rstrip("\n").split("\n")]
