"""What readers see of a release that is cut off: real kills, at many moments, on each of the three kinds of target.

For each target a small tree with two versions and a draft is made, and a process that releases the next version, leads
readers back or replaces the draft is killed (SIGKILL) at moments spread over its work, while this process reads what
readers read. After each kill the tree is judged, and the next command is run.

A point is *whole* where every published version has every file with its checksum, every entry point is that of the state
before or of the state after, and every address leads a browser where it leads in one of the two, the same one for all;
*mended* where after the next command the tree is to the byte what it is without a kill. Storage has no step that is one for
all files: points are counted apart where until that command who reads without scripts can be led to whole versions of both
states (*plain*), and where a draft has pages of both and says so (*draft*).

    python benchmarks/faults.py [--points 200] [--targets folder branch objects]

Objects go to moto's server on this machine, which speaks S3.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import boto3
import s3fs  # noqa: F401 (loaded before a process is begun, as all the rest)
from readers import led, written

from katern.publish import manifest, versions
from katern.publish.entrypoints import Site, State
from katern.publish.manifest import Manifest
from katern.publish.release import drawn_from, publish_state
from katern.publish.rollback import lead
from katern.publish.target import open_target
from katern.publish.versions import Version
from katern.words import words_of

Files = dict[str, bytes]
_ACTS = ("release", "draft", "back")
_BUCKET = "proef"


@dataclass
class Counts:
    """Of one target: points, kills that came before the end, reads, and what was found."""

    points: int = 0
    killed: int = 0
    reads: int = 0
    plain: int = 0
    draft: int = 0
    torn: list[str] = field(default_factory=list)
    unmended: list[str] = field(default_factory=list)


def act(name: str, address: str) -> None:
    """One command, without the build before it: what is killed here is the publishing."""
    if name == "back":
        lead(open_target(address), _site(), {"actueel": "2025.1", "studiedag": ""})
    elif name == "draft":
        put(address, "concept", "tweede")
    else:
        put(address, "2026.2", "nieuw", "actueel")


def put(address: str, name: str, text: str, alias: str = "", pages: int = 6) -> None:
    """Publish a version of some pages."""
    target = open_target(address)
    with target.lock():
        folder = target.staging()
        made = _write(folder, name, text, pages)
        (folder / manifest.FILE).write_bytes(manifest.write(made))
        known = versions.read(target.read(versions.FILE))
        listed = versions.with_version(known, Version(name, name, (alias,) if alias else ()))
        publish_state(target, State(listed, drawn_from(listed, known, target, made)), _site(), name, folder)


def _write(folder: Path, name: str, text: str, pages: int) -> Manifest:
    for number in range(pages):
        page = folder / (f"p{number}" if number else ".") / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<!doctype html><title>{name}</title><p>{text} {number}</p>")
    (folder / "404.html").write_text(f"<p>niet gevonden {name}</p>")
    (folder / "sitemap.xml").write_text(f"<urlset>{name}</urlset>")
    files = manifest.checksums(folder)
    return Manifest(name, "2026-01-01T00:00:00Z", files=files, pages=manifest.pages_among(files))


def _site() -> Site:
    return Site("Proef", "https://proef.example/", "nl-NL", words_of("nl"))


def begin(address: str) -> None:
    """Two versions and a draft."""
    put(address, "2025.1", "oud", "studiedag")
    put(address, "2026.1", "nu", "actueel", pages=8)
    put(address, "concept", "eerste", pages=8)


# --- the three kinds


class Folder:
    """A folder, copied for each point."""

    name = "folder"

    def __init__(self, room: Path) -> None:
        self._room = room
        self._origin = room / "begin"

    def start(self) -> str:
        assert _begun("begin", str(self._origin)).wait() == 0
        return self.again()

    def again(self) -> str:
        shutil.rmtree(self._room / "boom", ignore_errors=True)
        shutil.copytree(self._origin, self._room / "boom", symlinks=True)
        return str(self._room / "boom")

    def read(self) -> Files:
        """What a web server sends that follows links: each file is opened anew."""
        found: Files = {}
        tree = self._room / "boom"
        for folder, folders, files in os.walk(tree, followlinks=True):
            folders[:] = sorted(name for name in folders if name not in (".katern", ".git"))
            for name in files:
                with contextlib.suppress(FileNotFoundError):
                    path = Path(folder) / name
                    found[path.relative_to(tree).as_posix()] = path.read_bytes()
        return found

    def unlock(self, address: str) -> None:
        """Nothing: the system lets go of the lock."""


class Branch(Folder):
    """A checkout of a branch; readers get what its last commit holds."""

    name = "branch"

    def start(self) -> str:
        self._origin.mkdir()
        subprocess.run(["git", "init", "--quiet", "-b", "gh-pages"], cwd=self._origin, check=True)
        return super().start()

    def read(self) -> Files:
        packed = subprocess.run(["git", "archive", "HEAD"], cwd=self._room / "boom", check=True, capture_output=True)
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            files = [(member, archive.extractfile(member)) for member in archive if member.isfile()]
            return {member.name: file.read() for member, file in files if file is not None}


class Objects:
    """A bucket of a server that speaks S3."""

    name = "objects"

    def __init__(self, room: Path) -> None:
        self._client = boto3.client("s3", region_name="us-east-1")
        self._client.create_bucket(Bucket=_BUCKET)
        self._began: Files = {}
        self._known: Files = {}  # by the checksum that storage gives: what did not change is not fetched again

    def start(self) -> str:
        assert _begun("begin", f"s3://{_BUCKET}/site").wait() == 0
        self._began = self._all()
        return f"s3://{_BUCKET}/site"

    def again(self) -> str:
        now = self._all()
        for name in now.keys() - self._began.keys():
            self._client.delete_object(Bucket=_BUCKET, Key=name)
        for name, content in self._began.items():
            if now.get(name) != content:
                self._client.put_object(Bucket=_BUCKET, Key=name, Body=content)
        return f"s3://{_BUCKET}/site"

    def read(self) -> Files:
        return {
            name.removeprefix("site/"): content
            for name, content in self._all().items()
            if not name.startswith("site/.katern/")
        }

    def unlock(self, address: str) -> None:
        """What an editor does who sees that nobody is busy (`--break-lock`)."""
        self._client.delete_object(Bucket=_BUCKET, Key="site/.katern/lock")

    def _all(self) -> Files:
        found: Files = {}
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=_BUCKET)
        for row in [row for page in pages for row in page.get("Contents", [])]:
            with contextlib.suppress(self._client.exceptions.NoSuchKey):
                if row["ETag"] not in self._known:
                    self._known[row["ETag"]] = self._client.get_object(Bucket=_BUCKET, Key=row["Key"])["Body"].read()
                found[row["Key"]] = self._known[row["ETag"]]
        return found


# --- judging


def judged(found: Files, before: Files, after: Files) -> tuple[list[str], bool, bool]:
    """What is wrong with what readers get; whether plain readers can be led to both states, and a draft has pages of both."""
    state, replacing = _state(found, before, after)
    entries = {path for path in before.keys() | after.keys() if not path.startswith("20")} - {"pages.json"}
    states = {path: (before.get(path), after.get(path)) for path in entries}
    said = [f"{path} is of no state" for path in entries if found.get(path) not in states[path]]
    said += [f"{path} changed" for path in before if path.startswith("20") and found.get(path) != before[path]]
    moved = [path for path in entries if before.get(path) != after.get(path)]
    drafts = {found.get(path) == after.get(path) for path in moved if path.startswith("concept/")}
    if len(drafts) > 1 and not replacing:
        said.append("a draft has pages of both states and does not say so")
    pages = [path for path in moved if path.endswith(".html") and written(found | after | before, path)]
    plain = {found.get(path) == after.get(path) for path in pages}
    return said + _versions(found) + _leading(found, state), len(plain) > 1, len(drafts) > 1


def _state(found: Files, before: Files, after: Files) -> tuple[Files, bool]:
    """The state that browsers are led by, and whether it says that a draft is being replaced."""
    known = json.loads(found["pages.json"])
    replacing = bool(known.pop("replacing", ""))
    return next(state for state in (before, after) if json.loads(state["pages.json"]) == known), replacing


def _versions(found: Files) -> list[str]:
    """Files of published versions that are not what the version says."""
    said = []
    for row in json.loads(found["versions.json"]):
        if row["version"] != "concept":
            files = json.loads(found[f"{row['version']}/manifest.json"])["files"]
            wrong = [p for p, sha in files.items() if _sha(found.get(f"{row['version']}/{p}")) != sha]
            said += [f"{row['version']}/{path} is not what its manifest says" for path in wrong]
    return said


def _leading(found: Files, state: Files) -> list[str]:
    """Addresses that lead a browser elsewhere than they do in the state, or anybody to a page that is not there."""
    said = []
    for path in sorted(found.keys() | state.keys()):
        if not path.endswith(".html") or not written(found | state, path):
            continue
        if path in state and (path not in found or led(found, path) != led(state, path)):
            said.append(f"{path} does not lead where it leads in its state")
        if path in found and written(found, path) not in found:
            said.append(f"{path} leads to {written(found, path)}, which is not there")
    return said


def _sha(content: bytes | None) -> str:
    return hashlib.sha256(content or b"").hexdigest()


def run_points(kind: Folder | Branch | Objects, points: int) -> Counts:
    """Kill, look, and go on, that many times."""
    counts, address = Counts(), kind.start()
    before = kind.read()
    finished: dict[str, Files] = {}
    lasts: dict[str, float] = {}
    for name in _ACTS:
        kind.again()
        process = _begun(name, address)
        started = time.monotonic()
        process.wait()
        finished[name], lasts[name] = kind.read(), time.monotonic() - started
    for point in range(points):
        name = _ACTS[point % len(_ACTS)]
        after = finished[name]
        kind.again()
        process = _begun(name, address)
        begun = time.monotonic()
        wait = lasts[name] * (point + 1) / points
        while time.monotonic() - begun < wait and process.poll() is None:
            found = kind.read() if kind.name == "folder" else {}
            counts.reads += len(found)
            time.sleep(0.001)
        if process.poll() is not None:  # it took longer the first time: the next ones are killed sooner
            lasts[name] = min(lasts[name], time.monotonic() - begun)
        process.kill()
        counts.killed += process.wait() != 0
        counts.points += 1
        found = kind.read()
        counts.reads += len(found)
        said, plain, draft = judged(found, before, after)
        counts.torn += [f"{name} {point}: {text}" for text in said]
        counts.plain += plain
        counts.draft += draft
        kind.unlock(address)
        _begun("mend" if found == after else name, address).wait()
        if kind.read() != after:
            counts.unmended.append(f"{name} {point}")
    return counts


@dataclass
class Child:
    """A process of its own that has loaded all that it needs: a kill before that would show nothing."""

    number: int
    code: int | None = None

    def poll(self) -> int | None:
        return self._waited(os.WNOHANG)

    def wait(self) -> int:
        code = self._waited(0)
        assert code is not None
        return code

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.number, signal.SIGKILL)

    def _waited(self, how: int) -> int | None:
        if self.code is None:
            ended, status = os.waitpid(self.number, how)
            self.code = os.waitstatus_to_exitcode(status) if ended else None
        return self.code


def _begun(name: str, address: str) -> Child:
    """Let a process do something with a tree."""
    child = os.fork()
    if child:
        return Child(child)
    try:
        if name == "begin":
            begin(address)
        elif name == "mend":
            with open_target(address).lock():
                pass
        else:
            act(name, address)
        os._exit(0)
    except BaseException:
        os._exit(1)


@contextlib.contextmanager
def _surroundings() -> Iterator[None]:
    """A server that speaks S3 on this machine, in a process of its own, and names for commits."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    os.environ |= {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_ACCESS_KEY_ID": "proef", "AWS_SECRET_ACCESS_KEY": "proef",
        "AWS_DEFAULT_REGION": "us-east-1",
        **{f"GIT_{role}_{what}": "proef@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }  # fmt: skip
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while True:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.1)
            yield
        finally:
            server.kill()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--targets", nargs="+", default=["folder", "branch", "objects"])
    options = parser.parse_args()
    kinds: dict[str, Callable[[Path], Folder | Branch | Objects]] = {
        "folder": Folder, "branch": Branch, "objects": Objects,
    }  # fmt: skip
    rows = [
        "| target | points | killed at work | files read | torn | not mended | plain | draft |",
        "|---|---|---|---|---|---|---|---|",
    ]
    wrong: list[str] = []
    with _surroundings():
        for name in options.targets:
            with tempfile.TemporaryDirectory(prefix="katern-faults-") as room:
                counts = run_points(kinds[name](Path(room)), options.points)
            rows.append(f"| {name} | {counts.points} | {counts.killed} | {counts.reads} | {len(counts.torn)} | {len(counts.unmended)} | {counts.plain} | {counts.draft} |")  # fmt: skip
            wrong += [f"{name}: {text}" for text in (*counts.torn, *counts.unmended)]
    print("\n".join(rows))
    print("\n".join(wrong[:20]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
