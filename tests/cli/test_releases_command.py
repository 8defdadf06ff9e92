"""`lod releases` on a publication whose register changed and whose old result was withdrawn."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from pathlib import Path

import pytest

from lod import __version__, feeds, releases, resources
from lod.errors import ReleaseDamaged
from lod.formats import Format, canonical_lines
from lod.profiles import schemes
from tests.cli.commands import lod

IRI = "https://data.example.org/id/inspection/probation-region"


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three releases: as `lod init` makes it, with one more row, and with the first inspection withdrawn."""
    folder = tmp_path_factory.mktemp("releases") / "mine"
    shutil.copytree(resources.folder("examples") / "starter", folder)
    settings, register = folder / "publication.toml", folder / "sources" / "inspections.csv"
    (folder / "corrections.toml").write_text("")
    _build(folder)
    register.write_text(register.read_text() + "Wales,probation region,,Good,2025,,,,\n")
    _build(folder)
    settings.write_text(settings.read_text().replace("output ", 'corrections = "corrections.toml"\noutput ', 1))
    (folder / "corrections.toml").write_text(
        f'[[correction]]\ninspection = "{IRI}/N53/2025-08-07"\nkind = "withdrawn"\ndate = 2025-09-01\n'
        'reason = "It was about another region."\n'
    )
    _build(folder)
    return folder


def _build(folder: Path) -> None:
    built = lod("build", cwd=folder)
    assert built.returncode == 0, built.stderr


def _ids(folder: Path) -> list[str]:
    return [event.release for event in releases.history(folder / "public")]


def test_diff_says_what_became_of_inspections(publication: Path) -> None:
    first, second, third = _ids(publication)
    added = lod("releases", "diff", first, second, cwd=publication).stdout
    assert added.splitlines()[0] == f"added: Wales: inspection 2025 <{IRI}/N03/2025>"
    assert f"from {first} to {second}: inspections 1 added, 0 corrected, 0 withdrawn, 0 removed;" in added
    withdrawn = lod("releases", "diff", second, third, cwd=publication).stdout
    assert withdrawn.splitlines()[0] == f"withdrawn: East Midlands: inspection 2025-08-07 <{IRI}/N53/2025-08-07>"
    table = lod("releases", "diff", second, third, "--format", "csv", cwd=publication).stdout
    assert table.splitlines()[1] == f"withdrawn,{IRI}/N53/2025-08-07,East Midlands: inspection 2025-08-07,,,"


@pytest.mark.parametrize("form", ["nquads", "patch"])
def test_diff_says_every_statement(publication: Path, form: str) -> None:
    first, second, _ = _ids(publication)
    said = lod("releases", "diff", first, second, "--format", form, cwd=publication).stdout.splitlines()
    sign = "A" if form == "patch" else "+"
    assert f'{sign} <{IRI}/N03/2025> <http://www.w3.org/2000/01/rdf-schema#label> "Wales: inspection 2025"@en .' in said


def test_show_tells_counts_digests_sources_and_versions(publication: Path) -> None:
    _, second, _ = _ids(publication)
    shown = json.loads(lod("releases", "show", second, cwd=publication).stdout)
    assert shown["classes"]["https://w3id.org/inspection-results/def#Inspection"] == shown["inspections"] == 2
    assert (shown["software"], shown["ontology"]) == (__version__, schemes.ontology_version())
    register = (publication / "sources" / "inspections.csv").read_bytes()
    (source,) = shown["sources"]
    assert source["name"] == "sources/inspections.csv"
    assert source["sha256"] == hashlib.sha256(register).hexdigest()
    (dataset,) = shown["datasets"]
    data = (publication / "public" / "releases" / second / "data.ttl").read_bytes()
    canonical = "".join(canonical_lines(data, Format.TURTLE, "https://data.example.org/"))
    assert dataset["rdfc10"] == hashlib.sha256(canonical.encode()).hexdigest()
    assert dataset["triples"] == shown["triples"] == canonical.count("\n")


def test_verify_finds_one_flipped_bit_in_any_file(publication: Path) -> None:
    """Each file of a release in turn, the store's too, at a place that is drawn with a fixed seed."""
    release = releases.find(publication / "public", _ids(publication)[0])
    names = sorted(path.relative_to(release.folder).as_posix() for path in release.folder.rglob("*") if path.is_file())
    places = random.Random(1)  # noqa: S311 - places, not secrets
    flipped = 0
    for name in names:
        path = release.folder / name
        whole = path.read_bytes()
        if not whole:
            continue
        content = bytearray(whole)
        content[places.randrange(len(content))] ^= 1 << places.randrange(8)
        path.write_bytes(content)
        with pytest.raises(ReleaseDamaged):
            releases.verify(release)
        path.write_bytes(whole)
        flipped += 1
    assert flipped > 8
    releases.verify(release)


def test_list_shows_switches(publication: Path) -> None:
    *_, second, third = _ids(publication)
    listed = lod("releases", "list", cwd=publication).stdout
    row = next(line for line in listed.splitlines() if second in line and third in line)
    assert [cell.strip() for cell in row.strip("│ ").split("│")][1:] == [second, third, "build"]


def test_a_build_of_the_same_facts_says_that_it_made_nothing_new(publication: Path) -> None:
    before = _ids(publication)
    built = lod("build", cwd=publication)
    assert "made no new release" in built.stderr
    assert json.loads(lod("build", "--json", cwd=publication).stdout)["new"] is False
    assert _ids(publication) == before


def test_a_rollback_is_told_to_those_who_follow(publication: Path, tmp_path: Path) -> None:
    copy = tmp_path / "mine"
    shutil.copytree(publication, copy, symlinks=True)
    _, second, third = _ids(copy)
    assert lod("releases", "rollback", second, cwd=copy).returncode == 0
    told = feeds.read(releases.current(copy / "public")).transitions
    assert [each.release for each in told[-2:]] == [third, second]
    assert lod("releases", "verify", second, cwd=copy).returncode == 0
