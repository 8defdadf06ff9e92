"""What the OpenAPI description says once and refers to: the schemas of lists and of what they list, and the refusals
that every path has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lod.web.api import parameters, schemas
from lod.web.api.kinds import KINDS
from lod.web.api.members import ITEMS
from lod.web.problems import MEDIA_TYPE

Json = dict[str, Any]

_PROBLEM: Json = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "contact": {"type": "string"},
        "available": {"type": "array"},
    },
}
_REFUSALS = {
    "400": "A value means several things, or the request cannot be understood",
    "404": "There is nothing at this address",
    "406": "None of the formats asked for is there",
    "408": "The request took too long to arrive",
    "422": "A parameter, which is named, has a value that is not accepted",
    "429": "This address has asked too often",
    "503": "Nothing can be answered now: nothing has been published yet, or the store is busy",
}
_LINK = {"type": "string", "description": "A page's address on this server, with every parameter of this one"}


def components(base_iri: str) -> Json:
    """The schemas of lists, and by reference those of what they list; the refusals by their status. What is under
    `$defs` of the published schemas is under `components` here, so that the description stands alone."""
    responses = {status: refusal(text) for status, text in _REFUSALS.items()}
    return {"schemas": _schemas(base_iri), "responses": responses}


def responses(content: Json) -> Json:
    """Of a path, with what it answers when all is well, by media type."""
    headers = {"Link": {"schema": {"type": "string"}, "description": "RFC 8288: other pages, other formats, licence"}}
    refusals = {status: {"$ref": f"#/components/responses/{status}"} for status in _REFUSALS}
    return {
        "200": {"description": "Found", "headers": headers, "content": content},
        "304": {"description": "The copy that the client has is current"},
        **refusals,
    }


def answered(paths: Mapping[str, Json]) -> Json:
    """Paths that other modules describe, with the refusals that every path has."""
    refusals = {status: {"$ref": f"#/components/responses/{status}"} for status in _REFUSALS}
    return {
        path: {
            method: {**said, "responses": {**said.get("responses", {}), **refusals}} for method, said in about.items()
        }
        for path, about in paths.items()
    }


def refusal(text: str) -> Json:
    """A problem document."""
    shown = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": f"{text} (RFC 9457)", "content": {MEDIA_TYPE: shown}}


def _schemas(base_iri: str) -> Json:
    found: Json = {"Problem": _PROBLEM}
    for name, written in schemas.schema("Inspection", base_iri)["$defs"].items():
        found[name] = _moved(written)
    for kind in KINDS:
        found[kind.name] = _paged(_moved(schemas.listed(kind)), ITEMS)
    point = {
        "type": "object",
        "required": ["type", "coordinates"],
        "properties": {
            "type": {"const": "Point"},
            "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        },
    }
    feature = {
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": {"type": "string"},
            "geometry": {"anyOf": [{"type": "null"}, point]},
            "properties": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    }
    return {**found, "features": _paged(feature, "features", type={"const": "FeatureCollection"})}


def _paged(member: Json, members: str, **more: Json) -> Json:
    links = dict.fromkeys(("first", "prev", "next"), _LINK)
    properties = {**more, "count": {"type": "integer", "minimum": 0}, **links}
    return {
        "type": "object",
        "required": [*more, "count", "first", members],
        "properties": {**properties, members: {"type": "array", "items": member, "maxItems": parameters.MOST}},
    }


def _moved(written: Any) -> Any:
    """A schema whose references lead to the components of this document."""
    if isinstance(written, Mapping):
        return {
            key: each.replace("#/$defs/", "#/components/schemas/")
            if key == "$ref" and isinstance(each, str)
            else _moved(each)
            for key, each in written.items()
        }
    if isinstance(written, Iterable) and not isinstance(written, str):
        return [_moved(each) for each in written]
    return written
