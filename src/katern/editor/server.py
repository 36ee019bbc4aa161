"""The language server: what an editor asks through its protocol, answered by what the checkout says (`katern lsp`)."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from katern import __version__
from katern.editor.checkout import Checkout
from katern.editor.completing import Choice, complete
from katern.editor.going import At, key_at, place_of, told_at
from katern.editor.renaming import Edit, Unrenamed, renamed
from katern.errors import KaternError
from katern.finding import Finding, Position
from katern.messages import messages_of
from katern.saying import Said
from katern.site.settings import SiteSettings

# so long nobody types before a text is looked at
_REST = 0.3
_KINDS = {
    "source": types.CompletionItemKind.Reference, "file": types.CompletionItemKind.File, "anchor": types.CompletionItemKind.Reference,
    "box": types.CompletionItemKind.Class, "macro": types.CompletionItemKind.Function, "field": types.CompletionItemKind.Field,
    "value": types.CompletionItemKind.EnumMember,
}  # fmt: skip
_SEVERITIES = {"error": types.DiagnosticSeverity.Error, "warning": types.DiagnosticSeverity.Warning}
_WATCHED = "**/*.{md,bib,yml,yaml,json,ris,csl,py}"
_SETTINGS = (".py", ".csl", "mkdocs.yml")
_SIGNS = ("@", "(", "/", "#", "!", "?", " ", "{", '"', ":")


def serve(load: Callable[[Path], SiteSettings]) -> None:
    """Answer an editor on standard input and output until it ends; `load` reads the settings of a folder."""
    logging.getLogger("pygls").setLevel(logging.ERROR)
    # what code of a site prints must not come between
    talk, sys.stdout = sys.stdout.buffer, sys.stderr
    server_of(load).start_io(sys.stdin.buffer, talk)


def server_of(load: Callable[[Path], SiteSettings]) -> LanguageServer:
    """A server that knows what it can, and no checkout yet."""
    server = LanguageServer("katern", __version__)
    answering = _Answering(server, load)
    feature = server.feature
    feature(types.INITIALIZED)(partial(answering.begin))
    feature(types.TEXT_DOCUMENT_DID_OPEN)(partial(answering.opened))
    feature(types.TEXT_DOCUMENT_DID_CHANGE)(partial(answering.changed))
    feature(types.TEXT_DOCUMENT_DID_SAVE)(partial(answering.saved))
    feature(types.TEXT_DOCUMENT_DID_CLOSE)(partial(answering.closed))
    feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(partial(answering.files_changed))
    feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=list(_SIGNS)))(
        partial(answering.completion)
    )
    feature(types.TEXT_DOCUMENT_HOVER)(partial(answering.hover))
    feature(types.TEXT_DOCUMENT_DEFINITION)(partial(answering.definition))
    feature(types.TEXT_DOCUMENT_REFERENCES)(partial(answering.references))
    feature(types.TEXT_DOCUMENT_PREPARE_RENAME)(partial(answering.prepare_rename))
    feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))(partial(answering.rename))
    return server


class _Answering:
    """The answers of one server."""

    def __init__(self, server: LanguageServer, load: Callable[[Path], SiteSettings]) -> None:
        self._server = server
        self._load = load
        self._checkout: Checkout | None = None
        self._changes = 0

    # --- texts

    async def begin(self, _: types.InitializedParams) -> None:
        """Read the checkout of the folder that the editor opened; without a site there, say so and answer nothing."""
        folder = Path(self._server.workspace.root_path or os.getcwd())
        try:
            self._checkout = await asyncio.to_thread(lambda: Checkout(lambda: self._load(folder)))
        except KaternError as problem:
            self._show(problem.said)
            return
        await self._watch()
        await self._look()

    async def _watch(self) -> None:
        """Ask to be told of files that change beside the editor."""
        told = self._server.client_capabilities.workspace
        dynamic = told and told.did_change_watched_files and told.did_change_watched_files.dynamic_registration
        if dynamic:
            watcher = types.FileSystemWatcher(glob_pattern=_WATCHED)
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers=[watcher])
            wish = types.Registration(
                id="katern-files", method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES, register_options=options
            )
            await self._server.client_register_capability_async(types.RegistrationParams(registrations=[wish]))

    async def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """An editor holds a text now."""
        self._hold(params.text_document.uri)
        await self._look()

    async def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Somebody typed: look when he rests."""
        self._hold(params.text_document.uri)
        self._changes += 1
        number = self._changes
        await asyncio.sleep(_REST)
        if number == self._changes:
            await self._look()

    async def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        """A text is on the disk as the editor has it."""
        await self._after([params.text_document.uri])

    async def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """A text is as on the disk again."""
        if self._checkout is not None:
            self._checkout.drop(_file(params.text_document.uri))
            await self._look()

    async def files_changed(self, params: types.DidChangeWatchedFilesParams) -> None:
        """Files changed beside the editor."""
        await self._after([change.uri for change in params.changes])

    async def _after(self, changed: Sequence[str]) -> None:
        checkout = self._checkout
        if checkout is not None and any(uri.endswith(_SETTINGS) for uri in changed):
            try:
                await asyncio.to_thread(checkout.settings_changed)
            except KaternError as problem:  # what was read before stays until they can be read
                self._show(problem.said)
                return
        await self._look()

    def _hold(self, uri: str) -> None:
        if self._checkout is not None:
            self._checkout.hold(_file(uri), self._server.workspace.get_text_document(uri).source)

    async def _look(self) -> None:
        """Read and judge, and tell the editor what is wrong in each file."""
        checkout = self._checkout
        if checkout is None:
            return
        for uri in list(self._server.workspace.text_documents):
            self._hold(uri)
        try:
            known = await asyncio.to_thread(checkout.read)
        except KaternError as problem:
            self._show(problem.said)
            return
        for path, findings in checkout.by_file(known.findings).items():
            self._publish(checkout, path, findings)

    def _publish(self, checkout: Checkout, path: str, findings: Sequence[Finding]) -> None:
        lines = _lines_of(checkout, path)
        told = messages_of(checkout.site.language)
        found = []
        for finding in findings:
            words = told.tell(finding)
            text = f"{words.message} ({words.hint})" if words.hint else words.message
            found.append(
                types.Diagnostic(
                    range=self._range(lines, finding.line - 1, finding.column - 1, _end(lines, finding)),
                    message=text,
                    severity=_SEVERITIES[finding.severity],
                    code=finding.code,
                    source="katern",
                )
            )
        uri = uris.from_fs_path(str(checkout.site.root / path)) or ""
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri=uri, diagnostics=found))

    def _show(self, what: Said) -> None:
        language = self._checkout.site.language if self._checkout else "en"
        text = messages_of(language).say(what)
        self._server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, text))

    # --- questions

    def completion(self, params: types.CompletionParams) -> types.CompletionList:
        """What can stand at the cursor."""
        checkout, path = self._of(params.text_document.uri)
        if checkout is None or not path:
            return types.CompletionList(is_incomplete=False, items=[])
        lines, line, column = self._place(params)
        found = complete(checkout, path, "".join(f"{one}\n" for one in lines[:line]), lines[line][:column])
        where = self._range(lines, line, column - len(found.typed), column)
        return types.CompletionList(is_incomplete=False, items=[_completion(one, where) for one in found.all])

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What is said of the word under the pointer."""
        checkout, _ = self._of(params.text_document.uri)
        if checkout is None:
            return None
        lines, line, column = self._place(params)
        found = told_at(checkout, lines[line], column)
        if found is None:
            return None
        text, at = found
        content = types.MarkupContent(types.MarkupKind.Markdown, text)
        return types.Hover(content, self._range(lines, line, at.start, at.end))

    def definition(self, params: types.DefinitionParams) -> types.Location | None:
        """Where the thing under the cursor is."""
        checkout, path = self._of(params.text_document.uri)
        if checkout is None:
            return None
        lines, line, column = self._place(params)
        at = place_of(checkout, path, lines[line], column)
        return self._location(checkout, at) if at is not None else None

    def references(self, params: types.ReferenceParams) -> list[types.Location]:
        """Every place that uses the source under the cursor."""
        checkout, at = self._key(params)
        if checkout is None or at is None:
            return []
        return [self._edited(checkout, edit) for edit in renamed(checkout, at.word, at.word)]

    def prepare_rename(self, params: types.PrepareRenameParams) -> types.Range | None:
        """The key under the cursor, which alone can be renamed."""
        _, at = self._key(params)
        lines, line, _ = self._place(params)
        return self._range(lines, line, at.start, at.end) if at is not None else None

    def rename(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        """A key renamed everywhere, or not at all."""
        checkout, at = self._key(params)
        if checkout is None or at is None:
            return None
        try:
            edits = renamed(checkout, at.word, params.new_name)
        except Unrenamed as problem:
            raise JsonRpcInvalidParams(messages_of(checkout.site.language).say(problem.said)) from problem
        changes: dict[str, list[types.TextEdit]] = {}
        for edit in edits:
            where = self._edited(checkout, edit)
            changes.setdefault(where.uri, []).append(types.TextEdit(where.range, params.new_name))
        return types.WorkspaceEdit(changes=changes)

    # --- places

    def _of(self, uri: str) -> tuple[Checkout | None, str]:
        checkout = self._checkout
        return checkout, checkout.path_of(_file(uri)) if checkout is not None else ""

    def _key(self, params: Any) -> tuple[Checkout | None, At | None]:
        checkout, _ = self._of(params.text_document.uri)
        if checkout is None:
            return None, None
        lines, line, column = self._place(params)
        return checkout, key_at(checkout.now().library, lines[line], column)

    def _place(self, params: Any) -> tuple[list[str], int, int]:
        """The lines of a text, and a place in it in signs of Python."""
        document = self._server.workspace.get_text_document(params.text_document.uri)
        lines = [line.rstrip("\r\n") for line in document.lines] or [""]
        lines += [""] * (params.position.line + 1 - len(lines))
        codec = self._server.workspace.position_codec
        at = codec.position_from_client_units(lines, params.position)
        return lines, at.line, min(at.character, len(lines[at.line]))

    def _range(self, lines: Sequence[str], line: int, start: int, end: int) -> types.Range:
        """A range in the units of the editor."""
        codec = self._server.workspace.position_codec
        wanted = types.Range(types.Position(line, max(start, 0)), types.Position(line, max(end, start, 0)))
        return codec.range_to_client_units(list(lines), wanted) if line < len(lines) else wanted

    def _location(self, checkout: Checkout, at: Position) -> types.Location:
        uri = uris.from_fs_path(str(checkout.site.root / at.path)) or ""
        lines = _lines_of(checkout, at.path)
        return types.Location(uri, self._range(lines, at.line - 1, at.column - 1, at.column - 1))

    def _edited(self, checkout: Checkout, edit: Edit) -> types.Location:
        uri = uris.from_fs_path(str(checkout.site.root / edit.path)) or ""
        return types.Location(uri, self._range(_lines_of(checkout, edit.path), edit.line, edit.start, edit.end))


def _completion(one: Choice, where: types.Range) -> types.CompletionItem:
    return types.CompletionItem(
        label=one.text.removesuffix(": "),
        kind=_KINDS[one.kind],
        detail=one.detail or None,
        documentation=one.about or None,
        filter_text=one.words or one.text,
        text_edit=types.TextEdit(where, one.text),
    )


def _file(uri: str) -> str:
    return uris.to_fs_path(uri) or ""


def _lines_of(checkout: Checkout, path: str) -> list[str]:
    try:
        return checkout.text(path).split("\n")
    except OSError:
        return []


def _end(lines: Sequence[str], finding: Finding) -> int:
    """Where the word ends at which a finding stands."""
    line = lines[finding.line - 1] if finding.line <= len(lines) else ""
    start = finding.column - 1
    end = start + 1
    while end < len(line) and not line[end].isspace() and line[end] not in ")]}>,;":
        end += 1
    return end
