"""Statistics are counts that SPARQL gives on the same data, in cubes that keep the Data Cube Recommendation's rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from lod import publication
from lod.formats import Format, canonical_lines, parse_lines
from lod.iris import concept
from lod.namespaces import DCT, INSP, OGL, ORG, PROV, QB, RDF, SDMX_DIMENSION, SDMX_MEASURE, SH, XSD
from lod.profiles import schemes
from lod.publication.counts import Counts
from lod.publication.cubes import RATING, SCALE, UNIT_TYPE
from lod.terms import Literal, Term, Triple, integer, lines
from lod.validation import judge, shapes
from tests.publication.assembling import LISTED, NAMES, rendered
from tests.publication.observation_cases import CASES, VALID

BASE = NAMES.base_iri
INTEGRITY = Path(__file__).parent / "integrity"
CONSTRAINTS = sorted(INTEGRITY.glob("*.rq"))
FOOD = "https://w3id.org/inspection-results/scheme/fhrs-rating"
PROBATION = "https://w3id.org/inspection-results/scheme/hmi-probation-rating"
SHAPES_IRI = "https://w3id.org/inspection-results/shapes/"


@pytest.fixture(scope="module")
def vocabulary() -> list[Triple]:
    return list(parse_lines(schemes.vocabulary_lines(BASE, ["probation-units", "food-authority"])))


@pytest.fixture(scope="module")
def stated(units: list[list[Triple]], food: list[list[Triple]]) -> list[Triple]:
    """Inspections of probation and of food businesses, with the current ratings of the latter."""
    return [triple for about in (*units, *food) for triple in about]


@pytest.fixture(scope="module")
def cubes(stated: list[Triple], vocabulary: list[Triple]) -> list[Triple]:
    counts = rendered(stated, LISTED).counts
    return list(publication.cubes(counts, "results", "Results", OGL, vocabulary, NAMES))


@pytest.fixture(scope="module")
def store(stated: list[Triple], vocabulary: list[Triple], cubes: list[Triple]) -> ox.Store:
    """All of it, normalised as the Recommendation asks before its constraints are checked."""
    return normalised([*lines([*stated, *vocabulary, *cubes]), *publication.structures()])


def normalised(data: Iterable[str]) -> ox.Store:
    store = ox.Store()
    store.bulk_load("".join(data).encode(), format=ox.RdfFormat.N_QUADS)
    store.update((INTEGRITY / "normalise.ru").read_text("utf-8"))
    return store


def breaks(store: ox.Store, constraint: Path) -> bool:
    return bool(store.query(constraint.read_text("utf-8")))


def observed(cubes: list[Triple], name: str) -> dict[tuple[Term, Term], Term]:
    """The counts of a cube by rating and the value of its third dimension."""
    of: dict[str, dict[str, Term]] = defaultdict(dict)
    for subject, predicate, value in cubes:
        of[subject][predicate] = value
    dimensions = (SDMX_DIMENSION.refPeriod, SDMX_DIMENSION.refArea, UNIT_TYPE)
    return {
        (about[RATING], next(about[each] for each in dimensions if each in about)): about[SDMX_MEASURE.obsValue]
        for about in of.values()
        if about.get(QB.dataSet) == f"{BASE}id/statistics/results/{name}"
    }


def live(store: ox.Store, query: str) -> dict[tuple[Term, Term], Term]:
    """The same of the data, by SPARQL."""
    solutions = store.query(f"PREFIX insp: <{INSP.iri}> PREFIX dct: <{DCT.iri}> PREFIX org: <{ORG.iri}> {query}")
    return {(term(row["rating"]), term(row["by"])): term(row["n"]) for row in solutions}  # type: ignore[union-attr]


def term(node: ox.NamedNode | ox.Literal) -> Term:
    return node.value if isinstance(node, ox.NamedNode) else Literal(node.value, node.datatype.value)


# --- what is counted

REGION = (
    "{ ?unit dct:spatial/dct:isPartOf ?by } UNION { ?unit org:subOrganizationOf ?by FILTER EXISTS { ?by dct:type ?t } }"
)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        (
            "inspections-by-year",
            "?it insp:overallRating ?rating OPTIONAL { ?it dct:issued ?issued } OPTIONAL { ?it insp:fieldworkEnd ?end }"
            f" BIND (STRDT(SUBSTR(STR(COALESCE(?issued, ?end)), 1, 4), <{XSD.gYear}>) AS ?by)",
        ),
        ("inspections-by-region", f"?it insp:overallRating ?rating ; insp:inspects ?unit . {REGION}"),
        ("inspections-by-unit-type", "?it insp:overallRating ?rating ; insp:inspects/dct:type ?by ."),
        ("units-by-region", f"?unit insp:currentRating ?rating . {REGION}"),
        ("units-by-unit-type", "?unit insp:currentRating ?rating ; dct:type ?by ."),
        ("units-by-area", "?unit insp:currentRating ?rating ; dct:spatial ?by ."),
    ],
)
def test_a_cube_says_what_sparql_counts(store: ox.Store, cubes: list[Triple], name: str, where: str) -> None:
    counted = live(store, f"SELECT ?rating ?by (COUNT(*) AS ?n) {{ {where} }} GROUP BY ?rating ?by")
    assert counted
    assert observed(cubes, name) == counted


def test_every_rated_inspection_is_counted_in_its_year(cubes: list[Triple], food: list[list[Triple]]) -> None:
    by_year = observed(cubes, "inspections-by-year")
    assert by_year[f"{PROBATION}/inadequate", Literal("2025", XSD.gYear)] == integer(1)
    assert by_year[f"{PROBATION}/good", Literal("2024", XSD.gYear)] == integer(1)
    assert sum(int(count.lexical) for count in by_year.values() if isinstance(count, Literal)) == len(food) + 2


def test_what_has_no_value_is_left_out_and_told(cubes: list[Triple]) -> None:
    """One probation inspection has no rating; a region is in no region."""
    said = {subject: value for subject, predicate, value in cubes if predicate == DCT.description}
    by_year, by_region = (said[f"{BASE}id/statistics/results/inspections-by-{by}"] for by in ("year", "region"))
    assert isinstance(by_year, Literal)
    assert isinstance(by_region, Literal)
    assert "1 inspections are not: no overall rating is known of them." in by_year.lexical
    assert "1 inspections are not: no region is known of them." in by_region.lexical


def test_a_status_is_counted_as_the_status_that_it_is(vocabulary: list[Triple]) -> None:
    unit = NAMES.unit("food-business", "1")
    exempt = concept("fhrs-rating", "exempt")
    counts = rendered(
        [(unit, DCT.type, concept("unit-type", "food-business")), (unit, INSP.currentRating, exempt)]
    ).counts
    made = list(publication.cubes(counts, "results", "Results", OGL, vocabulary, NAMES))
    assert observed(made, "units-by-unit-type") == {(exempt, concept("unit-type", "food-business")): integer(1)}


def test_no_rating_is_counted_under_another_scale(cubes: list[Triple]) -> None:
    scales = {(rating, scale) for (_, rating), (_, scale) in pairs(cubes)}
    assert {str(rating).rpartition("/")[0] for rating, _ in scales} == {FOOD, PROBATION}
    assert all(str(rating).rpartition("/")[0] == scale for rating, scale in scales)


def pairs(cubes: list[Triple]) -> Iterator[tuple[tuple[str, Term], tuple[str, Term]]]:
    ratings = {subject: value for subject, predicate, value in cubes if predicate == RATING}
    scales = {subject: value for subject, predicate, value in cubes if predicate == SCALE}
    assert ratings.keys() == scales.keys()
    return zip(sorted(ratings.items()), sorted(scales.items()), strict=True)


def test_counts_of_parts_add_up_to_those_of_the_whole(food: list[list[Triple]]) -> None:
    whole, parts = rendered([triple for about in food for triple in about]).counts, Counts()
    for about in food:
        parts.merge(rendered(about).counts)
    assert (parts.inspections, parts.units) == (whole.inspections, whole.units)


def test_a_containing_unit_that_no_list_has_is_no_region(vocabulary: list[Triple]) -> None:
    """Care homes have providers, of which there are tens of thousands."""
    home, provider = NAMES.unit("cqc-location", "1-1"), NAMES.unit("cqc-provider", "1-2")
    said: list[Triple] = [
        (home, DCT.type, concept("unit-type", "cqc-location")),
        (home, ORG.subOrganizationOf, provider),
        (home, INSP.currentRating, concept("cqc-rating", "good")),
    ]
    made = list(publication.cubes(rendered(said).counts, "results", "Results", OGL, vocabulary, NAMES))
    assert observed(made, "units-by-region") == {}
    assert len(observed(made, "units-by-unit-type")) == 1


def test_a_cube_says_where_it_is_from_and_under_which_licence(cubes: list[Triple]) -> None:
    cube = f"{BASE}id/statistics/results/units-by-area"
    said = {predicate: value for subject, predicate, value in cubes if subject == cube}
    assert said[DCT.license] == OGL
    assert said[PROV.wasDerivedFrom] == f"{BASE}dataset/results"
    assert said[QB.structure] == concept("statistics", "units-by-area")


def test_an_observation_is_named_by_its_values_and_is_a_thing_of_its_own(cubes: list[Triple]) -> None:
    iri = f"{BASE}id/statistics/results/inspections-by-year/hmi-probation-rating.inadequate_2025"
    assert (iri, RDF.type, QB.Observation) in cubes
    assert NAMES.whole(iri) == iri


def test_no_counts_make_no_cube(vocabulary: list[Triple]) -> None:
    assert list(publication.cubes(Counts(), "results", "Results", OGL, vocabulary, NAMES)) == []


# --- the Recommendation


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda path: path.stem)
def test_integrity(store: ox.Store, constraint: Path) -> None:
    assert not breaks(store, constraint)


def test_all_constraints_are_there() -> None:
    named = {path.stem.removeprefix("ic-") for path in CONSTRAINTS}
    assert named == {*(f"{number:02}" for number in range(1, 22) if number != 19), "19a", "19b"}


OBSERVATION = f"<{BASE}id/statistics/results/units-by-unit-type/fhrs-rating.5_unit-type.food-business>"
BREAKING = [
    ("ic-01", f"DELETE WHERE {{ {OBSERVATION} qb:dataSet ?cube }}"),
    ("ic-02", "DELETE WHERE { ?cube qb:structure ?structure }"),
    ("ic-03", "DELETE WHERE { ?component qb:componentProperty sdmx-measure:obsValue }"),
    ("ic-04", "DELETE WHERE { statistics:rating rdfs:range ?range }"),
    ("ic-05", "DELETE WHERE { statistics:unit-type qb:codeList ?list }"),
    ("ic-11", f"DELETE WHERE {{ {OBSERVATION} statistics:unit-type ?type }}"),
    ("ic-12", f"INSERT {{ <x:copy> ?p ?o }} WHERE {{ {OBSERVATION} ?p ?o }}"),
    ("ic-14", f"DELETE WHERE {{ {OBSERVATION} sdmx-measure:obsValue ?count }}"),
    ("ic-19a", f"INSERT DATA {{ {OBSERVATION} statistics:unit-type <x:no-code> }}"),
]


@pytest.mark.parametrize(("name", "update"), BREAKING, ids=[name for name, _ in BREAKING])
def test_a_constraint_finds_what_breaks_it(
    stated: list[Triple], vocabulary: list[Triple], cubes: list[Triple], name: str, update: str
) -> None:
    store = normalised([*lines([*vocabulary, *cubes]), *publication.structures()])
    prefixes = {
        "qb": QB.iri,
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "sdmx-measure": SDMX_MEASURE.iri,
        "statistics": f"{concept('statistics', '')}",
    }
    store.update("".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in prefixes.items()) + update)
    if name == "ic-01":
        store.update(f"INSERT DATA {{ {OBSERVATION} a <{QB.Observation}> }}")
    assert breaks(store, INTEGRITY / f"{name}.rq")


# --- shapes


def test_cubes_conform_to_their_shapes(cubes: list[Triple], vocabulary: list[Triple]) -> None:
    graph = "".join([*lines([*cubes, *vocabulary]), *publication.structures()])
    assert judge(graph, shapes(), to_referee=True).results == ()


@pytest.mark.parametrize(("shape", "component", "text", "instead"), CASES, ids=lambda text: text.strip())
def test_each_constraint_finds_its_failing_example(shape: str, component: str, text: str, instead: str) -> None:
    assert text in VALID
    found = judge(nquads(VALID.replace(text, instead, 1)), shapes(), to_referee=True)
    assert (f"{SHAPES_IRI}{shape}", f"{SH.iri}{component}ConstraintComponent") in {
        (each.source_shape, each.component) for each in found.violations
    }


def test_the_valid_example_conforms() -> None:
    assert judge(nquads(VALID), shapes(), to_referee=True).results == ()


def nquads(turtle: str) -> str:
    return "".join(canonical_lines(turtle.encode(), Format.TURTLE, BASE))
