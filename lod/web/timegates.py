"""Documents through time (RFC 7089): each is its own TimeGate, and each release has its mementos.

Pattern 1.1 of section 4: the document at its usual address answers Accept-Datetime with 302 to the memento. So a client
needs no other address than the one that it has, no cache is given past states for the present one (Vary), and each
memento has an address that can be cited. TimeMaps are in `lod.web.timemaps`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from lod.queries import query
from lod.releases import Release
from lod.web import documents, memento
from lod.web.collections import COLLECTIONS
from lod.web.memento import LATEST, Memento, Timeline
from lod.web.problems import BAD_REQUEST, NOT_FOUND, HttpProblem
from lod.web.responses import CACHE, IMMUTABLE
from lod.web.site import Site, site_of
from lod.web.statistics import OFFERED

_ALWAYS = {*COLLECTIONS, "statistics"}
"""Lists, which every release has."""

Handler = Callable[[Request], Response]

TIMEMAPS = {"link": "application/link-format", "json": "application/json"}
"""What a TimeMap is offered in, by the segment that follows `/timemap/`."""


def timed(handler: Handler) -> Handler:
    """A document's handler as an original resource that is its own TimeGate."""

    def answer(request: Request) -> Response:
        path = target(request)
        if asked := request.headers.get("accept-datetime"):
            return redirect(request, path, asked)
        response = handler(request)
        response.headers.add_vary_header("Accept-Datetime")
        for value in original(request, path):
            response.headers.append("Link", value)
        return response

    return answer


def frozen(handler: Handler) -> Handler:
    """A document's handler below `/release/{id}`: the document as that release has it, for good. Accept-Datetime is
    passed over there."""

    def answer(request: Request) -> Response:
        found = _enter(request)
        response = handler(request)
        path = target(request)
        response.headers["Cache-Control"] = IMMUTABLE
        if path.startswith("/doc/"):
            response.headers["Memento-Datetime"] = found.date
            for value in (*original(request, path), *around(request, path, kept(request, path), found)):
                response.headers.append("Link", value)
        return response

    return answer


def redirect(request: Request, path: str, accept_datetime: str) -> Response:
    """302 from a TimeGate to what stood at the time asked for (section 4.1.1). Raises HttpProblem: 400 for what is no
    time, 404 when no release that is kept has the document."""
    try:
        at = memento.asked(accept_datetime)
    except ValueError as problem:
        accepted = "a time as HTTP writes it, such as Mon, 01 Sep 2025 00:00:00 GMT"
        detail = f"Accept-Datetime: found {accept_datetime!r} ({problem}); accepted: {accepted}."
        raise HttpProblem(BAD_REQUEST, detail) from problem
    there = kept(request, path)
    found = there.standing(at)
    if found is None:
        raise HttpProblem(NOT_FOUND, f"No release that is kept has {path}.")
    headers = {"Location": address(request, found.of(path)), "Vary": "Accept-Datetime", "Cache-Control": CACHE}
    response = Response(None, 302, headers)
    for value in (*original(request, path), *around(request, path, there, found)):
        response.headers.append("Link", value)
    return response


def kept(request: Request, path: str) -> Timeline:
    """The releases, of those that can still be asked, that have a document or a file."""
    site = site_of(request)
    by_id = {release.id: release for release in site.releases() if release.output == site.output}
    return memento.timeline(site.output).only(lambda each: each in by_id and _has(site, by_id[each], path))


def original(request: Request, path: str) -> Iterator[str]:
    """Values of Link to what is current, its TimeGate and its TimeMaps (sections 2.2.1 to 2.2.3)."""
    yield f'<{address(request, path)}>; rel="original timegate"'
    for name, media_type in TIMEMAPS.items():
        yield f'<{address(request, f"/timemap/{name}{path}")}>; rel="timemap"; type="{media_type}"'


def around(request: Request, path: str, there: Timeline, here: Memento | None = None) -> Iterator[str]:
    """Values of Link to the first and the last memento and, around one of them, to that before and that after it
    (section 2.2.4); without one, to all of them."""
    every = there.mementos
    place = every.index(here) if here in every else None
    for number, each in enumerate(every):
        told = {"first": number == 0, "last": number == len(every) - 1}
        if place is not None:
            told |= {"prev": number == place - 1, "next": number == place + 1}
        if here is None or any(told.values()) or number == place:
            rels = " ".join([*(rel for rel, holds in told.items() if holds), "memento"])
            yield f'<{address(request, each.of(path))}>; rel="{rels}"; datetime="{each.date}"'


def target(request: Request) -> str:
    """The path that is asked for, with the page where it is one of a list's."""
    query_string = quote(request.url.query, safe="%=&-._~+")
    return documents.path_of(request) + (f"?{query_string}" if query_string else "")


def address(request: Request, path: str) -> str:
    """The absolute address of a path on the server in use: these links are kept apart from what they came with, and
    clients do not resolve them."""
    host = quote(request.url.netloc, safe=":[]-._~")
    return f"{request.url.scheme}://{host}{request.scope.get('root_path', '')}{path}"


def _enter(request: Request) -> Memento:
    """Lets a request be answered from the release in its path. Raises ReleaseNotFound, or HttpProblem (404) when the
    release was never current here."""
    site = site_of(request)
    release = site.release(request.path_params["id"])
    found = memento.timeline(site.output).find(release.id)
    if found is None:
        raise HttpProblem(
            NOT_FOUND,
            f"Release {release.id} was never current here, so it has no documents; its files are at "
            f"/release/{release.id}/.",
        )
    request.state.served = site.past(release)
    request.state.memento = found
    return found


def _has(site: Site, release: Release, path: str) -> bool:
    if path.startswith(LATEST):
        return path.removeprefix(LATEST) in {file.name for file in release.manifest.files}
    if not site.stores.holds(release):
        return False
    store = site.past(release).store
    return any(
        name in _ALWAYS or store.ask(query("exists"), {"entity": f"{site.publication.base_iri}id/{name}"})
        for name in _names(path.removeprefix("/doc/").partition("?")[0])
    )


def _names(name: str) -> Iterator[str]:
    """What a document may be about: a suffix may say its format, or be the end of an identifier."""
    yield name
    stem, _, suffix = name.rpartition(".")
    if stem and suffix in {each.suffix for each in OFFERED}:
        yield stem
