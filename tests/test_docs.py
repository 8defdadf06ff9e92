"""Docs that list things fail here when they lag behind the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from lod.cli import app
from lod.namespaces import INSP

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("README.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8"))
    assert not [target for target in targets if not (document.parent / target).exists()]


def test_readme_lists_every_command() -> None:
    group = typer.main.get_group(app)
    listed = set(re.findall(r"^\| `lod (\w+)", (ROOT / "README.md").read_text("utf-8"), re.M))
    assert listed == set(group.commands)


def test_readme_lists_every_command_on_releases() -> None:
    releases = typer.main.get_group(app).commands["releases"]
    row = re.search(r"^\| `lod releases` \| (.*) \|$", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert row
    assert set(re.findall(r"`(\w+)`", row[1])) == set(releases.commands)  # type: ignore[attr-defined]


def test_architecture_lists_every_room() -> None:
    described = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = {path.name for path in (ROOT / "lod").iterdir() if not path.name.startswith(("_", "."))}
    missing = {room for room in rooms if f"`lod/{room}" not in described}
    assert not missing


@pytest.mark.parametrize("document", ["docs/modelling.md", "README.md"])
def test_terms_in_examples_exist(document: str) -> None:
    terms = set(re.findall(r"insp:([A-Za-z]+)", (ROOT / document).read_text("utf-8")))
    assert terms
    assert not terms - set(INSP)


def test_queries_in_the_docs_exist() -> None:
    named = {
        query
        for document in DOCUMENTS
        for query in re.findall(r"ontology/competency/[\w-]+\.rq", document.read_text("utf-8"))
    }
    assert named
    assert all((ROOT / query).is_file() for query in named)
