"""A copy as archives take it: an RO-Crate that `rocrate` reads, a bag that `bagit` finds valid; whole or not there."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import time
from pathlib import Path

import bagit
import pytest
from rocrate.rocrate import ROCrate

from lod import releases
from lod.errors import ExportError, SettingsError
from lod.export import Bagged
from lod.settings import Settings
from tests.cli.commands import LOD, lod
from tests.export import copies

BASE = "https://data.example.org/"
OGL = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory, publication: Settings) -> Path:
    folder = tmp_path_factory.mktemp("bags") / "bag"
    copies.copy(publication, folder, Bagged(copies.ON))
    return folder


def test_bagit_finds_the_bag_valid(bag: Path) -> None:
    assert bagit.Bag(str(bag)).validate()


def test_bagit_finds_a_changed_page(bag: Path, tmp_path: Path) -> None:
    home = bag / "data" / "index.html"
    whole = home.read_bytes()
    home.write_bytes(whole.replace(b"Probation", b"Prohation", 1))
    try:
        with pytest.raises(bagit.BagValidationError):
            bagit.Bag(str(bag)).validate()
    finally:
        home.write_bytes(whole)


def test_the_bag_says_what_it_is_a_copy_of(bag: Path, publication: Settings) -> None:
    release = releases.current(publication.output)
    info = bagit.Bag(str(bag)).info
    assert info["Source-Organization"] == "HM Inspectorate of Probation"
    assert info["Contact-Email"] == "data@example.org"
    assert info["External-Identifier"] == [
        f"{BASE}release/{release.id}/",
        f"{BASE}dataset/probation-inspection-results",
    ]
    assert info["Bagging-Date"] == "2026-09-01"


def test_the_payload_of_a_bag_is_the_site(bag: Path, copied: Path) -> None:
    assert _digests(bag / "data") == _digests(copied)


def test_rocrate_reads_the_crate(copied: Path, publication: Settings) -> None:
    release = releases.current(publication.output)
    crate = ROCrate(str(copied))
    root = crate.root_dataset
    assert root["name"] == f"Probation inspection results: copy of release {release.id}"
    assert root["identifier"] == f"{BASE}release/{release.id}/"
    assert root["isBasedOn"].id == f"{BASE}dataset/probation-inspection-results"
    assert root["publisher"]["name"] == "HM Inspectorate of Probation"
    assert root["license"].id == OGL
    assert crate.datePublished.isoformat()[:10] == "2026-08-01"
    parts = [each.id for each in root["hasPart"]]
    assert [each for each in parts if not (copied / each).exists()] == []
    dump = crate.get(f"release/{release.id}/data.nq")
    assert dump["sha256"] == hashlib.sha256((release.folder / "data.nq").read_bytes()).hexdigest()
    assert dump["encodingFormat"] == "application/n-quads"


def test_everything_at_the_top_is_part_of_the_crate(copied: Path) -> None:
    parts = {each.id.rstrip("/") for each in ROCrate(str(copied)).root_dataset["hasPart"]}
    assert {each.name for each in copied.iterdir()} - {"ro-crate-metadata.json"} <= parts


def test_the_same_release_gives_the_same_bytes(copied: Path, publication: Settings, tmp_path: Path) -> None:
    copies.copy(publication, tmp_path / "again")
    assert _digests(tmp_path / "again") == _digests(copied)


def test_a_folder_with_files_in_it_is_refused(publication: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(SettingsError, match="found 'a folder with files in it'; accepted: a new or empty folder"):
        copies.copy(publication, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


def test_a_copy_that_fails_leaves_nothing(publication: Settings, tmp_path: Path) -> None:
    (tmp_path / ".copy-exporting").mkdir()
    with pytest.raises(ExportError, match="another export writes it, or one that was killed left it; remove it"):
        copies.copy(publication, tmp_path / "copy")
    assert [each.name for each in tmp_path.iterdir()] == [".copy-exporting"]


def test_the_command_makes_a_bag(publication: Settings, tmp_path: Path) -> None:
    done = lod("export", tmp_path / "bag", "--bag", cwd=publication.folder)
    assert done.returncode == 0, done.stderr
    assert f"release {releases.current(publication.output).id} copied to" in done.stderr
    assert bagit.Bag(str(tmp_path / "bag")).validate(fast=True)


def test_an_export_that_is_interrupted_leaves_nothing(publication: Settings, tmp_path: Path) -> None:
    command = [*LOD, "export", str(tmp_path / "copy")]
    process = subprocess.Popen(command, cwd=publication.folder, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while not (tmp_path / ".copy-exporting" / "index.html").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    finally:
        process.kill()
        process.wait()
    assert list(tmp_path.iterdir()) == []


def test_the_command_refuses_a_folder_with_files_in_it(publication: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert lod("export", tmp_path, cwd=publication.folder).returncode == 2


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
