"""The frameworks of HM Inspectorate of Probation, through its programmes; and what every scheme says of its origin."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, RDF, RDFS, SKOS, URIRef
from rdflib.collection import Collection
from rdflib.namespace import Namespace

from .vocabulary import DOMAINS, FRAMEWORKS, INSP, RATING, SCALES, Schemes, concepts, iri, names

SCHEMA = Namespace("https://schema.org/")
HMI = [name for name in FRAMEWORKS if name.startswith("hmi-probation-")]
CASEWORK = ["assessment", "planning", "implementation-and-delivery", "reviewing"]
OUR_OWN_LISTS = {"case-category", "unit-type", "change-kind", "correction-kind", "food-authority", "probation-units"}
DRAFT = {
    "hmip-probation": RATING,
    "cqc": "cqc-rating",
    "ofsted-4": "ofsted-rating",
    "ofsted-report-card-2025": "ofsted-report-card-2025",
    "ofsted-safeguarding": "ofsted-safeguarding",
    "ofsted-interim": "ofsted-interim",
    "ofsted-cqc-send-2023": "ofsted-area-send",
    "fhrs": "fhrs-rating",
    "fhis": "fhis-rating",
    "hmicfrs-2021": "hmicfrs-peel-2021",
    "hmicfrs-2014": "hmicfrs-peel-2014",
    "hmi-prisons": "hmi-prisons",
    "care-inspectorate": "care-inspectorate",
    "estyn-2017": "estyn-2017",
}
"""The fourteen schemes of the draft, and ours."""


def labels(graph: rdflib.Graph, nodes: list[rdflib.term.Node]) -> list[str]:
    """What concepts are called; a number before the name is left out, which the draft has as the notation alone."""
    return [str(graph.value(each, SKOS.prefLabel)).split(" – ")[-1].casefold() for each in nodes]


@pytest.mark.parametrize(("draft", "ours"), DRAFT.items(), ids=DRAFT)
def test_a_scale_has_all_that_the_draft_has_in_its_order(draft: str, ours: str, shared: Path, schemes: Schemes) -> None:
    there, here = rdflib.Graph().parse(shared / "vocab" / "scales-draft.ttl"), schemes[ours]
    scale = URIRef(f"https://w3id.org/inspection-results/scale/{draft}")
    levels = list(Collection(there, there.value(URIRef(f"{scale}/ordered"), SKOS.memberList)))
    assert labels(there, levels) == labels(
        here, list(Collection(here, here.value(iri(ours, "ordered"), SKOS.memberList)))
    )
    statuses = [each for each in there.subjects(SKOS.inScheme, scale) if (each, RDF.type, INSP.RatingStatus) in there]
    assert set(labels(there, statuses)) <= set(labels(here, list(here.subjects(RDF.type, INSP.RatingStatus))))


def test_the_draft_has_no_other_scale(shared: Path) -> None:
    graph = rdflib.Graph().parse(shared / "vocab" / "scales-draft.ttl")
    assert set(names(graph.subjects(RDF.type, INSP.RatingScale))) == set(DRAFT)


@pytest.mark.parametrize("name", SCALES)
def test_a_scale_says_since_when_or_that_it_is_not_recorded(name: str, schemes: Schemes) -> None:
    graph = schemes[name]
    notes = " ".join(map(str, graph.objects(iri(name), SKOS.editorialNote)))
    is_dated = graph.value(iri(name), SCHEMA.startDate) is not None
    assert is_dated != ("not recorded here" in notes)


def test_what_was_replaced_ended_and_leads_to_what_replaced_it(schemes: Schemes) -> None:
    everything = rdflib.Graph()
    for graph in schemes.values():
        everything += graph
    replaced = {(str(old), str(new)) for old, new in everything.subject_objects(DCTERMS.isReplacedBy)}
    for old, new in replaced:
        kinds = [set(everything.objects(URIRef(each), RDF.type)) for each in (old, new)]
        assert kinds[0] & kinds[1], (old, new)
    schemes_replaced = {tuple(names([URIRef(old), URIRef(new)])) for old, new in replaced if old.count("/") == 5}
    assert schemes_replaced == {
        ("ofsted-rating-to-2012", "ofsted-rating-to-2015"),
        ("ofsted-rating-to-2015", "ofsted-rating"),
        ("hmicfrs-peel-2014", "hmicfrs-peel-2021"),
        ("hmi-probation-crc-2018", "hmi-probation-pdu-2021"),
        ("hmi-probation-nps-2018", "hmi-probation-pdu-2021"),
        ("hmi-probation-pdu-2021", "hmi-probation-pdu-2023"),
        ("hmi-probation-yjs-2018", "hmi-probation-yjs-2021"),
        ("hmi-probation-yjs-2021", "hmi-probation-yjs-2025"),
    }
    for old, _ in schemes_replaced:
        assert everything.value(iri(old), SCHEMA.endDate) is not None


@pytest.mark.parametrize(
    ("programme", "frameworks"),
    [
        ("hmi-probation-adult-2018", ["hmi-probation-crc-2018", "hmi-probation-nps-2018"]),
        ("hmi-probation-adult-2021", ["hmi-probation-pdu-2021"]),
        ("hmi-probation-adult-2023", ["hmi-probation-pdu-2023", "hmi-probation-region-2023"]),
        ("hmi-probation-youth-2018", ["hmi-probation-yjs-2018", "hmi-probation-yjs-2021"]),
        ("hmi-probation-youth-2025", ["hmi-probation-yjs-2025"]),
        ("hmi-probation-dynamic-2025", ["hmi-probation-dynamic-2025"]),
        ("hmi-probation-national-2025", []),
    ],
)
def test_a_programme_has_its_frameworks(programme: str, frameworks: list[str], schemes: Schemes) -> None:
    used = schemes["programme"].objects(iri("programme", programme), INSP.usesFramework)
    assert sorted(names(used)) == frameworks


@pytest.mark.parametrize(
    ("framework", "standards", "highest"),
    [
        ("hmi-probation-crc-2018", 10, 30),
        ("hmi-probation-nps-2018", 10, 30),
        ("hmi-probation-pdu-2021", 9, 27),
        ("hmi-probation-pdu-2023", 7, 21),
        ("hmi-probation-region-2023", 8, 24),
        ("hmi-probation-yjs-2018", 12, 36),
        ("hmi-probation-yjs-2021", 13, 36),
    ],
)
def test_three_points_a_standard_make_the_highest_score(
    framework: str, standards: int, highest: int, schemes: Schemes
) -> None:
    """Resettlement does not count."""
    counting = [each for each in FRAMEWORKS[framework].split() if each != "resettlement" or "yjs" not in framework]
    best = schemes[RATING].value(iri(RATING, "outstanding"), INSP.points)
    assert len(FRAMEWORKS[framework].split()) == standards
    assert len(counting) * Decimal(str(best)) == highest


@pytest.mark.parametrize("framework", HMI)
def test_domains_standards_and_key_questions_are_broader_and_narrower(framework: str, schemes: Schemes) -> None:
    graph = schemes[framework]
    domains, standards = DOMAINS.get(framework, "").split(), FRAMEWORKS[framework].split()
    for concept in concepts(graph, framework):
        [name] = names([concept])
        broader = names(graph.objects(concept, SKOS.broader))
        if name in domains or (name in standards and not broader):
            assert (concept, SKOS.topConceptOf, iri(framework)) in graph
        elif name in standards:
            assert set(broader) <= set(domains)
        else:
            assert len(broader) == 1
            assert set(broader) <= set(standards)


@pytest.mark.parametrize(
    "framework",
    ["hmi-probation-crc-2018", "hmi-probation-nps-2018", "hmi-probation-pdu-2021", "hmi-probation-pdu-2023"],
)
@pytest.mark.parametrize("standard", CASEWORK)
def test_a_standard_on_casework_asks_three_key_questions(framework: str, standard: str, schemes: Schemes) -> None:
    asked = schemes[framework].subjects(SKOS.broader, iri(framework, standard))
    assert sorted(names(asked)) == [f"{standard}-{about}" for about in ("desistance", "engagement", "safety")]


def test_dynamic_inspections_rate_nothing(schemes: Schemes) -> None:
    framework = "hmi-probation-dynamic-2025"
    assert "None is rated." in str(schemes[framework].value(iri(framework), SKOS.definition))
    assert not list(schemes["programme"].objects(iri("programme", framework), INSP.usesScale))


def test_every_concept_says_where_it_is_from_or_its_scheme_does(schemes: Schemes) -> None:
    unsourced = [
        str(concept)
        for name, graph in schemes.items()
        if name not in OUR_OWN_LISTS
        for concept in concepts(graph, name)
        if not any(
            list(graph.objects(of, said))
            for of in (concept, iri(name))
            for said in (DCTERMS.source, SKOS.editorialNote)
        )
    ]
    assert unsourced == []


def test_a_note_from_memory_says_so_first(schemes: Schemes) -> None:
    notes = [str(note) for graph in schemes.values() for note in graph.objects(None, SKOS.editorialNote)]
    assert [note for note in notes if "from memory:" in note and not note.startswith("from memory: ")] == []


def test_labels_are_english_until_a_source_gives_welsh(schemes: Schemes) -> None:
    """No source at hand has Welsh names of scales, standards or programmes: none is made up."""
    languages = {
        label.language
        for graph in schemes.values()
        for named in (SKOS.prefLabel, SKOS.definition, RDFS.label)
        for label in graph.objects(None, named)
        if isinstance(label, rdflib.Literal)
    }
    assert languages == {"en"}
