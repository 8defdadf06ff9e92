"""uvicorn's HTTP/1.1 protocol, with patience that ends: nobody holds a connection by being slow, or memory by its head.

uvicorn itself ends only connections that are idle between requests (`timeout_keep_alive`). Here a request must be whole
in time, a response must be taken at some speed, and a head has a size. What is refused below the app is refused with a
problem document (RFC 9457) and the connection is closed.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from lod.web.http.corking import Corked
from lod.web.problems import BAD_REQUEST, HEAD_TOO_LARGE, MEDIA_TYPE, TOO_SLOW, Kind
from lod.web.serving.at_once import AtOnce

_UPGRADE = re.compile(rb"\r\nupgrade:", re.IGNORECASE)
_PACE = 1024
"""Bytes a second that a client takes at least of a response that it lets wait."""


class Guarded(HttpToolsProtocol):
    """One connection. Timers run only while a client owes something, so a prompt request costs none. What `at_once`
    has is sent without the app."""

    head_seconds = 10.0
    """For the head of a request, from the connection or the first byte."""
    body_seconds = 30.0
    """For its body, from the end of its head."""
    stall_seconds = 30.0
    """In which a client takes some of what waits for it."""
    head_bytes = 256 * 2**10
    """Of a head: a query of 64 KiB fits into it, each byte percent-encoded. Longer ones are posted."""

    def __init__(self, *arguments: Any, at_once: AtOnce | None = None, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._at_once = at_once

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._is_head, self._is_whole, self._head = True, False, 0
        self._is_sent, self._request = False, b""
        self._owed: asyncio.TimerHandle | None = None
        self._taken: asyncio.TimerHandle | None = None
        super().connection_made(Corked(transport, self.loop))
        self._owe(self.head_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        self._cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._is_between and self._send_again(data):
            return
        # The same bytes will be the same request, if they are one and no more.
        self._request = data if self._is_between and data.find(b"\r\n\r\n") == len(data) - 4 else b""
        was_head = self._is_head
        if (self._is_head or self._is_whole) and b"pgrade" in data:
            data = _without_upgrade(data)
        super().data_received(data)
        if self._is_whole and (self._is_sent or not self._is_free):
            if self._owed is not None:
                self._owed.cancel()
                self._owed = None
            return
        if self._is_head and not self._is_whole:
            self._head += len(data)
            if self._head > self.head_bytes:
                self._refuse(HEAD_TOO_LARGE, f"The head has more than the {self.head_bytes:,} bytes that are accepted.")
                return
        if self._owed is None or was_head is not self._is_head:
            self._owe(self.head_seconds if self._is_head or self._is_whole else self.body_seconds)

    def on_message_begin(self) -> None:
        self._is_head, self._is_whole, self._head, self._is_sent = True, False, 0, False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._is_head = False
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (hosts == 0 and self.parser.get_http_version() == "1.1"):
            raise ValueError("not one Host field (RFC 9112 section 3.2)")
        self._is_sent = self._send_at_once()
        if not self._is_sent:
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._is_whole = True
        if not self._is_sent:
            super().on_message_complete()

    @property
    def _is_free(self) -> bool:
        """Whether all requests before are answered."""
        return self.cycle is None or self.cycle.response_complete

    @property
    def _is_between(self) -> bool:
        """Whether nothing has come of a request that is not answered."""
        return self._is_free and (self._is_whole or (self._is_head and self._head == 0))

    @property
    def _may_send(self) -> bool:
        """Whether a response has to wait for none, and its client takes what is sent."""
        return self._is_free and not self.flow.write_paused and not self.transport.is_closing()

    def _send_again(self, data: bytes) -> bool:
        """Whether a request that the parser need not see again is answered so."""
        if self._at_once is None or not self._may_send:
            return False
        response = self._at_once.again(data, self.server_state.default_headers)
        if response is None:
            return False
        self._unset_keepalive_if_required()
        if self._owed is not None:
            self._owed.cancel()
            self._owed = None
        self._is_head, self._is_whole, self._is_sent = False, True, True
        self.transport.writelines(response)
        self.on_response_complete()
        return True

    def _send_at_once(self) -> bool:
        """Whether that is the response."""
        if self._at_once is None or not self._may_send:
            return False
        if self.parser.get_http_version() != "1.1" or not self.parser.should_keep_alive():
            return False
        method, fields = self.parser.get_method(), self.server_state.default_headers
        response = self._at_once.response(
            method, self.scheme or "", self.root_path, self.url, self.headers, fields, self._request
        )
        if response is None:
            return False
        self.transport.writelines(response)
        self.on_response_complete()
        return True

    def pause_writing(self) -> None:
        super().pause_writing()
        self._expect_taking()

    def resume_writing(self) -> None:
        if self._taken is not None:
            self._taken.cancel()
            self._taken = None
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the name is uvicorn's
        """What is no HTTP; uvicorn's message says no more."""
        self._refuse(BAD_REQUEST, "The request is not HTTP/1.1 as RFC 9112 has it.")

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._end()

    def _owe(self, seconds: float) -> None:
        if self._owed is not None:
            self._owed.cancel()
        self._owed = self.loop.call_later(seconds, self._too_slow)

    def _too_slow(self) -> None:
        seconds = self.head_seconds if self._is_head else self.body_seconds
        self._refuse(TOO_SLOW, f"The request was not whole within the {seconds:g} seconds that are accepted.")

    def _expect_taking(self) -> None:
        waiting = self.transport.get_write_buffer_size()
        self._taken = self.loop.call_later(self.stall_seconds, self._look_at_taking, waiting)

    def _look_at_taking(self, before: int) -> None:
        if before - self.transport.get_write_buffer_size() < _PACE * self.stall_seconds:
            self.transport.abort()
        else:
            self._expect_taking()

    def _refuse(self, kind: Kind, detail: str) -> None:
        """Says so, unless a response has begun, and ends the connection."""
        began = self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete
        if not began and not self.transport.is_closing():
            self.transport.write(_raw(kind, detail))
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self._end()

    def _end(self) -> None:
        """Closes the connection; at last also one whose client takes nothing any more."""
        self._cancel()
        self.transport.close()
        self._owed = self.loop.call_later(self.stall_seconds, self.transport.abort)

    def _cancel(self) -> None:
        for timer in (self._owed, self._taken):
            if timer is not None:
                timer.cancel()
        self._owed = self._taken = None


def _without_upgrade(data: bytes) -> bytes:
    """A request whose Upgrade is under another name. The parser takes what is behind the head of an upgrade for another
    protocol's, and it is the body of a POST: Java's client and curl's `--http2` offer one with their first request."""
    head, end, rest = data.partition(b"\r\n\r\n")
    return _UPGRADE.sub(b"\r\nX-Upgrade:", head) + end + rest


def _raw(kind: Kind, detail: str) -> bytes:
    """A whole response."""
    document: dict[str, Any] = {
        "type": f"/problems#{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
    }
    body = msgspec.json.encode(document)
    head = (
        f"HTTP/1.1 {kind.status} {kind.phrase}\r\n"
        f"content-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\n"
        "cache-control: no-store\r\nx-content-type-options: nosniff\r\nconnection: close\r\n\r\n"
    )
    return head.encode("ascii") + body
