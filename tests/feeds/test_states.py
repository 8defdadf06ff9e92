"""What became of entities between two releases, by their states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lod.errors import ReleaseDamaged
from lod.feeds.statements import AsideWriter, Statements
from lod.feeds.states import Kind, State, changes, files, states
from lod.iris import Iris
from lod.namespaces import ONTOLOGY_IRI
from lod.publication.states import digest, of_the_rest
from lod.releases import Release
from lod.terms import written

NAMES = Iris("https://data.example.org/")
UNIT = "https://data.example.org/id/unit/school"


def line(subject: str, value: str = "a") -> str:
    return f'{written(subject)} <https://example.org/p> "{value}" .\n'


def dump(folder: Path, stem: str, *lines: str) -> Path:
    """A dump with the states of what it says."""
    path = folder / f"data{stem}.nq"
    path.write_text("".join(sorted(lines)), "utf-8")
    (folder / f"entities{stem}.txt").write_text("".join(sorted(of_the_rest(sorted(lines), NAMES))), "utf-8")
    return path


def test_what_two_datasets_say_of_an_entity_is_together_and_once(tmp_path: Path) -> None:
    one = dump(tmp_path, "", line(f"{UNIT}/1", "a"), line(f"{UNIT}/1", "b"))
    two = dump(tmp_path, "-cc", line(f"{UNIT}/1", "b"), line(f"{UNIT}/1", "c"))
    assert [path.name for path in files(tmp_path)] == ["entities-cc.txt", "entities.txt"]
    (found,) = states(tmp_path)
    assert found.iri == f"{UNIT}/1"
    with Statements([one, two], NAMES) as statements:
        assert statements.of(found).decode() == "".join(line(f"{UNIT}/1", value) for value in "abc")


def test_each_entity_is_created_updated_deleted_or_unchanged() -> None:
    def state(key: str, value: str = "a") -> State:
        return State(f"<{UNIT}/{key}>", digest(value.encode()), "1", "", is_retired=False)

    rest = State(written(ONTOLOGY_IRI), "0", "1", "", is_retired=False)
    found = changes([state("1"), state("2"), state("3"), rest], [state("2"), state("3", "b"), state("4"), rest])
    assert [(change.kind, change.state.iri) for change in found] == [
        (Kind.DELETED, f"{UNIT}/1"),
        (Kind.UNCHANGED, f"{UNIT}/2"),
        (Kind.UPDATED, f"{UNIT}/3"),
        (Kind.CREATED, f"{UNIT}/4"),
        (Kind.UNCHANGED, ONTOLOGY_IRI),
    ]


def test_every_line_of_a_release_but_evidence_is_in_one_state_in_an_order_that_can_be_merged(second: Release) -> None:
    found = list(states(second.folder))
    assert [state.name for state in found] == sorted({state.name for state in found})
    with Statements([second.file("data.nq")], NAMES) as statements:
        every = sorted(line for state in found for line in statements.of(state).splitlines(keepends=True))
    lines = second.file("data.nq").read_bytes().splitlines(keepends=True)
    assert every == [line for line in lines if not re.search(rb"/evidence/[0-9a-f]{16}/", line)]
    assert len(every) < len(lines)


def test_a_state_is_found_however_its_evidence_changed(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    evidence = f"{UNIT}/1/evidence/{'a' * 16}/row-5"
    dump(old, "", line(f"{UNIT}/1"), line(evidence))
    after = dump(new, "", line(f"{UNIT}/1"), line(evidence.replace("a" * 16, "b" * 16)))
    assert list(states(old)) == list(states(new))
    with Statements([after], NAMES) as statements:
        assert statements.of(next(states(old))).decode() == line(f"{UNIT}/1")


def test_a_state_of_when_evidence_counted_is_found_in_the_dump_that_has_it(tmp_path: Path) -> None:
    said = line(f"{UNIT}/1/evidence/{'a' * 16}/row-5") + line(f"{UNIT}/1")
    path = dump(tmp_path, "", said)
    old = State(f"<{UNIT}/1>", digest(said.encode()), str(len(said)), "", is_retired=False)
    with Statements([path], NAMES) as statements:
        assert statements.of(old).decode() == said


def test_statements_are_found_in_any_order(second: Release) -> None:
    found = list(states(second.folder))
    with Statements([second.file("data.nq")], NAMES) as statements:
        in_order = [statements.of(state) for state in found]
        assert [statements.of(state) for state in reversed(found)] == in_order[::-1]


def test_an_entity_is_found_also_where_another_iri_begins_with_its_own(tmp_path: Path) -> None:
    part, whole, other = line(f"{UNIT}/1/evidence/a"), line(f"{UNIT}/1"), line(f"{UNIT}/10")
    path = dump(tmp_path, "", part, whole, other)
    with Statements([path], NAMES) as statements:
        found = {state.iri: statements.of(state).decode() for state in states(tmp_path)}
    assert found == {f"{UNIT}/10": other, f"{UNIT}/1": part + whole}


def test_what_was_put_aside_is_found_by_its_digest(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    before = dump(old, "", line(f"{UNIT}/1", "a"), line(f"{UNIT}/2", "a"))
    after = dump(new, "", line(f"{UNIT}/1", "b"))
    with Statements([before], NAMES) as statements, AsideWriter(tmp_path / "aside.nq") as aside:
        for state in states(old):
            aside.add(state, statements)
    with Statements([after], NAMES, [tmp_path / "aside.nq"]) as statements:
        assert [statements.of(state).decode() for state in states(old)] == [line(f"{UNIT}/1"), line(f"{UNIT}/2")]
        assert [statements.of(state).decode() for state in states(new)] == [line(f"{UNIT}/1", "b")]


def test_statements_that_are_not_what_was_digested_are_damage(tmp_path: Path) -> None:
    path = dump(tmp_path, "", line(f"{UNIT}/1", "a"))
    path.write_text(line(f"{UNIT}/1", "b"), "utf-8")
    with Statements([path], NAMES) as statements, pytest.raises(ReleaseDamaged, match=r"unit/school/1>: no statements"):
        list(map(statements.of, states(tmp_path)))
