"""What a query process gives up before it sees a query: network, memory without end, and life without its parent.

The engine has no switch for any of it (it follows SERVICE to wherever it leads). The kernel has, and a process that
has given something up cannot take it back. Linux keeps all of this; elsewhere the memory limit is what POSIX gives.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import signal
import sys
from pathlib import Path

MIB = 2**20

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_SECCOMP_MODE_FILTER = 2
_SECCOMP_ALLOW, _SECCOMP_ERRNO = 0x7FFF0000, 0x00050000
_LOAD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_CALL_NUMBER, _ARCHITECTURE = 0, 4  # offsets in struct seccomp_data

# Per machine: its AUDIT_ARCH_… number and the number of its socket(2).
_SOCKET_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


def confine() -> None:
    """Takes core dumps, sockets and a life after its parent's from this process and the threads it starts later.

    A process of another system or kernel keeps what cannot be taken from it.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        _bar_sockets(libc)


def limit_memory(more: int) -> None:
    """Lets this process map `more` MiB of address space beyond what it has mapped by now, and no more."""
    mapped = Path("/proc/self/statm")
    pages = int(mapped.read_text().split()[0]) if mapped.exists() else 0
    ceiling = pages * resource.getpagesize() + more * MIB
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or ceiling < hard:
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


def bars_sockets() -> bool:
    """Whether `confine` takes the network away on this machine."""
    return sys.platform == "linux" and platform.machine() in _SOCKET_CALLS


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


def _bar_sockets(libc: ctypes.CDLL) -> None:
    """Makes socket(2) fail with EACCES, by a seccomp filter. Unlike a network namespace it needs no privilege, and
    containers allow it."""
    if platform.machine() not in _SOCKET_CALLS:
        return
    architecture, socket_call = _SOCKET_CALLS[platform.machine()]
    steps = (
        _Instruction(_LOAD, 0, 0, _ARCHITECTURE),
        _Instruction(_JUMP_IF_EQUAL, 0, 2, architecture),
        _Instruction(_LOAD, 0, 0, _CALL_NUMBER),
        _Instruction(_JUMP_IF_EQUAL, 1, 0, socket_call),
        _Instruction(_RETURN, 0, 0, _SECCOMP_ALLOW),
        _Instruction(_RETURN, 0, 0, _SECCOMP_ERRNO | errno.EACCES),
    )
    program = _Program(len(steps), (_Instruction * len(steps))(*steps))
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
