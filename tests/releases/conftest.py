"""A real S3 server on this machine, with dummy credentials in the environment as a publisher's would be there, behind a
connection that a test may cut."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

START = 60.0
"""Seconds in which the server must be ready on a busy machine."""


class S3:
    """moto's server in a process of its own, which holds what it is given in memory; `port` leads to it while the
    connection is not cut."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._own_port = free.getsockname()[1]
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._puts_left: int | None = None
        self._is_cut = False
        self._meanwhile: list[Callable[[], None]] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self._own_port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        threading.Thread(target=self._serve, daemon=True).start()

    def start(self) -> None:
        """Makes the bucket, once the server is there."""
        end = time.monotonic() + START
        while True:
            try:
                self.put("bucket", b"")
                return
            except (urllib.error.URLError, OSError):
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def put(self, path: str, body: bytes) -> None:
        """Writes an object behind everybody's back."""
        headers = {
            "Content-Type": "application/octet-stream",
            "Authorization": "AWS4-HMAC-SHA256 Credential=dummy/20260101/us-east-1/s3/aws4_request",
        }
        request = urllib.request.Request(f"http://127.0.0.1:{self._own_port}/{path}", body, headers, method="PUT")
        urllib.request.urlopen(request).close()  # noqa: S310 - our own server

    def cut(self, after_puts: int = 0) -> None:
        """From now on, or when so many objects have been written, every connection is broken off."""
        if after_puts:
            self._puts_left = after_puts
        else:
            self._is_cut = True

    def meanwhile(self, act: Callable[[], None]) -> None:
        """Somebody does this when the next object is written through the connection."""
        self._meanwhile.append(act)

    def mend(self) -> None:
        self._puts_left, self._is_cut = None, False

    def end(self) -> None:
        self._is_cut = True
        self._listener.close()
        self._process.kill()
        self._process.wait()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._is_cut:
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self._own_port))
            for source, target, counts in ((client, server, True), (server, client, False)):
                threading.Thread(target=self._pass_on, args=(source, target, counts), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, counts: bool) -> None:
        with source, target, suppress(OSError):
            while data := source.recv(2**16):
                if counts and b"PUT /" in data and self._meanwhile:
                    self._meanwhile.pop()()
                if counts and self._puts_left is not None and b"PUT /" in data:
                    self._is_cut = self._puts_left == 0
                    self._puts_left = max(0, self._puts_left - 1)
                if self._is_cut:
                    break
                target.sendall(data)
            for end in (source, target):
                end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[S3]:
    """A running server with the empty bucket `bucket`, found by fsspec and its driver as they find any."""
    driver = pytest.importorskip("s3fs").S3FileSystem
    pytest.importorskip("moto")
    server = S3()
    for name, value in {
        "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{server.port}",
        "AWS_ACCESS_KEY_ID": "dummy",
        "AWS_SECRET_ACCESS_KEY": "dummy",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_MAX_ATTEMPTS": "1",
    }.items():
        monkeypatch.setenv(name, value)
    # A driver keeps its connections for as long as a program runs: those of the test before lead nowhere.
    driver.clear_instance_cache()
    try:
        server.start()
        yield server
    finally:
        server.end()
