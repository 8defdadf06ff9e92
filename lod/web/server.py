"""Runs the app on uvicorn, on this machine alone unless another host is asked for.

One process: it reads files and hands queries to processes of their own (`lod.store.QueryPool`).
"""

from __future__ import annotations

from pathlib import Path

import uvicorn

from lod.model import Publication
from lod.store import Limits
from lod.web.app import create_app


def run(publication: Publication, output: Path, limits: Limits, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serves until it is told to stop; requests in hand are finished first."""
    config = uvicorn.Config(
        create_app(publication, output, limits),
        host=host,
        port=port,
        server_header=False,
        timeout_graceful_shutdown=15,
    )
    uvicorn.Server(config).run()
