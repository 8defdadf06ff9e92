"""Requests from many clients at once, by `wrk` (Debian has it), and queries that run away beside them."""

from __future__ import annotations

import math
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

from peers import Peer

TABLE, GRAPH = "application/sparql-results+json", "text/turtle"
THREADS = 2
PATIENCE = 10.0
"""Seconds after which a request without an answer is lost."""

RUNAWAYS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT (COUNT(*) AS ?n) { ?x (<urn:p>|!<urn:p>)* ?y . ?y (<urn:p>|!<urn:p>)* ?z }",
    'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER REGEX(CONCAT(STR(?c), STR(?f)), "(a|b|ab)*c$") }',
    "CONSTRUCT { ?a ?e ?f . ?d ?b ?c } WHERE { ?a ?b ?c . ?d ?e ?f }",
    f"SELECT * {{ {'[ ?p ' * 45}?o{' ]' * 45} }}",
)
"""A product, a sort without bound, a path over everything, a regular expression over everything, a huge graph, nodes
within nodes."""


@dataclass(frozen=True)
class Measured:
    """What some seconds of requests came to. Times are milliseconds; CPU is the server's for each answer."""

    requests: int
    seconds: float
    p50: float
    p99: float
    longest: float
    refused: int
    """Answers that are not 2xx."""
    lost: int
    """Requests without an answer: timed out, or the connection broke."""
    repeated: bool
    """Whether a text was sent twice because there were too few."""
    cpu: float

    @property
    def rate(self) -> float:
        return (self.requests - self.refused) / self.seconds

    def row(self) -> str:
        if not self.requests:
            return "takes no connection" if math.isinf(self.p50) else "no answer in this time"
        return (
            f"{self.rate:>9,.0f} {self.p50:>9.2f} {self.p99:>9.2f} {self.longest:>9.1f} {1e6 * self.cpu:>10.0f}"
            f" {self.refused:>7,} {self.lost:>5,}"
        )


HEADER = f"{'answers/s':>9} {'p50, ms':>9} {'p99, ms':>9} {'max, ms':>9} {'CPU µs':>10} {'not 2xx':>7} {'lost':>5}"


GONE = Measured(0, 1.0, math.inf, math.inf, math.inf, 0, 0, False, math.inf)
"""What a server that takes no connection any more came to."""


def accept(query: str) -> str:
    """What a query's answer is asked for in. Turtle is the one syntax of graphs that all three servers give."""
    return GRAPH if query.startswith(("DESCRIBE", "CONSTRUCT")) else TABLE


def send(peer: Peer, queries: Sequence[str], clients: int, seconds: float, *, again: bool = False) -> Measured:
    """Sends queries from so many clients at once, each as soon as it has the answer before; in the order given, each
    once unless `again`."""
    targets = [(accept(query), f"{peer.path}{quote(query, safe='')}") for query in queries]
    return ask(peer, targets, clients, seconds, again=again)


def ask(
    peer: Peer,
    targets: Sequence[tuple[str, str]],
    clients: int,
    seconds: float,
    *,
    again: bool = False,
    coding: str = "identity",
) -> Measured:
    """The same of targets, each with what is accepted, in a content coding."""
    with tempfile.NamedTemporaryFile("w", suffix=".targets") as file:
        file.writelines(f"{accepted}\t{coding}\t{target}\n" for accepted, target in targets)
        file.flush()
        threads = str(min(THREADS, clients))
        command = [_wrk(), "-t", threads, "-c", str(clients), "-d", f"{seconds:g}s", "--timeout", f"{PATIENCE:g}s"]
        script = [*command, "-s", str(Path(__file__).with_name("distinct.lua")), f"http://127.0.0.1:{peer.port}"]
        before, began = peer.cpu(), time.monotonic()
        asked = [*script, "--", file.name, threads]
        done = subprocess.run(asked, capture_output=True, text=True, timeout=seconds + 60, check=False)
        taken, spent = time.monotonic() - began, peer.cpu() - before
    if done.returncode:
        return GONE
    requests, _, p50, p99, longest, refused, late, broken, rounds = map(int, done.stdout.splitlines()[-1].split())
    return Measured(
        requests=requests,
        seconds=min(taken, seconds),
        p50=p50 / 1000,
        p99=p99 / 1000,
        longest=longest / 1000,
        refused=refused,
        lost=late + broken if requests else clients,
        repeated=rounds > 0 and not again,
        cpu=spent / max(requests - refused, 1),
    )


@contextmanager
def running_away(peer: Peer, clients: int = 4) -> Iterator[Counter[str]]:
    """So many clients that send runaway queries back to back meanwhile; counts what they come to, by status."""
    came_to: Counter[str] = Counter()
    over = threading.Event()
    asking: dict[int, HTTPConnection] = {}

    def run(number: int) -> None:
        client, query = number, number
        while not over.is_set():
            asking[client] = HTTPConnection("127.0.0.1", peer.port, timeout=90)
            came_to[_one(asking[client], peer.path, RUNAWAYS[query % len(RUNAWAYS)], over)] += 1
            query += clients

    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield came_to
    finally:
        over.set()
        for connection in asking.values():
            if connection.sock is not None:
                connection.sock.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(20)


def _one(connection: HTTPConnection, path: str, query: str, over: threading.Event) -> str:
    """Asks, and reads the whole answer; gives its status, or what came instead."""
    try:
        connection.request("GET", f"{path}{quote(query, safe='')}", headers={"Accept": accept(query)})
        answer = connection.getresponse()
        while answer.read(2**20):
            pass
        return str(answer.status)
    except (OSError, HTTPException, AttributeError) as error:
        if over.is_set():
            return "still running at the end"
        time.sleep(0.05)  # a server that is gone is not to be asked a thousand times a second
        return type(error).__name__
    finally:
        connection.close()


def _wrk() -> str:
    found = shutil.which("wrk")
    if found is None:
        raise SystemExit("needs wrk: apt-get install wrk")
    return found
