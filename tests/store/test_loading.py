"""A store is filled by a process of its own, which tells what goes wrong and outlives nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lod.store import Loader, open_store
from lod.terms import lines

LINE = b'<http://example.org/a> <http://example.org/says> "%d" .\n'
LOADS_FOR_EVER = f"""
import sys
from pathlib import Path
from lod.store import Loader
with Loader(Path(sys.argv[1]), 10) as loader:
    print(loader._process.pid, flush=True)
    while True:
        loader.add({LINE!r} % 1)
"""


def test_what_is_added_is_there_once_it_is_left(tmp_path: Path) -> None:
    (tmp_path / "more.nq").write_bytes(LINE % 7)
    with Loader(tmp_path / "store", 2) as loader:
        for number in range(7):
            loader.add(LINE % number)
        loader.add_file(tmp_path / "more.nq")
        loader.complete()
    said = open_store(tmp_path / "store").construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert [*lines(said)] == [(LINE % number).decode() for number in range(8)]


def test_lines_that_do_not_parse_are_told_at_the_end_at_the_latest(tmp_path: Path) -> None:
    with pytest.raises(SyntaxError, match="line 1"), Loader(tmp_path / "store") as loader:
        loader.add(b"<http://example.org/s> oops .\n")


def test_only_lines_that_are_known_to_parse_pass_without_a_look_at_their_iris(tmp_path: Path) -> None:
    (tmp_path / "unknown.nq").write_bytes(b"<http://example.org/{}> <http://example.org/p> <http://example.org/o> .\n")
    with pytest.raises(SyntaxError, match="Invalid IRI"), Loader(tmp_path / "store") as loader:
        loader.add_file(tmp_path / "unknown.nq")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    with pytest.raises(OSError, match="store"), Loader(tmp_path / "store") as loader:
        loader.add(LINE % 1)


def test_left_with_an_exception_it_leaves_no_process(tmp_path: Path) -> None:
    loader = Loader(tmp_path / "store")
    with pytest.raises(ZeroDivisionError), loader:
        loader.add(LINE % (1 // 0))
    with pytest.raises(ProcessLookupError):
        os.kill(loader._process.pid, 0)


def test_it_ends_when_its_caller_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOADS_FOR_EVER, str(tmp_path / "store")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        pid = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        assert process.stderr.read() == ""  # also at the end of the loading process, which holds it too
    assert _ends(pid)


def _ends(pid: int) -> bool:
    """Whether a process is gone within ten seconds; one that nobody waits for is gone too."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False
