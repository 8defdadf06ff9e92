"""Who knows the root of a site alone follows all of its publications by the feeds of its joint releases."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pyoxigraph as ox
import pytest
from resync.change_list import ChangeList
from resync.client import Client

from lod import feeds, joint, releases, settings
from lod.errors import ReleaseNotFound
from lod.feeds.states import states
from lod.formats import Format, canonical_lines
from lod.joint import Joint
from lod.releases import Release
from lod.settings import SiteSettings
from lod.store import Limits
from tests import sites
from tests.feeds.replicating import EVIDENCE, current, replicate
from tests.joint.conftest import Site
from tests.web.running import free_port, served

BASE = "https://data.example.org/"
LATER = sites.AT + datetime.timedelta(days=30)


def changed(site: SiteSettings, before: str, after: str, at: datetime.datetime) -> Joint:
    """Changes the food register, builds it anew and joins."""
    food = site.folder / "food" / "sources" / "FHRS232en-GB.xml"
    text = food.read_text("utf-8")
    assert before in text
    food.write_text(text.replace(before, after), "utf-8")
    sites.build_members(site)
    return joint.build(site.publication, [(each.publication, each.output) for each in site.members], site.output, at)


def copied(site: Site, to: Path) -> SiteSettings:
    """The site with its releases, to be changed."""
    shutil.copytree(site.settings.folder.parent, to, symlinks=True)
    found = settings.load(to / "inspectorates" / "site.toml")
    assert isinstance(found, SiteSettings)
    return found


def stated(members: list[Release]) -> set[bytes]:
    """What the releases of the members state, but for evidence and blank nodes, which have names of their own."""
    lines = {line for each in members for path in feeds.own_dumps(each) for line in path.read_bytes().splitlines()}
    return {line for line in lines if b"_:" not in line and not EVIDENCE.search(line)}


def test_the_states_of_all_entities_of_the_members_are_there_once(site: Site) -> None:
    found = [state.name for state in states(site.joint.release.folder)]
    assert found == sorted({state.name for member in site.members for state in states(member.folder)})


def test_the_first_joint_release_tells_that_all_of_it_came(site: Site) -> None:
    release = site.joint.release
    (transition,) = feeds.read(release).transitions
    assert (transition.created, transition.updated, transition.deleted) == (len(list(states(release.folder))), 0, 0)
    dumps = joint.dumps(release, {member.id: member for member in site.members}.__getitem__)
    numbers = range(1, len(transition.pages) + 1)
    pages = b"".join(feeds.page(release, transition.name, number, dumps) for number in numbers)
    quads = ox.parse(input=pages, format=ox.RdfFormat.N_QUADS)
    states_told = (ox.Quad(q.subject, q.predicate, q.object) for q in quads if isinstance(q.graph_name, ox.NamedNode))
    told = ox.serialize(states_told, format=ox.RdfFormat.N_QUADS) or b""
    assert {line for line in told.splitlines() if b"_:" not in line} == stated(site.members)


def test_the_next_one_tells_what_changed_in_any_member(site: Site, tmp_path: Path) -> None:
    made = changed(copied(site, tmp_path / "copy"), "<BusinessName>Zizzi<", "<BusinessName>Zizzi Tombland<", LATER)
    first, second = feeds.read(made.release).transitions
    assert (first.release, second.at) == (site.joint.release.id, "2026-08-31T00:00:00Z")
    # Two businesses have the name, of which one was inspected.
    members = made.release.feed(second.members_file).read_text("utf-8").splitlines()
    told = sorted(f"{line[0]}{line.partition('/id/')[2].partition('/')[0]}" for line in members)
    assert told == ["!inspection", "!unit", "!unit", "+extraction", "+source", "-extraction", "-source"]
    releases.verify(made.release)


def test_members_as_they_were_are_a_change_back(site: Site, tmp_path: Path) -> None:
    """Their joint release is there already, and followers are with another."""
    found = copied(site, tmp_path / "copy")
    made = changed(found, "<BusinessName>Zizzi<", "<BusinessName>Zizzi Tombland<", LATER)
    again = changed(found, "<BusinessName>Zizzi Tombland<", "<BusinessName>Zizzi<", LATER + datetime.timedelta(days=1))
    assert (again.release.id, again.new) == (site.joint.release.id, False)
    *past, last = feeds.read(again.release).transitions
    assert tuple(past) == feeds.read(made.release).transitions
    assert (last.created, last.updated, last.deleted) == (2, 3, 2)
    releases.verify(again.release)


def test_a_joint_release_that_a_crash_left_without_pointer_is_made_current(site: Site, tmp_path: Path) -> None:
    found = copied(site, tmp_path / "copy")
    (found.output / releases.CURRENT).unlink()
    assert sites.join(found).release.id == releases.current(found.output).id == site.joint.release.id
    assert len(feeds.read(releases.current(found.output)).transitions) == 1


def test_a_member_release_that_is_gone_is_said_to_be_missing(site: Site, tmp_path: Path) -> None:
    found = copied(site, tmp_path / "copy")
    (food,) = [member for member in found.members if member.publication.name == "food-hygiene"]
    old = releases.current(food.output)
    shutil.rmtree(old.folder)
    (food.output / releases.CURRENT).unlink()
    with pytest.raises(ReleaseNotFound, match=rf"{old.id}, of which the joint release before was made, is not there"):
        changed(found, "<BusinessName>Zizzi<", "<BusinessName>Zizzi Tombland<", LATER)


@pytest.fixture(scope="module")
def base() -> str:
    return f"http://127.0.0.1:{free_port()}/"


@pytest.fixture(scope="module")
def followed(base: str, tmp_path_factory: pytest.TempPathFactory) -> SiteSettings:
    """A site whose food register changed since its first joint release."""
    folder = tmp_path_factory.mktemp("followed")
    sites.copied(folder)
    for path in folder.rglob("*.toml"):
        path.write_text(path.read_text("utf-8").replace(BASE, base), "utf-8")
    site = settings.load(folder / "inspectorates" / "site.toml")
    assert isinstance(site, SiteSettings)
    sites.build_members(site)
    sites.join(site)
    changed(site, "<BusinessName>Zizzi<", "<BusinessName>Zizzi Tombland<", LATER)
    return site


@pytest.fixture(scope="module")
def address(followed: SiteSettings, base: str) -> Iterator[str]:
    limits, members = Limits(timeout=2.0, workers=1, wait=5.0), [each.output for each in followed.members]
    port = int(base.rstrip("/").rpartition(":")[2])
    with served(followed.publication, followed.output, limits, port=port, members=members) as address:
        yield address


@pytest.mark.slow
class TestClients:
    """Clients of others begin at the root of the site."""

    def test_ldes_client_copies_what_all_members_state(self, followed: SiteSettings, address: str) -> None:
        replica = canonical_lines(current(replicate(address)), Format.N_QUADS, address)
        plain = {line.rstrip("\n").encode() for line in replica if "_:" not in line}
        assert plain == stated([releases.current(member.output) for member in followed.members])

    def test_ldes_client_finds_the_stream_in_the_catalogue(self, address: str) -> None:
        quads = replicate(address, start="/catalogue.ttl", after="2026-08-15T00:00:00Z")
        assert {
            quad.object.value for quad in quads if quad.predicate == ox.NamedNode("http://purl.org/dc/terms/created")
        } == {"2026-08-31T00:00:00Z"}

    def test_resync_copies_the_documents_of_all_members(
        self, address: str, base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)  # it remembers the time there
        changes = ChangeList()
        changes.read(f"{address}/feed/resourcesync/changelist.xml")
        assert {each.change for each in changes} == {"updated"}
        client = Client()
        client.set_mappings([base, str(tmp_path / "copy")])
        client.baseline_or_audit()
        kinds = {path.parts[-3] for path in (tmp_path / "copy" / "doc" / "inspection").rglob("*.ttl")}
        assert {"food-establishment", "care-location"} & kinds or len(kinds) > 2

    def test_sitemap_and_news_are_of_the_whole_site(self, address: str) -> None:
        assert httpx2.get(f"{address}/sitemap.xml").status_code == 200
        assert "Zizzi Tombland" in httpx2.get(f"{address}/feed/atom").text
