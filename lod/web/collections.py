"""Lists of all things of a kind (UKGovLD: the list document of a URI set), paged by the last IRI of the page before."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from lod.namespaces import INSP, RDF, RDFS
from lod.queries import query
from lod.store import Store
from lod.terms import Literal, Term, Triple
from lod.web import documents, listings, memento
from lod.web.api.kinds import KINDS, offered
from lod.web.documents import Address
from lod.web.http.responses import link
from lod.web.site import Served, site_of

COLLECTIONS = {
    "unit": INSP.InspectedUnit,
    "inspection": INSP.Inspection,
    "report": INSP.Report,
    "source": INSP.SourceDocument,
}
"""The sets of things that are listed, by the segment that follows `/id/`."""

PAGE = 50
"""Members a page."""


def members(request: Request, served: Served, name: str, where: Address) -> Response:
    """A page of all things of a kind, in the order of their IRIs. `after` is the last IRI of the page before."""
    after = request.query_params.get("after", "")
    found = listings.following(_all(served, name), after, PAGE + 1)
    shown = {member: _name(served.store, member) for member in found[:PAGE]}
    here = Address(where.path, where.fixed, where.root, _after(after))
    following = f"{where.root}{where.path}{_after(found[PAGE - 1])}" if len(found) > PAGE else None
    pairs = list(shown.items())
    iri = f"{site_of(request).publication.base_iri}id/{name}"
    triples: list[Triple] = [(iri, RDFS.member, member) for member in shown]
    triples += [(member, RDF.type, COLLECTIONS[name]) for member in shown]
    triples += [(member, RDFS.label, label) for member, label in pairs if label is not None]
    return documents.send(
        request,
        here,
        triples,
        iri,
        lambda: site_of(request).pages.render(
            request,
            "collection.html",
            name=name,
            members=[(member, label.lexical if isinstance(label, Literal) else member) for member, label in pairs],
            next=following,
            first=not after,
            twins=[] if memento.of(request) else _twins(request, name),
            alternates=documents.alternates(here),
        ),
        links=lambda _: [link(following, "next")] if following else [],
    )


def _all(served: Served, name: str) -> Sequence[str]:
    """The members of a collection in the order of their IRIs: as the API lists them, of the kinds that it lists."""
    kind = next((each for each in KINDS if each.segment == name), None)
    return (
        served.lists.of(kind.list).members if kind else served.listings.members("members", {"class": COLLECTIONS[name]})
    )


def _twins(request: Request, name: str) -> list[tuple[str, str]]:
    """The same list in the API, in each of its formats; it has the present release alone."""
    kind = next((each for each in KINDS if each.segment == name), None)
    root = request.scope.get("root_path", "")
    return [(f"{root}/api/{kind.name}.{each.suffix}", each.label) for each in offered(kind)] if kind else []


def _name(store: Store, member: str) -> Term | None:
    return next((row["name"] for row in store.select(query("name"), {"member": member})), None)


def _after(iri: str) -> str:
    return f"?{urlencode({'after': iri})}" if iri else ""
