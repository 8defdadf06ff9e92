"""A document about something: its address with or without a suffix, the format it is sent in, its RDF bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lod.formats import Format, serialise
from lod.jsonld import compact
from lod.namespaces import PREFIXES
from lod.terms import Literal, Term, Triple, lines
from lod.web import memento
from lod.web.datasets import Dataset
from lod.web.http.negotiation import DOCUMENT, choose
from lod.web.http.responses import Representation, link, respond
from lod.web.problems import NOT_ACCEPTABLE, Alternative, HttpProblem
from lod.web.site import site_of


@dataclass(frozen=True, slots=True)
class Address:
    """What a path asks for: the document, and its format if a suffix fixes one. `root` is where a proxy shows us, with
    the path of the release when one is asked for."""

    path: str
    fixed: Format | None = None
    root: str = ""
    query: str = ""
    """The page of a list: it belongs to the address of every format."""

    def of(self, variant: Format) -> str:
        """The address of just this format."""
        return f"{self.root}{self.path}.{variant.suffix}{self.query}"

    @property
    def canonical(self) -> str:
        """The address of the document, whatever its format."""
        return f"{self.root}{self.path}{self.query}"


def path_of(request: Request) -> str:
    """The request's path below `root_path` and below the release that it is answered from as a memento,
    percent-encoded as `lod.iris` does it, so that equal IRIs compare equal."""
    return memento.present(request)


def address(request: Request, offered: Sequence[Format] = DOCUMENT) -> Address:
    """The document that a request is for. Only suffixes of formats on offer are read as such."""
    path, root = path_of(request), f"{request.scope.get('root_path', '')}{memento.below(request)}"
    stem, dot, suffix = path.rpartition(".")
    for variant in offered:
        if dot and suffix == variant.suffix and not stem.endswith("/"):
            return Address(stem, variant, root)
    return Address(path, None, root)


def negotiate(request: Request, where: Address, offered: Sequence[Format] = DOCUMENT) -> Format:
    """The format to send. Raises HttpProblem (406) that lists what there is."""
    chosen = where.fixed or choose(request.headers.get("accept"), offered)
    if chosen is None:
        raise HttpProblem(
            NOT_ACCEPTABLE,
            f"Accepted here: {', '.join(variant.media_type for variant in offered)}.",
            available=(Alternative(where.of(variant), variant.media_type) for variant in offered),
        )
    return chosen


def plain(term: Term) -> str:
    """A term's text: an IRI, or what a literal says."""
    return term.lexical if isinstance(term, Literal) else term


def rdf(triples: Iterable[Triple], variant: Format, root: str) -> bytes:
    """Triples in an RDF syntax, in canonical order; as JSON (or JSON-LD) one object for `root`."""
    if variant in (Format.JSON_LD, Format.JSON):
        return msgspec.json.format(msgspec.json.encode(compact(triples, root)), indent=2)
    written = sorted(set(lines(triples)))
    text = "".join(written)
    if variant is Format.N_TRIPLES:
        return text.encode()
    return serialise(written, variant, {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text})


def send(
    request: Request,
    where: Address,
    triples: Iterable[Triple],
    root: str,
    page: Callable[[], bytes],
    *,
    links: Callable[[Format], Sequence[str]] = lambda _: (),
) -> Response:
    """The description of `root`: the HTML that `page` makes, or its statements in the RDF syntax asked for. `links` are
    values of Link for a format."""
    variant = negotiate(request, where)
    body = page() if variant is Format.HTML else rdf(triples, variant, root)
    return send_bytes(request, where, variant, body, offered=DOCUMENT, links=links(variant))


def send_bytes(
    request: Request,
    where: Address,
    variant: Format,
    body: bytes,
    *,
    offered: Sequence[Format],
    links: Sequence[str] = (),
) -> Response:
    """A document in one of the formats it is offered in, with links to the others."""
    return respond(
        request,
        Representation(
            body,
            variant.content_type,
            links=(*linked(request, where, variant, offered), *links),
            content_location=where.of(variant),
            negotiated=where.fixed is None,
        ),
    )


def linked(request: Request, where: Address, variant: Format, offered: Sequence[Format]) -> list[str]:
    """Values of Link to the other formats of a document, to its address, and to the datasets that it is from."""
    site = site_of(request)
    alternates = (link(where.of(each), "alternate", each.media_type) for each in offered if each is not variant)
    told: Sequence[Dataset] = getattr(request.state, "datasets", ())
    named = [dataset.name for dataset in told] or [quote(site.publication.name)]
    root = request.scope.get("root_path", "")
    # A dataset's own page is no description of itself.
    described = (
        link(each, "describedby") for each in (f"{root}/dataset/{name}" for name in named) if each != where.canonical
    )
    canonical = (link(where.canonical, "canonical"),) if where.fixed else ()
    return [*alternates, *canonical, *described]


def alternates(where: Address) -> list[tuple[str, Format]]:
    """The other formats of a page, for its foot."""
    return [(where.of(variant), variant) for variant in DOCUMENT if variant is not Format.HTML]
