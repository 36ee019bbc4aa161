"""What a site's own code asks for is heard, and nothing else: each case in a process of its own, since nobody stops listening."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
import sys
from pathlib import Path
from katern.owncode import OwnCode
root = Path(sys.argv[1])
own = OwnCode(root)
sys.path.insert(0, str(root / "hooks"))
import eigen
open(root / "van-katern.txt").close()
print(sorted(Path(path).relative_to(root).as_posix() for path in own.opened if path.endswith(".txt")), own.can_be_compared, own.asks_environment)
"""
READS = "from pathlib import Path\n(Path(__file__).parents[1] / 'gelezen.txt').read_text()\n"


def asked(root: Path, code: str) -> str:
    (root / "hooks").mkdir()
    (root / "hooks/eigen.py").write_text(code, encoding="utf-8")
    for name in ("gelezen.txt", "van-katern.txt"):
        (root / name).write_text("", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", ASK, str(root)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("x = 1\n", "[] True False"),
        (READS, "['gelezen.txt'] True False"),
        ("import os\nx = os.environ.get('NAAM')\n", "[] True True"),
        ("from os import getenv\n", "[] True True"),
        ("import datetime\n", "[] False False"),
        ("from datetime import date\n", "[] False False"),
        ("def f():\n    from time import time\n", "[] False False"),
        ("def f():\n    __import__('random')\n", "[] False False"),
        ("from random import choice as kies\n", "[] False False"),
        (
            "def f():\n    import subprocess, sys\n    subprocess.run([sys.executable, '-c', ''])\nf()\n",
            "[] False False",
        ),
        ("def f():\n    import socket\n    socket.getaddrinfo('localhost', 80)\nf()\n", "[] False False"),
    ],
)
def test_what_the_sites_own_code_asks_for(tmp_path: Path, code: str, told: str) -> None:
    assert asked(tmp_path.resolve(), code) == told
