from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lod.errors import ValidatorsDisagree
from lod.namespaces import SH
from lod.validation import Gate, Report
from lod.validation.fast import Fast
from lod.validation.gate import agreed, findings, is_sampled
from lod.validation.referee import Referee
from lod.validation.shapes import shapes

from .facts import chunk, from_prose, from_table
from .test_results import VIOLATION, WARNING

TOO_EARLY = from_prose(1, issued="2025-03")
"""Published before its fieldwork ended."""


@pytest.fixture
def referee(vocabulary: list[str]):
    def validate(lines: list[str]) -> Report:
        return Referee(shapes()).validate([*lines, *vocabulary])

    return validate


def test_conforming_chunks_pass(vocabulary: list[str]) -> None:
    with Gate(vocabulary, workers=2) as gate:
        for number in range(6):
            gate.submit(chunk(from_prose(number), from_table(number + 10)))
        assert gate.report() == Report()


def test_violation_in_any_chunk_is_reported_in_the_referees_words(vocabulary: list[str], referee) -> None:
    with Gate(vocabulary, workers=2) as gate:
        for facts in (from_table(2), TOO_EARLY, from_table(3)):
            gate.submit(chunk(facts))
        report = gate.report()
    assert report == referee(chunk(TOO_EARLY))
    [result] = report.violations
    assert result.component == SH.iri + "SPARQLConstraintComponent"
    assert result.message.startswith("The inspection was published on 2025-03, before its fieldwork of 2025-04")


def test_more_chunks_than_fit_in_flight_are_all_seen(vocabulary: list[str]) -> None:
    with Gate(vocabulary, workers=1) as gate:
        for number in range(5):
            gate.submit([line for line in chunk(from_table(number)) if "identifier" not in line])
        assert len({result.focus_node for result in gate.report().violations}) == 5


def test_leaving_the_gate_ends_its_workers(vocabulary: list[str]) -> None:
    with Gate(vocabulary, workers=2) as gate:
        gate.submit(chunk(from_table()))
        gate.report()
        workers = [each for each in multiprocessing.active_children() if each.is_alive()]
        assert workers
    assert not any(worker.is_alive() for worker in workers)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="asks /proc for the children of a process")
def test_workers_end_when_their_build_is_killed(tmp_path: Path) -> None:
    """Otherwise each killed build would leave processes that wait for work for ever."""
    script = tmp_path / "build.py"
    script.write_text(
        "import os, sys, time\n"
        "from lod.validation import Gate\n"
        "if __name__ == '__main__':\n"
        "    with Gate([], workers=1) as gate:\n"
        "        gate.submit([])\n"
        "        gate.report()\n"
        "        print('ready', flush=True)\n"
        "        time.sleep(60)\n"
    )
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(root)}
    ) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == b"ready\n"
        children = _children(build.pid)
        build.send_signal(signal.SIGKILL)
    assert children
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


def _children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # the process has ended meanwhile
            continue
        if int(fields[1]) == parent:
            found.append(int(status.parent.name))
    return found


def test_engines_agree_whatever_their_words() -> None:
    ruling = Report.of([VIOLATION])
    assert agreed(ruling, ruling) is ruling


def test_engines_that_differ_stop_everything() -> None:
    with pytest.raises(ValidatorsDisagree, match=r"only the referee: .*unit/a"):
        agreed(Report(), Report.of([VIOLATION]))
    with pytest.raises(ValidatorsDisagree, match=r"only the fast engine: .*unit/b"):
        agreed(Report.of([WARNING, VIOLATION]), Report.of([VIOLATION]))


def test_real_engines_with_different_shapes_are_found_out(vocabulary: list[str]) -> None:
    graph = [*chunk(TOO_EARLY), *vocabulary]
    lenient = shapes().replace("STRLEN(STR(?value))) >", "0) >")
    assert findings(Fast(lenient).validate(graph)) == set()
    with pytest.raises(ValidatorsDisagree, match=r"only the referee: .*issued"):
        agreed(Fast(lenient).validate(graph), Referee(shapes()).validate(graph))


def test_sample_is_chosen_by_what_a_chunk_says() -> None:
    chunks = [f"<https://data.example.org/{number}> <p> <o> .\n" for number in range(5_000)]
    chosen = [each for each in chunks if is_sampled(each, 100)]
    assert chosen == [each for each in chunks if is_sampled(each, 100)]
    assert 25 <= len(chosen) <= 80
