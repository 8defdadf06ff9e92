"""A JSON Schema (2020-12) for each class of things, made of what every release conforms to: the JSON-LD context says
how the values of a key look, the shapes say which are never missing and which never several.

Each stands alone: whatever an object may hold is under `$defs`, so nothing is fetched to check one. An object inside
another is checked by its own class, wherever it stands.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from lod.jsonld.context import Definition
from lod.namespaces import XSD
from lod.profiles import schemes
from lod.web.api.classes import Class, anything, classes
from lod.web.api.keys import expanded, keys, keys_of
from lod.web.api.kinds import Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_FORMS = {
    XSD.date: r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    XSD.gYearMonth: r"^[0-9]{4}-[0-9]{2}$",
    XSD.gYear: r"^[0-9]{4}$",
    XSD.decimal: r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$",
    XSD.hexBinary: r"^([0-9A-Fa-f]{2})*$",
}


def version() -> str:
    """The version of the schemas: that of the ontology whose terms they are about."""
    return schemes.ontology_version()


def address(base_iri: str, name: str) -> str:
    """Where the schema of a class is published."""
    return f"{base_iri}def/schema/{version()}/{name}.json"


def names() -> list[str]:
    """The classes that have a schema, by their names in our JSON-LD."""
    return sorted(classes())


def schema(name: str, base_iri: str) -> Schema:
    """The schema of a class, with its address. Raises KeyError for a name that `names` does not give."""
    found = classes()[name]
    return {
        "$schema": DIALECT,
        "$id": address(base_iri, name),
        "title": found.label,
        "description": found.description,
        "$ref": f"#/$defs/{name}",
        "$defs": _definitions(),
    }


def listed(kind: Kind) -> Schema:
    """What a list says of a member: any of the kind's fields, with references to `$defs`."""
    shown = {each.key: _values(each.key, anything()) for each in kind.fields}
    return {
        "type": "object",
        "required": ["id", "type"],
        "properties": {
            "id": {"type": "string"},
            "type": {"type": "array", "items": {"type": "string"}},
            "inspection": {"$ref": "#/$defs/Terms"},
            **shown,
        },
        "additionalProperties": False,
    }


@cache
def _definitions() -> Schema:
    """Every class, and the values they share."""
    known = classes()
    return {
        "Object": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": {"type": "string", "minLength": 1},
                "type": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                "included": {"type": "array", "items": {"$ref": "#/$defs/Object"}},
            },
            "allOf": [
                {
                    "if": {"properties": {"type": {"contains": {"const": name}}}, "required": ["type"]},
                    "then": {"$ref": f"#/$defs/{name}"},
                }
                for name in sorted(known)
            ],
        },
        "Terms": {"properties": {key: _values(key, anything()) for key in keys()}},
        "Literal": {
            "type": "object",
            "required": ["value"],
            "properties": {"value": {"type": "string"}, "type": {"type": "string"}, "lang": {"type": "string"}},
            "additionalProperties": False,
        },
        **{name: _class(name, known[name]) for name in sorted(known)},
    }


def _class(name: str, of: Class) -> Schema:
    named = {property_: keys_of(property_) for property_ in sorted(of.required | of.single | of.whole)}
    always = [each[0] for property_, each in named.items() if property_ in of.required and len(each) == 1]
    either = [each for property_, each in named.items() if property_ in of.required and len(each) > 1]
    written: Schema = {
        "title": of.label,
        "description": of.description,
        "type": "object",
        "required": ["id", "type", *always],
        "properties": {
            "type": {"contains": {"const": name}},
            **{key: _values(key, of) for each in named.values() for key in each},
        },
        "allOf": [
            {"$ref": "#/$defs/Terms"},
            *({"anyOf": [{"required": [key]} for key in each]} for each in either),
        ],
    }
    return written


def _values(key: str, of: Class) -> Schema:
    """What a key may hold: of a property that is never several, one value; of others also an array."""
    definition = keys()[key]
    iri = expanded(definition.iri)
    one = {"type": "integer"} if iri in of.whole else _value(definition)
    if definition.container == "@list":
        return {"type": "array", "items": one}
    if definition.container == "@set":
        return {"type": "array", "items": one, "minItems": 1}
    if iri in of.single:
        return one
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 2}]}


def _value(definition: Definition) -> Schema:
    """One value as `lod.jsonld` writes it."""
    literal, thing = {"$ref": "#/$defs/Literal"}, {"$ref": "#/$defs/Object"}
    if definition.type in ("@id", "@vocab"):
        return {"anyOf": [{"type": "string"}, thing]}
    if definition.type:
        datatype = expanded(definition.type)
        if datatype == XSD.nonNegativeInteger:
            return {"anyOf": [{"type": "integer", "minimum": 0}, literal]}
        return {"anyOf": [{"type": "string", "pattern": _FORMS[datatype]}, literal]}
    if definition.language:
        return {"anyOf": [{"type": "string"}, literal]}
    return {"anyOf": [{"type": ["string", "integer", "boolean"]}, literal, thing]}
