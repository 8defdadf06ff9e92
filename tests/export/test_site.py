"""A copy on plain servers: every link leads somewhere, and what is there is what the server sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from lod import feeds, joint, releases
from lod.export.things import things
from lod.settings import Settings
from lod.web.app import create_app
from tests.export import copies
from tests.export.crawler import Seen, crawl, http_server, nginx

BASE = "https://data.example.org/"
_CANONICAL = re.compile('<link rel="canonical" href="([^"]+)">')
UNIT = "unit/youth-justice-service/wakefield"


@pytest.fixture(scope="module")
def seen(copied: Path) -> Iterator[Seen]:
    """What there is from the home page on, and from pages that none leads to."""
    with http_server(copied) as home:
        yield crawl(home, [quote(path.relative_to(copied).as_posix()) for path in sorted(copied.rglob("*.html"))])


def test_no_local_link_is_dead(seen: Seen, copied: Path) -> None:
    assert seen.missing == {}
    assert sum(1 for each in seen.there if "/doc/" in each and each.endswith(".html")) == 408


def test_what_a_copy_cannot_answer_leads_to_the_original(seen: Seen, copied: Path) -> None:
    ours = {each for each in seen.elsewhere if each.startswith(BASE)}
    named = {found[1] for path in copied.rglob("*.html") if (found := _CANONICAL.search(path.read_text("utf-8")))}
    lists = {each for each in ours if each.startswith((f"{BASE}api/", f"{BASE}def/schema/"))}
    assert {f"{BASE}api/inspections", f"{BASE}api/units.csv"} <= lists
    asked = {each for each in ours if re.match(rf"{BASE}(compare\b|search\b|release/[^/]+/doc/)", each)}
    services = {f"{BASE}{name}" for name in ("sparql", "opensearch.xml", "openapi.json")}
    assert ours - named - lists - asked == services


def test_a_copy_works_in_a_folder_of_a_larger_site(copied: Path) -> None:
    with http_server(copied.parent) as home:
        assert crawl(f"{home}site/").missing == {}


def test_nginx_without_configuration_serves_every_link(
    copied: Path, tmp_path: Path, program: Callable[[str], str]
) -> None:
    with nginx(program("nginx"), copied, tmp_path) as home:
        seen = crawl(home)
        thing = httpx.get(f"{home}id/{UNIT}", trust_env=False, follow_redirects=True)
    assert seen.missing == {}
    assert f'href="../../../../doc/{UNIT}.html"' in thing.text


def test_nginx_as_the_how_to_says_answers_the_addresses_of_the_server(
    copied: Path, tmp_path: Path, program: Callable[[str], str]
) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "how-to" / "archive.md").read_text("utf-8")
    types, more = re.findall(r"```nginx\n(.*?)```", guide, re.S)
    with nginx(program("nginx"), copied, tmp_path, types, more) as home, httpx.Client(trust_env=False) as client:
        assert client.get(f"{home}doc/{UNIT}").headers["content-type"] == "text/html"
        assert client.get(f"{home}doc/{UNIT}.ttl").headers["content-type"] == "text/turtle"
        assert client.get(f"{home}catalogue.jsonld").headers["content-type"] == "application/ld+json"
        assert client.get(f"{home}def/inspection").status_code == 200
        assert client.get(f"{home}release/").status_code == 200
        for path, media_type in (
            ("feed/atom", "application/atom+xml"),
            ("feed/ldes", "text/turtle"),
            (".well-known/resourcesync", "application/xml"),
            ("sitemap-1.xml.gz", "application/gzip"),
            ("robots.txt", "text/plain"),
        ):
            assert client.get(f"{home}{path}").headers["content-type"] == media_type
        (page,) = (copied / "feed" / "ldes").glob("*/1.nq")
        assert client.get(f"{home}feed/ldes/{page.parent.name}/1").headers["content-type"] == "application/n-quads"
        void = client.get(f"{home}.well-known/void")
        assert (void.status_code, void.headers["location"]) == (303, f"{home}void.ttl")


@pytest.mark.parametrize("suffix", ["ttl", "jsonld"])
def test_data_are_the_bytes_that_the_server_sends(copied: Path, publication: Settings, suffix: str) -> None:
    app = create_app(publication.publication, publication.output, publication.limits)
    with TestClient(app) as client:
        for path in (f"doc/{UNIT}", "doc/unit", "catalogue", "void", "def/inspection", "def/fhrs-rating/5", "shapes"):
            assert (copied / f"{path}.{suffix}").read_bytes() == client.get(f"/{path}.{suffix}").content


def test_every_thing_has_its_page_its_document_and_its_data(copied: Path, publication: Settings) -> None:
    every = list(things([releases.current(publication.output)], BASE))
    assert len(every) == len(set(every)) == 401
    for iri in every:
        path = unquote(iri.removeprefix(f"{BASE}id/"))
        assert (copied / "id" / path / "index.html").is_file()
        assert (copied / "doc" / f"{path}.html").is_file()


def test_statistics_are_there_as_tables(copied: Path) -> None:
    table = copied / "doc" / "statistics" / "probation-inspection-results" / "inspections-by-year.csv"
    assert table.read_text("utf-8").count("\n") > 2


def test_release_files_are_those_of_the_manifest(copied: Path, publication: Settings) -> None:
    release = releases.current(publication.output)
    folder = copied / "release" / release.id
    for file in release.manifest.files:
        assert (folder / file.name).read_bytes() == (release.folder / file.name).read_bytes()
    names = {file.name for file in release.manifest.files}
    assert {each.name for each in folder.iterdir()} == names | {"index.html", "manifest.json"}


def test_feeds_are_files_of_the_copy(copied: Path, publication: Settings) -> None:
    release = releases.current(publication.output)
    paths = list(feeds.paths(release))
    assert {path for path in paths if not (copied / path[1:]).is_file()} == set()
    assert len([path for path in paths if path.endswith(".nq")]) == len(feeds.read(release).transitions[0].pages)
    assert (copied / "feed" / "atom.xml").read_bytes() == release.feed(feeds.ATOM).read_bytes()
    assert f"Sitemap: {BASE}sitemap.xml\n" in (copied / "robots.txt").read_text("utf-8")


def test_pages_lead_to_the_atom_feed(copied: Path) -> None:
    head = '<link rel="alternate" type="application/atom+xml" href="{}">\n'
    assert head.format("feed/atom.xml") in (copied / "index.html").read_text("utf-8")
    assert head.format(f"{'../' * 3}feed/atom.xml") in (copied / "doc" / f"{UNIT}.html").read_text("utf-8")


def test_every_page_says_what_it_is_a_copy_of(copied: Path, publication: Settings) -> None:
    release = releases.current(publication.output).id
    there = f"{BASE}doc/{UNIT}"
    said = f'This is a copy of <a href="{there}">{there}</a>: Probation inspection results, release {release},'
    page = (copied / "doc" / f"{UNIT}.html").read_text("utf-8")
    assert said in page
    assert f'<link rel="canonical" href="{BASE}doc/{UNIT}">' in page
    pages = [path for path in copied.rglob("*.html") if path.relative_to(copied).parts[0] != "id"]
    assert [path for path in pages if "This is a copy of" not in path.read_text("utf-8")] == []


def test_no_page_offers_a_format_that_is_not_there(copied: Path) -> None:
    page = (copied / "doc" / f"{UNIT}.html").read_text("utf-8")
    offered = re.findall(r'rel="alternate" type="([^"]+)"', page)
    assert offered == ["text/turtle", "application/ld+json", "application/atom+xml"]
    assert "N-Triples" not in page


def test_an_inspection_that_was_taken_back_keeps_its_document(copied: Path) -> None:
    path = copied / "doc" / "inspection" / "probation-delivery-unit" / "N53DRBY" / "2025.html"
    assert "This inspection was taken back (2025-09): A template" in path.read_text("utf-8")
    assert path.with_suffix(".ttl").is_file()
    assert path.with_suffix(".jsonld").is_file()


def test_a_unit_that_is_part_of_another_has_a_page_that_leads_there(copied: Path) -> None:
    path = copied / "doc" / "unit" / "probation-delivery-unit" / "N55YRK.html"
    assert '<p><a href="N55YNY.html">' in path.read_text("utf-8")
    assert not path.with_suffix(".ttl").exists()
    assert path.with_name("N55YNY.ttl").is_file()


@pytest.mark.slow
def test_a_site_of_several_publications_is_copied_with_the_releases_of_all(tmp_path: Path) -> None:
    site = copies.several(tmp_path / "examples")
    copies.copy(site, tmp_path / "copy")
    with http_server(tmp_path / "copy") as home:
        assert crawl(home).missing == {}
    ids = {releases.current(output).id for output in (site.output, *(each.output for each in site.members))}
    assert {each.name for each in (tmp_path / "copy" / "release").iterdir() if each.is_dir()} == ids
    release, outputs = releases.current(site.output), [each.output for each in site.members]
    assert {path for path in feeds.paths(release) if not (tmp_path / "copy" / path[1:]).is_file()} == set()
    (transition,) = feeds.read(release).transitions
    page = tmp_path / "copy" / "feed" / "ldes" / transition.name / "1.nq"
    assert page.read_bytes() == feeds.page(release, transition.name, 1, joint.dumps_in(outputs, release))
