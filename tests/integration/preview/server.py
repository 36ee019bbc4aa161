"""The real `katern serve` on a small site: started, asked over HTTP, listened to, stopped."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ...commands import Apart

# seconds that a busy machine may take for anything
PATIENCE = 180.0


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """The content as words."""
        return self.content.decode("utf-8")


@dataclass
class Server:
    """A running preview."""

    root: Path
    process: Apart | subprocess.Popen[str]
    port: int

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, headers=headers)
            found = connection.getresponse()
            return Answer(found.status, dict(found.headers.items()), found.read())
        finally:
            connection.close()

    def once_it_answers(self, path: str) -> str:
        """The page, as soon as there is a server."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self.get(path).text
            except ConnectionError:
                assert time.monotonic() < end, "no server came"
                time.sleep(0.1)

    def write(self, path: str, content: str | bytes) -> None:
        """A person saves a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)

    @contextmanager
    def watching(self, path: str) -> Iterator[Iterator[tuple[str, Any]]]:
        """The events that a browser with this page gets, as that page was a moment ago."""
        told = dict(re.findall(r'data-(mark|since)="([^"]*)"', self.get(path).text))
        asked = f"/_katern/changes?path={quote(path)}&mark={told['mark']}&since={told['since']}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", asked)
            yield _events(connection.getresponse())
        finally:
            connection.close()

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=PATIENCE)


def _events(answer: http.client.HTTPResponse) -> Iterator[tuple[str, Any]]:
    name, end = "", time.monotonic() + PATIENCE
    for line in answer:
        assert time.monotonic() < end, "what was waited for did not come"
        if line.startswith(b"event: "):
            name = line[7:].decode().strip()
        elif line.startswith(b"data: "):
            yield name, json.loads(line[6:])


def command(root: Path, *arguments: str, program: str = "katern") -> subprocess.Popen[str]:
    """The command, with what it says on a pipe."""
    return subprocess.Popen(
        [str(Path(sys.executable).with_name(program)), "serve", *arguments],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "TMPDIR": str(root.parent)},
    )


@contextmanager
def serving(root: Path, *arguments: str) -> Iterator[Server]:
    """A preview at a port that is free, of a command that is loaded already."""
    says = root.parent / "served.txt"
    process = Apart(
        "serve", "-a", "127.0.0.1:0", *arguments, cwd=root, says=says, TMPDIR=str(root.parent), SOURCE_DATE_EPOCH=""
    )
    try:
        end = time.monotonic() + PATIENCE
        while not (
            found := re.search(r"http://127\.0\.0\.1:(\d+)/", said := says.read_text() if says.exists() else "")
        ):
            assert time.monotonic() < end, said
            time.sleep(0.02)
        yield Server(root, process, int(found[1]))
    finally:
        process.kill()
        process.wait()


@contextmanager
def begun(root: Path, *arguments: str) -> Iterator[Server]:
    """A preview at a port that is free, of the command as it was installed."""
    process = command(root, "-a", "127.0.0.1:0", *arguments)
    try:
        assert process.stdout is not None
        said = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", said)
        assert found, said + process.stdout.read()
        yield Server(root, process, int(found[1]))
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
