"""A gateway before a real engine that fails when it is told to, as gateways do."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

import httpx2 as httpx

from lod.store.remote import Endpoints

Fault = int | str
"""A status to answer with; or a connection cut `before` the engine is asked, `after` it, or `within` its answer."""


class Gateway:
    """Passes requests on. `faults` are by the number of the request, from 1; one that asks for
    Virtuoso's challenge (RFC 7616) is not counted."""

    def __init__(self, engine: Endpoints) -> None:
        self.faults: Mapping[int, Fault] = {}
        self._count, self._lock = 0, threading.Lock()
        gateway, upstream = self, urlsplit(engine.query)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                challenged = urlsplit(self.path).path.endswith("-auth") and "Authorization" not in self.headers
                fault = None if challenged else gateway._next()
                if fault == "before":
                    return self._cut()
                if isinstance(fault, int):
                    return self._send(fault, b"", {"Content-Length": "0"})
                url = f"{upstream.scheme}://{upstream.netloc}{self.path}"
                passed = {
                    key: value for key, value in self.headers.items() if key.lower() not in ("host", "connection")
                }
                try:
                    answer = httpx.request(
                        self.command, url, content=content, headers=passed, timeout=60, trust_env=False
                    )
                except httpx.HTTPError as problem:
                    told = repr(problem).encode()
                    return self._send(502, told, {"Content-Length": str(len(told))})
                if fault == "after":
                    return self._cut()
                kept = {key: value for key, value in answer.headers.items() if key not in _HOP}
                body = answer.content
                self._send(
                    answer.status_code,
                    body[: len(body) // 2] if fault else body,
                    {**kept, "Content-Length": str(len(body))},
                )
                return self._cut() if fault else None

            do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 - named by http.server

            def _send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
                self.send_response(status)
                for key, value in headers.items():
                    self.send_header(key, value)
                self.end_headers()
                self.wfile.write(body)

            def _cut(self) -> None:
                self.close_connection = True
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        ours = f"http://127.0.0.1:{self._server.server_port}"
        theirs = f"{upstream.scheme}://{upstream.netloc}"
        self.endpoints = replace(
            engine,
            query=engine.query.replace(theirs, ours),
            update=engine.update.replace(theirs, ours),
            graph_store=engine.graph_store and engine.graph_store.replace(theirs, ours),
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _next(self) -> Fault | None:
        with self._lock:
            self._count += 1
            return self.faults.get(self._count)


_HOP = frozenset({"connection", "transfer-encoding", "content-length", "keep-alive"})
