"""System calls that a process gives up, by a seccomp filter (seccomp(2)): unlike a namespace it needs no privilege, and
containers allow it.

Barred is what leads out of the process: sockets, other programs and processes, looking into others, and the calls that
do the same by another way. Everything else stays, since the engine and the C library may need it tomorrow.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import sys

_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_CALL, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data, of a little-endian machine
_CLONE_THREAD = 0x10000
_X32 = 0x40000000
"""From this number on, x86-64 has its calls once more, for programs of 32 bits."""

_NAMES = (
    *("socket", "connect", "bind", "listen", "io_uring_setup"),
    *("execve", "execveat", "fork", "vfork"),
    *("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "open_by_handle_at"),
    *("mount", "unshare", "setns", "chroot", "bpf", "keyctl"),
)
_CALLS = {
    "x86_64": (
        *(41, 42, 49, 50, 425),
        *(59, 322, 57, 58),
        *(101, 310, 311, 434, 438, 304),
        *(165, 272, 308, 161, 321, 250),
    ),
    "aarch64": (
        *(198, 203, 200, 201, 425),
        *(221, 281, None, None),
        *(117, 270, 271, 434, 438, 265),
        *(40, 97, 268, 51, 280, 219),
    ),
}
"""The numbers of `_NAMES`, in that order; None where a machine has no such call."""
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def is_available() -> bool:
    """Whether `bar` does anything on this machine."""
    return sys.platform == "linux" and platform.machine() in _CALLS


def bar(libc: ctypes.CDLL) -> None:
    """Makes those calls fail with EACCES, in this thread and those it starts. Needs PR_SET_NO_NEW_PRIVS before it."""
    if not is_available():
        return
    steps = _steps(platform.machine())
    program = _Program(len(steps), (_Instruction * len(steps))(*steps))
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


def _steps(machine: str) -> list[_Instruction]:
    barred = _Instruction(_RETURN, 0, 0, _ERRNO | errno.EACCES)
    allowed = _Instruction(_RETURN, 0, 0, _ALLOW)
    steps = [
        _Instruction(_LOAD, 0, 0, _ARCHITECTURE),
        _Instruction(_EQUAL, 1, 0, _AUDIT_ARCH[machine]),
        barred,
        _Instruction(_LOAD, 0, 0, _CALL),
        _Instruction(_AT_LEAST, 0, 1, _X32),
        barred,
        # The C library then starts threads by clone(2), whose arguments can be looked at.
        _Instruction(_EQUAL, 0, 1, _CLONE3),
        _Instruction(_RETURN, 0, 0, _ERRNO | errno.ENOSYS),
    ]
    for number in _CALLS[machine]:
        if number is not None:
            steps += [_Instruction(_EQUAL, 0, 1, number), barred]
    return [
        *steps,
        _Instruction(_EQUAL, 1, 0, _CLONE[machine]),
        allowed,
        _Instruction(_LOAD, 0, 0, _FIRST_ARGUMENT),
        _Instruction(_ANY_BIT, 0, 1, _CLONE_THREAD),
        allowed,
        barred,
    ]
