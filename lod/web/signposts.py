"""Links for machines that land on a page: what to cite, of what kind it is, its parts, who made it, its metadata.

The FAIR Signposting Profile (https://signposting.org/FAIR/, 20231002): at level 1 in Link, at level 2 in the link sets
of `lod.web.linksets` (RFC 9264), which alone have what is too much for a header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request

from lod.formats import RDF_FORMATS, Coding, Format
from lod.iris import Iris
from lod.namespaces import DCAT, INSP, RDF
from lod.terms import Triple
from lod.web import memento
from lod.web.collections import COLLECTIONS
from lod.web.datasets import Dataset
from lod.web.documents import Address
from lod.web.http.responses import link
from lod.web.site import site_of

LINKSETS = {"json": "application/linkset+json", "link": "application/linkset"}
"""What a link set is offered in, by the segment that follows `/linkset/`."""

_PAGE, _DATASET = "https://schema.org/AboutPage", "https://schema.org/Dataset"
_URI = re.compile(r"[A-Za-z0-9%:/?#\[\]@!$&'()*+,;=\-._~]*")
"""What needs no encoding, as most IRIs."""
_ITEMS = 10
"""Parts that are named in a header at most; where there are more, the link set alone names them."""


@dataclass(frozen=True, slots=True)
class Signpost:
    """A typed link (RFC 8288) from an address of ours to an IRI or an address of ours."""

    anchor: str
    rel: str
    href: str
    type: str | None = None


def of_thing(request: Request, where: Address, iri: str, said: Sequence[Triple]) -> list[Signpost]:
    """The signposts of a thing's document, by what is said of the thing and which datasets it is told to be from."""
    page, links = where.canonical, site_of(request).pages.links(request)
    posts = [Signpost(page, "cite-as", iri)]
    posts += [Signpost(page, "type", kind) for kind in _objects(said, iri, RDF.type)]
    parts = (links.href(part) or part for part in _objects(said, iri, INSP.hasJudgement))
    posts += [Signpost(page, "item", part) for part in parts]
    kind = iri.removeprefix(f"{site_of(request).publication.base_iri}id/").partition("/")[0]
    if kind in COLLECTIONS:
        posts.append(Signpost(page, "collection", f"{where.root}/doc/{kind}"))
    told: Sequence[Dataset] = getattr(request.state, "datasets", ())
    return [*posts, *_authors(page, told), *_metadata(where)]


def of_dataset(request: Request, where: Address, dataset: Dataset) -> list[Signpost]:
    """The signposts of a dataset's page: its dumps and tables are its parts, and each leads back to it. A compressed
    form is no part beside the file that it is a form of, and neither is what is about its entities."""
    page, root = where.canonical, request.scope.get("root_path", "")
    posts = [Signpost(page, "cite-as", dataset.iri)]
    posts += [Signpost(page, "type", kind) for kind in (_DATASET, DCAT.Dataset)]
    for name in sorted(dataset.files):
        if name.endswith(tuple(f".{coding.suffix}" for coding in Coding)):
            continue
        file = f"{root}{Iris('/').release_file(dataset.release, name)}"
        if known := next((each for each in Format if name.endswith(f".{each.suffix}")), None):
            posts.append(Signpost(page, "item", file, known.media_type))
            posts.append(Signpost(file, "collection", page, Format.HTML.media_type))
    return [*posts, *_authors(page, [dataset]), *_metadata(where)]


def values(request: Request, where: Address, variant: Format, posts: Iterable[Signpost]) -> list[str]:
    """Values of Link for a representation: of the page all that is said of it, of metadata also what it describes."""
    page = where.canonical
    own = [each for each in posts if each.anchor == page and (each.rel != "describedby" or variant is Format.HTML)]
    if sum(each.rel == "item" for each in own) > _ITEMS:
        own = [each for each in own if each.rel != "item"]
    own += [each for each in posts if each.anchor == where.of(variant)]
    own += [Signpost(page, "type", _PAGE)] if variant is Format.HTML else []
    if memento.of(request) is None:
        root = request.scope.get("root_path", "")
        path = where.path
        own += [Signpost(page, "linkset", f"{root}/linkset/{name}{path}", each) for name, each in LINKSETS.items()]
    return [link(uri(each.href), each.rel, each.type) for each in own]


def uri(iri: str) -> str:
    """An IRI as the URI that a header can hold (RFC 3987 section 3.1)."""
    return iri if _URI.fullmatch(iri) else quote(iri, safe="%:/?#[]@!$&'()*+,;=-._~")


def landing(request: Request, where: Address) -> list[Signpost]:
    """What a link set says of a page beyond its own signposts; headers have it from `documents` and `headers`."""
    page, root = where.canonical, request.scope.get("root_path", "")
    told: Sequence[Dataset] = getattr(request.state, "datasets", ())
    datasets = (f"{root}/dataset/{each.name}" for each in told)
    licences = dict.fromkeys(each.iri for each in site_of(request).licences(request.scope))
    return [
        Signpost(page, "type", _PAGE),
        *(Signpost(page, "license", each) for each in licences),
        *(Signpost(page, "describedby", each) for each in datasets if each != page),
    ]


def _objects(said: Iterable[Triple], iri: str, predicate: str) -> Iterator[str]:
    """The things that are values of a property of a thing, in their order."""
    return (value for s, p, value in said if s == iri and p == predicate and isinstance(value, str))


def _authors(page: str, told: Iterable[Dataset]) -> Iterator[Signpost]:
    return (Signpost(page, "author", iri) for iri in dict.fromkeys(each.publisher_iri for each in told))


def _metadata(where: Address) -> Iterator[Signpost]:
    for each in RDF_FORMATS:
        yield Signpost(where.canonical, "describedby", where.of(each), each.media_type)
        yield Signpost(where.of(each), "describes", where.canonical, Format.HTML.media_type)
