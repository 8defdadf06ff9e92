"""Sends a file, whole or in parts, a block at a time: memory does not grow with it (RFC 9110 section 14.6, 15.3.7)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import anyio.to_thread
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from lod.web.http.ranges import Part

_BLOCK = 2**18
"""Read at once: reading in smaller ones costs a change of thread too often."""


class Download(StreamingResponse):
    """A file of `size` bytes as 200, or `parts` of it as 206: one as it is, several as multipart/byteranges.

    `boundary` separates several; it must not occur in the file.
    """

    def __init__(
        self, path: Path, size: int, headers: Mapping[str, str], content_type: str, parts: Sequence[Part], boundary: str
    ) -> None:
        self._path, self._parts, self._heads = path, list(parts) or [(0, size)], [b""]
        self._tail = b""
        super().__init__((), 206 if parts else 200, {**headers, "Accept-Ranges": "bytes"})
        if len(self._parts) > 1:
            self._heads = [_head(part, size, content_type, boundary) for part in parts]
            self._tail = f"\r\n--{boundary}--\r\n".encode()
            content_type = f"multipart/byteranges; boundary={boundary}"
        elif parts:
            self.headers["Content-Range"] = _content_range(parts[0], size)
        self.headers["Content-Type"] = content_type
        content = sum(end - start for start, end in self._parts) + sum(map(len, self._heads)) + len(self._tail)
        self.headers["Content-Length"] = str(content)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stops when the client goes away. Raises OSError before anything is sent if the file cannot be opened: its
        release may have been removed."""
        file = await anyio.to_thread.run_sync(self._path.open, "rb")
        with file:
            if scope["method"] != "HEAD":
                self.body_iterator = self._blocks(file)
            await super().__call__(scope, receive, send)

    async def _blocks(self, file: BinaryIO) -> AsyncIterator[bytes]:
        for head, (start, end) in zip(self._heads, self._parts, strict=True):
            if head:
                yield head
            file.seek(start)
            while start < end:
                block = await anyio.to_thread.run_sync(file.read, min(_BLOCK, end - start))
                if not block:
                    raise OSError(f"{self._path.name}: ends at byte {start}, expected {end}")
                start += len(block)
                yield block
        if self._tail:
            yield self._tail


def _head(part: Part, size: int, content_type: str, boundary: str) -> bytes:
    return (
        f"\r\n--{boundary}\r\nContent-Type: {content_type}\r\nContent-Range: {_content_range(part, size)}\r\n\r\n"
    ).encode()


def _content_range(part: Part, size: int) -> str:
    start, end = part
    return f"bytes {start}-{end - 1}/{size}"
