"""What is no more: an inspection that was taken back answers 410, a unit that went on as another 301 (RFC 9110,
sections 15.5.11 and 15.4.2). Either says since when, why, and what stands instead.

What was published stays citable: `/doc/` sends it with the 410, and each judgement keeps its own address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from lod.formats import Format
from lod.iris import Iris
from lod.queries import query
from lod.store import Store
from lod.terms import Triple
from lod.web import documents
from lod.web.documents import Address
from lod.web.http.negotiation import DOCUMENT
from lod.web.http.responses import CACHE, link
from lod.web.problems import GONE, Alternative, HttpProblem
from lod.web.site import site_of

_REPLACED_BY = "http://purl.org/dc/terms/isReplacedBy"
_KINDS = ("inspection", "unit")


@dataclass(frozen=True, slots=True)
class Retired:
    """Why a thing is no more. `statements` are what was published of it, by IRI."""

    iri: str
    date: str
    reason: str
    instead: str | None
    is_gone: bool
    statements: tuple[str, ...]

    @property
    def said(self) -> str:
        """In a sentence or two."""
        if not self.is_gone:
            return f"Since {self.date} this unit is part of another, <{self.instead}>: {self.reason}"
        instead = f" <{self.instead}> stands instead." if self.instead else " Nothing stands instead."
        return f"This inspection was taken back ({self.date}): {self.reason}{instead}"


def retired(store: Store, names: Iris, iri: str) -> Retired | None:
    """Why a thing is no more; None for what still is, and for parts of things, which stay what they were."""
    if names.whole(iri) != iri or not iri.startswith(tuple(names.kind(kind) for kind in _KINDS)):
        return None
    rows = store.select(query("retired"), {"entity": iri})
    if not rows:
        return None
    first = rows[0]
    return Retired(
        iri,
        documents.plain(first["date"]),
        documents.plain(first["reason"]),
        str(first["instead"]) if "instead" in first else None,
        "correction" in first,
        tuple(dict.fromkeys(str(row["statement"]) for row in rows if "statement" in row)),
    )


def redirect(request: Request, found: Retired, path: str, suffix: str = "") -> Response:
    """301 to the unit that goes on, under `path` (`/id/` or `/doc/`), with the reason."""
    where = _address(request, found.instead or "").replace("/id/", path, 1) + suffix
    page = site_of(request).pages.render(request, "moved.html", retired=found, href=where)
    headers = {"Location": where, "Cache-Control": CACHE, "Link": link(where, _REPLACED_BY)}
    return Response(page, 301, headers, Format.HTML.content_type)


def gone(request: Request, found: Retired) -> HttpProblem:
    """The 410 of the thing itself, which leads to what is said of it and to what was published."""
    name = _address(request, found.iri)
    document = name.replace("/id/", "/doc/", 1)
    kept = [Alternative(f"{document}.{each.suffix}", each.media_type) for each in (Format.HTML, Format.TURTLE)]
    others = (*filter(None, (found.instead,)), *found.statements)
    statements = [Alternative(_address(request, each), "text/html") for each in others]
    links = [link(document, "describedby")]
    links += [link(_address(request, found.instead), _REPLACED_BY)] if found.instead else []
    return HttpProblem(GONE, found.said, available=[*kept, *statements], headers={"Link": ", ".join(links)})


def document(
    request: Request,
    where: Address,
    found: Retired,
    triples: Iterable[Triple],
    page: Callable[[], bytes],
    links: Callable[[Format], Sequence[str]],
) -> Response:
    """410 with what was published, in the format asked for: `page` makes its HTML. It has the links of any document."""
    variant = documents.negotiate(request, where)
    body = page() if variant is Format.HTML else documents.rdf(triples, variant, found.iri)
    response = Response(body, 410, {"Cache-Control": CACHE, "Vary": "Accept"}, variant.content_type)
    for value in (*documents.linked(request, where, variant, DOCUMENT), *links(variant)):
        response.headers.append("Link", value)
    if found.instead:
        response.headers.append("Link", link(_address(request, found.instead), _REPLACED_BY))
    return response


def _address(request: Request, iri: str) -> str:
    """Where an IRI of ours is on the server in use."""
    return site_of(request).pages.links(request).href(iri) or iri
