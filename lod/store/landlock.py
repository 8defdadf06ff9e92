"""Files that a process gives up, by Landlock (landlock(7)): it needs no privilege. Kernels have it since 5.13.

What is open stays open; what is opened from then on must be below one folder, and only to be read.
"""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every machine
_VERSION = 1
_RULE_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3

_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights over files the versions of the interface know: as many bits, from the first."""
_NETWORK_RIGHTS = {4: 2}
_SCOPES = {6: 2}
"""Abstract sockets of others, and signals to others."""


def version(libc: ctypes.CDLL) -> int:
    """The version of the kernel's interface; not above 0 where there is none."""
    return int(libc.syscall(_CREATE_RULESET, None, 0, _VERSION))


def restrict(libc: ctypes.CDLL, folder: Path) -> None:
    """Leaves this thread, and those it starts, the files below `folder`, to read. Does nothing where the kernel has no
    Landlock. Raises OSError."""
    known = version(libc)
    if known < 1:
        return
    rules = _Ruleset(*(_bits(rights, known) for rights in (_FILE_RIGHTS, _NETWORK_RIGHTS, _SCOPES)))
    size = 8 if known < 4 else 16 if known < 6 else 24
    ruleset = _checked(libc.syscall(_CREATE_RULESET, ctypes.byref(rules), size, 0))
    opened = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _PathBeneath(_READ_FILE | _READ_DIR, opened)
        _checked(libc.syscall(_ADD_RULE, ruleset, _RULE_PATH_BENEATH, ctypes.byref(rule), 0))
        _checked(libc.syscall(_RESTRICT_SELF, ruleset, 0))
    finally:
        os.close(opened)
        os.close(ruleset)


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def _bits(rights: dict[int, int], known: int) -> int:
    return (1 << max((count for since, count in rights.items() if since <= known), default=0)) - 1


def _checked(result: int) -> int:
    if result < 0:
        problem = ctypes.get_errno()
        raise OSError(problem, f"Landlock: {os.strerror(problem)}")
    return result
