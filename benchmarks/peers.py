"""SPARQL servers on this machine's loopback, each with the store of one release: ours and two of others.

`oxigraph` is what `.ci/engines` installs. rdflib-endpoint comes into a folder of its own, at the first use:

    python -m pip install --target ~/.cache/lod-engines/rdflib-endpoint rdflib-endpoint==0.6.3 oxrdflib==0.5.0
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from answers import free_port
from build import resident_mib

CACHE = Path(os.environ.get("LOD_ENGINES") or Path.home() / ".cache" / "lod-engines")
OXIGRAPH = CACHE / "oxigraph" / "bin" / "oxigraph"
RDFLIB_ENDPOINT = CACHE / "rdflib-endpoint"
PACKAGES = ("rdflib-endpoint==0.6.3", "oxrdflib==0.5.0")
NAMES = ("lod", "oxigraph", "rdflib-endpoint")

_SERVE_RDFLIB = """
import sys, uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
dataset = Dataset(store="Oxigraph", default_union=True)
dataset.open(sys.argv[1])
uvicorn.run(SparqlEndpoint(graph=dataset), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
"""
_QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}


@dataclass(frozen=True)
class Peer:
    """A server that answers: `path` is what its queries' addresses begin with."""

    name: str
    process: int
    port: int
    path: str

    def cpu(self) -> float:
        """Seconds that it and all processes below it have spent on a core, those that have ended with them (Linux)."""
        return _cpu(self.process)

    def resident(self) -> float:
        """MiB that it and the processes below it hold."""
        return resident_mib(self.process)


@contextmanager
def serving(name: str, settings: Path, release: Path, folder: Path, *, deadline: bool = True) -> Iterator[Peer]:
    """A server of that name, ended afterwards whatever became of it. `settings` is the publication.toml of the release;
    who may write to its store gets a copy in `folder`.

    Oxigraph's deadline is a thread for each query that sleeps until then: at some thousand queries a second there are
    too many, and the process ends. So it has none where no query needs it."""
    port = free_port()
    command, path = _command(name, settings, release, folder, port, deadline=deadline)
    environment = {**os.environ, "PYTHONPATH": str(RDFLIB_ENDPOINT)} if name == "rdflib-endpoint" else None
    with subprocess.Popen(command, env=environment, **_QUIET) as process:  # type: ignore[call-overload]
        try:
            answers_at(process, port, path)
            yield Peer(name, process.pid, port, path)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _command(
    name: str, settings: Path, release: Path, folder: Path, port: int, *, deadline: bool
) -> tuple[list[str], str]:
    match name:
        case "lod":
            return [sys.executable, "-m", "lod", "serve", str(settings), "--port", str(port)], "/sparql?query="
        case "oxigraph":
            where = ["--location", str(release / "store"), "--bind", f"127.0.0.1:{port}"]
            until = ["--timeout-s", "10"] if deadline else []
            return [str(OXIGRAPH), "serve-read-only", *where, *until], "/query?query="
        case _:
            _install()
            store = folder / "rdflib-endpoint"
            if not store.exists():
                shutil.copytree(release / "store", store)
            return [sys.executable, "-c", _SERVE_RDFLIB, str(store), str(port)], "/?query="


def _install() -> None:
    if not (RDFLIB_ENDPOINT / "oxrdflib").is_dir():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(RDFLIB_ENDPOINT), *PACKAGES]
        subprocess.run(command, check=True)


def answers_at(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    """Waits until a server answers. Raises SystemExit when it does not."""
    for _ in range(600):
        if process.poll() is not None:
            break
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", f"{path}ASK%7B%7D", headers={"Accept": "application/sparql-results+json"})
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise SystemExit(f"{process.args!r} does not answer")


def _cpu(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK") + sum(map(_cpu, _children(process)))


def _children(process: int) -> Iterator[int]:
    """Those that threads have started which are still there: threads come and go while this looks."""
    for task in Path(f"/proc/{process}/task").glob("*"):
        try:
            yield from map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue
