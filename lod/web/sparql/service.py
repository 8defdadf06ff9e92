"""The endpoint when it is asked nothing: its description for programs (SPARQL 1.1 Service Description), the form for
people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from lod.formats import RDF_FORMATS, Format, parse_file
from lod.iris import Iris
from lod.namespaces import DCT, VOID
from lod.publication import service_description
from lod.releases import Release
from lod.terms import Triple
from lod.web import documents
from lod.web.datasets import VOID_FILE
from lod.web.http import negotiation
from lod.web.http.responses import Representation, respond
from lod.web.problems import NOT_ACCEPTABLE, HttpProblem
from lod.web.site import Site, site_of
from lod.web.sparql import editor
from lod.web.sparql.editions import Edition

DESCRIPTIONS = (*RDF_FORMATS, Format.HTML)


def describe(request: Request, edition: Edition, service: str) -> Response:
    """The description of the service with the IRI `service`, which answers from an edition; or the form."""
    chosen = negotiation.choose(request.headers.get("accept"), DESCRIPTIONS)
    if chosen is None:
        accepted = ", ".join(each.media_type for each in DESCRIPTIONS)
        raise HttpProblem(NOT_ACCEPTABLE, f"The service description is there as {accepted}.")
    if chosen is Format.HTML:
        return editor.page(request)
    body = documents.rdf(_description(site_of(request), edition, service), chosen, service)
    return respond(request, Representation(body, chosen.content_type))


def _description(site: Site, edition: Edition, service: str) -> Iterator[Triple]:
    """In the order that it was made in. Where there are several datasets, each has its licence and the whole none."""
    names = Iris(site.publication.base_iri)
    counted, void = _counts(edition.release)
    described = service_description(site.publication, counted, void)
    triples = (_renamed(triple, names.sparql, service) for triple in described)
    if len(edition.datasets) == 1:
        yield from triples
        return
    yield from (triple for triple in triples if triple[1] != DCT.license)
    whole = names.dataset(site.publication.name)
    for dataset in edition.datasets:
        if dataset.iri != whole:
            yield whole, VOID.subset, dataset.iri
        yield dataset.iri, DCT.license, dataset.licence.iri


@lru_cache(maxsize=8)
def _counts(release: Release) -> tuple[int, tuple[Triple, ...]]:
    """How many triples a release holds, and its VoID description. Releases never change, so they are read once."""
    return release.manifest.triples, tuple(parse_file(release.folder / VOID_FILE))


def _renamed(triple: Triple, old: str, new: str) -> Triple:
    subject, predicate, value = triple
    return new if subject == old else subject, predicate, new if value == old else value
