"""A real `lod serve` is asked without pause while the pointer moves ten times: every request is answered, every answer
is of one release, and the switch is seen in less than a second."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest

from lod import releases, resources
from tests.cli.commands import LOD, lod
from tests.releases import deeds
from tests.web.running import free_port

pytestmark = [pytest.mark.slow, pytest.mark.engine]

DOCUMENT = "/doc/inspection/probation-region/N53/2025-08-07.ttl"
PAGE = "/doc/inspection/probation-region/N53/2025-08-07.html"
QUERY = """PREFIX insp: <https://w3id.org/inspection-results/def#>
SELECT ?cases ?rating { ?inspection insp:hasSample/insp:caseCount ?cases ; insp:overallRating ?rating }"""
WORDS = (("330", "inadequate"), ("777", "outstanding"))
"""What only one of the two releases says: both words of a pair are in an answer, and none of the other pair."""


@dataclass(slots=True)
class Seen:
    """What clients were answered."""

    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    bodies: dict[tuple[str, str], bytes] = field(default_factory=dict)
    """By path and ETag (RFC 9110, section 8.8.3: a tag names one representation)."""
    releases: set[str] = field(default_factory=set)

    def take(self, path: str, answer: httpx2.Response, words: dict[str, tuple[str, str]]) -> None:
        """Notes an answer, and what is wrong with it."""
        self.answers += 1
        if answer.status_code != 200:
            self.wrong.append(f"{path}: {answer.status_code} {answer.text[:200]}")
            return
        found = set(re.findall(r"\w+", answer.text.lower()))
        said = [pair for pair in WORDS if found.intersection(pair)]
        if len(said) != 1 or not found.issuperset(said[0]):
            self.wrong.append(f"{path}: mixed: {said}")
        tag = answer.headers["ETag"]
        if self.bodies.setdefault((path, tag), answer.content) != answer.content:
            self.wrong.append(f"{path}: two bodies have the tag {tag}")
        if path == "/sparql":
            release = answer.headers["X-Release"]
            self.releases.add(release)
            if not tag.startswith(f'W/"{release}.') or [words[release]] != said:
                self.wrong.append(f"{path}: X-Release {release}, ETag {tag}, says {said}")


@pytest.fixture
def publication(tmp_path: Path) -> tuple[Path, dict[str, tuple[str, str]]]:
    """Two releases that differ in two facts of the one inspection; by id, what they say."""
    folder = Path(shutil.copytree(resources.folder("examples") / "starter", tmp_path / "mine"))
    register, words = folder / "sources" / "inspections.csv", {}
    rows = register.read_text()
    for cases, rating in WORDS:
        register.write_text(
            rows.replace(",330,", f",{cases},").replace("Inadequate", rating.capitalize()).replace("inadequate", rating)
        )
        built = lod("build", cwd=folder)
        assert built.returncode == 0, built.stderr
        words[releases.current(folder / "public").id] = (cases, rating)
    assert len(words) == 2
    return folder, words


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    port = free_port()
    command = [*LOD, "serve", "--port", str(port), "--workers", "2"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address)
            yield address
        finally:
            process.terminate()


def _wait(address: str) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            httpx2.get(f"{address}{DOCUMENT}", timeout=20).raise_for_status()
        except httpx2.TransportError:
            assert time.monotonic() < end, "the server did not begin"
            time.sleep(0.1)
        else:
            return


def _ask(address: str, path: str, seen: Seen, words: dict[str, tuple[str, str]], stopped: threading.Event) -> None:
    with httpx2.Client(base_url=address, timeout=20) as client:
        while not stopped.is_set():
            try:
                # What differs in the query's text is not answered from the cache.
                query = f"{QUERY} # {seen.answers % 7}" if path == "/sparql" else None
                seen.take(
                    path if query is None else "/sparql", client.get(path, params=query and {"query": query}), words
                )
            except httpx2.TransportError as problem:
                seen.wrong.append(f"{path}: {problem!r}")


def test_ten_switches_under_load(publication: tuple[Path, dict[str, tuple[str, str]]]) -> None:
    folder, words = publication
    output = folder / "public"
    paths = (DOCUMENT, PAGE, "/sparql", "/sparql")
    stopped, seen, waits = threading.Event(), [Seen() for _ in paths], []
    with _served(folder) as address, httpx2.Client(base_url=address, timeout=20) as probe:
        threads = [
            threading.Thread(target=_ask, args=(address, path, each, words, stopped))
            for path, each in zip(paths, seen, strict=True)
        ]
        for thread in threads:
            thread.start()
        try:
            targets = itertools.cycle(sorted(words, key=lambda each: each == releases.current(output).id))
            for target in itertools.islice(targets, 10):
                time.sleep(0.3)
                releases.rollback(output, target, deeds.AT)
                switched = time.monotonic()
                while probe.get("/sparql", params={"query": "ASK {}"}).headers["X-Release"] != target:
                    assert time.monotonic() - switched < 1
                document = probe.get(DOCUMENT)
                waits.append(time.monotonic() - switched)
                assert words[target][0] in document.text
        finally:
            stopped.set()
            for thread in threads:
                thread.join()
    assert [wrong for each in seen for wrong in each.wrong] == []
    assert all(each.answers > 20 for each in seen), [each.answers for each in seen]
    assert set().union(*(each.releases for each in seen)) == set(words)
    assert max(waits) < 1, waits
    assert [event.reason for event in releases.history(output)] == ["build", "build", *["rollback"] * 10]
