"""Clients of others follow the feeds of a real server, whose addresses are those in the data."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pyoxigraph as ox
import pytest
from resync.capability_list import CapabilityList
from resync.change_list import ChangeList
from resync.client import Client
from resync.resource_list import ResourceList
from resync.source_description import SourceDescription

from lod.formats import Format, canonical_lines
from lod.releases import Release
from lod.store import Limits
from tests.feeds.publishing import DERBY, FIRST, LEEDS, SECOND, SHEFFIELD, YORK, about, correction, publish, withdrawal
from tests.feeds.replicating import AS, DCT, EVIDENCE, current, replicate
from tests.web.running import free_port, served


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def base(port: int) -> str:
    return f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, base: str) -> tuple[Path, Release]:
    """Two releases: in the second one inspection has gone, one has come, one is corrected and one withdrawn."""
    folder = tmp_path_factory.mktemp("followed")
    publication = about(base)
    publish(folder, SHEFFIELD, YORK, DERBY, at=FIRST, publication=publication)
    corrected = correction(base) + withdrawal(base)
    release = publish(folder, SHEFFIELD, YORK, LEEDS, at=SECOND, corrected=corrected, publication=publication)
    return folder, release


@pytest.fixture(scope="module")
def address(released: tuple[Path, Release], base: str, port: int) -> Iterator[str]:
    """The server of the second release."""
    output = released[0] / "public"
    with served(about(base), output, Limits(timeout=2.0, workers=1, wait=5.0), port=port) as address:
        yield address


@pytest.mark.slow
class TestLdesClient:
    def test_it_replicates_exactly_what_is_current(self, address: str, released: tuple[Path, Release]) -> None:
        replica = canonical_lines(current(replicate(address)), Format.N_QUADS, address)
        data = released[1].file("data.nq").read_bytes()
        state = b"".join(each for each in data.splitlines(keepends=True) if not EVIDENCE.search(each))
        assert replica == canonical_lines(state, Format.N_QUADS, address)

    def test_after_a_time_it_gets_only_what_changed_since(self, address: str, base: str) -> None:
        quads = replicate(address, after="2025-09-15T00:00:00Z")
        created = {quad.object.value for quad in quads if quad.predicate.value == f"{DCT}created"}
        assert created == {"2025-10-01T12:00:00Z"}
        deleted = {quad.subject for quad in quads if quad.object == ox.NamedNode(f"{AS}Delete")}
        gone = {q.object.value for q in quads if q.subject in deleted and q.predicate.value == f"{DCT}isVersionOf"}
        assert f"{base}id/inspection/probation-delivery-unit/N53DRBY/2022-01-02" in gone


class TestResync:
    """`resync`, the library and client of ResourceSync's authors."""

    def test_every_capability_is_found_from_the_well_known_address(self, address: str) -> None:
        description = SourceDescription()
        description.read(f"{address}/.well-known/resourcesync")
        (at,) = description.uris()
        capabilities = CapabilityList()
        capabilities.read(at)
        assert {capabilities.capability_info(name).uri for name in ("resourcelist", "changelist")} == {
            f"{address}/feed/resourcesync/resourcelist.xml",
            f"{address}/feed/resourcesync/changelist.xml",
        }

    def test_every_resource_that_is_listed_is_there(self, address: str) -> None:
        resources = ResourceList()
        resources.read(f"{address}/feed/resourcesync/resourcelist.xml")
        inspections = [uri for uri in resources.uris() if "/doc/inspection/" in uri]
        assert len(inspections) == 2
        assert {httpx2.get(uri).status_code for uri in inspections} == {200}

    def test_changes_are_read_in_their_kinds(self, address: str) -> None:
        changes = ChangeList()
        changes.read(f"{address}/feed/resourcesync/changelist.xml")
        found = {(each.change, each.uri.rpartition("/doc/inspection/")[2]) for each in changes}
        assert {("created", "probation-delivery-unit/N55LEE/2025-02.ttl")} <= found
        assert {("deleted", "probation-delivery-unit/N53DRBY/2022-01-02.ttl")} <= found

    def test_the_client_makes_a_copy_and_keeps_it_current(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A copy of the first release, kept with the change list of the second, is one of the second."""
        monkeypatch.chdir(tmp_path)  # it remembers the time there
        port = free_port()
        base = f"http://127.0.0.1:{port}/"
        publication, limits = about(base), Limits(timeout=2.0, workers=1, wait=5.0)
        publish(tmp_path, SHEFFIELD, YORK, DERBY, at=FIRST, publication=publication)
        with served(publication, tmp_path / "public", limits, port=port):
            copy(base, tmp_path / "kept").baseline_or_audit()
            corrected = correction(base) + withdrawal(base)
            publish(tmp_path, SHEFFIELD, YORK, LEEDS, at=SECOND, corrected=corrected, publication=publication)
            changes = f"{base}feed/resourcesync/changelist.xml"
            copy(base, tmp_path / "kept").incremental(allow_deletion=True, change_list_uri=changes)
            copy(base, tmp_path / "anew").baseline_or_audit()
        kept, anew = contents(tmp_path / "kept"), contents(tmp_path / "anew")
        assert "doc/inspection/probation-delivery-unit/N55LEE/2025-02.ttl" in kept
        assert "doc/inspection/probation-delivery-unit/N53DRBY/2022-01-02.ttl" not in kept
        assert kept == anew

    def test_the_command_lines_of_the_how_to_keep_a_copy(self, tmp_path: Path) -> None:
        guide = (Path(__file__).parents[2] / "docs" / "how-to" / "keep-a-copy.md").read_text("utf-8")
        baseline, incremental = re.findall(r"(?m)^resync-sync .*$", guide)
        port = free_port()
        base = f"http://127.0.0.1:{port}/"
        publication, limits = about(base), Limits(timeout=2.0, workers=1, wait=5.0)
        publish(tmp_path, SHEFFIELD, DERBY, at=FIRST, publication=publication)
        with served(publication, tmp_path / "public", limits, port=port):
            run(baseline.replace("{base}", base), tmp_path)
            publish(tmp_path, SHEFFIELD, LEEDS, at=SECOND, publication=publication)
            run(incremental.replace("{base}", base), tmp_path)
        kept = {name for name in contents(tmp_path / "copy") if name.startswith("doc/inspection/")}
        assert kept == {
            "doc/inspection/probation-delivery-unit/N55SHF/2023-03-30.ttl",
            "doc/inspection/probation-delivery-unit/N55LEE/2025-02.ttl",
        }


def run(command: str, folder: Path) -> None:
    """Runs a command of a package that is installed here in a folder, where it leaves what it remembers."""
    program, *arguments = shlex.split(command)
    installed = Path(sys.executable).with_name(program)
    done = subprocess.run(
        [str(installed), *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr


def copy(base: str, folder: Path) -> Client:
    """A client that copies what is below an address into a folder."""
    client = Client()
    client.set_mappings([base, str(folder)])
    return client


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
