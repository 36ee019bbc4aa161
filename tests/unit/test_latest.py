from __future__ import annotations

from katern.latest import of_latest


def test_what_was_made_of_an_object_is_made_once_until_another_is_asked_about():
    made = []

    @of_latest
    def length(about):
        made.append(about)
        return len(about)

    first, same_words = ["a"], ["a"]
    assert [length(first), length(first), length(same_words), length(first)] == [1, 1, 1, 1]
    assert len(made) == 3
