"""docs/statements.md says how each kind of statement is modelled, with examples out of the example publication."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from lod import releases, resources
from lod.formats import Format, canonical_lines
from lod.namespaces import PREFIXES
from tests.cli.commands import lod

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "statements.md"
TEXT = DOCUMENT.read_text("utf-8")
SECTIONS = dict(section.split("\n", 1) for section in TEXT.split("\n## ")[1:])
BLOCKS = {
    heading: "\n".join(found)
    for heading, text in SECTIONS.items()
    if (found := re.findall(r"^```turtle\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
}
HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Every triple of the example publication."""
    folder = tmp_path_factory.mktemp("statements") / "example"
    shutil.copytree(resources.folder("examples") / "hmi-probation", folder, ignore=shutil.ignore_patterns("public"))
    built = lod("build", cwd=folder)
    assert built.returncode == 0, built.stderr
    dumped = releases.current(folder / "public").folder / "data.nq"
    return frozenset(dumped.read_text("utf-8").splitlines(keepends=True))


def statements(turtle: str) -> set[str]:
    return set(canonical_lines((HEADER + turtle).encode(), Format.TURTLE, "https://data.example.org/", "statements.md"))


@pytest.mark.parametrize("heading", BLOCKS)
def test_an_example_is_in_the_example_publication(heading: str, published: frozenset[str]) -> None:
    said = statements(BLOCKS[heading])
    assert said
    assert said - published == set()


def test_every_kind_of_statement_but_one_has_an_example() -> None:
    assert len(SECTIONS) == 16
    assert SECTIONS.keys() - BLOCKS.keys() == {"This share was sufficient"}


def test_the_one_without_an_example_has_none_to_show(published: frozenset[str]) -> None:
    assert not [line for line in published if '<https://w3id.org/inspection-results/def#percentage> "' in line]
