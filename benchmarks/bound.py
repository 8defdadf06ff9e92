"""What isolation, HTTP and limits cost a light query: ours and oxigraph beside a server that has none of them.

    python benchmarks/bound.py [INSPECTIONS] [SECONDS]

The bare server is a loop over sockets in Python that asks the engine where it stands, in as many processes as there are
cores. It reads a request's first line alone, serves whatever is asked, for ever, and describes as the engine does: no
server in Python that asks this engine gives more.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
from answers import free_port
from load import HEADER, Measured, send
from peers import Peer, answers_at, serving
from sparql import CLIENTS, KINDS, Texts, kept, ratio, tell

PROCESSES = 2
_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n"
_RESULTS, _TURTLE = ox.QueryResultsFormat.JSON, ox.RdfFormat.TURTLE


def main(size: int, seconds: float) -> None:
    runs: dict[tuple[str, str], Measured] = {}
    with kept(size) as (settings, folder):
        release = (settings.parent / "public" / "current").resolve()
        print(f"{size:,} inspections, {CLIENTS} clients, {seconds:g} s each\n\n{'':<44} {HEADER}")
        servers = {
            "oxigraph": serving("oxigraph", settings, release, folder, deadline=False),
            "bare": bare(release / "store"),
            "lod": serving("lod", settings, release, folder),
        }
        for name, server in servers.items():
            with server as peer:
                texts = Texts(release)
                send(peer, texts.some("light", 1), CLIENTS, 1)
                for kind in ("light", *KINDS):
                    runs[name, kind] = send(peer, texts.some(kind, seconds), CLIENTS, seconds)
                    tell(name, kind, runs[name, kind])
    print()
    for name in ("bare", "lod"):
        for kind in ("light", *KINDS):
            shown = ratio(runs[name, kind].rate, runs["oxigraph", kind].rate)
            print(f"{kind}: answers a second, {name}'s to oxigraph's: {shown}")


@contextmanager
def bare(store: Path) -> Iterator[Peer]:
    """The bare server on the store in a folder, ended afterwards."""
    port = free_port()
    command = [sys.executable, __file__, "--serve", str(port), str(store)]
    with subprocess.Popen(command, start_new_session=True) as process:
        try:
            answers_at(process, port, "/?query=")
            yield Peer("bare", process.pid, port, "/?query=")
        finally:
            os.killpg(process.pid, signal.SIGKILL)


def serve(port: int, store: str) -> None:
    """Its processes: the kernel shares the connections out (socket(7), SO_REUSEPORT)."""
    for _ in range(PROCESSES - 1):
        if os.fork() == 0:
            break
    engine = ox.Store.read_only(store)
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen()
    ready, connections = select.epoll(), dict[int, socket.socket]()
    ready.register(listener.fileno(), select.EPOLLIN)
    while True:
        for number, _ in ready.poll():
            if number == listener.fileno():
                connection, _ = listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connections[connection.fileno()] = connection
                ready.register(connection.fileno(), select.EPOLLIN)
            elif not _answer(engine, connections[number]):
                ready.unregister(number)
                connections.pop(number).close()


def _answer(engine: ox.Store, connection: socket.socket) -> bool:
    """Answers what comes; false when nothing comes any more."""
    try:
        request = connection.recv(2**16)
        if not request:
            return False
        target = request.split(b" ", 2)[1]
        found = engine.query(unquote(target.partition(b"?query=")[2].decode()))
        if isinstance(found, ox.QueryTriples):
            media_type, body = _TURTLE.media_type, found.serialize(format=_TURTLE)
        else:
            media_type, body = _RESULTS.media_type, found.serialize(format=_RESULTS)
        connection.sendall(_HEAD % (media_type.encode(), len(body)) + body)
    except ConnectionError:
        return False
    return True


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(int(sys.argv[2]), sys.argv[3])
    else:
        size, seconds, *_ = [*sys.argv[1:], *("100000", "10")[len(sys.argv) - 1 :]]
        main(int(size), float(seconds))
