"""Findings in words: the one place where what a finding says becomes sentences of a language."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import yaml

from katern.finding import MORE, Finding, Said, Severity, Value
from katern.words.model import FOLDER, nearest_language

# a quarter of the time of the loader that is Python alone
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FILE = "findings.yml"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said under one name, with its `{values}`, and the hint that belongs to it."""

    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as people and programs read it."""

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Messages:
    """The sentences of a language by code and name; `joints` stand between the parts of a list, `languages` are their names."""

    sentences: Mapping[str, Mapping[str, Sentence]]
    joints: Mapping[str, str]
    languages: Mapping[str, str]

    def tell(self, finding: Finding) -> Told:
        """A finding in words."""
        sentence = self._sentence(finding.said)
        hint = self.say(finding.advice) if finding.advice else self._filled(sentence.hint, finding.said)
        message = self._filled(sentence.message, finding.said)
        return Told(finding.code, finding.severity, finding.path, finding.line, finding.column, message, hint)

    def say(self, said: Said) -> str:
        """The sentence alone, without its hint."""
        return self._filled(self._sentence(said).message, said)

    def _sentence(self, said: Said) -> Sentence:
        return self.sentences[said.code][said.name]

    def _filled(self, words: str, said: Said) -> str:
        return words.format_map({name: self._drawn(value) for name, value in said.values})

    def _drawn(self, value: Value) -> int | _Word | _Part | _List:
        if isinstance(value, Said):
            sentence = self._sentence(value)
            return _Part(self._filled(sentence.message, value), self._filled(sentence.hint, value))
        if isinstance(value, tuple):
            return _List([self.say(part) if isinstance(part, Said) else part for part in value], self.joints)
        return _Word(value, self.languages) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class _Word:
    """A text within a sentence: `{language}`, and the name of the language that it is the tag of as `{language:language}`."""

    text: str
    languages: Mapping[str, str]

    def __format__(self, what: str) -> str:
        return self.languages[self.text] if what == "language" else self.text


@dataclass(frozen=True, slots=True)
class _Part:
    """What has words of its own within a sentence: `{what}`, and its hint as `{what:hint}`."""

    message: str
    hint: str

    def __format__(self, what: str) -> str:
        return self.hint if what == "hint" else self.message


@dataclass(frozen=True, slots=True)
class _List:
    """A list within a sentence: `{names}` with commas, `{names:or}` with the word for it, `{names:last-or}` with both."""

    parts: list[str]
    joints: Mapping[str, str]

    def __format__(self, joint: str) -> str:
        *parts, last = self.parts
        if last == MORE:
            return f"{', '.join(parts)} {MORE}"
        if joint.startswith("last-"):
            return self.joints[joint.removeprefix("last-")].join((", ".join(parts), last)) if parts else last
        return (self.joints[joint] if joint else ", ").join(self.parts)


def tell(findings: Iterable[Finding], language: str) -> tuple[Told, ...]:
    """The findings in the words of a language (BCP 47)."""
    return tuple(messages_of(language).tell(finding) for finding in findings)


@functools.cache
def messages_of(language: str) -> Messages:
    """The messages of a language; English where it has none of its own."""
    return read_messages((FOLDER / nearest_language(language) / FILE).read_text(encoding="utf-8"))


def read_messages(text: str) -> Messages:
    """The messages of a language's file: below each code, by name, a sentence, or `message` and `hint`."""
    content: dict[str, dict[str, Any]] = yaml.load(text, Loader=_Loader)
    joints, languages = content.pop("joints"), content.pop("languages")
    told = {code: {name: _read(entry) for name, entry in entries.items()} for code, entries in content.items()}
    return Messages(MappingProxyType(told), MappingProxyType(joints), MappingProxyType(languages))


def _read(entry: str | dict[str, str]) -> Sentence:
    return Sentence(entry) if isinstance(entry, str) else Sentence(**entry)
