from __future__ import annotations

from katern.site.frame import write


def test_a_file_is_written_with_its_folders_and_its_own_line_ends(tmp_path):
    write(f"{tmp_path}/a/b/c.html", "één\nregel\n")
    write(f"{tmp_path}/a/b/c.html", "één\nregel\r\n")
    assert (tmp_path / "a/b/c.html").read_bytes() == "één\nregel\r\n".encode()


def test_half_a_character_does_not_stop_a_build(tmp_path):
    write(f"{tmp_path}/x.html", "a\ud800b")
    assert (tmp_path / "x.html").read_bytes() == b"a&#55296;b"
