"""A reader of a site who follows every link that stays on it, and the servers that the site is put on."""

from __future__ import annotations

import functools
import os
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import httpx2 as httpx
from selectolax.lexbor import LexborHTMLParser

from tests.store.engines import free_port


@dataclass
class Seen:
    """What a crawl found: the addresses that answered, with their media types, and those that did not, each with the
    page that leads there; and what is on other servers."""

    there: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)


def crawl(home: str, more: Iterable[str] = ()) -> Seen:
    """Follows every link below `home`, from there on and from `more` paths, to the last one."""
    seen, waiting = Seen(), [(home, home), *((f"{home}{path}", home) for path in more)]
    with httpx.Client(trust_env=False, follow_redirects=True) as client:
        while waiting:
            address, source = waiting.pop()
            if address in seen.there or address in seen.missing:
                continue
            answer = client.get(address)
            if answer.status_code != 200:
                seen.missing[address] = source
                continue
            seen.there[address] = answer.headers.get("content-type", "")
            if not seen.there[address].startswith("text/html"):
                continue
            page = LexborHTMLParser(answer.content)
            for link in _links(page):
                there = urldefrag(urljoin(str(answer.url), link)).url
                if there.startswith(home):
                    waiting.append((there, address))
                else:
                    seen.elsewhere.add(there)
    return seen


def _links(page: LexborHTMLParser) -> Iterator[str]:
    for name in ("href", "src", "action"):
        for node in page.css(f"[{name}]"):
            yield node.attributes[name] or ""
    for node in page.css("meta[http-equiv=refresh]"):
        yield (node.attributes["content"] or "").partition("url=")[2]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def http_server(folder: Path) -> Iterator[str]:
    """Python's own server of files on a folder; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


_NGINX = """
{user}worker_processes 1; daemon off; pid {work}/pid; error_log {work}/errors;
events {{}}
http {{
  access_log off;
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
  uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  {types}
  server {{ listen 127.0.0.1:{port}; root {folder}; {more} }}
}}
"""


_TYPES = "types { text/html html; text/css css; application/json json; }"
"""What every nginx knows."""


@contextmanager
def nginx(program: str, folder: Path, work: Path, types: str = _TYPES, more: str = "") -> Iterator[str]:
    """nginx on a folder, with nothing in its configuration but that and what is given; gives its address."""
    # Its workers would be nobody else, who may not look into the folders of tests.
    user = "user root; " if os.geteuid() == 0 else ""
    port = free_port()
    configuration = work / "nginx.conf"
    configuration.write_text(
        _NGINX.format(user=user, work=work, port=port, folder=folder, types=types, more=more), "utf-8"
    )
    process = subprocess.Popen([program, "-e", f"{work}/errors", "-c", str(configuration)])
    home = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(100):
            try:
                httpx.get(home, trust_env=False)
                break
            except httpx.HTTPError:
                time.sleep(0.05)
        yield home
    finally:
        process.terminate()
        process.wait()
