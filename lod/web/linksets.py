"""Link sets (RFC 9264): every link of a page and of what it links to, as one document, in JSON or as in a header."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from lod.web import datasets, documents, entities, signposts
from lod.web.documents import Address
from lod.web.http.responses import Representation, link, respond
from lod.web.memento.timegates import absolute
from lod.web.problems import NOT_FOUND, HttpProblem
from lod.web.signposts import LINKSETS, Signpost
from lod.web.site import served_of, site_of


def as_json(request: Request) -> Response:
    """`/linkset/json/{path}`: as `application/linkset+json` (section 4.2). Raises HttpProblem (404)."""
    contexts: dict[str, dict[str, list[dict[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for each in _posts(request, "json"):
        target = {"href": each.href, "type": each.type} if each.type else {"href": each.href}
        contexts[each.anchor][each.rel].append(target)
    document = {"linkset": [{"anchor": anchor, **relations} for anchor, relations in contexts.items()]}
    return _respond(request, "json", msgspec.json.format(msgspec.json.encode(document), indent=2))


def links(request: Request) -> Response:
    """`/linkset/link/{path}`: as `application/linkset` (section 4.1). Raises HttpProblem (404)."""
    posts = _posts(request, "link")
    values = (f'{link(each.href, each.rel, each.type)}; anchor="{each.anchor}"' for each in posts)
    return _respond(request, "link", ",\n".join(values).encode())


def _respond(request: Request, name: str, body: bytes) -> Response:
    return respond(request, Representation(body + b"\n", LINKSETS[name], negotiated=False))


def _posts(request: Request, name: str) -> list[Signpost]:
    """Every link of what the path is about, with absolute addresses: a link set is kept apart from what it is of."""
    path = documents.path_of(request).removeprefix(f"/linkset/{name}")
    where = Address(path, None, request.scope.get("root_path", ""))
    found = _of(request, where)
    if not found:
        raise HttpProblem(NOT_FOUND, f"There are link sets of what /doc/ and /dataset/ show, and nothing at {path}.")
    every = [*found, *signposts.landing(request, where)]
    return [
        Signpost(absolute(request, each.anchor), each.rel, absolute(request, signposts.uri(each.href)), each.type)
        for each in every
    ]


def _of(request: Request, where: Address) -> Sequence[Signpost]:
    served, base_iri = served_of(request), site_of(request).publication.base_iri
    if where.path.startswith("/doc/"):
        iri = f"{base_iri}id/{where.path.removeprefix('/doc/')}"
        if said := entities.about(served.store, iri):
            entities.tell_datasets(request, served, iri)
            return signposts.of_thing(request, where, iri, said)
    for each in served.datasets:
        if each.iri == f"{base_iri}{where.path.removeprefix('/')}":
            datasets.tell(request, [each])
            return signposts.of_dataset(request, where, each)
    return ()
