"""The Jinja environment for what the engine itself draws: everything escaped, and templates that a site may replace.

MkDocs' own environment escapes nothing, so it is not used for text from front matter and bibliographies.
"""

from __future__ import annotations

import marshal
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from katern.containment import ContainedLoader
from katern.digest import digest
from katern.store import Store
from katern.words import Words, day_in

# what stands in these is covered by the tools of the store's step; filters of others may change without a sign
_KNOWN = frozenset(("builtins", "_operator", "jinja2", "markupsafe", "mkdocs", "katern"))
_SYNTAX = (
    "block_start_string", "block_end_string", "variable_start_string", "variable_end_string", "comment_start_string",
    "comment_end_string", "line_statement_prefix", "line_comment_prefix", "trim_blocks", "lstrip_blocks",
    "newline_sequence", "keep_trailing_newline", "optimized", "is_async", "autoescape", "sandboxed",
)  # fmt: skip


class CompiledTemplates(BytecodeCache):
    """Compiled templates in the store, Material's too: compiling them takes longer than drawing twenty pages.

    Jinja's own caches know a template by its name and text alone, and give what one environment compiled to another
    that escapes differently.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        # an environment compiles many templates, and is asked of its rules for each of them
        self._last: tuple[object, str | None] = (None, None)

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The compiled template, if it was compiled before under the same rules."""
        bucket = _Keyed(environment, "", "")
        rules = self.rules(environment)
        if rules is not None:
            bucket.parts = (rules, name, filename, source)
            content = self._store.read("template", bucket.parts)
            bucket.code = None if content is None else marshal.loads(content)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if isinstance(bucket, _Keyed) and bucket.parts is not None:
            self._store.keep("template", bucket.parts, marshal.dumps(bucket.code))

    def rules(self, env: Environment) -> str | None:
        """A digest of the rules of an environment, made again where anything of it is another; None where there can be none."""
        asked = _asked(env)
        if self._last[0] != asked:
            rules = _rules(env)
            self._last = asked, None if rules is None else digest(rules)
        return self._last[1]


class _Keyed(Bucket):
    """A bucket that knows its key in the store; None where its template cannot be kept."""

    parts: tuple[object, ...] | None = None


def _rules(env: Environment) -> object:
    """All that an environment makes of a template's text; None where it calls on what may change without a sign.

    A filter of a constant is computed while the template is compiled.
    """
    called = {**env.filters, **env.tests, **env.extensions, **env.policies}
    asked = [
        call for call in (*called.values(), env.finalize, type(env), env.code_generator_class) if not _is_plain(call)
    ]
    if callable(env.autoescape) or not all(_package(call) in _KNOWN for call in asked):
        return None
    syntax = tuple((name, getattr(env, name)) for name in _SYNTAX)
    names = tuple(sorted((name, _module(call), getattr(call, "__qualname__", "")) for name, call in called.items()))
    policies = tuple((name, value) for name, value in env.policies.items() if _is_plain(value))
    return syntax, names, policies


def _asked(env: Environment) -> object:
    """All that `_rules` looks at, as it is now."""
    policies = {name: dict(value) if isinstance(value, dict) else value for name, value in env.policies.items()}
    called = (dict(env.filters), dict(env.tests), dict(env.extensions), policies)
    return type(env), called, env.finalize, env.code_generator_class, tuple(getattr(env, name) for name in _SYNTAX)


def _is_plain(value: object) -> bool:
    """Whether it is data: text, a number, nothing, or settings of these."""
    values = list(value.values()) if isinstance(value, dict) else [value]
    return all(part is None or isinstance(part, str | bool | int | float) for part in values)


def _module(call: object) -> str:
    return getattr(call, "__module__", None) or type(call).__module__


def _package(call: object) -> str:
    return _module(call).partition(".")[0]


def environment(
    folders: list[str], words: Words, label: Any, compiled: BytecodeCache | None, root: Path | None = None
) -> Environment:
    """An environment that looks for `katern/*.html` in the theme's folders, the site's own first."""
    env = Environment(
        loader=ContainedLoader(folders, root),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled,
    )
    env.globals.update(words=words, label=label)
    env.filters["html"] = Markup
    env.filters["in_sentence"] = in_sentence
    env.filters["cited"] = cited
    env.filters["dialled"] = dialled
    env.filters["date"] = lambda date: f"{date.day}-{date.month}-{date.year}"
    env.filters["day"] = lambda date: day(date, words)
    return env


def cited(text: str, source: str | None) -> Markup:
    """A plain text as Markdown, with the citation of its source before the full stop."""
    text = text.rstrip()
    if not source:
        return escape(text)
    stop = text[-1:] if text.endswith((".", "!", "?")) else ""
    return Markup("{} [@{}]{}").format(text[: len(text) - len(stop)], source, stop)


def dialled(number: str) -> str:
    """What a telephone dials of a number as it is shown."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")


def in_sentence(label: str) -> str:
    """A label as it stands in a sentence: "Leerkracht" becomes "leerkracht", "HR-professional" stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def day(date: Any, words: Words) -> str:
    """A date as people write it."""
    return day_in(words, date)
