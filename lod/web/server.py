"""Runs the app on uvicorn, on this machine alone unless another host is asked for.

One process: it reads files and hands queries to processes of their own (`lod.store.QueryPool`).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import uvicorn

from lod.model import Publication
from lod.store import Limits
from lod.store.remote import Endpoints
from lod.web.app import create_app


def run(
    publication: Publication,
    output: Path,
    limits: Limits,
    host: str = "127.0.0.1",
    port: int = 8000,
    members: Sequence[Path] = (),
    engine: Endpoints | None = None,
) -> None:
    """Serves until it is told to stop; requests in hand are finished first. Of a site, `members` are the output folders
    of its publications. `engine` holds the releases, where they are not in the embedded store."""
    config = uvicorn.Config(
        create_app(publication, output, limits, members, engine),
        host=host,
        port=port,
        server_header=False,
        timeout_graceful_shutdown=15,
    )
    uvicorn.Server(config).run()
