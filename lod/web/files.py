"""A release's files, as they are on disk: ranges, validators, digests (RFC 9110 section 14, RFC 9530). Never change."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import msgspec
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from lod.formats import Coding, Format
from lod.joint import members
from lod.model import PartialDate
from lod.publication import csvw
from lod.releases import Release
from lod.releases.manifest import MANIFEST, File, described
from lod.web import datasets, documents, memento
from lod.web.datasets import Dataset
from lod.web.http import conditions, negotiation, ranges
from lod.web.http.downloads import Download
from lod.web.http.responses import CACHE, IMMUTABLE, Representation, link, respond
from lod.web.memento import LATEST, timegates
from lod.web.pages import release as release_page
from lod.web.problems import NOT_ACCEPTABLE, NOT_FOUND, PRECONDITION_FAILED, RANGE_NOT_SATISFIABLE, HttpProblem
from lod.web.site import site_of

_INDEX = (Format.HTML, Format.JSON)
_TYPES = {f".{each.suffix}": each.content_type for each in Format}
_TYPES |= {f".{each.suffix}": each.media_type for each in Coding}


def index(request: Request) -> Response:
    """`/release/{id}/`: the files, as a page or as the manifest."""
    site = site_of(request)
    release = site.release(request.path_params["id"])
    held = datasets.of_release(release, site.publication.base_iri)
    datasets.tell(request, held)
    chosen = negotiation.choose(request.headers.get("accept"), _INDEX)
    if chosen is None:
        raise HttpProblem(NOT_ACCEPTABLE, f"Accepted: {', '.join(each.media_type for each in _INDEX)}.")
    if chosen is Format.JSON:
        body = msgspec.json.format(msgspec.json.encode(release.manifest), indent=2)
    else:
        said = release_page.more(release, site.pages.links(request))
        body = site.pages.render(
            request, "release.html", manifest=release.manifest, members=members(release), datasets=held, **said
        )
    return respond(request, Representation(body, chosen.content_type))


def listing(request: Request) -> Response:
    """`/release/`: every release there is."""
    site = site_of(request)
    manifests = [release.manifest for release in site.releases()]
    body = site.pages.render(request, "releases.html", manifests=manifests)
    return respond(request, Representation(body, Format.HTML.content_type, negotiated=False))


def file(request: Request) -> Response:
    """`/release/{id}/{name}`: a file of the manifest, or the manifest; compressed where that is there and welcome.

    Range is for GET alone (RFC 9110 section 14.2). Content-Digest is that of the whole file, so it is said only where
    the whole is sent (RFC 9530 section 2).
    """
    site = site_of(request)
    release = site.release(request.path_params["id"])
    name = request.path_params["name"]
    asked = release.file(name)
    every = datasets.of_release(release, site.publication.base_iri)
    held = name.removesuffix(csvw.SUFFIX)  # what describes a table is of the table's dataset
    holding = [each for each in every if held in each.files]
    datasets.tell(request, holding or every)
    about, coding = _chosen(request.headers, release, _described(release, name))
    etag, modified = _etag(about), _modified(release)
    headers = _headers(release, name, about, coding)
    outcome = conditions.status(request.headers, etag, modified)
    if outcome == HTTPStatus.NOT_MODIFIED:
        return _timed(request, release, name, holding, Response(None, outcome, headers))
    if outcome == HTTPStatus.PRECONDITION_FAILED:
        raise HttpProblem(PRECONDITION_FAILED, f"{name} has the ETag {etag}, and never had another.")
    parts = None
    if request.method == "GET" and conditions.parts_wanted(request.headers, etag):
        parts = ranges.parts(request.headers.get("range"), about.bytes)
    if parts == []:
        said = {"Content-Range": f"bytes */{about.bytes}"}
        raise HttpProblem(RANGE_NOT_SATISFIABLE, f"{name} has {about.bytes} bytes.", headers=said)
    if parts is None and request.method != "HEAD":
        headers["Content-Digest"] = headers["Repr-Digest"]
    path = release.folder / about.name
    response = Download(path, about.bytes, headers, _content_type(asked), parts or (), about.sha256)
    return _timed(request, release, name, holding, response)


def _chosen(asked: Headers, release: Release, plain: File) -> tuple[File, Coding | None]:
    """The form of a file that is sent: a compressed one that is there and welcome, else the file itself.

    Of parts, the form whose ETag If-Range names, else the file itself: who asks for bytes counts those of the file.
    """
    files = {each.name: each for each in release.manifest.files}
    there = [(files[coding.of(plain.name)], coding) for coding in Coding if coding.of(plain.name) in files]
    if "range" in asked:
        return next(((each, coding) for each, coding in there if _etag(each) == asked.get("if-range")), (plain, None))
    welcome = {coding: each for each, coding in there}
    wanted = negotiation.codings(asked.get("accept-encoding"))
    return next(((welcome[coding], coding) for coding in wanted if coding in welcome), (plain, None))


def _headers(release: Release, name: str, about: File, coding: Coding | None) -> dict[str, str]:
    """What every answer about a form of a file says."""
    digest = base64.b64encode(bytes.fromhex(about.sha256)).decode()
    headers = {"ETag": _etag(about), "Cache-Control": IMMUTABLE, "Repr-Digest": f"sha-256=:{digest}:"}
    if coding:
        headers["Content-Encoding"] = coding.token
    if any(each.name == f"{name}{csvw.SUFFIX}" for each in release.manifest.files):
        headers["Link"] = link(quote(f"{name}{csvw.SUFFIX}"), "describedby", csvw.MEDIA_TYPE)
    if modified := _modified(release):
        headers["Last-Modified"] = conditions.http_date(modified)
    return headers


def _etag(about: File) -> str:
    return f'"{about.sha256}"'


def latest(request: Request) -> Response:
    """`/release/latest/` and `/release/latest/{name}`: 302 to the release that is current now, or a file of it."""
    release = site_of(request).current_release()
    root, name = request.scope.get("root_path", ""), request.path_params.get("name", "")
    if name:
        release.file(name)
    location = f"{root}/release/{quote(release.id)}/{quote(name)}"
    response = Response(None, HTTPStatus.FOUND, {"Location": location, "Cache-Control": CACHE})
    return timegates.led(response, timegates.original(request, documents.path_of(request))) if name else response


def _timed(request: Request, release: Release, name: str, holding: Sequence[Dataset], response: Response) -> Response:
    """A file as the memento of the one of its name in the latest release, and a part of the datasets that hold it."""
    root = request.scope.get("root_path", "")
    parts = [link(f"{root}/dataset/{each.name}", "collection", Format.HTML.media_type) for each in holding]
    response = timegates.led(response, parts)
    found = memento.timeline(site_of(request).output).find(release.id)
    if found is None:
        return response
    response.headers["Memento-Datetime"] = found.date
    return timegates.led(response, timegates.original(request, f"{LATEST}{quote(name)}"))


def _content_type(path: Path) -> str:
    if path.name.endswith(csvw.SUFFIX):
        return csvw.MEDIA_TYPE
    return _TYPES.get(path.suffix, "application/octet-stream")


def _modified(release: Release) -> datetime.datetime | None:
    """The first day of the newest date in the data, the same on every server; None where no date is in it.

    Never later than the release was made, as RFC 9110 section 8.8.2.1 asks: data may bear a date to come.
    """
    if release.manifest.modified is None:
        return None
    day = PartialDate.parse(release.manifest.modified).first_day
    stated = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
    made = (release.folder / MANIFEST).stat().st_mtime
    return min(stated, datetime.datetime.fromtimestamp(int(made), datetime.UTC))


def _described(release: Release, name: str) -> File:
    for each in release.manifest.files:
        if each.name == name:
            return each
    if name == MANIFEST:
        return described(release.folder / MANIFEST, MANIFEST)
    raise HttpProblem(NOT_FOUND, f"Release {release.id} has no file {name!r}.")
