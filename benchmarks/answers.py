"""What an answer takes, one client, over loopback: half of all answers come within this time, and 99 in a hundred.

    python benchmarks/answers.py

The example publication is built and served in a process of its own.
"""

from __future__ import annotations

import http.client
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from lod import resources

INSPECTION = "/doc/inspection/probation-region/N53/2025-08-07"
ASKED = {
    "303 to a document": INSPECTION.replace("/doc/", "/id/"),
    "inspection, Turtle": f"{INSPECTION}.ttl",
    "inspection, JSON-LD": f"{INSPECTION}.jsonld",
    "inspection, HTML": f"{INSPECTION}.html",
    "SPARQL ASK": f"/sparql?query={quote('ASK { ?s ?p ?o }')}",
}
TIMES = 300


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="lod-bench-") as folder:
        example = Path(folder) / "example"
        ignored = shutil.ignore_patterns("public")
        shutil.copytree(resources.folder("examples") / "hmi-probation", example, ignore=ignored)
        port = free_port()
        command = [sys.executable, "-m", "lod", "serve", str(example / "publication.toml"), "--port", str(port)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                wait_for(port)
                for name, path in ASKED.items():
                    taken = sorted(measure(port, path) for _ in range(TIMES))
                    p99 = taken[int(len(taken) * 0.99)]
                    print(f"{name:<22} p50 {statistics.median(taken):>6.1f} ms   p99 {p99:>6.1f} ms")
            finally:
                server.terminate()


def measure(port: int, path: str) -> float:
    """Milliseconds from the request to the last byte, on a connection of its own."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status in (200, 303), (path, answer.status)
    return 1000 * (time.perf_counter() - began)


def wait_for(port: int, path: str = "/health/ready") -> None:
    for _ in range(300):
        try:
            measure(port, path)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start within 30 seconds")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    main()
