"""`katern lsp`, through the protocol that editors speak."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

PAGE = '---\ntitle: Buren\n---\n\n## Groeten\n\nBuren 😀 groeten [@day2019geboren, p. 3].\n\nZie [elders](index.md#welkom) en {{ term("Buur") }}.\n'
FILES = {
    "mkdocs.yml": "site_name: Proef\ntheme: {name: material, language: nl}\nplugins: [macros, katern]\n",
    "docs/index.md": "# Start\n\n## Welkom\n\nLees [over buren](buren.md).\n",
    "docs/buren.md": PAGE,
    "docs/vragen/hoe.md": "---\ntitle: Hoe?\ndescription: Een vraag.\nstate: answered\n---\n\nZo [@day2019geboren].\n",
    "docs/_data/glossary.yml": "terms:\n  - {term: Buur, definition: Wie naast u woont., source: day2019geboren}\n",
    "docs/_data/sets/proef/set.yml": "source:\n  id: x\n  title: X\n  cite: day2019geboren\n",
    "bibliography/b.bib": (
        "@report{day2019geboren,\n  author = {Day, Mehmet and Badou, Mariam},\n  title = {Geboren en getogen},\n  year = {2019},\n"
        "  institution = {Instituut},\n  annotation = {Jongeren vertellen zelf.},\n}\n\n"
        "@inreport{deel,\n  title = {Deel},\n  crossref = {day2019geboren},\n  annotation = {Een deel.},\n}\n"
    ),
}  # fmt: skip


class Editor(LanguageClient):
    """An editor that remembers what it was told."""

    def __init__(self, root: Path) -> None:
        super().__init__("proef", "1")
        self.root = root
        self.told: dict[str, list[types.Diagnostic]] = {}
        self.messages: list[str] = []
        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._told(params))
        self.feature(types.WINDOW_SHOW_MESSAGE)(lambda params: self.messages.append(params.message))

    def _told(self, params: types.PublishDiagnosticsParams) -> None:
        self.told[params.uri.rpartition("/site/")[2]] = list(params.diagnostics)

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def open(self, path: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        document = types.TextDocumentItem(self.uri(path), "markdown", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(document))

    def type(self, path: str, text: str, version: int = 2) -> None:
        document = types.VersionedTextDocumentIdentifier(uri=self.uri(path), version=version)
        change = types.TextDocumentContentChangeWholeDocument(text=text)
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    def at(self, path: str, line: int, column: int) -> dict[str, Any]:
        return {"text_document": types.TextDocumentIdentifier(self.uri(path)), "position": types.Position(line, column)}

    async def codes(self, path: str, wanted: list[str]) -> list[types.Diagnostic]:
        """Wait until a file has findings with these codes."""
        for _ in range(3600):
            if [one.code for one in self.told.get(path, [])] == wanted:
                return self.told.get(path, [])
            await asyncio.sleep(0.05)
        raise AssertionError(self.told)

    async def labels(self, path: str, text: str) -> list[types.CompletionItem]:
        """What can stand at the end of a text that is typed into a file."""
        self.type(path, text, 3)
        lines = text.split("\n")
        units = len(lines[-1].encode("utf-16-le")) // 2
        found = await self.text_document_completion_async(
            types.CompletionParams(**self.at(path, len(lines) - 1, units))
        )
        return list(found.items)


@pytest.fixture
def talk(site):
    """Lets an editor talk with a server about a site; what it says at the end is the site's folder."""

    def run(conversation: Callable[[Editor], Awaitable[None]], files: dict[str, str] | None = None) -> Path:
        root = site(FILES if files is None else files)

        async def session() -> None:
            editor = Editor(root)
            katern = str(Path(sys.executable).with_name("katern"))
            await editor.start_io(katern, "lsp", cwd=str(root), env={**os.environ, "PYTHONUTF8": "1"})
            wish = types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=root.as_uri())
            await editor.initialize_async(wish)
            editor.initialized(types.InitializedParams())
            try:
                await asyncio.wait_for(conversation(editor), 60)
            finally:
                await editor.shutdown_async(None)
                editor.exit(None)
                with suppress(asyncio.CancelledError):
                    await editor.stop()

        # a browser of another test may have left a loop that runs in this thread
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(session())).result()
        return root

    return run


def test_findings_come_while_somebody_types_and_go_when_it_is_mended(talk):
    async def conversation(editor: Editor) -> None:
        editor.open("docs/buren.md")
        editor.type("docs/buren.md", PAGE.replace("day2019geboren, p. 3", "dya2019geboren, p. 3"))
        (found,) = await editor.codes("docs/buren.md", ["cite.missing"])
        assert found.severity == types.DiagnosticSeverity.Error
        assert "bedoelde u 'day2019geboren'" in found.message
        # the editor counts two for the sign that stands before it
        assert found.range == types.Range(types.Position(6, 18), types.Position(6, 33))
        editor.type("docs/buren.md", PAGE, 3)
        await editor.codes("docs/buren.md", [])
        editor.type("docs/buren.md", PAGE.replace("index.md#welkom", "weg.md"), 4)
        await editor.codes("docs/buren.md", ["link.broken"])
        closed = types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(editor.uri("docs/buren.md")))
        editor.text_document_did_close(closed)
        await editor.codes("docs/buren.md", [])

    root = talk(conversation)
    assert (root / "docs/buren.md").read_text(encoding="utf-8") == PAGE


def test_a_source_that_is_typed_into_a_bibliography_can_be_cited_before_it_is_saved(talk):
    async def conversation(editor: Editor) -> None:
        editor.open("docs/buren.md")
        editor.type("docs/buren.md", PAGE.replace("day2019geboren", "nieuw2020bron"))
        await editor.codes("docs/buren.md", ["cite.missing"])
        editor.open("bibliography/b.bib")
        entry = "\n@misc{nieuw2020bron,\n  title = {Nieuw},\n  annotation = {N.},\n}\n"
        editor.type("bibliography/b.bib", FILES["bibliography/b.bib"] + entry)
        await editor.codes("docs/buren.md", [])

    talk(conversation)


def test_what_can_stand_somewhere_is_offered(talk):
    async def conversation(editor: Editor) -> None:
        editor.open("docs/buren.md")
        await editor.codes("bibliography/b.bib", ["bib.unknown-type"])
        keys = await editor.labels("docs/buren.md", PAGE + "\n😀 Dat [@da")
        (day,) = [one for one in keys if one.label == "day2019geboren"]
        assert (day.detail, day.documentation) == ("Day, Badou 2019", "Geboren en getogen")
        assert "Badou" in day.filter_text
        assert day.text_edit.range == types.Range(types.Position(10, 9), types.Position(10, 11))

        async def offered(text: str) -> set[str]:
            return {one.label for one in await editor.labels("docs/buren.md", text)}

        assert {"index.md", "vragen/hoe.md"} <= await offered(PAGE + "\n[x](")
        assert await offered(PAGE + "\n[x](index.md#") >= {"welkom"}
        assert await offered(PAGE + "\n[x](#") == {"groeten"}
        assert {"note", "case"} <= await offered(PAGE + "\n!!! ")
        assert {"helpline", "term"} <= await offered(PAGE + "\n{{ ")
        assert await offered(PAGE + '\n{{ term("') == {"Buur"}
        assert {"description", "keywords"} <= await offered("---\ntitle: Buren\n")
        assert "title" not in await offered("---\ntitle: Buren\n")
        editor.open("docs/vragen/hoe.md")
        values = {one.label for one in await editor.labels("docs/vragen/hoe.md", "---\ntitle: Hoe?\nstate: ")}
        assert {"answered", "referred"} <= values
        assert await offered(PAGE + "\nGewone tekst ") == set()

    talk(conversation)


def test_a_key_shows_its_reference_and_leads_to_its_entry(talk):
    async def conversation(editor: Editor) -> None:
        editor.open("docs/buren.md")
        await editor.codes("bibliography/b.bib", ["bib.unknown-type"])
        shown = await editor.text_document_hover_async(types.HoverParams(**editor.at("docs/buren.md", 6, 24)))
        assert shown.contents.value.startswith("Day, M., & Badou, M. (2019). *Geboren en getogen*. Instituut.")
        assert "Jongeren vertellen zelf." in shown.contents.value
        term = await editor.text_document_hover_async(types.HoverParams(**editor.at("docs/buren.md", 8, 43)))
        assert term.contents.value == "**Buur**: Wie naast u woont."
        assert await editor.text_document_hover_async(types.HoverParams(**editor.at("docs/buren.md", 4, 4))) is None
        for column, path, line in ((24, "bibliography/b.bib", 0),):
            place = await editor.text_document_definition_async(
                types.DefinitionParams(**editor.at("docs/buren.md", 6, column))
            )
            assert (place.uri, place.range.start.line) == (editor.uri(path), line)
        link = await editor.text_document_definition_async(types.DefinitionParams(**editor.at("docs/buren.md", 8, 15)))
        assert (link.uri, link.range.start.line) == (editor.uri("docs/index.md"), 2)
        data = await editor.text_document_definition_async(types.DefinitionParams(**editor.at("docs/buren.md", 8, 43)))
        assert (data.uri, data.range.start.line) == (editor.uri("docs/_data/glossary.yml"), 1)

    talk(conversation)


def test_a_key_is_renamed_everywhere_or_nowhere(talk):
    async def conversation(editor: Editor) -> None:
        editor.open("docs/buren.md")
        await editor.codes("bibliography/b.bib", ["bib.unknown-type"])
        where = editor.at("docs/buren.md", 6, 24)
        ready = await editor.text_document_prepare_rename_async(types.PrepareRenameParams(**where))
        assert ready == types.Range(types.Position(6, 19), types.Position(6, 33))
        edit = await editor.text_document_rename_async(types.RenameParams(**where, new_name="day2019getogen"))
        changed = {
            uri.rpartition("/site/")[2]: [(one.range.start.line, one.range.start.character) for one in edits]
            for uri, edits in edit.changes.items()
        }
        assert changed == {
            "bibliography/b.bib": [(0, 8), (10, 14)],
            "docs/_data/glossary.yml": [(1, 57)],
            "docs/_data/sets/proef/set.yml": [(3, 8)],
            "docs/buren.md": [(6, 19)],
            "docs/vragen/hoe.md": [(6, 5)],
        }
        uses = types.ReferenceParams(**where, context=types.ReferenceContext(include_declaration=True))
        assert len(await editor.text_document_references_async(uses)) == 6
        for name, sentence in (("deel", "is al van een andere bron"), ("met spatie", "kan geen sleutel zijn")):
            with pytest.raises(JsonRpcException, match=sentence):
                await editor.text_document_rename_async(types.RenameParams(**where, new_name=name))
        nothing = editor.at("docs/buren.md", 4, 4)
        assert await editor.text_document_prepare_rename_async(types.PrepareRenameParams(**nothing)) is None

    talk(conversation)


def test_a_folder_without_a_site_is_a_message_and_settings_that_break_keep_what_was_known(talk, site, tmp_path):
    async def nothing(editor: Editor) -> None:
        for _ in range(3600):
            if editor.messages:
                break
            await asyncio.sleep(0.05)
        assert "katern" in editor.messages[0]

    talk(nothing, {"mkdocs.yml": "site_name: X\n", "docs/index.md": "# Start\n"})

    async def conversation(editor: Editor) -> None:
        editor.open("docs/buren.md")
        await editor.codes("bibliography/b.bib", ["bib.unknown-type"])
        settings = editor.root / "mkdocs.yml"
        settings.write_text("site_name: [", encoding="utf-8")
        change = types.FileEvent(editor.uri("mkdocs.yml"), types.FileChangeType.Changed)
        editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
        for _ in range(3600):
            if editor.messages:
                break
            await asyncio.sleep(0.05)
        assert editor.messages
        shown = await editor.text_document_hover_async(types.HoverParams(**editor.at("docs/buren.md", 6, 24)))
        assert shown is not None

    talk(conversation, FILES)


def test_the_client_for_vs_code_is_whole():
    folder = Path(__file__).parents[2] / "editors/vscode"
    described = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    subprocess.run(["node", "--check", str(folder / described["main"])], check=True)
    wanted = re.findall(r'require\("([^"]+)"\)', (folder / described["main"]).read_text(encoding="utf-8"))
    assert {name.split("/")[0] for name in wanted} == {"vscode", *described["dependencies"]}
