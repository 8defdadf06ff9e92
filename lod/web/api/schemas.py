"""A JSON Schema (2020-12) for each class of things, made of what every release conforms to: the JSON-LD context says
how the values of a key look, the shapes say which are never missing and which never several.

Each stands alone: whatever an object may hold is under `$defs`, so nothing is fetched to check one. An object inside
another is checked by its own class, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import msgspec

from lod.formats import parse_lines
from lod.jsonld import context
from lod.jsonld.context import Definition
from lod.namespaces import RDFS, SH, XSD
from lod.profiles import schemes
from lod.terms import Literal, Term
from lod.web.api.kinds import Kind
from lod.web.ontology import shapes

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]
Said = Mapping[str, Mapping[str, list[Term]]]

_LEFT_OUT = frozenset({"dcat", "dcatap", "void", "sd", "odrs", "vcard", "foaf", "owl", "sh", "qb"})
"""Prefixes of what only catalogues and vocabularies say."""
_FORMS = {
    XSD.date: r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    XSD.gYearMonth: r"^[0-9]{4}-[0-9]{2}$",
    XSD.gYear: r"^[0-9]{4}$",
    XSD.decimal: r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$",
    XSD.hexBinary: r"^([0-9A-Fa-f]{2})*$",
}


@dataclass(slots=True)
class Class:
    """What shapes say of a class: which properties are never missing, which never several, which are whole numbers."""

    iri: str
    label: str = ""
    description: str = ""
    required: set[str] = field(default_factory=set)
    single: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)


def version() -> str:
    """The version of the schemas: that of the ontology whose terms they are about."""
    return schemes.ontology_version()


def names() -> list[str]:
    """The classes that have a schema, by their names in our JSON-LD."""
    return sorted(_classes())


def schema(name: str, address: str) -> Schema:
    """The schema of a class, to be found at an address. Raises KeyError for a name that `names` does not give."""
    found = _classes()[name]
    return {
        "$schema": DIALECT,
        "$id": address,
        "title": found.label,
        "description": found.description,
        "$ref": f"#/$defs/{name}",
        "$defs": _definitions(),
    }


def listed(kind: Kind) -> Schema:
    """What a list says of a member: any of the kind's fields, with references to `$defs`."""
    shown = {each.key: _values(each.key, Class("", single=_everywhere())) for each in kind.fields}
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
    classes = _classes()
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
                for name in sorted(classes)
            ],
        },
        "Terms": {"properties": {key: _values(key, Class("", single=_everywhere())) for key in _keys()}},
        "Literal": {
            "type": "object",
            "required": ["value"],
            "properties": {"value": {"type": "string"}, "type": {"type": "string"}, "lang": {"type": "string"}},
            "additionalProperties": False,
        },
        **{name: _class(name, classes[name]) for name in sorted(classes)},
    }


def _class(name: str, of: Class) -> Schema:
    keys = {property_: _keys_of(property_) for property_ in sorted(of.required | of.single | of.whole)}
    always = [each[0] for property_, each in keys.items() if property_ in of.required and len(each) == 1]
    either = [each for property_, each in keys.items() if property_ in of.required and len(each) > 1]
    written: Schema = {
        "title": of.label,
        "description": of.description,
        "type": "object",
        "required": ["id", "type", *always],
        "properties": {
            "type": {"contains": {"const": name}},
            **{key: _values(key, of) for each in keys.values() for key in each},
        },
        "allOf": [
            {"$ref": "#/$defs/Terms"},
            *({"anyOf": [{"required": [key]} for key in each]} for each in either),
        ],
    }
    return written


def _values(key: str, of: Class) -> Schema:
    """What a key may hold: of a property that is never several, one value; of others also an array."""
    definition = _keys()[key]
    iri = _expanded(definition.iri)
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
        datatype = _expanded(definition.type)
        if datatype == XSD.nonNegativeInteger:
            return {"anyOf": [{"type": "integer", "minimum": 0}, literal]}
        return {"anyOf": [{"type": "string", "pattern": _FORMS[datatype]}, literal]}
    if definition.language:
        return {"anyOf": [{"type": "string"}, literal]}
    return {"anyOf": [{"type": ["string", "integer", "boolean"]}, literal, thing]}


@cache
def _keys() -> dict[str, Definition]:
    """The keys of facts by name, as the context defines them."""
    found: dict[str, Definition] = {}
    for name, value in context.terms().items():
        if name.startswith("@"):
            continue
        definition = msgspec.convert({"@id": value} if isinstance(value, str) else value, Definition)
        prefix, colon, local = definition.iri.partition(":")
        if colon and not local.startswith("//") and prefix not in _LEFT_OUT and local[:1].islower():
            found[name] = definition
    return found


def _keys_of(property_: str) -> list[str]:
    return [name for name, each in _keys().items() if _expanded(each.iri) == property_]


def _expanded(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{context.terms()[prefix]}{local}"


@cache
def _classes() -> dict[str, Class]:
    """What the shapes say of each class that the context names, and that has objects of its own."""
    said = _said()
    named = context.published().names
    found: dict[str, Class] = {}
    for shape, about in said.items():
        targets = about.get(SH.targetClass, [])
        target = str(targets[0]) if len(targets) == 1 else ""
        if target in named:
            each = found.setdefault(named[target], Class(target))
            if shape.rpartition("/")[2] == named[target]:
                each.label, each.description = _text(about, RDFS.label), _text(about, SH.description)
            for path, constraint in _properties(said, about):
                _take(each, path, constraint)
    return {name: each for name, each in found.items() if each.label}


@cache
def _said() -> Said:
    """What the shapes say, by shape and property."""
    said: dict[str, dict[str, list[Term]]] = {}
    for subject, predicate, value in parse_lines(shapes.all_lines()):
        said.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return said


def _everywhere() -> set[str]:
    """The properties that nothing has twice."""
    return {
        path
        for about in _said().values()
        for path, constraint in _properties(_said(), about)
        if path in about.get(SH.targetSubjectsOf, []) and _number(constraint, SH.maxCount) == 1
    }


def _properties(said: Said, about: Mapping[str, list[Term]]) -> Iterator[tuple[str, Mapping[str, list[Term]]]]:
    """The constraints of a shape on properties that keys stand for; violations alone, since releases have none."""
    for each in about.get(SH.property, []):
        constraint = said.get(str(each), {})
        path = constraint.get(SH.path, [""])[0]
        if constraint.get(SH.severity) == [SH.Violation] and isinstance(path, str) and _keys_of(path):
            yield path, constraint


def _take(of: Class, path: str, constraint: Mapping[str, list[Term]]) -> None:
    if _number(constraint, SH.minCount) >= 1:
        of.required.add(path)
    if _number(constraint, SH.maxCount) == 1:
        of.single.add(path)
    if constraint.get(SH.datatype) == [XSD.integer]:
        of.whole.add(path)


def _number(constraint: Mapping[str, list[Term]], parameter: str) -> int:
    value = constraint.get(parameter, [None])[0]
    return int(value.lexical) if isinstance(value, Literal) else 0


def _text(about: Mapping[str, list[Term]], property_: str) -> str:
    value = about.get(property_, [None])[0]
    return value.lexical if isinstance(value, Literal) else ""
