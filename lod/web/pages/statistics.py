"""Statistics: `/doc/statistics` lists the cubes of a release, `/doc/statistics/{dataset}/{cube}` is one of them.

All is made from a cube's own observations: no page counts anything.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from starlette.requests import Request
from starlette.responses import Response

from lod.formats import Format
from lod.namespaces import DCT, PROV, QB, RDFS, SDMX_DIMENSION, SDMX_MEASURE
from lod.publication.cubes import RATING, SCALE, UNIT_TYPE
from lod.queries import query
from lod.store import Store
from lod.terms import Literal, Term, Triple, text
from lod.web import datasets, documents
from lod.web.http.negotiation import DOCUMENT
from lod.web.problems import NOT_FOUND, HttpProblem
from lod.web.site import Served, served_of, site_of

OFFERED = (*DOCUMENT, Format.CSV)

_COLUMNS = {SDMX_DIMENSION.refPeriod: "year", SDMX_DIMENSION.refArea: "area", UNIT_TYPE: "unitType"}
"""What the third dimension of a cube is called in CSV."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a dimension. Levels have a rank; statuses, which come after them, and all else have none."""

    text: str
    iri: str | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """A count."""

    scale: Value
    rating: Value
    by: Value
    count: int


@dataclass(frozen=True, slots=True)
class Table:
    """The counts of one scale: a row for each value that is counted by, a column for each rating, the best first."""

    scale: Value
    ratings: tuple[Value, ...]
    rows: tuple[tuple[Value, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Cube:
    """A cube as it is shown."""

    iri: str
    label: str
    description: str
    column: str
    """What is counted by: `year`, `area` or `unitType`."""
    observations: tuple[Observation, ...]
    said: Sequence[Triple]
    """All that is said of it and its observations."""
    derived_from: str

    @property
    def tables(self) -> tuple[Table, ...]:
        """A table for each scale: nothing is summed or compared over scales."""
        of_scale: dict[Value, list[Observation]] = defaultdict(list)
        for each in self.observations:
            of_scale[each.scale].append(each)
        return tuple(_table(scale, of_scale[scale]) for scale in sorted(of_scale, key=attrgetter("text")))

    def only(self, wanted: Callable[[str], bool]) -> Cube | None:
        """The cube with those counts alone whose value of what is counted by, an IRI, is `wanted`; None without any."""
        found = tuple(each for each in self.observations if each.by.iri and wanted(each.by.iri))
        return replace(self, observations=found) if found else None


def listed(request: Request) -> Response:
    """`/doc/statistics`: the cubes that there are."""
    served = served_of(request)
    where = documents.address(request)
    iri = f"{site_of(request).publication.base_iri}id/statistics"
    cubes = [cube for each in _cubes(served) if (cube := _cube(served.store, each))]
    triples: list[Triple] = [(iri, RDFS.member, cube.iri) for cube in cubes]
    triples += [(cube.iri, RDFS.label, text(cube.label, "en")) for cube in cubes]
    page = lambda: site_of(request).pages.render(  # noqa: E731 - made only when it is asked for
        request, "statistics.html", cubes=cubes, cube=None, alternates=documents.alternates(where)
    )
    return documents.send(request, where, triples, iri, page)


def cube(request: Request) -> Response:
    """`/doc/statistics/{dataset}/{cube}`: one cube with all its observations."""
    served = served_of(request)
    where = documents.address(request, OFFERED)
    iri = f"{site_of(request).publication.base_iri}id{where.path.removeprefix('/doc')}"
    found = _cube(served.store, iri)
    if found is None:
        raise HttpProblem(NOT_FOUND, f"No statistics are published under <{iri}>.")
    datasets.tell(request, [each for each in served.datasets if each.iri == found.derived_from])
    variant = documents.negotiate(request, where, OFFERED)
    if variant is Format.HTML:
        alternates = [(where.of(each), each) for each in OFFERED if each is not Format.HTML]
        pages = site_of(request).pages
        body = pages.render(request, "statistics.html", cubes=[], cube=found, alternates=alternates)
    else:
        body = _csv(found) if variant is Format.CSV else documents.rdf(found.said, variant, iri)
    return documents.send_bytes(request, where, variant, body, offered=OFFERED)


def by_rating(served: Served) -> list[Cube]:
    """The units of each type by current rating, of each dataset: what a home page shows."""
    found = (_cube(served.store, iri) for iri in _cubes(served) if iri.endswith("/units-by-unit-type"))
    return [cube for cube in found if cube]


def by_year(served: Served) -> list[Cube]:
    """The inspections of each year by rating, of each dataset."""
    found = (_cube(served.store, iri) for iri in _cubes(served) if iri.endswith("/inspections-by-year"))
    return [cube for cube in found if cube]


def units_in(served: Served, area: str) -> list[Cube]:
    """The units of an area, and of each area that is part of it, by current rating, of each dataset."""
    about = _about(served.store.construct(query("counted_in"), {"area": area}))
    by_cube: dict[str, dict[str, dict[str, Term]]] = defaultdict(dict)
    for subject, said in about.items():
        by_cube[str(said.get(QB.dataSet, subject))][subject] = said
    wanted = (iri for iri in sorted(by_cube) if iri.endswith(("/units-by-region", "/units-by-area")))
    return [cube for iri in wanted if (cube := _read(served.store, iri, by_cube[iri], ()))]


def _cubes(served: Served) -> Sequence[str]:
    return served.listings.members("statistics", {})


def _cube(store: Store, iri: str) -> Cube | None:
    said = store.construct(query("statistics_about"), {"cube": iri})
    return _read(store, iri, _about(said), said)


def _about(said: Iterable[Triple]) -> dict[str, dict[str, Term]]:
    about: dict[str, dict[str, Term]] = defaultdict(dict)
    for subject, predicate, value in said:
        about[subject][predicate] = value
    return about


def _read(store: Store, iri: str, about: dict[str, dict[str, Term]], said: Sequence[Triple]) -> Cube | None:
    """The cube that a description of it and its observations is of."""
    own = about.pop(iri, {})
    column = next((each for each in _COLUMNS if any(each in observed for observed in about.values())), None)
    if QB.structure not in own or column is None:
        return None
    values = {observed[each] for observed in about.values() for each in (SCALE, RATING, column)}
    known = {value: _value(store, value) for value in values}
    return Cube(
        iri=iri,
        label=_text(own, RDFS.label),
        description=_text(own, DCT.description),
        column=_COLUMNS[column],
        observations=tuple(_observation(observed, column, known) for _, observed in sorted(about.items())),
        said=said,
        derived_from=str(own.get(PROV.wasDerivedFrom, "")),
    )


def _observation(observed: Mapping[str, Term], column: str, known: Mapping[Term, Value]) -> Observation:
    scale, rating, by = (known[observed[each]] for each in (SCALE, RATING, column))
    return Observation(scale, rating, by, int(_text(observed, SDMX_MEASURE.obsValue)))


def _value(store: Store, value: Term) -> Value:
    if isinstance(value, Literal):
        return Value(value.lexical)
    rows = store.select(query("statistics_value"), {"value": value})
    row = next((each for each in rows if _language(each["name"]) in ("", "en")), {})
    rank = row.get("rank")
    return Value(
        _text(row, "name") or value.rpartition("/")[2], value, int(rank.lexical) if isinstance(rank, Literal) else None
    )


def _table(scale: Value, observations: Sequence[Observation]) -> Table:
    ratings = sorted({each.rating for each in observations}, key=_best_first)
    counts = {(each.by, each.rating): each.count for each in observations}
    rows = sorted({each.by for each in observations}, key=attrgetter("text"))
    return Table(
        scale, tuple(ratings), tuple((row, tuple(counts.get((row, each), 0) for each in ratings)) for row in rows)
    )


def _best_first(rating: Value) -> tuple[bool, int, str]:
    return rating.rank is None, -(rating.rank or 0), rating.text


def _csv(cube: Cube) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(["scale", "scaleName", "rating", "ratingName", cube.column, f"{cube.column}Name", "count"])
    for each in cube.observations:
        values = (each.scale, each.rating, each.by)
        writer.writerow([*(cell for value in values for cell in (value.iri or value.text, value.text)), each.count])
    return made.getvalue().encode()


def _text(said: Mapping[str, Term], name: str) -> str:
    value = said.get(name)
    return value.lexical if isinstance(value, Literal) else ""


def _language(term: Term) -> str:
    return term.language if isinstance(term, Literal) else ""
