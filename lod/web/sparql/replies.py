"""Sends answers of the endpoint as ASGI messages: bytes at once, a spooled result as the client takes it."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Sequence

from starlette.types import Receive, Send

from lod.store import Spooled
from lod.web.http.presence import Presence
from lod.web.http.responses import Header

GZIP: Header = (b"content-encoding", b"gzip")

_LEVEL = 6
_AS_GZIP = 16 + zlib.MAX_WBITS
_BRIEFLY = 16 * 2**10
"""Bytes that are compressed so soon (0.3 ms) that a thread would only make it longer."""


async def send_bytes(send: Send, status: int, headers: Sequence[Header], body: bytes) -> None:
    """The whole response."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def send_spooled(
    send: Send, receive: Receive, headers: Sequence[Header], body: Spooled, *, compress: bool, head: bool
) -> None:
    """200 with a large result, as fast as the client takes it, or with the fields alone; frees it whatever happens.

    Its length is told where it is known. Raises ClientDisconnect when the client goes away meanwhile.
    """
    try:
        said = GZIP if compress else (b"content-length", b"%d" % body.size)
        if head:
            await send_bytes(send, 200, [*headers, said], b"")
            return
        with Presence(receive, patience=0):
            await send({"type": "http.response.start", "status": 200, "headers": [*headers, said]})
            packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _AS_GZIP) if compress else None
            for chunk in body.chunks():
                piece = await asyncio.to_thread(packer.compress, chunk) if packer else chunk
                if piece:
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": packer.flush() if packer else b""})
    finally:
        body.close()


async def compressed(body: bytes) -> bytes:
    """The body in gzip, always the same for the same body."""
    if len(body) <= _BRIEFLY:
        return gzip.compress(body, _LEVEL, mtime=0)
    return await asyncio.to_thread(gzip.compress, body, _LEVEL, mtime=0)
