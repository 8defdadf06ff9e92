"""Progress: a live line with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
from pathlib import Path

import pytest

from tests.cli.commands import LOD, lod
from tests.cli.test_building import HEADER, PUBLICATION, RATED


@pytest.fixture
def register(tmp_path: Path) -> Path:
    (tmp_path / "publication.toml").write_text(PUBLICATION)
    (tmp_path / "501.csv").write_text(HEADER + "".join(RATED.format(f"x{number}") for number in range(1200)))
    return tmp_path


def test_elsewhere_each_step_is_a_line(register: Path) -> None:
    told = lod("build", cwd=register).stderr.splitlines()
    assert told[:2] == ["reading rows …", "validating and writing: 1,200 …"]
    assert "writing dumps …" in told
    assert not any("\x1b" in line for line in told)


def test_a_terminal_shows_how_many_a_second_and_the_time_left(register: Path) -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120", "LINES": "30"}
    with subprocess.Popen(
        [*LOD, "build", "--workers", "1"], cwd=register, stdout=subprocess.DEVNULL, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        shown = _all(ours)
    assert process.returncode == 0, shown
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown)
    assert "validating and writing" in plain
    assert re.search(r"\d+/1200 +[\d,]+/s +\d:\d\d:\d\d +\d:\d\d:\d\d", plain), plain
    assert "\x1b[2K" in shown  # lines are cleared: the live one is gone at the end


def _all(terminal: int) -> str:
    """Everything that is written to a terminal until its other side is closed."""
    chunks = []
    while select.select([terminal], [], [], 60)[0]:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:  # Linux tells so that nobody has the other side open
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(terminal)
    return b"".join(chunks).decode("utf-8", "replace")
