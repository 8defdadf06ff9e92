"""What a query process gives up before it sees a query: network, files, other processes, memory without end, and life
without its parent.

The engine has no switch for any of it (it follows SERVICE to wherever it leads). The kernel has, and a process that
has given something up cannot take it back. Linux keeps all of this; elsewhere the limits are what POSIX gives.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

from lod.store import landlock, seccomp

MIB = 2**20

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38
_M_ARENA_MAX = -8
_FILES = 1024
"""Open files, of which a store needs some for its parts; the engine asks for 96 at least."""


def confine(largest_file: int) -> None:
    """Takes core dumps, sockets, other processes, large files and a life after its parent's from this process and the
    threads it starts later. `largest_file` is in bytes.

    A process of another system or kernel keeps what cannot be taken from it.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _share_memory()
    _lower(resource.RLIMIT_FSIZE, largest_file)
    _lower(resource.RLIMIT_NOFILE, _FILES)
    if sys.platform == "linux":
        end_with_parent()
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        seccomp.bar(libc)


def end_with_parent() -> None:
    """Has the kernel kill this process when its parent ends (PR_SET_PDEATHSIG(2const))."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def limit_files(folder: Path) -> None:
    """Leaves this process the files below a folder, to read, and what it has opened by now. Raises OSError when the
    folder cannot be opened."""
    if sys.platform == "linux":
        landlock.restrict(ctypes.CDLL(None, use_errno=True), folder)


def limit_memory(more: int) -> None:
    """Lets this process map `more` MiB of address space beyond what it has mapped by now, and no more."""
    try:
        with open("/proc/self/statm") as mapped:  # noqa: PTH123 - as little as possible happens here
            pages = int(mapped.read().split()[0])
    except OSError:
        pages = 0
    _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + more * MIB)


def return_memory() -> None:
    """Gives the system back what the last query needed, where the C library can (malloc_trim(3))."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim is not None:
        trim(0)


def _share_memory() -> None:
    """Has all threads take memory from one place (mallopt(3)): others would reserve more than a query may have."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, 1)


def bars_sockets() -> bool:
    """Whether `confine` takes the network away on this machine."""
    return seccomp.is_available()


def bars_files() -> bool:
    """Whether `limit_files` takes other files away on this machine."""
    return sys.platform == "linux" and landlock.version(ctypes.CDLL(None, use_errno=True)) > 0


def _lower(kind: int, ceiling: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY or ceiling < hard:
        resource.setrlimit(kind, (ceiling, ceiling))
