"""Documents through time (RFC 7089): each has a TimeGate, and each release has its memento of it.

Pattern 2.1 of section 4: the TimeGate stands apart, below `/timegate`, and answers Accept-Datetime with 302 to a
memento that has an address of its own. So caches keep one copy of the present document whatever time is asked for, and
clients that take what varies with the time for a TimeGate of something else still find it. TimeMaps: `timemaps`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from lod.queries import query
from lod.releases import Release
from lod.web import datasets, documents, memento
from lod.web.collections import COLLECTIONS
from lod.web.http.responses import CACHE, IMMUTABLE
from lod.web.memento import LATEST, Memento, Timeline
from lod.web.pages.statistics import OFFERED
from lod.web.problems import BAD_REQUEST, NOT_FOUND, HttpProblem
from lod.web.site import Site, site_of

_ALWAYS = {*COLLECTIONS, "statistics"}
"""Lists, which every release has."""

Handler = Callable[[Request], Response]

_TIMED = ("/doc/", "/dataset/", LATEST)
"""What paths begin with that have TimeGates."""

TIMEMAPS = {"link": "application/link-format", "json": "application/json"}
"""What a TimeMap is offered in, by the segment that follows `/timemap/`."""


def timed(handler: Handler) -> Handler:
    """A document's handler as an original resource: it leads to its TimeGate."""

    def answer(request: Request) -> Response:
        return led(handler(request), original(request, target(request)))

    return answer


def frozen(handler: Handler) -> Handler:
    """A document's handler below `/release/{id}`: the document as that release has it, for good. Accept-Datetime is
    passed over there."""

    def answer(request: Request) -> Response:
        found = _enter(request)
        response = handler(request)
        path = target(request)
        response.headers["Cache-Control"] = IMMUTABLE
        if path.startswith(_TIMED):
            response.headers["Memento-Datetime"] = found.date
            led(response, (*original(request, path), *around(request, path, kept(request, path), found)))
        return response

    return answer


def timegate(request: Request) -> Response:
    """`/timegate/{path}`: 302 to what stood at the time of Accept-Datetime (section 4.2.1), or now.

    Raises HttpProblem: 400 for what is no time, 404 when no release that is kept has the document.
    """
    path = target(request).removeprefix("/timegate")
    there = kept(request, path)
    found = there.standing(_asked(request))
    if found is None:
        raise nothing(path)
    headers = {"Location": address(request, found.of(path)), "Vary": "Accept-Datetime", "Cache-Control": CACHE}
    links = (*original(request, path), *around(request, path, there, found))
    return led(Response(None, 302, headers), links)


def _asked(request: Request) -> datetime.datetime:
    value = request.headers.get("accept-datetime")
    if value is None:
        return datetime.datetime.max.replace(tzinfo=datetime.UTC)
    try:
        return memento.asked(value)
    except ValueError as problem:
        accepted = "a time as HTTP writes it, such as Mon, 01 Sep 2025 00:00:00 GMT"
        detail = f"Accept-Datetime: found {value!r} ({problem}); accepted: {accepted}."
        raise HttpProblem(BAD_REQUEST, detail) from problem


def nothing(path: str) -> HttpProblem:
    """The 404 of what has no memento (section 4.5.2)."""
    timed = f"those are of what is below {' and '.join(_TIMED)}."
    return HttpProblem(NOT_FOUND, f"No release that is kept has a memento of {path}; {timed}")


def led(response: Response, links: Iterable[str]) -> Response:
    """The response with values of Link."""
    for value in links:
        response.headers.append("Link", value)
    return response


def kept(request: Request, path: str) -> Timeline:
    """The releases, of those that can still be asked, that have a document or a file."""
    if not path.startswith(_TIMED):
        return Timeline(())
    site = site_of(request)
    by_id = {release.id: release for release in site.releases() if release.output == site.output}
    return memento.timeline(site.output).only(lambda each: each in by_id and _has(site, by_id[each], path))


def original(request: Request, path: str) -> Iterator[str]:
    """Values of Link to what is current, its TimeGate and its TimeMaps (sections 2.2.1 to 2.2.3)."""
    yield f'<{address(request, path)}>; rel="original"'
    yield f'<{address(request, f"/timegate{path}")}>; rel="timegate"'
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


def absolute(request: Request, href: str) -> str:
    """An address on the server in use as an absolute one; IRIs stay what they are."""
    root = request.scope.get("root_path", "")
    return address(request, href.removeprefix(root)) if href.startswith("/") else href


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
    base_iri = site.publication.base_iri
    if path.startswith("/dataset/"):
        told = {each.iri for each in datasets.of_release(release, base_iri)}
        return any(f"{base_iri}dataset/{name}" in told for name in _names(path.removeprefix("/dataset/")))
    store = site.past(release).store
    return any(
        name in _ALWAYS or store.ask(query("exists"), {"entity": f"{base_iri}id/{name}"})
        for name in _names(path.removeprefix("/doc/").partition("?")[0])
    )


def _names(name: str) -> Iterator[str]:
    """What a document may be about: a suffix may say its format, or be the end of an identifier."""
    yield name
    stem, _, suffix = name.rpartition(".")
    if stem and suffix in {each.suffix for each in OFFERED}:
        yield stem
