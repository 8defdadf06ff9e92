"""A loopback server that nobody may ask: it counts who does."""

from __future__ import annotations

import socket
import threading


class Canary:
    """Takes connections, counts them, and answers each with a word that must not come back through ours."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.iri = f"http://127.0.0.1:{self.port}/"
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                if connection.recv(1) == b"!":  # our own goodbye
                    return
                self.calls += 1
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ncanary")

    def close(self) -> None:
        with socket.create_connection(self._socket.getsockname()) as goodbye:
            goodbye.sendall(b"!")
            self._thread.join()
        self._socket.close()
