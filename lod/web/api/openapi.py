"""The OpenAPI 3.1 description of the API: the lists by the table that their requests are read by, with what the release
in use answers as examples; the documents of things; and whatever other modules describe to the framework.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import Response

from lod.formats import Format
from lod.iris import Iris
from lod.jsonld import compact
from lod.web import entities
from lod.web.api import paging, parameters, schemas, sending
from lod.web.api.asked import Asked
from lod.web.api.components import Json, answered, components, refusal, responses
from lod.web.api.kinds import KINDS, Kind, offered
from lod.web.api.members import Members
from lod.web.api.parameters import Parameter
from lod.web.http.responses import Representation, respond
from lod.web.pages import scales
from lod.web.problems import NOT_FOUND, HttpProblem
from lod.web.site import Served, served_of, site_of

_MEMBER = {"units": "InspectedUnit", "inspections": "Inspection", "judgements": "Judgement"}
_DOCUMENTS = {
    "units": "/doc/unit/{type}/{identifier}.json",
    "inspections": "/doc/inspection/{type}/{identifier}/{reference}.json",
    "judgements": "/doc/inspection/{type}/{identifier}/{reference}/judgement/{name}.json",
}


def description(request: Request) -> Response:
    """`/openapi.json`."""
    app, served = request.app, served_of(request)
    assert isinstance(app, FastAPI)  # noqa: S101 - `lod.web.app` makes no other
    written = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        contact=app.contact,
        license_info=app.license_info,
        servers=[{"url": request.scope.get("root_path", "") or "/"}],
    )
    names = Iris(site_of(request).publication.base_iri)
    paths: Json = {}
    for kind in KINDS:
        paths |= _list(kind, served, names)
        paths |= _document(kind, served, names)
    for name, described in components(names.base_iri).items():
        written.setdefault("components", {}).setdefault(name, {}).update(described)
    written["paths"] = {**paths, **answered(written["paths"])}
    written["jsonSchemaDialect"] = schemas.DIALECT
    body = msgspec.json.encode(written)
    return respond(request, Representation(body, Format.JSON.content_type, negotiated=False))


def schema(request: Request) -> Response:
    """`/def/schema/{version}/{name}.json`: the JSON Schema of a class, of the version that this server has."""
    version, name = request.path_params["version"], request.path_params["name"]
    if version != schemas.version() or name not in schemas.names():
        known = ", ".join(schemas.names())
        raise HttpProblem(NOT_FOUND, f"No schema is here. Version {schemas.version()} has schemas of {known}.")
    written = schemas.schema(name, site_of(request).publication.base_iri)
    body = msgspec.json.format(msgspec.json.encode(written), indent=2)
    return respond(request, Representation(body, "application/schema+json", negotiated=False))


def _list(kind: Kind, served: Served, names: Iris) -> Json:
    members = Members(kind, served.store, names)
    ratings = scales.names(served.store)
    asked = Asked(limit=2)
    listed = served.lists.of(kind.list)
    page = paging.page(listed, listed.everything(), asked)
    shown = [listed.members[place] for place in page.places]
    about = {"count": page.count, **paging.links(page, f"/api/{kind.name}", [("limit", "2")])}
    document = msgspec.json.decode(members.document(shown, about))
    content: Json = {
        each.media_type: {"schema": {"$ref": f"#/components/schemas/{kind.name}"}, "example": document}
        for each in (Format.JSON_LD, Format.JSON)
    }
    content[Format.CSV.media_type] = {
        "schema": {"type": "string"},
        "example": "".join(f"{line}\r\n" for line in sending.table(members, shown)),
    }
    if Format.GEOJSON in offered(kind):
        content[Format.GEOJSON.media_type] = {
            "schema": {"$ref": "#/components/schemas/features"},
            "example": msgspec.json.decode(members.features(shown, about)),
        }
    found = {
        "summary": f"{kind.name.capitalize()}, filtered, sorted and paged",
        "description": "Filters narrow together. `.json`, `.jsonld`, `.csv` and `.geojson` behind the address fix the"
        " format. CSV is the whole result, unless `limit`, `after` or `before` is given.",
        "operationId": kind.name,
        "tags": ["data"],
        "parameters": [_parameter(each, ratings) for each in parameters.of_kind(kind)],
        "responses": responses(content),
    }
    return {f"/api/{kind.name}": {"get": found}}


def _document(kind: Kind, served: Served, names: Iris) -> Json:
    """The document of a thing, with that of the first of the list as an example."""
    path = _DOCUMENTS[kind.name]
    iri = next(iter(served.lists.of(kind.list).members), "")
    content: Json = {"schema": {"$ref": f"#/components/schemas/{_MEMBER[kind.name]}"}}
    given: list[str] = []
    if iri:
        content["example"] = compact(entities.about(served.store, iri), iri)
        given = [each for each in iri.removeprefix(f"{names.base_iri}id/").split("/") if each != "judgement"][1:]
    arguments = [each.partition("}")[0] for each in path.split("{")[1:]]
    found = {
        "summary": f"One of the {kind.name}, with all that is said of it and its parts",
        "operationId": f"one-of-{kind.name}",
        "tags": ["data"],
        "parameters": [
            {
                "name": name,
                "in": "path",
                "required": True,
                "schema": {"type": "string", "minLength": 1},
                **({"example": example} if example else {}),
            }
            for name, example in zip(arguments, given or [""] * len(arguments), strict=False)
        ],
        "responses": {
            **responses({Format.JSON.media_type: content}),
            "308": {"description": "The thing has another address now"},
            "410": refusal("What was published here was taken back"),
        },
    }
    return {path: {"get": found}}


def _parameter(each: Parameter, ratings: Sequence[str]) -> Json:
    """`ratings` are the names that one scale only has."""
    schema = {"type": "string", "anyOf": [each.schema, {"enum": ratings}]} if each.name == "rating" else each.schema
    found: Json = {"name": each.name, "in": "query", "description": f"{each.description}.", "schema": schema}
    if each.example:
        found["example"] = int(each.example) if each.schema.get("type") == "integer" else each.example
    return found
