"""What a query process and its pool say to each other: MessagePack, each message behind its length in four bytes.

Nothing that a process sends is executed or unpickled, and no file of its is opened: it may have gone wrong on a
stranger's query. A large result goes into a file that the pool gives with the task (unix(7), SCM_RIGHTS).
"""

from __future__ import annotations

import array
import socket
import struct

import msgspec

from lod.formats import Format
from lod.store.evaluation import Query

_LENGTH = struct.Struct(">I")
_PIECE = 2**16
_ROOM_FOR_A_FILE = socket.CMSG_SPACE(array.array("i").itemsize)


class Open(msgspec.Struct, tag=0, array_like=True):
    """The store in a folder will be asked: open it, and say Opened, or Refused."""

    folder: str


class Task(msgspec.Struct, tag=1, array_like=True):
    """A query, and the folder of the store that it is asked of; opens it, with Opened, where it is not open."""

    folder: str
    text: str
    format: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    base_iri: str | None

    @classmethod
    def of(cls, folder: str, query: Query) -> Task:
        return cls(folder, query.text, query.format.name, query.default_graphs, query.named_graphs, query.base_iri)

    @property
    def query(self) -> Query:
        return Query(self.text, Format[self.format], self.default_graphs, self.named_graphs, self.base_iri)


class Ready(msgspec.Struct, tag=4, array_like=True):
    """A thread waits for orders: by its number the pool changes its priority. Follows an answer of one that was
    demoted, which has ended."""

    thread: int


class Opened(msgspec.Struct, tag=0, array_like=True):
    """The store in this folder is open. The time of a query that waits for it counts from here."""

    folder: str


class Answered(msgspec.Struct, tag=1, array_like=True):
    """The whole result."""

    body: bytes
    rows: int


class Filed(msgspec.Struct, tag=2, array_like=True):
    """The whole result is in the file that came with a task: so many bytes from its start."""

    size: int
    rows: int


class Refused(msgspec.Struct, tag=3, array_like=True):
    """There is no result: the name of a class of `lod.errors`, and its message."""

    error: str
    message: str


Order = Open | Task
Reply = Ready | Opened | Answered | Filed | Refused


class Begin(msgspec.Struct, tag=0, array_like=True):
    """To the process that others are forked from: fork one, which has the socket that comes with this."""


class Bury(msgspec.Struct, tag=1, array_like=True):
    """Wait for the end of a process that was killed, or has ended. Until then its number is nobody else's."""

    pid: int


class Begun(msgspec.Struct, tag=0, array_like=True):
    """A process begins; in the order in which they were asked for. 0: it could not be forked."""

    pid: int


class Buried(msgspec.Struct, tag=1, array_like=True):
    """A process is gone; how it ended, as a return code."""

    pid: int
    code: int


Wish = Begin | Bury
News = Begun | Buried

_ENCODER = msgspec.msgpack.Encoder()
_ORDERS = msgspec.msgpack.Decoder(Order)
_REPLIES = msgspec.msgpack.Decoder(Reply)
_WISHES = msgspec.msgpack.Decoder(Wish)
_NEWS = msgspec.msgpack.Decoder(News)


def packed(message: Order | Reply | Wish | News) -> bytes:
    """A message as it travels."""
    data = _ENCODER.encode(message)
    return _LENGTH.pack(len(data)) + data


def reply(data: bytes | memoryview) -> Reply:
    """What a query process says. Raises msgspec.DecodeError for what is none."""
    found: Reply = _REPLIES.decode(data)
    return found


def news(data: bytes | memoryview) -> News:
    """What the process says that others are forked from. Raises msgspec.DecodeError for what is none."""
    found: News = _NEWS.decode(data)
    return found


def receive_order(channel: socket.socket) -> tuple[Order, int | None]:
    """In a query process: what to do, and the file that came with it. Raises EOFError when the pool is gone."""
    data, file = _receive(channel)
    order: Order = _ORDERS.decode(data)
    return order, file


def receive_wish(channel: socket.socket) -> tuple[Wish, int | None]:
    """In the process that others are forked from: what to do, and the socket that came with it. Raises EOFError."""
    data, file = _receive(channel)
    wish: Wish = _WISHES.decode(data)
    return wish, file


def _receive(channel: socket.socket) -> tuple[bytes, int | None]:
    flags = socket.MSG_WAITALL | socket.MSG_CMSG_CLOEXEC
    head, passed, _, _ = channel.recvmsg(_LENGTH.size, _ROOM_FOR_A_FILE, flags)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = channel.recv(length, socket.MSG_WAITALL)
    if len(data) < length:
        raise EOFError
    if not passed:
        return data, None
    files = array.array("i", b"".join(content for _level, _kind, content in passed))
    return data, files[0] if files else None


def send(channel: socket.socket, message: Reply | News) -> None:
    """To the pool. Raises OSError when it is gone."""
    channel.sendall(packed(message))


def hand_over(channel: socket.socket, data: bytes, file: int | None) -> int:
    """From the pool, over a non-blocking socket: sends the start of a message, with a file; how many bytes went.

    Raises OSError when the process is gone.
    """
    if file is None:
        return channel.send(data)
    return channel.sendmsg([data], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [file]))])


class Inbox:
    """Messages as they come, over a non-blocking socket of the pool."""

    def __init__(self, channel: socket.socket, most: int) -> None:
        self._channel, self._most = channel, most
        self._data = bytearray()

    def read(self) -> list[memoryview | bytes]:
        """The messages that are complete. Raises EOFError when the process is gone, or says more than `most` bytes."""
        try:
            data = self._channel.recv(_PIECE)
        except BlockingIOError:
            return []
        except OSError:
            data = b""
        if not data:
            raise EOFError
        if not self._data and self._is_one(data):
            return [memoryview(data)[_LENGTH.size :]]
        self._data += data
        found = list[memoryview | bytes]()
        while len(self._data) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._data)
            if length > self._most:
                raise EOFError
            end = _LENGTH.size + length
            if len(self._data) < end:
                break
            found.append(bytes(self._data[_LENGTH.size : end]))
            del self._data[:end]
        return found

    def _is_one(self, data: bytes) -> bool:
        """Whether it is one whole message and nothing else, as it is most often."""
        size = len(data) - _LENGTH.size
        return 0 < size <= self._most and _LENGTH.unpack_from(data)[0] == size
