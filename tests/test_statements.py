"""docs/statements.md says how each kind of statement is modelled, with examples out of the example publication, some of
them with a text and corrections that the page has."""

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
ADDED = {
    "This share was insufficient",
    "It was corrected",
    "It was withdrawn",
    "The unit became part of another",
}
"""What is true of the example with the text and the corrections that the page has."""
HEADER = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())


@pytest.fixture(scope="module")
def published(example: Path) -> frozenset[str]:
    """Every triple of the example publication."""
    return built(example)


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory, example: Path) -> frozenset[str]:
    """Every triple of it with the text and the corrections that the page adds."""
    folder = tmp_path_factory.mktemp("added") / "example"
    shutil.copytree(example, folder, ignore=shutil.ignore_patterns("public"))
    (text,) = re.findall(r"^```text\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
    (corrections,) = re.findall(r"^```toml\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
    (folder / "sources" / "leeds.txt").write_text(text, "utf-8")
    (folder / "corrections.toml").write_text(corrections, "utf-8")
    return built(folder)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("statements") / "example"
    source, ours = resources.folder("examples") / "hmi-probation", shutil.ignore_patterns("public")
    return Path(shutil.copytree(source, folder, ignore=ours))


def built(folder: Path) -> frozenset[str]:
    done = lod("build", cwd=folder)
    assert done.returncode == 0, done.stderr
    dumped = releases.current(folder / "public").folder / "data.nq"
    return frozenset(dumped.read_text("utf-8").splitlines(keepends=True))


def statements(turtle: str) -> set[str]:
    return set(canonical_lines((HEADER + turtle).encode(), Format.TURTLE, "https://data.example.org/", "statements.md"))


@pytest.mark.parametrize("heading", sorted(BLOCKS.keys() - ADDED))
def test_an_example_is_in_the_example_publication(heading: str, published: frozenset[str]) -> None:
    said = statements(BLOCKS[heading])
    assert said
    assert said - published == set()


@pytest.mark.parametrize("heading", sorted(ADDED))
def test_what_is_added_makes_the_difference(heading: str, published: frozenset[str], added: frozenset[str]) -> None:
    said = statements(BLOCKS[heading])
    assert said - added == set()
    assert said - published


def test_every_kind_of_statement_has_an_example() -> None:
    assert len(SECTIONS) == 20
    assert SECTIONS.keys() == BLOCKS.keys()
