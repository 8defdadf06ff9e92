"""What every engine owes, whatever the shapes are."""

from __future__ import annotations

import socket

import pytest

from lod.namespaces import SH, XSD
from lod.profiles.schemes import vocabulary_lines
from lod.terms import Literal
from lod.validation import Engine, Result
from lod.validation.engines import ENGINES

from .facts import chunk, from_prose, from_table

EX = "https://example.org/"
SHAPES = f"""
@prefix sh: <{SH.iri}> .
@prefix ex: <{EX}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
<https://example.org/shapes> owl:imports <http://127.0.0.1:9/never-fetched> .
ex:Shape a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property ex:size, ex:parts .
ex:size a sh:PropertyShape ; sh:path ex:size ; sh:datatype <{XSD.integer}> ;
    sh:severity sh:Warning ; sh:message "size"@en .
ex:parts a sh:PropertyShape ; sh:path ( ex:part ex:part ) ; sh:maxCount 0 ; sh:message "parts"@en .
"""


@pytest.fixture(params=ENGINES)
def small(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param](SHAPES)


def graph(*statements: str) -> list[str]:
    names = {"a": f"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{EX}Thing>"}
    return [statement.format(ex=EX, integer=XSD.integer, **names) + " .\n" for statement in statements]


def test_result_has_the_terms_of_the_graph(small: Engine) -> None:
    [result] = small.validate(graph("<{ex}x> {a}", '<{ex}x> <{ex}size> "007"')).results
    assert result == Result(
        EX + "x", EX + "size", Literal("007"), SH.iri + "DatatypeConstraintComponent", EX + "size", SH.Warning, "size"
    )


def test_literal_is_judged_as_it_is_written(small: Engine) -> None:
    assert small.validate(graph("<{ex}x> {a}", '<{ex}x> <{ex}size> "007"^^<{integer}>')).conforms


def test_ill_typed_value_is_reported_with_its_datatype(small: Engine) -> None:
    [result] = small.validate(graph("<{ex}x> {a}", '<{ex}x> <{ex}size> "seven"^^<{integer}>')).results
    assert result.value == Literal("seven", XSD.integer)


@pytest.mark.parametrize("datatype", ["integer", "int", "date", "dateTime", "hexBinary"])
def test_ill_typed_literal_writes_nothing_on_the_terminal(
    small: Engine, datatype: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    literal = f'"none"^^<http://www.w3.org/2001/XMLSchema#{datatype}>'
    assert not small.validate(graph("<{ex}x> {a}", f"<{{ex}}x> <{{ex}}size> {literal}")).conforms
    assert (caplog.text, *capfd.readouterr()) == ("", "", "")


def test_compound_path_is_left_to_the_shape(small: Engine) -> None:
    [result] = small.validate(graph("<{ex}x> {a}", "<{ex}x> <{ex}part> <{ex}y>", "<{ex}y> <{ex}part> <{ex}z>")).results
    assert (result.path, result.source_shape) == (None, EX + "parts")


def test_subclass_is_targeted_without_inference(small: Engine) -> None:
    subclass = "<{ex}Toy> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <{ex}Thing>"
    toy = "<{ex}x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{ex}Toy>"
    assert len(small.validate(graph(subclass, toy, '<{ex}x> <{ex}size> "7"')).results) == 1


@pytest.mark.parametrize("name", ENGINES)
def test_nothing_is_fetched(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        pytest.fail("an engine opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refused)
    imports = "<{ex}data> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/never-fetched>"
    assert ENGINES[name](SHAPES).validate(graph(imports, "<{ex}x> {a}")).conforms


def test_shipped_vocabulary_conforms(engine: Engine) -> None:
    assert engine.validate(vocabulary_lines("https://data.example.org/", ["probation-units"])).results == ()


def test_mapped_facts_conform(engine: Engine, vocabulary: list[str]) -> None:
    facts = chunk(*(from_prose(number) for number in range(3)), *(from_table(number) for number in range(3, 6)))
    assert engine.validate([*facts, *vocabulary]).results == ()
