"""What changed, from the files of the current release: sitemaps, Atom, ResourceSync, and the event stream (LDES).

Pages of the event stream never change once they are there, and say so; all else changes with the release.
"""

from __future__ import annotations

import gzip
import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lod import feeds, joint
from lod.formats import RDF_FORMATS, Format, serialise
from lod.namespaces import AS, DCT, LDES, RDF, TREE, XSD
from lod.web import documents
from lod.web.http.responses import IMMUTABLE, Representation, link, respond
from lod.web.problems import NOT_FOUND, HttpProblem
from lod.web.site import served_of, site_of

_XML = "application/xml"
_ATOM = "application/atom+xml"
_GZIP = "application/gzip"
_PART = re.compile(r"resourcelist-([0-9]{1,6})\.xml")
_PAGES = (Format.N_QUADS, Format.JSON_LD)
"""Members are graphs of their own, which Turtle cannot say."""
_PREFIXES = {"ldes": LDES.iri, "tree": TREE.iri, "dct": DCT.iri, "as": AS.iri, "rdf": RDF.iri, "xsd": XSD.iri}


def sitemap(request: Request) -> Response:
    """`/sitemap.xml`: the list of sitemaps."""
    return _sent(request, feeds.SITEMAP, _XML)


def sitemap_part(request: Request) -> Response:
    """`/sitemap-{number}.xml.gz`: a sitemap, as compressed as it is called."""
    body = feeds.sitemap(served_of(request).release, request.path_params["number"])
    packed = gzip.compress(body, 6, mtime=0)
    return respond(request, Representation(packed, _GZIP, negotiated=False))


def atom(request: Request) -> Response:
    """`/feed/atom`, and with the suffix that files of that type have: what changed last, for people."""
    where = f"{request.scope.get('root_path', '')}/feed/atom.xml"
    body = _file(request, feeds.ATOM)
    return respond(request, Representation(body, _ATOM, content_location=where, negotiated=False))


def resourcesync(request: Request) -> Response:
    """`/.well-known/resourcesync`: where archives begin."""
    return _sent(request, feeds.DESCRIPTION, _XML)


def resourcesync_list(request: Request) -> Response:
    """`/feed/resourcesync/{name}.xml`: capabilities, a list of lists, or a list."""
    name = f"{request.path_params['name']}.xml"
    if name in (feeds.CAPABILITIES, feeds.RESOURCES, feeds.CHANGES):
        return _sent(request, name, _XML)
    if number := _PART.fullmatch(name):
        body = feeds.resource_list(served_of(request).release, int(number[1]))
    elif name.startswith("changelist-"):
        body = gzip.decompress(_file(request, f"{name}.gz"))
    else:
        raise HttpProblem(NOT_FOUND, f"ResourceSync has no list {name!r} here; /.well-known/resourcesync leads to all.")
    return respond(request, Representation(body, _XML, negotiated=False))


def stream(request: Request) -> Response:
    """`/feed/ldes`: the first page of the event stream, which leads to all others and has no members."""
    where = documents.address(request, RDF_FORMATS)
    variant = documents.negotiate(request, where, RDF_FORMATS)
    body = serialise([_file(request, feeds.ROOT).decode()], variant, _PREFIXES)
    links = tuple(link(where.of(each), "alternate", each.media_type) for each in RDF_FORMATS if each is not variant)
    return respond(request, Representation(body, variant.content_type, links, where.of(variant)))


def page(request: Request) -> Response:
    """`/feed/ldes/{transition}/{number}`: a page of the event stream."""
    where = documents.address(request, _PAGES)
    variant = documents.negotiate(request, where, _PAGES)
    *_, transition, number = where.path.split("/")
    if not number.isascii() or not number.isdecimal():
        raise HttpProblem(NOT_FOUND, f"A page of the event stream has a number, and not {number!r}.")
    release = served_of(request).release
    body = feeds.page(release, transition, int(number), joint.dumps(release, site_of(request).release))
    if variant is not Format.N_QUADS:
        body = serialise([body.decode()], variant, _PREFIXES)
    view = link(f"{where.root}/feed/ldes", "collection")
    return respond(request, Representation(body, variant.content_type, (view,), where.of(variant), cache=IMMUTABLE))


ROUTES = (
    Route("/sitemap.xml", sitemap),
    Route("/sitemap-{number:int}.xml.gz", sitemap_part),
    Route("/.well-known/resourcesync", resourcesync),
    Route("/feed/atom", atom),
    Route("/feed/atom.xml", atom),
    Route("/feed/ldes", stream),
    Route("/feed/ldes.{suffix}", stream),
    Route("/feed/ldes/{transition}/{number}", page),
    Route("/feed/resourcesync/{name}.xml", resourcesync_list),
)


def _sent(request: Request, name: str, media_type: str) -> Response:
    return respond(request, Representation(_file(request, name), media_type, negotiated=False))


def _file(request: Request, name: str) -> bytes:
    """A file of the feeds of the release that is served. Raises ReleaseNotFound where there is none of the name."""
    return served_of(request).release.feed(name).read_bytes()
