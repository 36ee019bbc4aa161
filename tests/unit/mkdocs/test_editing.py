"""The option `editing`: a place that is wrong is a finding at its line, and none is made."""

from __future__ import annotations

import pytest
from mkdocs.config import load_config

from katern.mkdocs.editing import editing_place
from katern.report import line

YML = "site_name: P\ntheme: material\nplugins:\n  - katern:\n      editing:\n{editing}"


@pytest.fixture
def read(site):
    def reading(editing):
        root = site({"mkdocs.yml": YML.format(editing=editing), "docs/index.md": "x"})
        config = load_config(str(root / "mkdocs.yml"))
        return editing_place(config.plugins["katern"].config.editing, config, "bewerken")

    return reading


def test_no_place_is_asked_for(site):
    root = site({"mkdocs.yml": "site_name: P\ntheme: material\nplugins: [katern]\n", "docs/index.md": "x"})
    config = load_config(str(root / "mkdocs.yml"))
    assert editing_place(config.plugins["katern"].config.editing, config, "bewerken") == (None, ())


WRONG = {
    "        backend: bitbucket\n        repository: a/b\n": "mkdocs.yml:6:9: error meta.bad-value: ",
    "        backend: github\n": "mkdocs.yml:5:7: error meta.missing-field: ",
    "        backend: github\n        repository: https://github.com/a/b\n": "mkdocs.yml:7:21: error meta.bad-value: ",
    "        backend: github\n        repository: alleen\n": "mkdocs.yml:7:21: error meta.bad-value: ",
    "        backend: gitlab\n        repository: a/b/c\n        server: git.example.org\n": "mkdocs.yml:8:17: error meta.bad-value: ",
    "        backend: gitlab\n        repository: a/b\n        auth: \"https://x ; script-src *\"\n": "mkdocs.yml:8:15: error meta.bad-value: ",
    "        backend: gitlab\n        repository: a/b\n        brnach: main\n": "mkdocs.yml:8:9: error meta.unknown-field: ",
}  # fmt: skip


@pytest.mark.parametrize("editing", WRONG)
def test_what_is_wrong_is_told_at_its_line(read, editing):
    place, findings = read(editing)
    assert place is None
    assert [line(finding, "nl")[: len(WRONG[editing])] for finding in findings] == [WRONG[editing]]


def test_a_place_knows_whom_its_page_may_ask(read):
    place, findings = read("        backend: gitlab\n        repository: a/b\n        app_id: abc\n")
    assert findings == ()
    assert place.hosts == ("https://gitlab.com",)
    assert place.told == {"name": "gitlab", "repo": "a/b", "branch": "main", "auth_type": "pkce", "app_id": "abc"}


def test_a_server_of_ones_own_and_a_service_that_lets_people_in(read):
    place, _ = read(
        "        {backend: github, repository: a/b, server: 'https://git.example.org/', auth: 'https://in.example.org/x'}\n"
    )
    assert place.hosts == ("https://git.example.org", "https://in.example.org")
    assert place.told["api_root"] == "https://git.example.org/api/v3"
    assert place.told["base_url"] == "https://in.example.org/x"
    own, _ = read("        {backend: gitlab, repository: a/b, server: 'https://git.example.org'}\n")
    assert own.told["graphql_api_root"] == "https://git.example.org/api/graphql"
    assert own.told["auth_methods"] == ["token"]


def test_a_page_of_the_site_is_not_written_over(site):
    editing = "        {backend: github, repository: a/b}\n"
    root = site({"mkdocs.yml": YML.format(editing=editing), "docs/bewerken/index.md": "x"})
    config = load_config(str(root / "mkdocs.yml"))
    place, (finding,) = editing_place(config.plugins["katern"].config.editing, config, "bewerken")
    assert place is None
    assert line(finding, "nl").startswith(
        "mkdocs.yml:5:7: error meta.bad-value: op /bewerken/ staat al een pagina: bewerken/index.md"
    )
