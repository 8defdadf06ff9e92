"""What a query process and its pool say to each other: MessagePack, each message behind its length in four bytes.

Nothing that a process sends is executed or unpickled: it may have gone wrong on a stranger's query.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from pathlib import Path

import msgspec

from lod.formats import Format
from lod.store.evaluation import Query

_LENGTH = struct.Struct(">I")


class Task(msgspec.Struct):
    """A query, and the folder of the store that it is asked of."""

    folder: str
    text: str
    format: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    base_iri: str | None

    @classmethod
    def of(cls, folder: Path, query: Query) -> Task:
        return cls(str(folder), query.text, query.format.name, query.default_graphs, query.named_graphs, query.base_iri)

    @property
    def query(self) -> Query:
        return Query(self.text, Format[self.format], self.default_graphs, self.named_graphs, self.base_iri)


class Begun(msgspec.Struct, tag=True):
    """The store is open and the query runs: its time counts from here."""


class Answered(msgspec.Struct, tag=True):
    """The whole result."""

    body: bytes
    rows: int


class Refused(msgspec.Struct, tag=True):
    """There is no result: the name of a class of `lod.errors`, and its message."""

    error: str
    message: str


Reply = Begun | Answered | Refused


def send(channel: socket.socket, reply: Reply) -> None:
    """From the process. Raises OSError when the pool is gone."""
    data = msgspec.msgpack.encode(reply)
    channel.sendall(_LENGTH.pack(len(data)))
    channel.sendall(data)


def receive(channel: socket.socket) -> Task:
    """In the process. Raises EOFError when the pool is gone."""
    (length,) = _LENGTH.unpack(_exactly(channel, _LENGTH.size))
    return msgspec.msgpack.decode(_exactly(channel, length), type=Task)


def _exactly(channel: socket.socket, size: int) -> bytes:
    data = channel.recv(size, socket.MSG_WAITALL)
    if len(data) < size:
        raise EOFError
    return data


async def send_task(channel: socket.socket, task: Task) -> None:
    """From the pool, over a non-blocking socket. Raises OSError when the process is gone."""
    data = msgspec.msgpack.encode(task)
    await asyncio.get_running_loop().sock_sendall(channel, _LENGTH.pack(len(data)) + data)


async def receive_reply(channel: socket.socket) -> Reply:
    """In the pool. Raises EOFError or OSError when the process is gone."""
    (length,) = _LENGTH.unpack(await _all(channel, _LENGTH.size))
    reply: Reply = msgspec.msgpack.decode(await _all(channel, length), type=Reply)
    return reply


async def _all(channel: socket.socket, size: int) -> bytearray:
    loop, data = asyncio.get_running_loop(), bytearray(size)
    rest = memoryview(data)
    while rest:
        count = await loop.sock_recv_into(channel, rest)
        if count == 0:
            raise EOFError
        rest = rest[count:]
    return data
