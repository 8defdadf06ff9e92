"""Throughput of one download from `lod serve`, beside nginx with the same file, over loopback, by turns.

    python benchmarks/downloads.py [INSPECTIONS]        default: 20000

A generated food register is built and served; what is downloaded are its N-Quads, as they are and in gzip. The last
column is how much of nginx's throughput ours is, by the medians.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from answers import free_port
from generate import publication

NAMES = ("data.nq", "data.nq.gz")
TURNS = 9
BLOCK = 2**20

NGINX = """
{user}
worker_processes 1; daemon off; pid {work}/pid; error_log {work}/errors;
events {{ worker_connections 64; }}
http {{
  access_log off; sendfile on; tcp_nopush on;
  client_body_temp_path {work}/t1; proxy_temp_path {work}/t2; fastcgi_temp_path {work}/t3;
  uwsgi_temp_path {work}/t4; scgi_temp_path {work}/t5;
  server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


def main(inspections: int) -> None:
    with tempfile.TemporaryDirectory(prefix="lod-bench-") as folder:
        configuration = publication(Path(folder) / "publication", inspections)
        lod = [sys.executable, "-m", "lod"]
        built = subprocess.run([*lod, "build", str(configuration), "--json"], check=True, capture_output=True)
        release = json.loads(built.stdout)["release"]
        root = configuration.parent / "public" / "releases"
        work = Path(folder) / "nginx"
        work.mkdir()
        with serving(configuration) as ours, nginx(root, work) as theirs:
            print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
            print(f"{'file':<12} {'MB':>7} {'lod MB/s':>9} {'nginx MB/s':>11} {'ratio':>6}")
            for name in NAMES:
                report(name, (root / release / name).stat().st_size, release, ours, theirs)


def report(name: str, size: int, release: str, ours: int, theirs: int) -> None:
    taken: dict[int, list[float]] = {ours: [], theirs: []}
    for _ in range(TURNS):
        for port, path in ((ours, f"/release/{release}/{name}"), (theirs, f"/{release}/{name}")):
            taken[port].append(download(port, path, size))
    lod, nginx = (size / statistics.median(taken[port]) / 1e6 for port in (ours, theirs))
    print(f"{name:<12} {size / 1e6:>7.1f} {lod:>9.0f} {nginx:>11.0f} {lod / nginx:>6.2f}")


def download(port: int, path: str, size: int) -> float:
    """Seconds from the request to the last byte, with the least that a client can do."""
    began = time.perf_counter()
    into = bytearray(BLOCK)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(BLOCK)
        head, _, content = head.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head
        left = size - len(content)
        while left:
            got = connection.recv_into(into)
            assert got, f"{path} ends {left} bytes early"
            left -= got
    return time.perf_counter() - began


@contextmanager
def serving(configuration: Path) -> Iterator[int]:
    """`lod serve` in a process of its own; gives its port."""
    port = free_port()
    command = [sys.executable, "-m", "lod", "serve", str(configuration), "--port", str(port)]
    with running(command, port):
        yield port


@contextmanager
def nginx(root: Path, work: Path) -> Iterator[int]:
    """nginx on a folder, which sends by sendfile; gives its port."""
    port = free_port()
    # Its workers would be nobody else, who may not look into the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    (work / "nginx.conf").write_text(NGINX.format(user=user, work=work, port=port, root=root), "utf-8")
    with running(["nginx", "-e", f"{work}/errors", "-c", f"{work}/nginx.conf"], port):
        yield port


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A server, from when it takes connections."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"nothing listens on {port} after 30 seconds")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
