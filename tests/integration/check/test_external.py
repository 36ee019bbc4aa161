"""Outside links, asked by the real linkchecker of a web on loopback that does everything that webs do."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from katern.check.external import LinkManners, NoNetwork, ask
from katern.check.history import Answer

from ...commands import Done, katern

QUICK = LinkManners(
    "Katern-linkcontrole van Proef", per_second=50, timeout=3, rounds=2, patience=2.0, first_wait=0.1, private=True
)
PATHS = {
    "/ok": Answer("ok"),
    "/301": Answer("ok", "", "/ok"),
    "/307": Answer("ok"),
    "/301-404": Answer("broken", "404 Not Found"),
    "/kring": Answer("broken", "circle"),
    "/403": Answer("blocked", "403 Forbidden"),
    "/401": Answer("blocked", "401 Unauthorized"),
    "/999": Answer("blocked", "999"),
    "/404": Answer("broken", "404 Not Found"),
    "/410": Answer("broken", "410 Gone"),
    "/429": Answer("ok"),
    "/429-altijd": Answer("blocked", "429 Too Many Requests"),
    "/500": Answer("ok"),
    "/503": Answer("unknown", "503 Service Unavailable"),
    "/hangt": Answer("unknown", "no-answer"),
    "/reset": Answer("unknown", "cut-off"),
    "/eindeloos": Answer("ok"),
    "/kop": Answer("unknown", "garbled"),
    "/prive/x": Answer("blocked", "robots"),
    "/caf%C3%A9?a=b%20c": Answer("ok"),
}


@pytest.fixture(scope="module")
def answers(web, self_signed):
    return ask([*map(web.url, PATHS), self_signed.url("/ok"), "http://bestaat-niet.invalid/"], QUICK)


@pytest.mark.parametrize("path", PATHS)
def test_an_address_gets_the_state_that_its_server_gives(path, answers, web):
    expected = PATHS[path]
    moved = web.url(expected.moved) if expected.moved else ""
    assert answers[web.url(path)] == Answer(expected.state, expected.why, moved)


def test_a_certificate_that_nobody_trusts_is_not_an_answer(answers, self_signed):
    assert answers[self_signed.url("/ok")] == Answer("unknown", "not-secure")


def test_a_name_that_does_not_exist_is_broken(answers):
    assert answers["http://bestaat-niet.invalid/"] == Answer("broken", "no-name")


def test_only_what_may_pass_is_asked_again(answers, web):
    asked = {path: web.asked[path] for path in ("/404", "/403", "/429", "/429-altijd", "/500", "/503", "/hangt")}
    # a server that wants an hour's rest is not asked again; /404 is also where a redirect leads
    assert asked == {"/404": 2, "/403": 1, "/429": 2, "/429-altijd": 1, "/500": 2, "/503": 2, "/hangt": 2}


def test_servers_hear_who_asks(answers, web):
    assert "Katern-linkcontrole van Proef" in web.agents


def test_a_machine_without_network_says_so_and_blames_no_address(refused):
    with refused(NoNetwork, "geen enkel adres"):
        ask(["http://bestaat-niet.invalid/", "http://ook-niet.invalid/"], QUICK)


def test_the_command_writes_the_history_and_reports_every_place(tmp_path, web):
    links = f"[a]({web.url('/404')}#kop) [b]({web.url('/404')}) [c]({web.url('/ok')})"
    settings = "links: {per_second: 50, timeout: 5, rounds: 1, agent: Proef, private: true}"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text(f"# Welkom\n\n{links}\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Proef\ntheme: {name: material, language: nl}\nplugins:\n  - katern:\n      check:\n"
        f"        severities: {{link.http-only: off}}\n        {settings}\n"
    )
    done = run(tmp_path, "1795478400")
    lines = [line.split(" (")[0] for line in done.stdout.splitlines()]
    second = links.index("[b](") + len("[b](")
    assert lines == [
        f"docs/index.md:3:5: warning ext.broken: {web.url('/404')} geeft een fout",
        f"docs/index.md:3:{second + 1}: warning ext.broken: {web.url('/404')} geeft een fout",
        "0 fouten, 2 waarschuwingen.",
    ]
    for day in ("1795564800", "1795651200"):
        done = run(tmp_path, day)
    assert done.stdout.count(": error ext.broken: ") == 2
    history = json.loads((tmp_path / ".katern/links.json").read_text())
    assert history == {
        "checked": "2026-11-26",
        "links": {
            web.url("/404"): {
                "state": "broken", "since": "2026-11-24", "why": "404 Not Found",
                "bad": ["2026-11-24", "2026-11-25", "2026-11-26"],
            },
            web.url("/ok"): {"state": "ok", "since": "2026-11-24"},
        },
    }  # fmt: skip


def run(folder: Path, day: str) -> Done:
    return katern("check", "--external", cwd=folder, SOURCE_DATE_EPOCH=day)


def test_addresses_of_this_machine_are_not_asked_for_also_after_a_redirect(web, monkeypatch):
    """The name of a proxy of the network may be private; what stands behind it is not asked for otherwise."""
    private = replace(QUICK, private=False)
    asked = [
        web.url("/ok"),
        "http://localhost:1/",
        "http://169.254.169.254/latest/",
        "http://10.0.0.1/",
    ]
    assert set(ask(asked, private).values()) == {Answer("blocked", "private")}
