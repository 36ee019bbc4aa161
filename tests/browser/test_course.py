"""A course in a browser: on the site without any script, and in a learning system that is told when it is done."""

from __future__ import annotations

import zipfile

import pytest

ADDRESS = "cursussen/shame-sexting/"
SYSTEM = """
window.told = [];
window.API = {
  LMSInitialize: () => "true", LMSCommit: () => "true",
  LMSFinish: () => { window.told.push("finish"); return "true" },
  LMSGetValue: name => window.status_of_lesson || "",
  LMSSetValue: (name, value) => { window.told.push(name + "=" + value); return "true" },
};
"""


@pytest.fixture
def taken(kis, tmp_path):
    """The package, unpacked as a learning system does."""
    with zipfile.ZipFile(kis.site / ADDRESS / "scorm.zip") as archive:
        archive.extractall(tmp_path)
    return (tmp_path / "index.html").as_uri()


def test_an_answer_opens_without_script_and_says_what_comes_of_it(visit):
    page = visit(java_script_enabled=False).open(ADDRESS)
    answer = page.locator("details.answer", has_text="Ik bel meteen haar ouders")
    assert not answer.get_by_text("Zo niet").is_visible()
    answer.locator("summary").click()
    assert answer.get_by_text("Zo niet").is_visible()
    assert answer.get_by_role("link").first.get_attribute("href").startswith("#ref-")


def test_every_question_has_a_good_answer_and_the_page_a_way_out(visit):
    page = visit().open(ADDRESS)
    assert page.locator("details.answer--right").count() == 5
    assert page.get_by_role("link", name="Verlaat deze site snel").first.is_visible()


def test_a_learning_system_hears_that_it_was_done_and_nothing_else(visit, taken):
    made = visit(new=True)
    made.context.add_init_script(SYSTEM)
    page = made.page
    page.goto(taken)
    assert page.evaluate("told") == ["cmi.core.lesson_status=incomplete"]
    right = page.locator("details.answer--right > summary")
    for number in range(right.count()):
        right.nth(number).click()
    page.wait_for_timeout(200)
    assert page.evaluate("told") == ["cmi.core.lesson_status=incomplete", "cmi.core.lesson_status=completed"]
    assert [url for url in made.outside() if url.startswith("http")] == []


def test_who_opens_the_package_without_a_learning_system_can_do_the_course(visit, taken):
    page = visit().page
    page.goto(taken)
    page.locator("summary").first.click()
    assert page.locator("details[open]").count() == 1
