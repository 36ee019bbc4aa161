"""Object storage: a local server that speaks S3; content first, what leads to it last, nothing removed but our own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from katern.publish.objects import ObjectTarget, content_type
from katern.publish.refusals import Busy, TargetUnusable
from katern.publish.target import open_target

from .conftest import Publish

BUCKET = "proef"


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
    whole = ObjectTarget._put

    def recorded(self: ObjectTarget, path: str, content: bytes, cache: str, **more: Any) -> None:
        order.append(path)
        whole(self, path, content, cache, **more)

    monkeypatch.setattr(ObjectTarget, "_put", recorded)
    put(open_target(f"s3://{BUCKET}"), "2025.1")
    assert order[:2] == [".katern/lock", ".katern/upload.json"]
    assert order[-1] == "versions.json"
    content = [place for place, path in enumerate(order) if path.startswith("2025.1/")]
    assert content == list(range(2, 2 + len(content)))


def test_an_upload_that_was_cut_off_is_cleaned_up_and_nothing_else(
    bucket: Any, put: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.put_object(Bucket=BUCKET, Key="van-een-ander.txt", Body=b"x")
    put(open_target(f"s3://{BUCKET}"), "2025.1")
    before = {name: bucket.get_object(Bucket=BUCKET, Key=name)["Body"].read() for name in names(bucket)}
    whole = ObjectTarget._put
    for last in ("2026.1/weg/index.html", "versies.js", "versions.json"):

        def cut_off(self: ObjectTarget, path: str, content: bytes, cache: str, last: str = last, **more: Any) -> None:
            if path == last:
                raise OSError("de lijn is weg")
            whole(self, path, content, cache, **more)

        with monkeypatch.context() as patch:
            patch.setattr(ObjectTarget, "_put", cut_off)
            with pytest.raises(TargetUnusable, match="de lijn is weg"):
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


def test_two_releases_at_once_do_not_mix(bucket: Any, put: Publish) -> None:
    with open_target(f"s3://{BUCKET}").lock(), pytest.raises(Busy, match=r"verwijder dan \.katern/lock"):
        put(open_target(f"s3://{BUCKET}"), "2025.1")
    put(open_target(f"s3://{BUCKET}"), "2025.1")


def test_a_bucket_that_is_not_there_is_told_in_a_sentence(bucket: Any, put: Publish) -> None:
    with pytest.raises(TargetUnusable, match="kijk na of het adres en de sleutels kloppen"):
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
