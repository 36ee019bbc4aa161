"""Object storage: a local server that speaks S3; content first, what leads to it last, nothing removed but our own."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import hashlib
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fsspec
import pytest

from katern.messages import messages_of
from katern.publish.bucket import Bucket, content_type
from katern.publish.refusals import Busy, ReleaseRefused, TargetUnusable
from katern.publish.rollback import lead
from katern.publish.target import Target, open_target

from .conftest import SITE, Publish, sent

Files = dict[str, bytes]
BUCKET = "proef"
_SPEC = importlib.util.spec_from_file_location("readers", Path(__file__).parents[3] / "benchmarks/readers.py")
readers = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(readers)


def names(client: Any) -> set[str]:
    return {row["Key"] for row in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])}


def test_a_release_stands_in_the_bucket(bucket: Any, put: Publish) -> None:
    put(open_target(f"s3://{BUCKET}/site"), "2025.1")
    put(open_target(f"s3://{BUCKET}/site"), "2026.1", "nieuw")
    assert {
        "site/2025.1/een/index.html",
        "site/2026.1/index.html",
        "site/actueel/index.html",
        "site/versions.json",
    } <= names(bucket)
    assert not any(name.startswith("site/.katern/") for name in names(bucket))
    listed = json.loads(bucket.get_object(Bucket=BUCKET, Key="site/versions.json")["Body"].read())
    assert [row["version"] for row in listed] == ["2026.1", "2025.1"]


def test_headers_tell_how_long_to_keep(bucket: Any, put: Publish) -> None:
    put(open_target(f"s3://{BUCKET}"), "2025.1")
    page = bucket.head_object(Bucket=BUCKET, Key="2025.1/index.html")
    entry = bucket.head_object(Bucket=BUCKET, Key="versions.json")
    assert (page["CacheControl"], page["ContentType"]) == (
        "public, max-age=31536000, immutable",
        "text/html; charset=utf-8",
    )
    assert (entry["CacheControl"], entry["ContentType"]) == ("public, max-age=60", "application/json; charset=utf-8")


def test_content_goes_first_and_versions_json_last(bucket: Any, put: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    whole = Bucket.put

    def recorded(self: Bucket, path: str, *more: Any) -> None:
        order.append(path)
        whole(self, path, *more)

    monkeypatch.setattr(Bucket, "put", recorded)
    put(open_target(f"s3://{BUCKET}"), "2025.1")
    content = [place for place, path in enumerate(order) if path.startswith("2025.1/")]
    assert order[0] == ".katern/upload.json"
    assert content == list(range(1, 1 + len(content)))
    assert order[1 + len(content)] == ".katern/next.json"
    assert order[-1] == "versions.json"


def test_an_upload_that_was_cut_off_is_cleaned_up_and_nothing_else(
    bucket: Any, put: Publish, monkeypatch: pytest.MonkeyPatch, refused
) -> None:
    bucket.put_object(Bucket=BUCKET, Key="van-een-ander.txt", Body=b"x")
    put(open_target(f"s3://{BUCKET}"), "2025.1")
    before = {name: bucket.get_object(Bucket=BUCKET, Key=name)["Body"].read() for name in names(bucket)}
    whole = Bucket.put
    for last in ("2026.1/weg/index.html", ".katern/next.json"):

        def cut_off(self: Bucket, path: str, *more: Any, last: str = last) -> None:
            if path == last:
                raise OSError("de lijn is weg")
            whole(self, path, *more)

        with monkeypatch.context() as patch:
            patch.setattr(Bucket, "put", cut_off)
            with refused(TargetUnusable, "de lijn is weg"):
                put(open_target(f"s3://{BUCKET}"), "2026.1", "half", pages=("", "oud/", "weg/"))
        assert bucket.get_object(Bucket=BUCKET, Key="versions.json")["Body"].read() == before["versions.json"]
    put(open_target(f"s3://{BUCKET}"), "2026.1", "nieuw")
    left = names(bucket)
    assert "2026.1/oud/index.html" not in left
    assert "van-een-ander.txt" in left
    assert not any(name.startswith(".katern/") for name in left)
    for name, content in before.items():
        if name.startswith("2025.1/"):
            assert bucket.get_object(Bucket=BUCKET, Key=name)["Body"].read() == content


def test_two_releases_at_once_do_not_mix(bucket: Any, put: Publish, refused) -> None:
    said = rf"{getpass.getuser()}@.* en 0 minuten oud.*haal het slot dan weg met katern release --break-lock"
    with open_target(f"s3://{BUCKET}").lock(), refused(Busy, said):
        put(open_target(f"s3://{BUCKET}"), "2025.1")
    put(open_target(f"s3://{BUCKET}"), "2025.1")


def test_a_lock_that_was_left_says_whose_and_how_old_it_is_and_can_be_broken(
    bucket: Any, put: Publish, refused
) -> None:
    since = datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=3, minutes=12, seconds=30)
    left = json.dumps({"owner": "proef@machine", "since": since.isoformat(), "token": "x"}).encode()
    bucket.put_object(Bucket=BUCKET, Key=".katern/lock", Body=left)
    with refused(Busy, r"het slot is van proef@machine en 3 uur en 12 minuten oud"):
        put(open_target(f"s3://{BUCKET}"), "2025.1")
    told = messages_of("nl").say(open_target(f"s3://{BUCKET}").break_lock())
    assert told == "het slot is van proef@machine en 3 uur en 12 minuten oud"
    put(open_target(f"s3://{BUCKET}"), "2025.1")
    with refused(ReleaseRefused, "staat geen slot"):
        open_target(f"s3://{BUCKET}").break_lock()


def test_who_lost_its_lock_publishes_nothing_and_leaves_the_lock_of_another(bucket: Any, put: Publish, refused) -> None:
    put(open_target(f"s3://{BUCKET}"), "2025.1")
    listed = bucket.get_object(Bucket=BUCKET, Key="versions.json")["Body"].read()
    mine = open_target(f"s3://{BUCKET}")
    with refused(Busy, "er is niets gepubliceerd"):
        lead(Broken(mine), SITE, {"studiedag": "2025.1"})
    assert bucket.get_object(Bucket=BUCKET, Key="versions.json")["Body"].read() == listed
    assert b"een ander" in bucket.get_object(Bucket=BUCKET, Key=".katern/lock")["Body"].read()


class Broken:
    """A target whose lock somebody breaks and takes while it works."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def __getattr__(self, name: str) -> Any:
        if name == "publish":
            self._target.break_lock()
            Bucket(f"s3://{BUCKET}").create(".katern/lock", b"een ander")
        return getattr(self._target, name)


def test_pages_that_a_draft_no_longer_has_go_when_it_is_replaced(bucket: Any, put: Publish) -> None:
    put(open_target(f"s3://{BUCKET}"), "2025.1")
    put(open_target(f"s3://{BUCKET}"), "concept", "eerste", alias="proef", pages=("", "een/", "weg/"))
    put(open_target(f"s3://{BUCKET}"), "concept", "tweede", alias="proef", pages=("", "een/"))
    left = names(bucket)
    assert not [name for name in left if "weg/" in name and not name.startswith("2025.1/")]
    assert {"concept/een/index.html", "proef/een/index.html"} <= left
    page = bucket.get_object(Bucket=BUCKET, Key="concept/index.html")
    assert b"tweede" in page["Body"].read()
    assert (page["CacheControl"], page["ContentType"]) == ("public, max-age=60", "text/html; charset=utf-8")


# --- cut off between any two requests


class Gone(Exception):
    """No answer comes any more: to storage, the same as a process that was killed."""


class Counted:
    """A file system that stops answering after a number of requests that change something."""

    def __init__(self, files: Any, left: int) -> None:
        self._files, self.left = files, left

    def __getattr__(self, name: str) -> Any:
        whole = getattr(self._files, name)
        if name not in ("cat_file", "pipe_file", "cp_file", "rm_file", "find", "ls"):
            return whole

        def asked(*arguments: Any, **more: Any) -> Any:
            if name in ("pipe_file", "cp_file", "rm_file"):
                self.left -= 1
            if self.left < 0:
                raise Gone
            return whole(*arguments, **more)

        return asked


def draft_again(target: Target, put: Publish) -> None:
    put(target, "concept", "tweede", alias="proef", pages=("", "een/"))


def next_version(target: Target, put: Publish) -> None:
    put(target, "2026.1", "nieuw", pages=("", "een/"))


def back(target: Target, put: Publish) -> None:
    lead(target, SITE, {"actueel": "2024.1", "proef": ""})


ACTS = [next_version, draft_again, back]


def begin(put: Publish, address: str) -> None:
    put(open_target(address), "2024.1", "oud", pages=("", "weg/"))
    put(open_target(address), "2025.1", "eerste", pages=("", "een/", "weg/"))
    put(open_target(address), "concept", "eerste", alias="proef", pages=("", "een/", "weg/"))


def check_cut_off(put: Publish, address: str, act: Callable[..., None], left: int, before: Files, after: Files) -> bool:
    """Cut an act off after some requests, judge what readers get, and let the next command find a whole tree; whether it was cut off."""
    target: Any = open_target(address)
    target._bucket._files = counted = Counted(target._bucket._files, left)
    with contextlib.suppress(TargetUnusable):
        act(target, put)
    cut = counted.left < 0
    check_readers(sent(open_target(address)), before, after, act is draft_again)
    if Bucket(address).read(".katern/lock") is not None:
        open_target(address).break_lock()
    with open_target(address).lock():
        pass
    found = sent(open_target(address))
    assert found in (before, after)
    if found == before:
        act(open_target(address), put)
        assert sent(open_target(address)) == after
    return cut


def check_readers(found: Files, before: Files, after: Files, draft: bool) -> None:
    """Every version is whole, every entry point is that of before or of after, and one file decides where all of them lead."""
    known = json.loads(found["pages.json"])
    replacing = known.pop("replacing", "")
    state = next(state for state in (before, after) if json.loads(state["pages.json"]) == known)
    for path, content in before.items():
        if path.startswith("20"):
            assert found[path] == content
    for path, content in found.items():
        half = path.startswith("20") and path not in before  # a version that nothing may lead to yet
        said = path == "pages.json" and replacing
        assert half or said or content in (before.get(path), after.get(path)), path
        if path.endswith(".html") and (to := readers.written(found, path)):
            assert to in found or draft, (path, to)
    for path in state:
        if path.endswith(".html") and readers.written(state, path):
            assert readers.led(found, path) == readers.led(state, path)
    if len({content == after[path] for path, content in found.items() if before.get(path) != after.get(path) and path in after and path.startswith("concept/")}) > 1:  # fmt: skip
        assert replacing == "concept"
    for row in json.loads(found["versions.json"]):
        if row["version"] != "concept":
            files = json.loads(found[f"{row['version']}/manifest.json"])["files"]
            for path, digest in files.items():
                assert hashlib.sha256(found[f"{row['version']}/{path}"]).hexdigest() == digest


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_cut_off_after_any_request(put: Publish, act: Callable[..., None]) -> None:
    files = fsspec.filesystem("memory")
    files.store.clear()
    address = "memory://boom/site"
    begin(put, address)
    start, before = dict(files.store), sent(open_target(address))
    act(open_target(address), put)
    after = sent(open_target(address))
    points = 0
    while True:
        files.store.clear()
        files.store.update(start)
        if not check_cut_off(put, address, act, points, before, after):
            break
        points += 1
    assert points > 20


def test_cut_off_on_a_server_that_speaks_s3(bucket: Any, put: Publish) -> None:
    address = f"s3://{BUCKET}/site"
    begin(put, address)
    before = sent(open_target(address))
    start = {name: bucket.get_object(Bucket=BUCKET, Key=name)["Body"].read() for name in names(bucket)}
    next_version(open_target(address), put)
    after = sent(open_target(address))
    for left in (0, 4, 9, 12, 20, 24):
        for name in names(bucket) - start.keys():
            bucket.delete_object(Bucket=BUCKET, Key=name)
        for name, content in start.items():
            bucket.put_object(Bucket=BUCKET, Key=name, Body=content)
        assert check_cut_off(put, address, next_version, left, before, after)


@pytest.mark.parametrize(
    "problem", [ConnectionResetError(104, "Connection reset by peer"), TimeoutError(), RuntimeError("500")]
)
def test_a_line_that_breaks_is_a_sentence(put: Publish, problem: Exception, refused) -> None:
    files = fsspec.filesystem("memory")
    files.store.clear()
    put(open_target("memory://boom/site"), "2025.1")
    target: Any = open_target("memory://boom/site")
    whole = target._bucket._files

    class Line:
        def __getattr__(self, name: str) -> Any:
            def broken(path: str, *arguments: Any, **more: Any) -> Any:
                if path.endswith("een/index.html"):
                    raise problem
                return getattr(whole, name)(path, *arguments, **more)

            return broken if name == "pipe_file" else getattr(whole, name)

    target._bucket._files = Line()
    with refused(TargetUnusable, r"antwoordt niet zoals het hoort \(.+\); .* Lezers zien een hele versie"):
        put(target, "2026.1")
    put(open_target("memory://boom/site"), "2026.1")


def test_an_answer_that_was_lost_and_asked_again_is_our_own_lock(put: Publish) -> None:
    files = fsspec.filesystem("memory")
    files.store.clear()
    target: Any = open_target("memory://boom/site")
    whole = target._bucket._files

    class Twice:
        def __getattr__(self, name: str) -> Any:
            def again(path: str, content: bytes, **more: Any) -> Any:
                if more.get("mode") == "create":
                    whole.pipe_file(path, content, **more)
                return whole.pipe_file(path, content, **more)

            return again if name == "pipe_file" else getattr(whole, name)

    target._bucket._files = Twice()
    put(target, "2025.1")
    assert not [path for path in files.find("/boom/site") if "/.katern/" in path]


def test_a_bucket_that_is_not_there_is_told_in_a_sentence(bucket: Any, put: Publish, refused) -> None:
    with refused(TargetUnusable, "kijk na of het adres en de sleutels kloppen"):
        put(open_target("s3://een-andere-bucket/site"), "2025.1")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.pdf", "application/pdf"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.epub", "application/epub+zip"),
        ("a.onbekend", "application/octet-stream"),
    ],
)
def test_content_types(path: str, kind: str) -> None:
    assert content_type(path) == kind
