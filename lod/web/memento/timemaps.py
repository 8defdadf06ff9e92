"""TimeMaps (RFC 7089 section 5): every memento of a document or a dump, as links (RFC 6690) or as JSON."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lod.web.http.responses import Representation, respond
from lod.web.memento import Memento, Timeline
from lod.web.memento.timegates import TIMEMAPS, address, around, kept, nothing, target


def links(request: Request) -> Response:
    """`/timemap/link/{path}`: as `application/link-format`. Raises HttpProblem (404)."""
    path, there = _asked(request, "link")
    first, *_, last = (there.mementos[0], *there.mementos)
    own = address(request, f"/timemap/link{path}")
    lines = [
        f'<{address(request, path)}>; rel="original"',
        f'<{address(request, f"/timegate{path}")}>; rel="timegate"',
        f'<{own}>; rel="self"; type="{TIMEMAPS["link"]}"; from="{first.date}"; until="{last.date}"',
        f'<{address(request, f"/timemap/json{path}")}>; rel="alternate"; type="{TIMEMAPS["json"]}"',
        *around(request, path, there),
    ]
    body = ",\n".join(lines).encode() + b"\n"
    return respond(request, Representation(body, TIMEMAPS["link"], negotiated=False))


def as_json(request: Request) -> Response:
    """`/timemap/json/{path}`: as JSON with the members that aggregators of mementos give. Raises HttpProblem (404)."""
    path, there = _asked(request, "json")
    listed = [_told(request, path, each) for each in there.mementos]
    document = {
        "original_uri": address(request, path),
        "timegate_uri": address(request, f"/timegate{path}"),
        "timemap_uri": {f"{name}_format": address(request, f"/timemap/{name}{path}") for name in TIMEMAPS},
        "mementos": {"first": listed[0], "last": listed[-1], "list": listed},
    }
    body = msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
    return respond(request, Representation(body, TIMEMAPS["json"], negotiated=False))


def _asked(request: Request, name: str) -> tuple[str, Timeline]:
    path = target(request).removeprefix(f"/timemap/{name}")
    there = kept(request, path)
    if not there.switches:
        raise nothing(path)
    return path, there


def _told(request: Request, path: str, each: Memento) -> dict[str, str]:
    return {"datetime": f"{each.at:%Y-%m-%dT%H:%M:%SZ}", "uri": address(request, each.of(path))}
