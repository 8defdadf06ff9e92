"""The addresses of the API."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from lod.web.api import openapi, sending
from lod.web.api.kinds import KINDS, Kind
from lod.web.api.ratings import router

__all__ = ["router", "routes"]


def routes() -> list[BaseRoute]:
    """Every list, by its address and by that of each of its formats; the description of all, and the schemas."""
    lists = [
        Route(f"/api/{kind.name}{suffix}", _handler(kind), name=f"{kind.name}{suffix}")
        for kind in KINDS
        for suffix in ("", ".{suffix}")
    ]
    return [
        *lists,
        Route("/openapi.json", openapi.description),
        Route("/def/schema/{version}/{name}.json", openapi.schema),
    ]


def _handler(kind: Kind) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        return sending.answer(request, kind)

    return answer
