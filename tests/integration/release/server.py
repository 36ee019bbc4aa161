"""A real nginx with the configuration that Katern brings, on this machine only."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

HOSTING = Path(__file__).parents[3] / "hosting"
_MODULES = Path("/usr/lib/nginx/modules")
_MAIN = """daemon off;
pid {folder}/pid;
error_log {folder}/error.log warn;
{modules}
events {{}}
http {{
    include /etc/nginx/mime.types;
    types {{ text/markdown md; }}
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/katern-http.conf;
    server {{ listen 127.0.0.1:{port}; include {folder}/katern.conf; }}
}}
"""


def program(name: str, package: str) -> str:
    """A program of Debian; where CI=true and it is missing, the test fails."""
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if path is None:
        reason = f"{name} ontbreekt: apt-get install {package}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return path


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def nginx(tree: Path, folder: Path) -> Iterator[str]:
    """Serve a tree; its address."""
    folder.mkdir()
    port = free_port()
    for file in (HOSTING / "nginx").iterdir():
        text = file.read_text(encoding="utf-8").replace("/srv/katern", str(tree)).replace("/etc/nginx/", f"{folder}/")
        (folder / file.name).write_text(text, encoding="utf-8")
    modules = "".join(f"load_module {file};\n" for file in sorted(_MODULES.glob("*brotli_static*.so")))
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder, port=port, modules=modules), encoding="utf-8")
    command = [
        program("nginx", "nginx-light libnginx-mod-http-brotli-static"),
        "-e",
        str(folder / "error.log"),
        "-c",
        str(folder / "nginx.conf"),
    ]
    if os.geteuid() == 0:
        command += ["-g", "user root;"]  # the tree stands in a folder that only its maker may read
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            _wait(port, process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


@contextlib.contextmanager
def caddy(tree: Path, folder: Path) -> Iterator[str]:
    """Serve a tree with Caddy; its address."""
    folder.mkdir()
    port = free_port()
    text = (HOSTING / "caddy/Caddyfile").read_text(encoding="utf-8")
    text = text.replace("example.org {", f"http://127.0.0.1:{port} {{").replace("/srv/katern", str(tree))
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text, encoding="utf-8")
    command = [program("caddy", "caddy"), "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    env = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stderr=log, env=env) as process:
        try:
            _wait(port, process)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"the server ended: {process.stderr.read().decode() if process.stderr else ''}")
