"""The preview over HTTP: what it answers, refuses and tells."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from katern.finding import Finding, Position, said
from katern.preview.booklets import Booklets
from katern.preview.hosts import Address
from katern.preview.origins import Origins, Part
from katern.preview.pages import Pages
from katern.preview.screen import Screen
from katern.preview.web import App
from katern.words.preview import preview_words

WORDS = preview_words("nl-NL")
PDF = bytes(range(256)) * 4
FILES: dict[str, bytes] = {
    "index.html": b"<html><body>Begin</body></html>",
    "404.html": b"<html><body>Niet gevonden</body></html>",
    "a/index.html": b"<html><body>Een</body></html>",
    "met spatie/index.html": b"<html><body>Spatie</body></html>",
    "los.html": b"<html><body>Los</body></html>",
    "assets/stijl.css": b"body { color: red }",
    "assets/script.js": b"0",
    "boek.pdf": PDF,
    ".katern-site": b"ons",
    "map/.verborgen/x.txt": b"geheim",
}
FOUND = Finding.error(Position("docs/a.md", 4, 2), said("cite.missing", "in-no-bibliography", key="x", folder="bib"))


@dataclass
class Served:
    """A preview of a folder with FILES."""

    folder: Path
    screen: Screen
    app: App
    client: Client

    def get(self, path: str, **named: Any) -> TestResponse:
        return self.client.get(path, buffered=True, **named)

    def write(self, path: str, content: bytes) -> None:
        """A file of the site is other than before, and shown."""
        (self.folder / path).write_bytes(content)
        self.screen.show([path])


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts to show FILES at a base."""
    screens: list[Screen] = []

    def start(base: str = "/", ready: bool = True) -> Served:
        folder, screen = tmp_path / "gemaakt", Screen()
        screens.append(screen)
        for path, content in FILES.items() if ready else ():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        (tmp_path / "geheim.txt").write_text("geheim", encoding="utf-8")
        screen.show(FILES, origins=Origins({"a/": Part("docs/a.md")}, {"docs/a.md": "a/"}), findings=(FOUND,))
        app = App(screen, Pages(folder, base, WORDS, Booklets()), base, Address("localhost", 8000), WORDS)
        return Served(folder, screen, app, Client(app, TestResponse))

    yield start
    for screen in screens:
        screen.close()


ANSWERS = {
    "/": (200, b"Begin"),
    "/index.html": (200, b"Begin"),
    "/a/": (200, b"Een"),
    "/a/index.html": (200, b"Een"),
    "/a/?vraag=1": (200, b"Een"),
    "/met%20spatie/": (200, b"Spatie"),
    "/los.html": (200, b"Los"),
    "/nergens/": (404, b"Niet gevonden"),
    "/nergens.css": (404, b"Niet gevonden"),
    "/404.html": (200, b"Niet gevonden"),
    "/../geheim.txt": (404, b"Niet gevonden"),
    "/%2e%2e/geheim.txt": (404, b"Niet gevonden"),
    "/a/../../geheim.txt": (404, b"Niet gevonden"),
    "/..%5cgeheim.txt": (404, b"Niet gevonden"),
    "//etc/passwd": (404, b"Niet gevonden"),
    "/a/%00": (404, b"Niet gevonden"),
    "/.katern-site": (404, b"Niet gevonden"),
    "/map/.verborgen/x.txt": (404, b"Niet gevonden"),
    "/_katern/nergens": (404, b"Niet gevonden"),
    "/_katern/../panel.js": (404, b"Niet gevonden"),
}


@pytest.mark.parametrize("path", ANSWERS)
def test_each_address_has_its_answer(path, serve):
    answer = serve().get(path)
    status, text = ANSWERS[path]
    assert answer.status_code == status
    assert text in answer.data
    assert answer.content_type == "text/html; charset=utf-8"


def test_every_page_has_the_panel_with_its_own_findings(serve):
    served = serve()
    for path in ("/a/", "/a/index.html"):
        assert b"docs/a.md:4:2" in served.get(path).data
    assert b"Elders op de site: 1 fout" in served.get("/nergens/").data
    assert b"katern-preview" not in (served.folder / "a/index.html").read_bytes()


def test_files_are_given_as_they_are_with_their_types(serve):
    served = serve()
    assert (served.get("/assets/stijl.css").data, served.get("/boek.pdf").data) == (FILES["assets/stijl.css"], PDF)
    assert served.get("/assets/script.js").content_type == "text/javascript; charset=utf-8"
    assert served.get("/boek.pdf").content_type == "application/pdf"
    assert served.get("/_katern/panel.css").content_type == "text/css; charset=utf-8"
    assert b"EventSource" in served.get("/_katern/panel.js").data


def test_a_folder_without_its_slash_leads_to_the_page(serve):
    served = serve()
    assert served.get("/a").headers["Location"] == "/a/"
    assert served.get("/met%20spatie?x=1").headers["Location"] == "/met%20spatie/?x=1"
    assert served.get("/_katern/booklets").headers["Location"] == "/_katern/booklets/"


def test_a_site_below_a_path_stands_there(serve):
    served = serve("/kis/")
    assert served.get("/").headers["Location"] == "/kis/"
    assert served.get("/kis").headers["Location"] == "/kis/"
    assert b"Begin" in served.get("/kis/").data
    assert b'src="/kis/_katern/panel.js"' in served.get("/kis/a/").data
    assert [served.get(path).status_code for path in ("/a/", "/kisa/", "/_katern/panel.js")] == [404, 404, 404]


RANGES = {
    "bytes=0-9": (206, PDF[:10], "bytes 0-9/1024"),
    "bytes=1000-": (206, PDF[1000:], "bytes 1000-1023/1024"),
    "bytes=-5": (206, PDF[-5:], "bytes 1019-1023/1024"),
    "bytes=0-99999": (206, PDF, "bytes 0-1023/1024"),
    "bytes=5000-": (416, None, "bytes */1024"),
}


@pytest.mark.parametrize("asked", RANGES)
def test_a_part_of_a_file(asked, serve):
    answer = serve().get("/boek.pdf", headers={"Range": asked})
    status, content, told = RANGES[asked]
    assert answer.status_code == status
    assert answer.headers.get("Content-Range") == told
    assert content is None or answer.data == content


def test_what_a_browser_has_is_not_sent_again(serve):
    served = serve()
    mark = served.get("/boek.pdf").headers["ETag"]
    assert served.get("/boek.pdf", headers={"If-None-Match": mark}).status_code == 304
    served.write("boek.pdf", b"anders")
    assert served.get("/boek.pdf", headers={"If-None-Match": mark}).data == b"anders"


def test_the_head_of_an_answer_alone(serve):
    served = serve()
    for path in ("/", "/boek.pdf", "/nergens/", "/_katern/changes"):
        answer = served.client.head(path, buffered=True)
        assert answer.data == b""
        assert answer.status_code == (404 if path == "/nergens/" else 200)
    assert served.client.head("/boek.pdf", buffered=True).content_length == 1024


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_can_be_sent(method, serve):
    answer = serve().client.open("/", method=method, buffered=True)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.text == "Een voorvertoning is alleen te lezen.\n"


@pytest.mark.parametrize("path", ["/", "/a/", "/boek.pdf", "/_katern/panel.js", "/_katern/changes?path=/"])
def test_another_name_that_leads_here_gets_nothing(path, serve):
    answer = serve().get(path, headers={"Host": "elders.example.org:8000"})
    assert answer.status_code == 403
    assert answer.text.startswith(
        "Deze voorvertoning is niet voor 'elders.example.org:8000'. Open haar op http://localhost:8000/"
    )


def test_no_other_site_may_show_what_stands_here(serve):
    answer = serve().get("/boek.pdf")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_site_that_was_never_made_says_so(serve):
    answer = serve(ready=False).get("/a/")
    assert answer.status_code == 503
    assert "De site is nog niet te tonen" in answer.text
    assert "katern-preview" in answer.text


def test_who_comes_early_waits_for_the_first_build(serve):
    served = serve()
    screen, found = Screen(), []
    served.app._screen = screen
    early = threading.Thread(target=lambda: found.append(served.get("/a/").status_code))
    early.start()
    screen.show()
    early.join(timeout=60)
    assert found == [200]


# --- news


class Stream:
    """The events of a page's stream, one by one."""

    def __init__(self, served: Served, path: str, mark: str = "", since: str = "") -> None:
        query = {"path": path, "mark": mark, "since": since}
        self.answer = served.client.get("/_katern/changes", query_string=query)
        self._parts = (part.decode() for part in self.answer.response)

    def next(self) -> tuple[str, Any]:
        """The name of the next event, and what it says."""
        for part in self._parts:
            found = re.match(r"event: (\w+)\ndata: (.*)\n\n", part)
            if found:
                return found[1], json.loads(found[2])
        return "end", None


def marks(html: str) -> dict[str, str]:
    """What a page says of itself."""
    return dict(re.findall(r'data-(mark|since)="([^"]*)"', html))


def test_a_stream_begins_with_the_mark_of_the_page_and_its_panel(serve):
    served = serve()
    page = served.get("/a/").text
    stream = Stream(served, "/a/", **marks(page))
    assert stream.answer.content_type == "text/event-stream; charset=utf-8"
    assert stream.next() == ("page", marks(page))
    name, html = stream.next()
    assert name == "panel"
    assert html in page


def test_a_changed_page_is_told_to_who_looks_at_it(serve):
    served = serve()
    before = marks(served.get("/a/").text)
    stream = Stream(served, "/a/", **before)
    stream.next(), stream.next()
    served.write("a/index.html", b"<body>Anders</body>")
    name, told = stream.next()
    assert name == "page"
    assert told["mark"] != before["mark"]
    assert stream.next() == ("end", None)


def test_a_page_that_changed_while_nobody_listened_is_told_at_once(serve):
    served = serve()
    before = marks(served.get("/a/").text)
    served.write("a/index.html", b"<body>Anders</body>")
    stream = Stream(served, "/a/", **before)
    assert stream.next()[1]["mark"] == marks(served.get("/a/").text)["mark"] != before["mark"]


def test_another_page_is_no_news_but_its_findings_are(serve):
    served = serve()
    stream = Stream(served, "/a/", **marks(served.get("/a/").text))
    stream.next(), stream.next()
    served.screen.show(["index.html"], findings=())
    assert stream.next()[0] == "page"
    name, html = stream.next()
    assert name == "panel"
    assert "Geen bevindingen op deze pagina." in html


def test_a_style_that_changed_is_told_by_its_name(serve):
    served = serve()
    stream = Stream(served, "/", **marks(served.get("/").text))
    stream.next(), stream.next()
    served.write("assets/stijl.css", b"body { color: blue }")
    assert [stream.next()[0], stream.next()] == ["page", ("files", ["assets/stijl.css"])]


def test_files_that_no_page_shows_are_no_news(serve):
    served = serve()
    stream = Stream(served, "/", **marks(served.get("/").text))
    stream.next(), stream.next()
    served.screen.show(
        ["sitemap.xml", "sitemap.xml.gz", "search/search_index.json", "search/pages/p0.json", "a/index.html"]
    )
    served.screen.show(["assets/script.js"])
    events = [stream.next() for _ in range(3)]
    assert [name for name, _ in events if name != "page"] == ["files"]
    assert ("files", ["assets/script.js"]) in events


def test_a_page_that_comes_into_being_is_told(serve):
    served = serve()
    page = served.get("/nieuw/")
    stream = Stream(served, "/nieuw/", **marks(page.text))
    assert stream.next()[1] == marks(page.text)
    stream.next()
    (served.folder / "nieuw").mkdir()
    served.write("nieuw/index.html", b"<body>Nieuw</body>")
    assert stream.next()[1]["mark"] != marks(page.text)["mark"]


def test_a_page_of_an_earlier_server_is_fetched_anew(serve):
    served = serve()
    page = marks(served.get("/a/").text)
    stream = Stream(served, "/a/", page["mark"], "00000000.7")
    assert stream.next()[1]["mark"] == ""
    assert stream.next() == ("end", None)


def test_a_page_of_a_theme_that_fetches_pages_itself_learns_its_mark(serve):
    served = serve()
    since = marks(served.get("/").text)["since"]
    assert Stream(served, "/a/", "", since).next()[1] == marks(served.get("/a/").text)


def test_pages_are_viewed_while_their_streams_are_open(serve):
    served = serve()
    stream = Stream(served, "/a/")
    stream.next()
    assert served.screen.viewed == ["a/"]
    stream.answer.close()
    assert served.screen.viewed == []


def test_a_stream_ends_with_the_preview(serve):
    served = serve()
    stream = Stream(served, "/a/")
    stream.next(), stream.next()
    served.screen.close()
    assert stream.next() == ("end", None)


def test_a_mistake_of_ours_is_a_sentence_and_the_server_lives_on(serve, monkeypatch, capsys):
    served = serve()
    monkeypatch.setattr(Pages, "_at", lambda self, url, shown: 1 / 0)
    answer = served.get("/a/")
    assert answer.status_code == 500
    assert "Katern zelf maakte een fout: ZeroDivisionError: division by zero." in answer.text
    assert "ZeroDivisionError" in capsys.readouterr().err
    monkeypatch.undo()
    assert served.get("/a/").status_code == 200
