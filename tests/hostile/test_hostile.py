"""Some 330 hostile requests, sent as bytes: each gets its right answer, with nothing of ours leaked, nothing fetched,
and the next query answered within a second. Each comes from an address of its own, and so does what follows it."""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from pathlib import Path

import pytest

import lod
from tests.hostile.cases import encodings, misuse, network, runaways, size, traversal, updates
from tests.hostile.conftest import Canary, Target
from tests.hostile.wire import Answer, Case, ask, send

pytestmark = [
    pytest.mark.engine,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs /proc, and the loopback's many addresses"),
]

GROUPS = {
    "update": updates,
    "network": network,
    "runaway": runaways,
    "size": size,
    "encoding": encodings,
    "misuse": misuse,
    "traversal": traversal,
}
CASES = [
    pytest.param(number, each, id=f"{group}: {each.name}")
    for number, (group, each) in enumerate((group, each) for group, found in GROUPS.items() for each in found.CASES)
]
FOLDERS = {Path.home(), Path(tempfile.gettempdir()), Path(sys.prefix), Path(sys.base_prefix), Path(__file__).parents[2]}
SOFTWARE = re.compile(
    rb"Traceback|File \"|site-packages|\.py(?:c|\", line|:\d)|panicked|RUST_BACKTRACE|"
    + b"|".join(re.escape(f"{folder}/".encode()) for folder in sorted(FOLDERS) if folder != Path("/"))
    + rb"|(?:uvicorn|starlette|fastapi|oxigraph|rocksdb|python|httptools|h11|lod)[/ ]v?\d",
    re.IGNORECASE,
)
"""What tells of the inside: tracebacks, paths, names of software with their versions."""
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.mark.parametrize(("number", "hostile"), CASES)
def test_a_hostile_request_gets_its_right_answer(number: int, hostile: Case, target: Target, canary: Canary) -> None:
    client = address(number)
    calls = canary.calls
    answer = send(target.port, aimed(hostile.request, canary), client)
    assert answer.status in hostile.accepted, answer.raw[:2_000]
    assert not leaked(answer, target)
    assert not [each for each in hostile.never if each in answer.raw]
    if answer.status == 503:
        assert b"application/problem+json" in answer.raw
    after = send(target.port, ask("ASK {}"), client)
    assert (after.status, json.loads(after.body)["boolean"]) == (200, True)
    assert after.seconds < 1.0
    assert canary.calls == calls


def test_what_is_served_is_what_it_was(target: Target, canary: Canary) -> None:
    found = json.loads(send(target.port, ask(COUNT), address(9_000)).body)
    triples = json.loads((target.output / "current" / "manifest.json").read_bytes())["triples"]
    assert int(found["results"]["bindings"][0]["n"]["value"]) == triples
    assert canary.calls == 0


def test_memory_returns(target: Target) -> None:
    """After twenty that take all they can, the processes hold what they held when they had just answered one."""
    client = address(9_001)
    send(target.port, ask(COUNT), client)
    before = target.resident()
    for query in [*runaways.STOPPED.values(), *runaways.LARGE.values()][:20]:
        send(target.port, ask(query), client)
    deadline = time.monotonic() + 10
    while target.resident() > 1.2 * before and time.monotonic() < deadline:
        time.sleep(0.2)
    assert target.resident() < 1.2 * before


def aimed(request: bytes, canary: Canary) -> bytes:
    """The request with the canary's port in it."""
    return request.replace(b"PORT0", b"%d" % canary.port)


def address(number: int) -> str:
    """A loopback address for each case: what one did cannot be held against another."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def leaked(answer: Answer, target: Target) -> list[bytes]:
    """What an answer tells of the machine and the software that it comes from."""
    head, _, body = answer.raw.partition(b"\r\n\r\n")
    ours = [str(target.output).encode(), str(target.port).encode() + b"/tmp", lod.__file__.encode()]
    server = re.findall(rb"(?im)^(?:server|x-powered-by):.*", head)
    return [*SOFTWARE.findall(body), *server, *(each for each in ours if each in answer.raw)]
