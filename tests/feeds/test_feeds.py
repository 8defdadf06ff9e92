"""The files of a release that tell what changed since the release before."""

from __future__ import annotations

import datetime
import gzip
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lod import feeds, releases
from lod.errors import ReleaseDamaged, ReleaseNotFound
from lod.feeds import log
from lod.feeds.lists import Link, ListWriter
from lod.releases import Release
from tests.feeds.publishing import FIRST, LEEDS, SECOND, SHEFFIELD, YORK, publish

BASE = "https://data.example.org/"
SHEFFIELD_DOC = f"{BASE}doc/inspection/probation-delivery-unit/N55SHF/2023-03-30"
YORK_DOC = f"{BASE}doc/inspection/probation-delivery-unit/N55YRK/2024-06-01"
LEEDS_DOC = f"{BASE}doc/inspection/probation-delivery-unit/N55LEE/2025-02"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RS = "{http://www.openarchives.org/rs/terms/}"


def listed(body: bytes) -> dict[str, str | None]:
    """The addresses in a list, each with its lastmod."""
    tree = ElementTree.fromstring(body)  # noqa: S314 - our own
    return {str(url.findtext(f"{SITEMAP}loc")): url.findtext(f"{SITEMAP}lastmod") for url in tree}


def test_the_first_release_begins_the_log(first: Release) -> None:
    found = feeds.read(first)
    (transition,) = found.transitions
    assert (transition.at, transition.release, transition.name) == (
        "2025-09-01T12:00:00Z",
        first.id,
        "20250901T120000Z",
    )
    assert (transition.updated, transition.deleted) == (0, 0)
    assert sum(page.members for page in transition.pages) == transition.created


def test_the_next_release_continues_it_and_has_the_pages_before(first: Release, second: Release) -> None:
    before, after = feeds.read(first), feeds.read(second)
    assert after.transitions[0] == before.transitions[0]
    assert (after.transitions[1].at, after.transitions[1].release) == ("2025-10-01T12:00:00Z", second.id)
    assert feeds.page(second, "20250901T120000Z", 1, feeds.own_dumps(second)) == feeds.page(
        first, "20250901T120000Z", 1, feeds.own_dumps(first)
    )
    releases.verify(second)


def test_a_page_that_is_not_there_is_not_found(first: Release) -> None:
    for transition, number in (("20250901T120000Z", 0), ("20250901T120000Z", 99), ("20200101T000000Z", 1)):
        with pytest.raises(ReleaseNotFound, match=f"no page {transition}/{number}; /feed/ldes lists"):
            feeds.page(first, transition, number, feeds.own_dumps(first))


def test_a_log_that_cannot_be_read_is_damage(first: Release, tmp_path: Path) -> None:
    copy = Release(tmp_path / first.id)
    shutil.copytree(first.folder, copy.folder)
    (copy.feeds / log.LOG).write_text("{", "utf-8")
    with pytest.raises(ReleaseDamaged, match=r"log\.json"):
        feeds.read(copy)


def test_a_manifest_is_not_about_the_feeds(first: Release, second: Release, tmp_path: Path) -> None:
    """The same sources give the same release, whenever it takes the place of another."""
    one, two = publish(tmp_path, SHEFFIELD, YORK, at=SECOND), publish(tmp_path, SHEFFIELD, YORK, LEEDS, at=SECOND)
    assert one.manifest == first.manifest
    assert not [file.name for file in two.manifest.files if "feed" in file.name]


def test_the_same_releases_and_times_give_the_same_feeds(tmp_path: Path) -> None:
    """Where the folders are does not matter."""
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        publish(tmp_path / name, SHEFFIELD, YORK, at=FIRST)
        release = publish(tmp_path / name, SHEFFIELD, YORK, LEEDS, at=SECOND)
        made.append({path.name: path.read_bytes() for path in release.feeds.iterdir()})
    assert made[0] == made[1]


def test_a_register_in_which_a_row_differs_gives_a_member_for_what_differs(tmp_path: Path) -> None:
    """Every row of it is in another file than before, by its digest, and most in another place of it."""
    publish(tmp_path, SHEFFIELD, YORK, at=FIRST)
    release = publish(tmp_path, LEEDS, YORK, SHEFFIELD, at=SECOND)
    with release.feed(feeds.read(release).transitions[-1].members_file).open("rt") as members:
        told = sorted(
            (line[0], line[1:].partition("> ")[0].partition("/id/")[2])
            for line in members
            if "/statistics/" not in line  # counts, of which some are others
        )
    kinds = [(sign, iri.partition("/")[0]) for sign, iri in told if not iri.startswith(("inspection/", "unit/"))]
    assert kinds == [("+", "extraction"), ("+", "source"), ("-", "extraction"), ("-", "source")]
    assert [each for each in told if each[1].startswith(("inspection/", "unit/"))] == [
        ("!", "unit/probation-delivery-unit/N55LEE"),
        ("+", "inspection/probation-delivery-unit/N55LEE/2025-02"),
    ]


def test_verifying_finds_a_feed_that_was_changed(tmp_path: Path) -> None:
    release = publish(tmp_path, SHEFFIELD, at=FIRST)
    releases.verify(release)
    with release.feed("feed.atom").open("ab") as file:
        file.write(b" ")
    with pytest.raises(ReleaseDamaged, match=r"feeds/feed\.atom: missing or changed"):
        releases.verify(release)


def test_after_a_rollback_the_log_goes_on_where_consumers_are(tmp_path: Path) -> None:
    """They have read that Leeds came; the next release tells them that it went, though the one before had it not."""
    one = publish(tmp_path, SHEFFIELD, at=FIRST)
    publish(tmp_path, SHEFFIELD, LEEDS, at=SECOND)
    output = tmp_path / "public"
    releases.rollback(output, one.id, SECOND)
    three = publish(tmp_path, SHEFFIELD, YORK, at=SECOND + datetime.timedelta(days=1))
    found = feeds.read(three)
    assert len(found.transitions) == 3
    assert [entry.title for entry in found.entries[:2]] == [
        "Leeds: inspection 2025-02 (removed)",
        "York: inspection 2024-06-01 (new)",
    ]


def test_time_never_stands_still_or_goes_back(tmp_path: Path) -> None:
    publish(tmp_path, SHEFFIELD, at=SECOND)
    two = publish(tmp_path, SHEFFIELD, YORK, at=FIRST)
    assert [each.at for each in feeds.read(two).transitions] == ["2025-10-01T12:00:00Z", "2025-10-01T12:00:01Z"]


class TestAtom:
    def test_it_tells_who_was_rated_what_and_what_was_taken_back(self, second: Release) -> None:
        tree = ElementTree.fromstring(second.feed("feed.atom").read_bytes())  # noqa: S314 - our own
        assert tree.findtext(f"{ATOM}title") == "Results <for> tests & trials"
        assert tree.findtext(f"{ATOM}updated") == "2025-10-01T12:00:00Z"
        told = [
            (str(entry.findtext(f"{ATOM}title")), str(entry.findtext(f"{ATOM}summary")))
            for entry in tree.iter(f"{ATOM}entry")
        ]
        assert told[:3] == [
            (
                "Sheffield: inspection 2023-03-30 (corrected)",
                "Overall rating: Inadequate. Published: 2023-03-30. Taken back 2025-09-20: Mixed up.",
            ),
            ("York: inspection 2024-06-01 (withdrawn)", "Published: 2024-06-01. Taken back 2025-09: Wrong cases."),
            ("Leeds: inspection 2025-02 (new)", "Overall rating: Good. Published: 2025-02."),
        ]

    def test_every_entry_has_what_rfc_4287_asks_of_it(self, second: Release) -> None:
        tree = ElementTree.fromstring(second.feed("feed.atom").read_bytes())  # noqa: S314 - our own
        entries = list(tree.iter(f"{ATOM}entry"))
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries) == 5
        for entry in entries:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", str(entry.findtext(f"{ATOM}updated")))
            links = {link.get("rel"): link.get("href") for link in entry.iter(f"{ATOM}link")}
            assert str(links["alternate"]).startswith(f"{BASE}doc/inspection/")


class TestSitemap:
    def test_it_lists_what_has_a_document_with_the_date_that_the_data_gives(self, second: Release) -> None:
        found = listed(feeds.sitemap(second, 1))
        assert found[SHEFFIELD_DOC] == "2025-09-20"
        assert found[LEEDS_DOC] == "2025-02"
        assert YORK_DOC not in found

    def test_its_index_names_its_files(self, second: Release) -> None:
        tree = ElementTree.fromstring(second.feed("sitemap.xml").read_bytes())  # noqa: S314 - our own
        assert [each.findtext(f"{SITEMAP}loc") for each in tree] == [f"{BASE}sitemap-1.xml.gz"]

    def test_no_file_has_more_addresses_than_the_protocol_admits(self, tmp_path: Path) -> None:
        writer = ListWriter(tmp_path, "part-{}.xml.gz".format, most=2)
        for number in range(5):
            writer.add(Link(f"{BASE}{number}?a&b"))
        assert writer.close() == ["part-1.xml.gz", "part-2.xml.gz", "part-3.xml.gz"]
        tree = ElementTree.fromstring(gzip.decompress((tmp_path / "part-3.xml.gz").read_bytes()))  # noqa: S314
        assert [each.findtext(f"{SITEMAP}loc") for each in tree] == [f"{BASE}4?a&b"]


def test_a_change_list_has_documents_that_came_changed_and_went(first: Release, second: Release) -> None:
    (name,) = feeds.read(second).transitions[1].change_files
    tree = ElementTree.fromstring(gzip.decompress(second.feed(name).read_bytes()))  # noqa: S314 - our own
    found = {
        url.findtext(f"{SITEMAP}loc"): (md.get("change"), md.get("datetime"))
        for url in tree.iter(f"{SITEMAP}url")
        if (md := url.find(f"{RS}md")) is not None
    }
    assert found[f"{LEEDS_DOC}.ttl"] == ("created", "2025-10-01T12:00:00Z")
    assert found[f"{SHEFFIELD_DOC}.ttl"] == ("updated", "2025-10-01T12:00:00Z")
    assert found[f"{YORK_DOC}.ttl"] == ("deleted", "2025-10-01T12:00:00Z")
    assert feeds.read(first).transitions[0].change_files == []
