"""Ctrl-C in any phase of a build: exit 130, one line, nothing left behind, the old release still current."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lod import releases
from tests.cli.commands import LOD, lod
from tests.cli.test_building import HEADER, PUBLICATION, RATED

PHASES = ("reading rows", "validating and writing", "writing dumps", "completing the store")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """A publication with a release, to which the rows of a real authority have been added since."""
    folder = tmp_path_factory.mktemp("interrupted")
    (folder / "publication.toml").write_text(PUBLICATION)
    (folder / "501.csv").write_text(HEADER + RATED.format("x1"))
    assert lod("build", "--workers", "1", cwd=folder).returncode == 0
    shutil.copy(shared / "data" / "fhrs" / "uk-2015-csv" / "fhrs" / "413.csv", folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("phase", PHASES)
def test_nothing_is_left_behind(released: Path, phase: str) -> None:
    before = releases.current(released / "public").id
    build = [*LOD, "build", "--workers", "2"]
    with subprocess.Popen(
        build, cwd=released, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stderr
        for line in process.stderr:
            if line.startswith(phase):
                break
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the build and its workers
        told = process.stderr.read().splitlines()
    assert process.returncode == 130, told
    assert told == ["interrupted: what was not finished is gone, what was current stays"]
    assert releases.current(released / "public").id == before
    assert not list((released / "public").glob(".building*"))
    assert list(_ended(process.pid)) == []


@pytest.mark.slow
def test_before_the_first_worker_is_ready(released: Path) -> None:
    build = [*LOD, "build", "--workers", "2"]
    with subprocess.Popen(
        build, cwd=released, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        work = released / "public"
        while process.poll() is None and not list(work.glob(".building*/facts")):
            time.sleep(0.01)
        time.sleep(0.2)
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr
        told = process.stderr.read().splitlines()
    assert process.returncode == 130, told
    assert told[-1:] == ["interrupted: what was not finished is gone, what was current stays"]
    assert not [line for line in told if "Traceback" in line or "KeyboardInterrupt" in line]
    assert not list(work.glob(".building*"))
    assert list(_ended(process.pid)) == []


def _ended(group: int) -> Iterator[str]:
    """The processes of a group that are still there after some seconds."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    yield f"processes of the group {group}"
