"""What is said, in words: the one place where findings, errors and results of commands become sentences of a language."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from katern.finding import MORE, Finding, Said, Severity, Value
from katern.locales import FOLDER, nearest_language

# a quarter of the time of the loader that is Python alone
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FILES = ("command.yml", "errors.yml", "findings.yml")
"""Where what is said stands, short files first: what commands tell, what stops them, and findings."""
_Sentences = Mapping[str, "Sentence"]


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

    sentences: Mapping[str, _Sentences]

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
            return _List([self.say(part) if isinstance(part, Said) else part for part in value], self.sentences)
        return _Word(value, self.sentences) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class _Word:
    """A text within a sentence: `{language}`, and the name of the language that it is the tag of as `{language:language}`."""

    text: str
    sentences: Mapping[str, _Sentences]

    def __format__(self, what: str) -> str:
        return self.sentences["languages"][self.text].message if what == "language" else self.text


@dataclass(frozen=True, slots=True)
class _Part:
    """What has words of its own within a sentence: `{what}`, its hint as `{what:hint}`, both as `{what:whole}`."""

    message: str
    hint: str

    def __format__(self, what: str) -> str:
        if what == "whole" and self.hint:
            return f"{self.message} ({self.hint})"
        return self.hint if what == "hint" else self.message


@dataclass(frozen=True, slots=True)
class _List:
    """A list within a sentence: `{names}` with commas, `{names:or}` with the word for it, `{names:last-or}` with both."""

    parts: list[str]
    sentences: Mapping[str, _Sentences]

    def __format__(self, joint: str) -> str:
        if not self.parts:
            return ""
        *parts, last = self.parts
        if last == MORE:
            return f"{', '.join(parts)} {MORE}"
        if joint.startswith("last-"):
            return self._joint(joint.removeprefix("last-")).join((", ".join(parts), last)) if parts else last
        return (self._joint(joint) if joint else ", ").join(self.parts)

    def _joint(self, name: str) -> str:
        return self.sentences["joints"][name].message


def tell(findings: Iterable[Finding], language: str) -> tuple[Told, ...]:
    """The findings in the words of a language (BCP 47)."""
    return tuple(messages_of(language).tell(finding) for finding in findings)


class _Files(Mapping[str, _Sentences]):
    """The sentences of some files; a file is read when a code is asked for that stands in none before it."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(paths)

    def __getitem__(self, code: str) -> _Sentences:
        for path in self._paths:
            if code in (told := _file(path)):
                return told[code]
        raise KeyError(code)

    def __iter__(self) -> Iterator[str]:
        return (code for path in self._paths for code in _file(path))

    def __len__(self) -> int:
        return sum(len(_file(path)) for path in self._paths)


@functools.cache
def _file(path: Path) -> Mapping[str, _Sentences]:
    return _content(path.read_text(encoding="utf-8"))


@functools.cache
def messages_of(language: str) -> Messages:
    """The messages of a language; English where it has none of its own."""
    folder = FOLDER / nearest_language(language)
    return Messages(_Files(folder / name for name in FILES))


def read_messages(text: str) -> Messages:
    """The messages of a language's file: below each code, by name, a sentence, or `message` and `hint`."""
    return Messages(_content(text))


def _content(text: str) -> Mapping[str, _Sentences]:
    content: dict[str, dict[str, Any]] = yaml.load(text, Loader=_Loader)
    told = {code: {name: _read(entry) for name, entry in entries.items()} for code, entries in content.items()}
    return MappingProxyType(told)


def _read(entry: str | dict[str, str]) -> Sentence:
    return Sentence(entry) if isinstance(entry, str) else Sentence(**entry)
