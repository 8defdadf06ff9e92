"""Requests as bytes, sent through a socket as they are; answers as the bytes that came back until the end."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import quote

CANARY = "127.0.0.1:PORT0"
"""Stands in a request for the address of a server that must never be asked, and is as long: lengths hold."""

HELD = -1
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3}) ")


@dataclass(frozen=True, slots=True)
class Case:
    """A request and the statuses that are a right answer to it; 0: the connection is closed without one. An answer
    must not hold any of `never`."""

    name: str
    request: bytes
    accepted: frozenset[int]
    never: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the first status (0: closed without one; HELD: still open without one), all bytes, and how long
    it took."""

    status: int
    raw: bytes
    seconds: float

    @property
    def body(self) -> bytes:
        return self.raw.partition(b"\r\n\r\n")[2]


def case(name: str, request: bytes, *accepted: int, never: tuple[bytes, ...] = ()) -> Case:
    return Case(name, request, frozenset(accepted), never)


def message(method: str, target: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> bytes:
    """A well-formed HTTP/1.1 request that asks for the connection to be closed."""
    fields = {"Host": "localhost", "Connection": "close", **(headers or {})}
    if body and not {"Content-Length", "Transfer-Encoding"} & fields.keys():
        fields["Content-Length"] = str(len(body))
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode() + body


def ask(query: str, accept: str = "*/*", more: str = "") -> bytes:
    """The query by GET."""
    return message("GET", f"/sparql?query={quote(query, safe='')}{more}", {"Accept": accept})


def post(body: bytes, content_type: str = "application/sparql-query", target: str = "/sparql") -> bytes:
    """A body by POST."""
    return message("POST", target, {"Content-Type": content_type}, body)


def form(fields: str) -> bytes:
    """Fields, encoded already, by POST."""
    return post(fields.encode(), "application/x-www-form-urlencoded")


def send(port: int, request: bytes, client: str, timeout: float = 12.0) -> Answer:
    """Sends bytes from the loopback address `client` and reads until the server closes, or says nothing for so long."""
    began = time.monotonic()
    received = bytearray()
    silent = False
    with socket.create_connection(("127.0.0.1", port), timeout, (client, 0)) as connection:
        with suppress(OSError):  # it has heard enough and closed: it may have answered
            connection.sendall(request)
        try:
            while chunk := connection.recv(65_536):
                received += chunk
        except TimeoutError:
            silent = True
        except OSError:
            pass  # closed before it had read all
    answer = read(bytes(received), time.monotonic() - began)
    return replace(answer, status=HELD) if silent and not answer.status else answer


def read(raw: bytes, seconds: float) -> Answer:
    """The first final answer in what came back (RFC 9110 section 15.2: 1xx are not final)."""
    statuses = [int(found) for found in _STATUS.findall(raw) if not found.startswith(b"1")]
    return Answer(statuses[0] if statuses else 0, raw, seconds)
