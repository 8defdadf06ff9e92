"""A list as it is sent: pages of JSON-LD and GeoJSON, and CSV, which is the whole result unless a page is asked for.

CSV is RFC 4180 with a header, and is streamed: it begins at once, however long it is.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from lod.formats import Format
from lod.iris import Iris
from lod.web.api import narrowing, paging
from lod.web.api.asked import Asked, read
from lod.web.api.kinds import Kind, offered
from lod.web.api.members import Members
from lod.web.http import negotiation
from lod.web.http.responses import CACHE, Representation, is_current, link, respond
from lod.web.problems import NOT_ACCEPTABLE, NOT_FOUND, Alternative, HttpProblem
from lod.web.site import Served, served_of, site_of

_PIECE = 250
"""Rows that are sent together."""


def answer(request: Request, kind: Kind) -> Response:
    """A list, in the format of its suffix, else in the one that the client prefers."""
    path, chosen, is_fixed = _format(request, kind)
    given = request.query_params.multi_items()
    asked = read(given, kind)
    served = served_of(request)
    names = Iris(site_of(request).publication.base_iri)
    found = narrowing.narrowed(served, kind, asked, names)
    members = Members(kind, served.store, names, asked.fields)
    asks = f"?{request.url.query}" if request.url.query else ""
    others = [
        link(f"{path}.{each.suffix}{asks}", "alternate", each.media_type)
        for each in offered(kind)
        if each is not chosen
    ]
    if chosen is Format.CSV and not (asked.limit or asked.after or asked.before):
        return _whole(request, members, served, found, asked, others, negotiated=not is_fixed)
    listed = narrowing.list_of(served, kind, asked)
    page = paging.page(listed, found, asked)
    addresses = paging.links(page, f"{path}.{chosen.suffix}" if is_fixed else path, given)
    about = {"count": page.count, **addresses}
    shown = [listed.members[place] for place in page.places]
    if chosen is Format.CSV:
        body = b"".join(_pieces(members, shown))
    elif chosen is Format.GEOJSON:
        body = members.features(shown, about)
    else:
        body = members.document(shown, about)
    links = (*(link(address, relation) for relation, address in addresses.items()), *others)
    return respond(request, Representation(body, chosen.content_type, links=links, negotiated=not is_fixed))


def _format(request: Request, kind: Kind) -> tuple[str, Format, bool]:
    """The address of the list whatever its format, the format, and whether a suffix fixed it. Raises HttpProblem."""
    root = f"{request.scope.get('root_path', '')}/api/{kind.name}"
    suffix = request.path_params.get("suffix")
    available = [Alternative(f"{root}.{each.suffix}", each.media_type) for each in offered(kind)]
    if suffix is not None:
        chosen = next((each for each in offered(kind) if each.suffix == suffix), None)
        if chosen is None:
            raise HttpProblem(NOT_FOUND, f"The list is not offered as .{suffix}.", available=available)
        return root, chosen, True
    chosen = negotiation.choose(request.headers.get("accept"), offered(kind))
    if chosen is None:
        accepted = ", ".join(each.media_type for each in offered(kind))
        raise HttpProblem(NOT_ACCEPTABLE, f"Accepted: {accepted}.", available=available)
    return root, chosen, False


def _whole(
    request: Request,
    members: Members,
    served: Served,
    found: int,
    asked: Asked,
    links: Sequence[str],
    *,
    negotiated: bool,
) -> Response:
    """The whole result as CSV. A release does not change, so its id and the question tell a copy from others."""
    question = f"{served.release.id}\0{request.url.path}?{request.url.query}"
    etag = f'"{hashlib.sha256(question.encode()).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": CACHE, **({"Vary": "Accept"} if negotiated else {})}
    if is_current(request.headers.get("if-none-match"), etag):
        response = Response(status_code=304, headers=headers)
    elif request.method == "HEAD":
        response = Response(headers=headers, media_type=Format.CSV.content_type)
        del response.headers["content-length"]
    else:
        shown = _all(served, members.kind, found, asked)
        response = StreamingResponse(_pieces(members, shown), headers=headers, media_type=Format.CSV.content_type)
    for each in links:
        response.headers.append("Link", each)
    return response


def _all(served: Served, kind: Kind, found: int, asked: Asked) -> Iterator[str]:
    """Every member in the order asked for."""
    listed = narrowing.list_of(served, kind, asked)
    order = listed.dates.order if asked.sort.endswith("date") else listed.by_iri
    places = order.lowest(found, found.bit_count())
    return (listed.members[place] for place in (reversed(places) if asked.sort.startswith("-") else places))


def table(members: Members, shown: Iterable[str]) -> list[str]:
    """The lines of a table."""
    return b"".join(_pieces(members, shown)).decode().split("\r\n")[:-1]


def _pieces(members: Members, shown: Iterable[str]) -> Iterator[bytes]:
    """A table, some rows at a time."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(members.columns)
    for number, iri in enumerate(shown, 1):
        writer.writerow(members.row(iri))
        if number % _PIECE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()
