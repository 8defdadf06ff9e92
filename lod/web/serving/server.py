"""Runs the app on uvicorn, on this machine alone unless another host is asked for.

One process: it reads files and hands queries to processes of their own (`lod.store.QueryPool`).
"""

from __future__ import annotations

import gc
import resource
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import uvicorn

from lod.model import Publication
from lod.store import Limits
from lod.store.remote import Endpoints
from lod.web.app import create_app
from lod.web.serving.guarding import Guarded
from lod.web.serving.logs import Lines
from lod.web.serving.settings import Serving

_FILES = 65_536
"""Connections and files that may be open at once, where the system lets us: 1,024 is what many begin with."""


def run(
    publication: Publication,
    output: Path,
    limits: Limits,
    host: str = "127.0.0.1",
    port: int = 8000,
    members: Sequence[Path] = (),
    engine: Endpoints | None = None,
    serving: Serving | None = None,
) -> None:
    """Serves until it is told to stop; requests in hand are finished first. Of a site, `members` are the output folders
    of its publications. `engine` holds the releases, where they are not in the embedded store."""
    serving = serving or Serving()
    _raise_file_limit()
    with Lines() as log:
        app = create_app(publication, output, limits, members, engine, serving, log)
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            http=partial(Guarded, at_once=app.state.at_once),  # type: ignore[arg-type]  # it is called, and no more
            ws="none",
            proxy_headers=bool(serving.proxies),
            forwarded_allow_ips=list(serving.proxies),
            server_header=False,
            access_log=False,  # it holds addresses and the texts of queries
            timeout_graceful_shutdown=15,
        )
        gc.freeze()  # what is here now is never garbage, and not looked through for every few hundred requests
        uvicorn.Server(config).run()


def _raise_file_limit() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(hard, _FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
