"""The questions that users ask, each with its answer over `competency.ttl`: `answers/<question>.csv` (SPARQL 1.1 CSV).

Two engines answer them, so that no question leans on the habits of one.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib
from rdflib import SH

from lod import resources
from lod.profiles.schemes import vocabulary_lines

from .conftest import BASE_IRI

HERE = Path(__file__).parent
DATA = HERE / "competency.ttl"
QUESTIONS = sorted((resources.folder("ontology") / "competency").glob("*.rq"))
ASKED = pytest.mark.parametrize("question", QUESTIONS, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def vocabulary() -> str:
    return "".join(vocabulary_lines(BASE_IRI, ["probation-units", "food-authority"]))


@pytest.fixture(scope="module")
def store(vocabulary: str) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(input=vocabulary, format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.load(path=DATA, format=pyoxigraph.RdfFormat.TURTLE, base_iri=BASE_IRI)
    return store


@pytest.fixture(scope="module")
def graph(vocabulary: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=vocabulary, format="nt").parse(DATA, publicID=BASE_IRI)


def expected(question: Path) -> list[str]:
    return (HERE / "answers" / f"{question.stem}.csv").read_text("utf-8").splitlines()


@ASKED
def test_oxigraph_gives_the_expected_answer(question: Path, store: pyoxigraph.Store) -> None:
    solutions = store.query(question.read_text("utf-8"))
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    answer = solutions.serialize(format=pyoxigraph.QueryResultsFormat.CSV)
    assert answer is not None
    assert answer.decode().splitlines() == expected(question)


@ASKED
def test_rdflib_gives_the_expected_answer(question: Path, graph: rdflib.Graph) -> None:
    answer = graph.query(question.read_text("utf-8")).serialize(format="csv")
    assert answer is not None
    assert answer.decode().splitlines() == expected(question)


@ASKED
def test_a_question_says_in_words_what_it_asks(question: Path) -> None:
    first_line = question.read_text("utf-8").splitlines()[0]
    assert first_line.startswith("# Question: ")
    assert first_line.endswith("?")


@ASKED
def test_the_data_hold_something_to_find(question: Path) -> None:
    header, *rows = expected(question)
    assert header
    assert rows


def test_every_answer_has_its_question() -> None:
    assert {path.stem for path in (HERE / "answers").iterdir()} == {path.stem for path in QUESTIONS}


def test_there_are_as_many_questions_as_users_were_promised() -> None:
    assert len(QUESTIONS) >= 18


@pytest.mark.slow
def test_the_data_are_sound_but_for_the_two_sums_seeded_wrong(graph: rdflib.Graph) -> None:
    shapes = rdflib.Graph()
    for path in resources.folder("shapes").glob("*.ttl"):
        shapes.parse(path)
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, advanced=True)
    assert isinstance(report, rdflib.Graph)
    inspection = f"{BASE_IRI}id/inspection/probation-delivery-unit/N50OLD/2024-09-03"
    violations = report.subjects(SH.resultSeverity, SH.Violation)
    assert {str(report.value(each, SH.focusNode)) for each in violations} == {inspection, f"{inspection}/sample"}
