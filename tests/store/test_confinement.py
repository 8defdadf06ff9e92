"""What a confined process cannot do any more. Each test confines a process of its own, and tries."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lod.store.confinement import bars_files, bars_sockets
from tests.canary import Canary
from tests.needs import needs

PROLOGUE = """
import ctypes, os, resource, signal, socket, sys, threading
import pyoxigraph
from pathlib import Path
from lod.store.confinement import confine, limit_files, limit_memory
confine(2**20)
"""

needs_seccomp = needs(is_there=bars_sockets(), otherwise="this system has no way to take calls from a process")
needs_landlock = needs(is_there=bars_files(), otherwise="this kernel has no Landlock: a process keeps its files")


def confined(script: str, root: Path | None = None) -> subprocess.CompletedProcess[str]:
    limited = f"limit_files(Path({str(root)!r}))\n" if root else ""
    command = [sys.executable, "-c", PROLOGUE + limited + script]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@needs_seccomp
@pytest.mark.parametrize(
    "script",
    [
        pytest.param("socket.socket(socket.AF_INET)", id="IPv4"),
        pytest.param("socket.socket(socket.AF_INET6)", id="IPv6"),
        pytest.param("socket.socket(socket.AF_UNIX)", id="a local socket"),
        pytest.param("os.execv('/bin/true', ['true'])", id="another program"),
        pytest.param("os.fork()", id="another process"),
        pytest.param("os.posix_spawn('/bin/true', ['true'], {})", id="a program in another process"),
        pytest.param("os.pidfd_open(os.getppid())", id="a hold on its parent"),
        pytest.param("os.unshare(0)" if hasattr(os, "unshare") else "raise PermissionError", id="a namespace"),
    ],
)
def test_it_cannot_reach_out(script: str) -> None:
    ended = confined(script)
    assert "PermissionError" in ended.stderr


@needs_seccomp
@pytest.mark.parametrize("call", [pytest.param(425, id="io_uring_setup"), pytest.param(101, id="ptrace")])
@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers are those of x86-64")
def test_calls_without_a_name_in_python_are_barred(call: int) -> None:
    script = f"libc = ctypes.CDLL(None, use_errno=True); print(libc.syscall({call}, 0, 0, 0, 0), ctypes.get_errno())"
    assert confined(script).stdout == "-1 13\n"


@needs_seccomp
def test_it_can_still_start_threads() -> None:
    assert confined("t = threading.Thread(target=print, args=['here']); t.start(); t.join()").stdout == "here\n"


@needs_seccomp
def test_nor_has_the_engine_in_it_a_network(listener: Canary) -> None:
    ended = confined(f"list(pyoxigraph.Store().query('SELECT * {{ SERVICE <{listener.iri}> {{ ?s ?p ?o }} }}'))")
    assert "Permission denied" in ended.stderr
    assert listener.calls == 0


@needs_landlock
@pytest.mark.parametrize(
    "script",
    [
        pytest.param("open('/etc/passwd')", id="read"),
        pytest.param("os.listdir('/')", id="list"),
        pytest.param("open('/proc/self/environ')", id="its own environment"),
        pytest.param("open(f'/proc/{os.getppid()}/status')", id="its parent"),
        pytest.param("open('/tmp/lod-was-here', 'w')", id="write elsewhere"),
        pytest.param("open(root / 'new', 'w')", id="write below the root"),
        pytest.param("open(root / 'there', 'r+')", id="change"),
        pytest.param("(root / 'there').unlink()", id="remove"),
        pytest.param("(root / 'folder').mkdir()", id="make a folder"),
        pytest.param("os.truncate(root / 'there', 0)", id="truncate"),
        pytest.param("open(root / 'link')", id="by a link that leads out"),
        pytest.param("open(root / '..' / 'beside')", id="by a path that leads out"),
        pytest.param("pyoxigraph.Store(str(root / 'store'))", id="a store to write"),
    ],
)
def test_it_reads_below_its_root_and_nothing_else(tmp_path: Path, script: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "there").write_text("there", "utf-8")
    (root / "link").symlink_to("/etc/passwd")
    (tmp_path / "beside").write_text("beside", "utf-8")
    ended = confined(f"root = Path({str(root)!r})\nprint(open(root / 'there').read())\n{script}", root)
    assert ended.stdout == "there\n"
    assert "Permission denied" in ended.stderr
    assert sorted(path.name for path in root.iterdir()) == ["link", "there"]


@needs_landlock
def test_it_keeps_what_it_had_open(tmp_path: Path) -> None:
    script = f"""
import tempfile
with tempfile.TemporaryFile() as kept:
    limit_files(Path({str(tmp_path)!r}))
    os.pwrite(kept.fileno(), b'kept and more', 0); os.ftruncate(kept.fileno(), 4)
    print(os.fstat(kept.fileno()).st_size)
"""
    assert confined(script).stdout == "4\n"


@needs_landlock
def test_what_appears_later_below_the_root_can_be_read(tmp_path: Path) -> None:
    script = "print('ready', flush=True); sys.stdin.readline(); print(open(root / 'new' / 'release').read())"
    command = [sys.executable, "-c", f"{PROLOGUE}root = Path({str(tmp_path)!r}); limit_files(root)\n{script}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "release").write_text("later", "utf-8")
        assert process.communicate("\n", timeout=30)[0] == "later\n"


def test_a_root_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    if bars_files():
        assert "FileNotFoundError" in confined("print('went on')", tmp_path / "none").stderr


def test_it_has_the_memory_it_was_given_and_no_more() -> None:
    ended = confined(
        "limit_memory(64); given = bytearray(48 * 2**20); print('given', flush=True); bytearray(48 * 2**20)"
    )
    assert ended.stdout == "given\n"
    assert "MemoryError" in ended.stderr


def test_it_writes_no_large_file(tmp_path: Path) -> None:
    ended = confined(f"file = open({str(tmp_path / 'large')!r}, 'wb', 0); file.write(bytes(2**20)); file.write(b'x')")
    assert "File too large" in ended.stderr
    assert (tmp_path / "large").stat().st_size <= 2**20


def test_it_leaves_no_core_behind() -> None:
    assert confined("print(resource.getrlimit(resource.RLIMIT_CORE))").stdout == "(0, 0)\n"


def test_it_has_few_files() -> None:
    assert confined("print(max(resource.getrlimit(resource.RLIMIT_NOFILE)) <= 1024)").stdout == "True\n"
