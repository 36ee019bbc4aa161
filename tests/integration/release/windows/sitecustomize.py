"""A made-up Windows: what Python lacks or does otherwise there, it lacks or does so here. Loaded by every Python that finds this first.

What libraries took of the system before that is theirs: this is about the code of Katern.
"""

import asyncio  # noqa: F401 (as the next ones: they ask the system while they are loaded)
import ctypes
import errno
import getpass  # noqa: F401
import http.server  # noqa: F401
import multiprocessing.popen_spawn_posix
import multiprocessing.resource_tracker
import multiprocessing.synchronize  # noqa: F401
import os
import shutil  # noqa: F401
import signal
import ssl  # noqa: F401
import subprocess  # noqa: F401
import sys
import tempfile  # noqa: F401

import filelock  # noqa: F401

for name in ("fcntl", "resource", "pwd", "grp", "termios"):
    sys.modules[name] = None
for name in (
    "fork",
    "sync",
    "fchown",
    "chown",
    "getuid",
    "geteuid",
    "getgid",
    "sched_getaffinity",
    "statvfs",
    "sysconf",
):
    delattr(os, name)
for name in ("SIGVTALRM", "SIGALRM", "SIGHUP", "setitimer", "getitimer", "ITIMER_VIRTUAL", "alarm"):
    delattr(signal, name)

_rename, _link, _load = os.rename, os.link, ctypes.CDLL


def rename(source, target, **more):
    """Windows takes no file or folder away for one that gets its name."""
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, "Cannot create a file when that file already exists", str(source))
    _rename(source, target, **more)


def link(source, target, **more):
    """Windows follows every link."""
    if not more.pop("follow_symlinks", True):
        raise NotImplementedError("link: follow_symlinks unavailable on this platform")
    _link(source, target, **more)


def symlink(*_, **__):
    """Not without a right that hardly anybody has."""
    raise OSError(errno.EPERM, "A required privilege is not held by the client")


class Library(_load):
    """None without a name."""

    def __init__(self, name, *arguments, **more):
        if name is None:
            raise TypeError("bad argument type for built-in operation")
        super().__init__(name, *arguments, **more)


os.rename, os.link, os.symlink, ctypes.CDLL = rename, link, symlink, Library
