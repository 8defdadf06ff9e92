"""Clients that are slow on purpose. Each holds connections for as long as it is let."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from tests.hostile.cases.runaways import STOPPED
from tests.hostile.wire import Answer, ask, message, read

PATIENCE = 75.0
"""Seconds after which the server has ended every one of these connections."""

_HEAD = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n"
_POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
_LARGE = f'SELECT * {{ ?s ?p ?o BIND("{"x" * 8_000}" AS ?x) }}'
_RUNAWAY = ask(STOPPED["a product of four, counted"])


@dataclass(frozen=True, slots=True)
class Slow:
    """Sends pieces, one each `pause` seconds, then takes what comes: all, nothing, or `takes` bytes each `pause`.
    `accepted` are right answers; 0: the connection is closed without one."""

    name: str
    pieces: tuple[bytes, ...] | Iterable[bytes]
    accepted: frozenset[int]
    pause: float = 1.0
    connections: int = 1
    takes: int | None = None
    leaves: bool = False
    """Closes the connection when all is sent."""


def _endless(*before: bytes) -> tuple[bytes, ...]:
    """A head that is never whole, or a body that is never."""
    return (*before, *(b"X-%d: 1\r\n" % number for number in range(int(PATIENCE))))


def _bytewise(whole: bytes, *before: bytes) -> tuple[bytes, ...]:
    return (*before, *(b"%c" % byte for byte in whole))


def _slow(name: str, pieces: Iterable[bytes], *accepted: int, **how: float) -> Slow:
    return Slow(name, tuple(pieces), frozenset(accepted), **how)  # type: ignore[arg-type]


CLIENTS = (
    _slow("says nothing", (), 0, 408, connections=50),
    _slow("stops in the first line", (b"GET /spa",), 0, 408),
    _slow("a head of one byte a second", _bytewise(_HEAD + b"X-Long: " + b"x" * 100), 0, 408, connections=20),
    _slow("a head that never ends", _endless(_HEAD), 0, 408, connections=100),
    _slow("a body that never begins", (_POST + b"Content-Length: 60\r\n\r\n",), 0, 408, connections=20),
    _slow("a body of one byte a second", _bytewise(b"x" * 200, _POST + b"Content-Length: 200\r\n\r\n"), 0, 408),
    _slow("a body shorter than was said", (_POST + b"Content-Length: 60\r\n\r\nASK {}",), 0, 408),
    _slow(
        "chunks of one byte a second",
        (_POST + b"Transfer-Encoding: chunked\r\n\r\n", *[b"1\r\n \r\n"] * 200),
        0,
        408,
    ),
    _slow("waits to be told to go on", (_POST + b"Content-Length: 60\r\nExpect: 100-continue\r\n\r\n",), 0, 408),
    _slow("keeps a connection that it does not use", (_HEAD + b"\r\n",), 200, connections=50),
    _slow("takes nothing of its answer", (message("GET", f"/sparql?query={quote(_LARGE)}"),), 0, 200, takes=0),
    _slow("takes its answer by the byte", (message("GET", f"/sparql?query={quote(_LARGE)}"),), 0, 200, takes=1),
    _slow("asks for much and leaves", (_RUNAWAY,), 0, pause=0.2, connections=20, leaves=True),
)


@dataclass
class Attack:
    """All of them at once, each in a thread of its own. `ended` has, by name, what each connection came to: an answer,
    or None when the server still held it after PATIENCE."""

    port: int
    ended: dict[str, list[Answer | None]] = field(default_factory=dict)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        for number, client in enumerate(CLIENTS):
            self.ended[client.name] = []
            for _ in range(client.connections):
                thread = threading.Thread(target=self._run, args=(client, f"127.2.0.{number + 1}"), daemon=True)
                self._threads.append(thread)
                thread.start()

    def goes_on(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def _run(self, client: Slow, address: str) -> None:
        self.ended[client.name].append(_hold(self.port, client, address))


def _hold(port: int, client: Slow, address: str) -> Answer | None:
    began = time.monotonic()
    received = bytearray()
    with socket.socket() as connection:
        if client.takes is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.bind((address, 0))
        connection.settimeout(client.pause)
        try:
            connection.connect(("127.0.0.1", port))
            for piece in _paced(client, began):
                if piece:
                    connection.sendall(piece)
                if not _taken(connection, client, received):
                    break
            else:
                if not client.leaves:
                    return None
        except OSError:
            pass  # the server has closed it: that is what it should do
    return read(bytes(received), time.monotonic() - began)


def _paced(client: Slow, began: float) -> Iterator[bytes]:
    """The pieces, then nothing again and again, until patience ends."""
    silence: Iterable[bytes] = () if client.leaves else itertools.repeat(b"")
    for piece in itertools.chain(client.pieces, silence):
        if time.monotonic() - began > PATIENCE:
            return
        yield piece


def _taken(connection: socket.socket, client: Slow, received: bytearray) -> bool:
    """Waits for a pause, and takes what there is meanwhile; False: the server has closed the connection."""
    if client.takes is not None:
        time.sleep(client.pause)
        connection.send(b"\r\n")  # an empty line between requests (RFC 9112 section 2.2) fails once it is closed
        return bool(connection.recv(client.takes)) if client.takes else True
    try:
        chunk = connection.recv(65_536)
    except TimeoutError:
        return True
    received += chunk
    if chunk and len(client.pieces) > 1:  # type: ignore[arg-type]
        time.sleep(client.pause)
    return bool(chunk)
