"""Documents of things from the server, beside nginx with the same bytes as files, in one run.

    python benchmarks/pages.py [INSPECTIONS | SETTINGS [SECONDS]]        default: 100000 10

INSPECTIONS are generated; SETTINGS is the publication.toml of a publication that was built, such as the one that
national.py leaves in LOD_BENCH_KEEP.
16 clients ask for 200 inspections and units as HTML and as JSON-LD, again and again, plain and, as browsers do, in
gzip. Then one client asks the server for what was never asked before. Ratios come last. LOD_BENCH_KEEP names a folder
in which the built release is kept.
"""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from answers import free_port, wait_for
from load import HEADER, Measured, ask
from peers import Peer, serving
from sparql import CLIENTS, inspections, kept

WARM, COLD = 200, 5_000
FORMATS = {"text/html": "html", "application/ld+json": "jsonld"}
CODINGS = ("identity", "gzip")
NGINX = """
daemon off; {user} worker_processes auto; pid {work}/pid; error_log {work}/errors;
events {{ worker_connections 1024; }}
http {{
  types {{ text/html html; application/ld+json jsonld; }}
  access_log off; gzip_static on; sendfile on; tcp_nopush on; keepalive_requests 100000000;
  client_body_temp_path {work}/body; proxy_temp_path {work}/proxy; fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi; scgi_temp_path {work}/scgi;
  server {{ listen 127.0.0.1:{port}; root {files}; }}
}}
"""


def main(of: str, seconds: float) -> None:
    with kept(int(of)) if of.isdigit() else _built(Path(of)) as (settings, folder):
        release = (settings.parent / "public" / "current").resolve()
        things = ["/doc/" + iri.split("/id/", 1)[1] for iri in inspections(release)]
        random.Random(4).shuffle(things)
        warm = [*things[: WARM // 2], *dict.fromkeys(_unit(each) for each in things[: WARM // 2])]
        cold = iter(things[WARM:])
        print(f"{len(things):,} inspections, {CLIENTS} clients, {seconds:g} s each\n\n{'':<34} {HEADER}")
        rates: dict[tuple[str, str, str], float] = {}
        with serving("lod", settings, release, folder) as ours, _nginx(ours, warm, folder) as files:
            for (accepted, suffix), coding in itertools.product(FORMATS.items(), CODINGS):
                again = [(accepted, path) for path in warm]
                ask(ours, again, CLIENTS, 5, again=True, coding=coding)  # until all are kept
                for peer, targets in ((ours, again), (files, [(accepted, f"{path}.{suffix}") for path in warm])):
                    found = ask(peer, targets, CLIENTS, seconds, again=True, coding=coding)
                    tell(f"{peer.name}, {suffix}, {coding}, again", found)
                    rates[peer.name, suffix, coding] = found.rate
            for accepted, suffix in FORMATS.items():
                never = [(accepted, path) for path in itertools.islice(cold, COLD)]
                tell(f"lod, {suffix}, never asked", ask(ours, never, 1, min(seconds, COLD / 1000)))
        for suffix, coding in itertools.product(FORMATS.values(), CODINGS):
            ratio = rates["lod", suffix, coding] / rates["nginx", suffix, coding]
            print(f"{suffix} again, {coding}: {ratio:.2f} of nginx's throughput")


@contextmanager
def _built(settings: Path) -> Iterator[tuple[Path, Path]]:
    """As `kept`, of a publication that is there."""
    with tempfile.TemporaryDirectory(prefix="lod-pages-") as scratch:
        yield settings, Path(scratch)


def tell(name: str, measured: Measured) -> None:
    print(f"{name:<34} {measured.row()}{'  some twice' if measured.repeated else ''}", flush=True)


def _unit(inspection: str) -> str:
    return inspection.replace("/inspection/", "/unit/").rpartition("/")[0]


@contextmanager
def _nginx(ours: Peer, paths: list[str], folder: Path) -> Iterator[Peer]:
    """nginx with what we answer to some paths, in each format, as files."""
    files, work, port = folder / "files", folder / "nginx", free_port()
    connection = HTTPConnection("127.0.0.1", ours.port)
    for path, (accepted, suffix), coding in itertools.product(paths, FORMATS.items(), CODINGS):
        connection.request("GET", path, headers={"Accept": accepted, "Accept-Encoding": coding})
        file = files / f"{path.removeprefix('/')}.{suffix}{'.gz' if coding == 'gzip' else ''}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(connection.getresponse().read())
    connection.close()
    work.mkdir()
    configuration = work / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(NGINX.format(user=user, work=work, port=port, files=files), "utf-8")
    with subprocess.Popen(["nginx", "-e", f"{work}/errors", "-c", str(configuration)]) as process:
        try:
            wait_for(port, f"{paths[0]}.html")
            yield Peer("nginx", process.pid, port, "/")
        finally:
            process.terminate()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "100000", float(sys.argv[2]) if len(sys.argv) > 2 else 10.0)
