"""The KIS site's own macros for pages: helplines, terms of the glossary and the programme.

Each gives Markdown or HTML; text from data files is escaped, since a data file holds plain text.
"""

from __future__ import annotations

from html import escape
from typing import Any

from katern.data import Helpline, Line, Term
from katern.library import Library


def define_env(env: Any) -> None:
    """Called by mkdocs-macros: register what pages may use."""

    def library() -> Library:
        loaded: Library = env.conf.plugins["katern"].library
        return loaded

    @env.macro
    def helplines(topic: str) -> str:
        """The helplines for a topic, as cards; direct danger first."""
        found = [line for line in library().data.helplines.helplines if topic in line.topics]
        if not found:
            topics = sorted({topic for line in library().data.helplines.helplines for topic in line.topics})
            raise ValueError(f"geen hulplijnen voor '{topic}'; er zijn: {', '.join(topics)}")
        cards = "\n".join(_card(line) for line in found)
        return f'<ul class="helplines" markdown="block">\n{cards}\n</ul>\n'

    @env.macro
    def helpline(id: str) -> str:
        """One helpline in a sentence: its name and number."""
        return _in_sentence(_by_id(library().data.helplines.helplines, id))

    @env.macro
    def term(word: str) -> str:
        """A term that leads to the glossary, with its definition on hover and focus."""
        found = _term(library().data.glossary.terms, word)
        up = "../" * env.page.url.count("/")
        return f'<a class="term" href="{up}begrippen/#{_anchor(found.term)}" title="{escape(found.definition)}">{escape(word)}</a>'

    @env.macro
    def glossary() -> str:
        """All terms of the glossary, by alphabet, each with its source."""
        entries = sorted(library().data.glossary.terms, key=lambda entry: entry.term.casefold())
        return "\n\n".join(_entry(entry) for entry in entries)

    @env.macro
    def programme(slug: str) -> str:
        """Ambition, goals, priorities and planning of a programme line, from programme.yml."""
        found = next((line for line in library().data.programme.lines if line.slug == slug), None)
        if found is None:
            raise ValueError(f"de programmalijn '{slug}' bestaat niet")
        return _programme(found, library().data.programme.source)


def _by_id(lines: tuple[Helpline, ...], id: str) -> Helpline:
    for line in lines:
        if line.id == str(id):  # {{ helpline(112) }} is clear enough
            return line
    raise ValueError(f"de hulplijn '{id}' bestaat niet; er zijn: {', '.join(line.id for line in lines)}")


def _term(terms: tuple[Term, ...], word: str) -> Term:
    for entry in terms:
        if word.casefold() in (entry.term.casefold(), (entry.plural or "").casefold()):
            return entry
    raise ValueError(f"het begrip '{word}' staat niet in glossary.yml")


def _anchor(word: str) -> str:
    return "begrip-" + "-".join("".join(sign if sign.isalnum() else " " for sign in word.casefold()).split())


def _phone(number: str) -> str:
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return f'<a class="helpline__phone" href="tel:{digits}">{escape(number)}</a>'


def _whatsapp(number: str) -> str:
    digits = "".join(sign for sign in number if sign.isdigit())
    return f'<a href="https://wa.me/{digits}">{escape(number)}</a>'


def _in_sentence(line: Helpline) -> str:
    name = f'<a href="{escape(str(line.url))}">{escape(line.name)}</a>' if line.url else escape(line.name)
    if line.phone == line.id:  # "Alarmnummer (112)" is 112 to everybody
        return f'<span class="helpline">{_phone(line.phone)}</span>'
    return f'<span class="helpline">{name}{f" ({_phone(line.phone)})" if line.phone else ""}</span>'


def _card(line: Helpline) -> str:
    parts = [f'<p class="helplines__name">{escape(line.name)}</p>']
    if line.phone:
        parts.append(f'<p class="helplines__number">{_phone(line.phone)}</p>')
    parts.append(f'<p class="helplines__for">{escape(line.for_whom)}</p>')
    facts = [fact for fact in (line.hours, line.cost) if fact]
    if facts:
        parts.append(f'<p class="helplines__facts">{escape(" · ".join(facts))}</p>')
    ways = _ways(line)
    if ways:
        parts.append(f'<p class="helplines__ways">{" · ".join(ways)}</p>')
    day = line.verified or line.seen
    if day:
        how = "Nagevraagd" if line.verified else "Gezien"
        parts.append(f'<p class="helplines__seen" markdown="span">{how} op {day.day}-{day.month}-{day.year} [@{line.source}]</p>')
    return f'<li id="hulp-{escape(line.id)}" markdown="block">\n' + "\n".join(parts) + "\n</li>"


def _ways(line: Helpline) -> list[str]:
    ways = []
    if line.whatsapp:
        ways.append(f"WhatsApp {_whatsapp(line.whatsapp)}")
    if line.chat:
        address = line.url if line.chat is True else line.chat
        ways.append(f'<a href="{escape(str(address))}">Chat</a>' if address else "Chat")
    if line.email:
        ways.append(f'<a href="mailto:{escape(line.email)}">{escape(line.email)}</a>')
    if line.url:
        ways.append(f'<a href="{escape(str(line.url))}">Website</a>')
    return ways


def _cited(text: str, source: str | None) -> str:
    """The text with its citation before the full stop."""
    if not source:
        return escape(text)
    text = text.rstrip()
    stop = text[-1:] if text.endswith((".", "!", "?")) else ""
    return f"{escape(text[: len(text) - len(stop)])} [@{source}]{stop}"


def _entry(entry: Term) -> str:
    avoid = f" Liever niet: {escape(', '.join(entry.avoid))}." if entry.avoid else ""
    head = f'<span id="{_anchor(entry.term)}">{escape(entry.term[:1].upper() + entry.term[1:])}</span>'
    return f"{head}\n:   {_cited(entry.definition, entry.source)}{avoid}"


def _programme(line: Line, source: str | None) -> str:
    parts = [f"## Ambitie\n\n{_cited(line.ambition, source)}"]
    for kind, title in (("direct", "Wat KIS zelf wil bereiken"), ("societal", "Waar KIS aan wil bijdragen")):
        goals = [goal for goal in line.goals if goal.kind == kind]
        if goals:
            items = "\n".join(f"- **{goal.id}.** {_cited(goal.text, source)}" for goal in goals)
            parts.append(f"## {title}\n\n{items}")
    if line.priorities:
        items = "\n".join(f"- {_cited(text, source)}" for text in line.priorities)
        parts.append(f"## Prioriteiten\n\n{items}")
    if line.planning:
        rows = "\n".join(f"| {plan.year} | {_cited(plan.text, source).replace('|', '&#124;')} |" for plan in line.planning)
        parts.append(f"## Planning per jaar\n\n| Jaar | Plan |\n|---|---|\n{rows}")
    return "\n\n".join(parts)
