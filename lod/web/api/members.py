"""The members of a list as objects, rows and features: what is said of each itself, in the fields asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from lod.iris import Iris
from lod.jsonld import embedded, excerpt
from lod.namespaces import DCT, GEO, INSP, NAMES, RDF, SKOS
from lod.queries import query
from lod.store import Store
from lod.terms import Literal, Term, Triple
from lod.web.api.kinds import INSPECTIONS, JUDGEMENTS, Field, Kind

ITEMS = "items"
"""The key of a list's members: `@included`, so that a page states of them what it states, and nothing of itself."""
INSPECTION = "inspection"
"""Of a judgement: the inspection that came to it."""
_LOCAL = {
    ITEMS: "@included",
    INSPECTION: {"@reverse": INSP.hasJudgement, "@type": "@id"},
}


@dataclass(slots=True)
class Members:
    """Members of a list in a release. `keys` are the fields to show, all when there are none."""

    kind: Kind
    store: Store
    names: Iris
    keys: Sequence[str] = ()
    fields: tuple[Field, ...] = field(init=False)
    """The fields shown, in the kind's order."""
    _shown: frozenset[str] = field(init=False)
    """Their properties, and the classes."""
    _seen: dict[str, list[Triple]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.fields = tuple(each for each in self.kind.fields if not self.keys or each.key in self.keys)
        self._shown = frozenset({RDF.type, *(each.property for each in self.fields)})

    def document(self, members: Iterable[str], about: Mapping[str, object]) -> bytes:
        """A JSON-LD document: the members under `items`, and `about` the page."""
        objects = [self._object(iri) for iri in members]
        context = {**excerpt(objects), **{key: each for key, each in _LOCAL.items() if key == ITEMS or self._of_parts}}
        return _written({"@context": context, **about, ITEMS: objects})

    def features(self, members: Iterable[str], about: Mapping[str, object]) -> bytes:
        """A GeoJSON feature collection (RFC 7946): a point for each member, null where none is known, and its row as
        properties. `about` the page are foreign members (section 6.1)."""
        columns = self.columns
        found = [
            {
                "type": "Feature",
                "id": iri,
                "geometry": self._point(iri),
                "properties": {
                    column: cell for column, cell in zip(columns[1:], self.row(iri)[1:], strict=True) if cell
                },
            }
            for iri in members
        ]
        return _written({"type": "FeatureCollection", **about, "features": found})

    @property
    def columns(self) -> list[str]:
        """The columns of CSV."""
        more = [INSPECTION, "date"] if self._of_parts else []
        return ["id", *more, *(name for each in self.fields for name in (each.key, each.named) if name)]

    def row(self, iri: str) -> list[str]:
        """A member's cells, in the order of the columns; several values of one field with a space between them."""
        said = self.store.stated(iri, query("stated"))
        names = _names(said)
        row = [iri]
        if self._of_parts:
            inspection = self.names.whole(iri)
            dated = {predicate: value for _, predicate, value in self._inspection(inspection)}
            row += [inspection, _cell(dated.get(DCT.issued) or dated.get(INSP.fieldworkEnd) or "")]
        for each in self.fields:
            values = sorted(
                {value for subject, predicate, value in said if (subject, predicate) == (iri, each.property)}
            )
            row.append(" ".join(map(_cell, values)))
            if each.named:
                row.append(" ".join(names.get(str(value), "") for value in values))
        return row

    @property
    def _of_parts(self) -> bool:
        return self.kind is JUDGEMENTS

    def _object(self, iri: str) -> dict[str, Any]:
        said = self.store.stated(iri, query("stated"))
        own = [each for each in said if each[0] == iri and each[1] in self._shown]
        led_to = {value for _, predicate, value in own if predicate != RDF.type}
        written = embedded([*own, *(each for each in said if each[0] in led_to and each[1] in NAMES)], iri)
        if self._of_parts:
            inspection = self.names.whole(iri)
            about = self._inspection(inspection)
            if (inspection, INSP.hasJudgement, iri) in about:
                dated = [each for each in about if each[1] != INSP.hasJudgement]
                written[INSPECTION] = embedded(dated, inspection)
        return written

    def _inspection(self, iri: str) -> list[Triple]:
        """The dates and judgements of an inspection to which several members lead; those that do are beside each
        other."""
        if iri not in self._seen:
            self._seen.clear()
            self._seen[iri] = self.store.said(iri, (DCT.issued, INSP.fieldworkEnd, INSP.hasJudgement))
        return self._seen[iri]

    def _point(self, iri: str) -> dict[str, Any] | None:
        if self.kind is INSPECTIONS:
            iri = next((str(unit) for _, _, unit in self.store.said(iri, (INSP.inspects,))), "")
        placed = {predicate: value for _, predicate, value in self.store.said(iri, (GEO.long, GEO.lat))} if iri else {}
        longitude, latitude = placed.get(GEO.long), placed.get(GEO.lat)
        if not isinstance(longitude, Literal) or not isinstance(latitude, Literal):
            return None
        return {"type": "Point", "coordinates": [_number(longitude), _number(latitude)]}


def _names(said: Iterable[Triple]) -> dict[str, str]:
    """What things are called; of several names the first, `skos:prefLabel` before others."""
    named: dict[str, tuple[bool, str]] = {}
    for subject, predicate, value in said:
        if predicate in NAMES and isinstance(value, Literal):
            found = (predicate != SKOS.prefLabel, value.lexical)
            named[subject] = min(found, named.get(subject, found))
    return {subject: name for subject, (_, name) in named.items()}


def _cell(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else term


def _number(literal: Literal) -> msgspec.Raw:
    """A decimal as JSON writes numbers (RFC 8259 section 6), digit for digit."""
    sign, digits = ("-", literal.lexical[1:]) if literal.lexical.startswith("-") else ("", literal.lexical.lstrip("+"))
    whole, point, part = digits.partition(".")
    return msgspec.Raw(f"{sign}{whole.lstrip('0') or '0'}{point if part else ''}{part}".encode())


def _written(document: Mapping[str, object]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=2)
