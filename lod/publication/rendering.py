"""Some units and their inspections in every form that a release's files have, made where the facts were mapped.

A release's dumps are then put together from these, and nothing has to be read again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import msgspec

from lod import jsonld
from lod.iris import Iris
from lod.publication import rows
from lod.publication.counts import Counts
from lod.publication.states import states
from lod.publication.statistics import Tally
from lod.publication.tokens import encoded
from lod.publication.turtle import turtle
from lod.terms import Triple, written


@dataclass(frozen=True, slots=True)
class Rendered:
    """The statements about some units. Lines about inspections and about units are complete and sorted; what other
    chunks may state too (reports) is apart, to be put together first."""

    inspections: bytes
    units: bytes
    shared: list[str]
    turtle: bytes
    """The inspections and units, without prefixes."""
    jsonld: bytes
    """The same: JSON objects, a line each, separated by `,\\n`."""
    tally: Tally
    """Of the same."""
    counts: Counts
    """Of the inspections and all units."""
    tables: Mapping[str, bytes]
    """The inspections, all units and the judgements: by the name of the table, rows of CSV."""
    states: bytes
    """Of the inspections, sorted lines (`lod.publication.states`)."""
    unit_states: list[str]
    """Of the units."""


def render(
    said: Mapping[str, Triple],
    names: Iris,
    elsewhere: Collection[str] = (),
    vocabulary: rows.Known = rows.NOTHING_KNOWN,
) -> Rendered:
    """From triples by their lines, in any order. What is said of the units `elsewhere`, by IRI, is shared: they are
    described in another place too. `vocabulary` is what tables take from there (`rows.known`)."""
    every = sorted(said)
    triples = [said[line] for line in every]
    inspections, of_units = (_below(every, names.kind(kind)) for kind in ("inspection", "unit"))
    units, shared = [], [*every[: inspections.start], *every[inspections.stop : of_units.start]]
    own, listed = triples[inspections], []
    for line, triple in zip(every[of_units], triples[of_units], strict=True):
        if triple[0] in elsewhere:
            shared.append(line)
            listed.append(triple)
        else:
            units.append(line)
            own.append(triple)
    shared += every[of_units.stop :]
    tally, counts = Tally(), Counts()
    tally.add(own, own=names.kind("inspection"))
    counts.add([*own, *listed])
    of_inspections, of_own_units = encoded(every[inspections]), encoded(units)
    return Rendered(
        inspections=of_inspections,
        units=of_own_units,
        shared=shared,
        turtle=turtle(own),
        jsonld=json_lines(own, names),
        tally=tally,
        counts=counts,
        tables=rows.tables([*own, *listed], names, vocabulary),
        states="".join(states(every[inspections], of_inspections, names)).encode(),
        unit_states=states(units, of_own_units, names),
    )


def json_lines(triples: Iterable[Triple], names: Iris) -> bytes:
    """Each entity with its parts, in the terms of our context: an object a line. Triples are in the order of their
    canonical lines."""
    return b",\n".join(json_objects(entities(triples, names)))


def json_objects(each: Iterable[tuple[str, list[Triple]]]) -> Iterator[bytes]:
    """Entities as JSON objects, one at a time."""
    for root, about in each:
        yield msgspec.json.encode(jsonld.embedded(about, root))


def entities(triples: Iterable[Triple], names: Iris) -> Iterator[tuple[str, list[Triple]]]:
    """Each entity with the triples of its parts, from triples in the order of their canonical lines.

    A part's IRI continues its whole's with `/`, which sorts before the `>` that ends the whole's, so an entity is
    complete once its own lines have passed. Entities are open together only while one's IRI begins another's
    (`…/1`, `…/10`): never more than an IRI has characters.
    """
    opened: list[tuple[str, str, list[Triple]]] = []
    parts = None  # what the IRIs of parts of the last one opened begin with, once one has been seen
    for subject, about in groupby(triples, key=itemgetter(0)):
        if parts is None or not subject.startswith(parts):
            while opened and opened[-1][0] < written(subject):
                yield opened.pop()[1:]
            whole = names.whole(subject)
            if not opened or opened[-1][1] != whole:
                opened.append((written(whole), whole, []))
            parts = f"{whole}/" if subject != whole else None
        opened[-1][2].extend(about)
    while opened:
        yield opened.pop()[1:]


def _below(lines: Sequence[str], iri: str) -> slice:
    """Where the lines about things below an IRI stand among sorted lines."""
    first = bisect_left(lines, f"<{iri}")
    return slice(first, bisect_left(lines, f"<{iri}\U0010ffff", first))
