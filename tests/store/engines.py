"""Real SPARQL engines on this machine's loopback, each with its own folder and free ports, ended by their process."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2 as httpx
import pytest

from lod.store.remote import Credentials, Endpoints
from tests.needs import missing

CACHE = Path(os.environ.get("LOD_ENGINES") or Path.home() / ".cache" / "lod-engines")
"""Where `.ci/engines` puts what no package manager installs."""
FUSEKI = "jena-fuseki-server-5.6.0.jar"
NAMES = ("oxigraph", "fuseki", "virtuoso")

_START = 60.0
_DBA = Credentials("dba", "dba", "digest")


@dataclass
class Engine:
    """A server process; `start` and `stop` as often as needed, its data stays in `folder`."""

    name: str
    folder: Path
    program: str
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def endpoints(self) -> Endpoints:
        root = f"http://127.0.0.1:{self.port}"
        match self.name:
            case "oxigraph":
                return Endpoints(f"{root}/query", f"{root}/update", f"{root}/store")
            case "fuseki":
                return Endpoints(f"{root}/ds/query", f"{root}/ds/update", f"{root}/ds/data")
            case _:
                update, store = f"{root}/sparql-auth", f"{root}/sparql-graph-crud-auth"
                return Endpoints(f"{root}/sparql", update, store, writer=_DBA)

    def start(self) -> None:
        """Starts the process and waits until it answers; a port that somebody took meanwhile costs another try."""
        for _ in range(3):
            self.port = self.port or free_port()
            with (self.folder / "log").open("ab") as log:
                self.process = subprocess.Popen(
                    self._command(), cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
                )
            if self._answers():
                return
            self.stop()
            self.port = 0
        pytest.fail(f"{self.name} does not start: {(self.folder / 'log').read_text(errors='replace')[-2000:]}")

    def kill(self) -> None:
        """Ends it at once, as a loss of power would."""
        if self.process:
            self.process.kill()
            self.process.wait()
        (self.folder / "virtuoso.lck").unlink(missing_ok=True)

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Takes connections and never answers."""
        assert self.process
        self.process.send_signal(signal.SIGSTOP)
        os.waitpid(self.process.pid, os.WUNTRACED)  # its threads may answer until all of them have stopped
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def _command(self) -> list[str]:
        match self.name:
            case "oxigraph":
                return [
                    self.program,
                    "serve",
                    "--location",
                    str(self.folder / "data"),
                    "--bind",
                    f"127.0.0.1:{self.port}",
                ]
            case "fuseki":
                (self.folder / "data").mkdir(exist_ok=True)
                memory, jar = ("-Xmx512m", "-XX:+UseSerialGC"), CACHE / FUSEKI
                served = (
                    "--localhost",
                    f"--port={self.port}",
                    "--tdb2",
                    f"--loc={self.folder / 'data'}",
                    "--update",
                    "/ds",
                )
                return [self.program, *memory, "-jar", str(jar), *served]
            case _:
                settings = self.folder / "virtuoso.ini"
                settings.write_text(_VIRTUOSO.format(folder=self.folder, sql=free_port(), http=self.port))
                return [self.program, "+foreground", "+configfile", str(settings)]

    def _answers(self) -> bool:
        assert self.process
        deadline = time.monotonic() + _START
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                if httpx.get(self.endpoints.query, params={"query": "ASK {}"}, trust_env=False).is_success:
                    return True
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        return False


def engine(name: str, folder: Path) -> Engine:
    """An engine that is not started yet; missing, it fails the test in CI and skips it on a user's machine."""
    programs: dict[str, Path | str] = {
        "oxigraph": CACHE / "oxigraph" / "bin" / "oxigraph",
        "fuseki": "java",
        "virtuoso": "virtuoso-t",
    }
    program = shutil.which(programs[name]) or (shutil.which(name) if name == "oxigraph" else None)
    if program is None or (name == "fuseki" and not (CACHE / FUSEKI).is_file()):
        missing(f"needs the SPARQL engine {name}, which `.ci/engines` installs")
    return Engine(name, folder, program)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


_VIRTUOSO = """
[Database]
DatabaseFile       = {folder}/virtuoso.db
ErrorLogFile       = {folder}/virtuoso.log
LockFile           = {folder}/virtuoso.lck
TransactionFile    = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend         = 200
MaxCheckpointRemap = 2000
TempStorage        = TempDatabase

[TempDatabase]
DatabaseFile       = {folder}/virtuoso-temp.db
TransactionFile    = {folder}/virtuoso-temp.trx
FileExtend         = 200
MaxCheckpointRemap = 2000

[Parameters]
ServerPort           = 127.0.0.1:{sql}
DisableUnixSocket    = 1
MaxClientConnections = 10
CheckpointInterval   = 0
CaseMode             = 2
DirsAllowed          = .
NumberOfBuffers      = 5000
MaxDirtyBuffers      = 3000
ThreadsPerQuery      = 2

[HTTPServer]
ServerPort           = 127.0.0.1:{http}
ServerThreads        = 10
MaxClientConnections = 10

[SPARQL]
ResultSetMaxRows      = 10000
MaxQueryExecutionTime = 60
"""
