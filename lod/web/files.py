"""A release's files, as they are on disk: ranges, validators, digests (RFC 9110 section 14, RFC 9530). Never change."""

from __future__ import annotations

import base64
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from lod.formats import Format
from lod.joint import members
from lod.releases import Release
from lod.releases.manifest import MANIFEST, File, described
from lod.web import datasets, documents, memento, negotiation, timegates
from lod.web.memento import LATEST
from lod.web.problems import NOT_ACCEPTABLE, NOT_FOUND, HttpProblem
from lod.web.responses import CACHE, IMMUTABLE, Representation, is_current, link, respond
from lod.web.site import site_of

_INDEX = (Format.HTML, Format.JSON)
_TYPES = {f".{each.suffix}": each.content_type for each in Format}


def index(request: Request) -> Response:
    """`/release/{id}/`: the files, as a page or as the manifest."""
    site = site_of(request)
    release = site.release(request.path_params["id"])
    datasets.tell(request, datasets.of_release(release, site.publication.base_iri))
    chosen = negotiation.choose(request.headers.get("accept"), _INDEX)
    if chosen is None:
        raise HttpProblem(NOT_ACCEPTABLE, f"Accepted: {', '.join(each.media_type for each in _INDEX)}.")
    if chosen is Format.JSON:
        body = msgspec.json.format(msgspec.json.encode(release.manifest), indent=2)
    else:
        body = site.pages.render(request, "release.html", manifest=release.manifest, members=members(release))
    return respond(request, Representation(body, chosen.content_type))


def listing(request: Request) -> Response:
    """`/release/`: every release there is."""
    site = site_of(request)
    manifests = [release.manifest for release in site.releases()]
    body = site.pages.render(request, "releases.html", manifests=manifests)
    return respond(request, Representation(body, Format.HTML.content_type, negotiated=False))


def file(request: Request) -> Response:
    """`/release/{id}/{name}`: a file of the manifest, or the manifest."""
    site = site_of(request)
    release = site.release(request.path_params["id"])
    name = request.path_params["name"]
    path = release.file(name)
    every = datasets.of_release(release, site.publication.base_iri)
    holding = [each for each in every if name in each.files]
    datasets.tell(request, holding or every)
    about = _described(release, name)
    etag = f'"{about.sha256}"'
    headers = {
        "ETag": etag,
        "Cache-Control": IMMUTABLE,
        "Repr-Digest": f"sha-256=:{base64.b64encode(bytes.fromhex(about.sha256)).decode()}:",
    }
    response: Response
    if is_current(request.headers.get("if-none-match"), etag):
        response = Response(None, 304, headers)
    else:
        media_type = _TYPES.get(path.suffix, "application/octet-stream")
        response = FileResponse(path, headers=headers, media_type=media_type)
    root = request.scope.get("root_path", "")
    parts = [link(f"{root}/dataset/{each.name}", "collection", Format.HTML.media_type) for each in holding]
    return _timed(request, release, name, timegates.led(response, parts))


def latest(request: Request) -> Response:
    """`/release/latest/{name}`: 302 to the file in the current release."""
    release = site_of(request).current_release()
    release.file(request.path_params["name"])
    path = documents.path_of(request)
    location = f"{request.scope.get('root_path', '')}/release/{release.id}/{path.removeprefix(LATEST)}"
    response = Response(None, 302, {"Location": location, "Cache-Control": CACHE})
    return timegates.led(response, timegates.original(request, path))


def _timed(request: Request, release: Release, name: str, response: Response) -> Response:
    """A file as the memento of the one of its name in the latest release."""
    found = memento.timeline(site_of(request).output).find(release.id)
    if found is None:
        return response
    response.headers["Memento-Datetime"] = found.date
    return timegates.led(response, timegates.original(request, f"{LATEST}{quote(name)}"))


def _described(release: Release, name: str) -> File:
    for each in release.manifest.files:
        if each.name == name:
            return each
    if name == MANIFEST:
        return described(release.folder / MANIFEST, MANIFEST)
    raise HttpProblem(NOT_FOUND, f"Release {release.id} has no file {name!r}.")
