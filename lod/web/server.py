"""Runs the app on uvicorn, on this machine alone unless another host is asked for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import uvicorn
from uvicorn.supervisors import Multiprocess

from lod.model import Publication
from lod.store import Limits
from lod.web.app import create_app


def run(
    publication: Publication,
    output: Path,
    limits: Limits,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 1,
) -> None:
    """Serves until it is told to stop; requests in hand are finished first.

    Each of the `workers` server processes has query processes of its own.
    """
    config = uvicorn.Config(
        partial(create_app, publication, output, limits),
        factory=True,
        host=host,
        port=port,
        workers=workers,
        server_header=False,
        timeout_graceful_shutdown=15,
    )
    if workers == 1:
        uvicorn.Server(config).run()
    else:
        # Not uvicorn.run, which takes several workers only for an app named by a string: ours has arguments.
        Multiprocess(config, sockets=[config.bind_socket()]).run()
