"""Documents and dumps through time (RFC 7089): mementos, TimeGates, TimeMaps."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod import releases
from lod.model import Inspection
from lod.web import memento
from lod.web.app import create_app
from lod.web.memento import Memento, Timeline
from tests.web import test_retired
from tests.web.clients import required
from tests.web.published import ABOUT, LIMITS, release
from tests.web.running import served

OLD, NEW = "2024-05-000000000001", "2025-08-07-000000000002"
OLD_DATE, NEW_DATE = "Mon, 01 Jan 2024 00:00:00 GMT", "Sat, 01 Nov 2025 12:30:00 GMT"
HOST = "http://testserver"
ODD = "/doc/unit/probation-delivery-unit/A%2FB%20%26%20%C3%A9"
REGION = "/doc/unit/probation-region/N53"
TURTLE, PAGE = {"Accept": "text/turtle"}, {"Accept": "text/html"}
DUMP = "/release/latest/data.nq"


def day(year: int, month: int, number: int) -> datetime.datetime:
    return datetime.datetime(year, month, number, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, facts: tuple[Inspection, ...]) -> Path:
    """Two releases; the region is in the second alone."""
    folder = tmp_path_factory.mktemp("twice")
    release(folder, OLD, facts[1:], day(2024, 1, 1))
    release(folder, NEW, facts, datetime.datetime.fromisoformat("2025-11-01T14:30:00+02:00"))
    return folder


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(ABOUT, folder, LIMITS), follow_redirects=False) as client:
        yield client


def links(answer: object) -> list[tuple[str, str, str]]:
    """Links to other times: the path, the relations, the time."""
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; type="[^"]*")?(?:; datetime="([^"]*)")?', answer.headers["link"])  # type: ignore[attr-defined]
    return [each for each in found if re.search("original|timegate|timemap|memento", each[1])]


# --- mementos


@pytest.mark.parametrize("suffix", ["", ".ttl", ".jsonld", ".nt", ".rdf", ".json", ".html"])
def test_a_release_has_its_documents_for_good_with_their_time(client: TestClient, suffix: str) -> None:
    answer = client.get(f"/release/{OLD}{ODD}{suffix}", headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    assert answer.headers["memento-datetime"] == OLD_DATE
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-location"] == f"/release/{OLD}{ODD}{suffix or '.ttl'}"
    assert "Accept-Datetime" not in answer.headers["vary"]


def test_only_frozen_versions_have_a_time(client: TestClient) -> None:
    for path in (ODD, f"{ODD}.ttl", "/doc/unit", "/", DUMP):
        assert "memento-datetime" not in client.get(path, headers=TURTLE).headers, path


def test_a_memento_says_what_its_release_says(client: TestClient) -> None:
    inspection = "/doc/inspection/probation-region/N53/2025-08-07.nt"
    assert client.get(f"/release/{NEW}{inspection}").content == client.get(inspection).content
    missing = client.get(f"/release/{OLD}{inspection}", headers={"Accept": "application/json"})
    assert (missing.status_code, missing.json()["type"]) == (404, "/problems#not-found")
    assert "memento-datetime" not in missing.headers


def test_its_page_says_that_it_is_old_and_leads_to_the_present_one(client: TestClient) -> None:
    page = client.get(f"/release/{OLD}{ODD}.html").text
    assert f"This is an old version, as release {OLD} has it" in page
    assert f'<a rel="original" href="{ODD}.html">The present version</a>' in page
    assert f'Release <a href="/release/{OLD}/">{OLD}</a>' in page
    assert "This is an old version" not in client.get(f"{ODD}.html").text


def test_links_in_it_stay_in_the_release_and_all_lead_somewhere(client: TestClient) -> None:
    page = client.get(f"/release/{NEW}{ODD}.html").text
    addresses = {each.partition("#")[0] for each in re.findall(r'href="(/[^"]*)"', page)}
    within = {each for each in addresses if each.startswith(f"/release/{NEW}/id/")}
    assert len(within) >= 2
    for each in sorted(addresses):
        answer = client.get(each, headers={"Accept": "text/html"}, follow_redirects=True)
        assert answer.status_code == 200, each
        if each in within:
            assert answer.url.path.startswith(f"/release/{NEW}/doc/")


def test_a_thing_of_a_release_leads_to_its_document_there(client: TestClient) -> None:
    answer = client.get(f"/release/{OLD}{ODD.replace('/doc/', '/id/')}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/release/{OLD}{ODD}")


def test_lists_are_those_of_the_release(client: TestClient) -> None:
    listed = client.get(f"/release/{OLD}/doc/inspection.html")
    assert listed.headers["memento-datetime"] == OLD_DATE
    assert f'href="/release/{OLD}/id/inspection/probation-delivery-unit/' in listed.text
    assert "probation-region" not in listed.text
    assert "probation-region" in client.get(f"/release/{NEW}/doc/inspection.html").text


def test_a_dataset_is_described_as_the_release_has_it(client: TestClient) -> None:
    dataset = "/dataset/test-inspections"
    answer = client.get(f"/release/{OLD}{dataset}.nt")
    assert (answer.status_code, answer.headers["memento-datetime"]) == (200, OLD_DATE)
    assert f"https://data.example.org/release/{OLD}/data.nq" in answer.text
    assert NEW not in answer.text
    assert f'</release/{OLD}/data.nq>; rel="item"; type="application/n-quads"' in answer.headers["link"]
    assert client.get(f"/timegate{dataset}.nt").headers["location"] == f"{HOST}/release/{NEW}{dataset}.nt"
    assert (f"{HOST}/timegate{dataset}", "timegate", "") in links(client.get(dataset, headers=TURTLE))
    assert client.get("/timegate/dataset/none").status_code == 404


def test_pages_of_lists_stay_in_the_release(client: TestClient) -> None:
    page = client.get(f"/release/{OLD}/doc/inspection", params={"after": "https://z.example/"}, headers=PAGE).text
    assert f'<a rel="first" href="/release/{OLD}/doc/inspection">' in page


def test_statistics_are_those_of_the_release(client: TestClient) -> None:
    listed = client.get(f"/release/{OLD}/doc/statistics.nt")
    cube = re.findall(r"member> <https://data.example.org/id(/statistics/[^>]*)>", listed.text)[0]
    answer = client.get(f"/release/{OLD}/doc{cube}.csv")
    assert (answer.status_code, answer.headers["memento-datetime"]) == (200, OLD_DATE)
    assert answer.content != client.get(f"/doc{cube}.csv").content
    assert client.get(f"/timegate/doc{cube}.csv").headers["location"] == f"{HOST}/release/{NEW}/doc{cube}.csv"
    page = client.get(f"/release/{OLD}/doc/statistics", headers=PAGE).text
    assert f"This is an old version, as release {OLD} has it" in page


def test_behind_a_proxy_every_address_is_below_its_path(folder: Path) -> None:
    app = create_app(ABOUT, folder, LIMITS)
    with TestClient(app, root_path="/data", follow_redirects=False) as client:
        answer = client.get(f"/data/release/{OLD}{ODD}", headers=PAGE)
        assert answer.status_code == 200
        assert links(answer)[0] == (f"{HOST}/data{ODD}", "original", "")
        assert f'<a rel="original" href="/data{ODD}">' in answer.text
        assert f'href="/data/release/{OLD}/id/inspection/' in answer.text
        gate = client.get(f"/data/timegate{ODD}")
        assert gate.headers["location"] == f"{HOST}/data/release/{NEW}{ODD}"
        anchor = client.get(f"/data/linkset/json{ODD}").json()["linkset"][0]["anchor"]
        assert anchor == f"{HOST}/data{ODD}"


def test_a_memento_links_to_all_around_it(client: TestClient) -> None:
    assert links(client.get(f"/release/{OLD}{ODD}", headers=TURTLE)) == [
        (f"{HOST}{ODD}", "original", ""),
        (f"{HOST}/timegate{ODD}", "timegate", ""),
        (f"{HOST}/timemap/link{ODD}", "timemap", ""),
        (f"{HOST}/timemap/json{ODD}", "timemap", ""),
        (f"{HOST}/release/{OLD}{ODD}", "first memento", OLD_DATE),
        (f"{HOST}/release/{NEW}{ODD}", "last next memento", NEW_DATE),
    ]


def test_a_copy_of_a_memento_is_validated(client: TestClient) -> None:
    first = client.get(f"/release/{OLD}{ODD}.ttl")
    again = client.get(f"/release/{OLD}{ODD}.ttl", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.headers["memento-datetime"]) == (304, OLD_DATE)


def test_a_release_that_is_not_there_has_no_documents(client: TestClient) -> None:
    assert client.get(f"/release/2020-01-000000000000{ODD}").status_code == 404


def test_a_release_that_was_never_current_has_no_time_and_no_documents(
    tmp_path: Path, facts: tuple[Inspection, ...]
) -> None:
    release(tmp_path, OLD, facts)
    (tmp_path / "history.jsonl").write_text("", "utf-8")
    with TestClient(create_app(ABOUT, tmp_path, LIMITS)) as client:
        answer = client.get(f"/release/{OLD}{ODD}", headers={"Accept": "application/json"})
        assert answer.status_code == 404
        assert "was never current here" in answer.json()["detail"]


# --- the TimeGate


@pytest.mark.parametrize(
    ("at", "chosen"),
    [
        pytest.param("Sun, 31 Dec 2023 23:59:59 GMT", OLD, id="before the first"),
        pytest.param(OLD_DATE, OLD, id="at the first"),
        pytest.param("Sat, 01 Nov 2025 12:29:59 GMT", OLD, id="just before the second"),
        pytest.param(NEW_DATE, NEW, id="at the second"),
        pytest.param("Fri, 01 Jan 2100 00:00:00 GMT", NEW, id="in the future"),
    ],
)
def test_a_time_leads_to_what_stood_then(client: TestClient, at: str, chosen: str) -> None:
    for path in (ODD, f"{ODD}.nt", "/doc/inspection?after=x", "/doc/statistics"):
        answer = client.get(f"/timegate{path}", headers={"Accept-Datetime": at})
        assert (answer.status_code, answer.headers["location"]) == (302, f"{HOST}/release/{chosen}{path}")
        assert "accept-datetime" in answer.headers["vary"].lower()
        assert "memento-datetime" not in answer.headers


def test_the_timegate_links_to_original_timemaps_and_mementos(client: TestClient) -> None:
    assert links(client.get(f"/timegate{ODD}", headers={"Accept-Datetime": NEW_DATE})) == [
        (f"{HOST}{ODD}", "original", ""),
        (f"{HOST}/timegate{ODD}", "timegate", ""),
        (f"{HOST}/timemap/link{ODD}", "timemap", ""),
        (f"{HOST}/timemap/json{ODD}", "timemap", ""),
        (f"{HOST}/release/{OLD}{ODD}", "first prev memento", OLD_DATE),
        (f"{HOST}/release/{NEW}{ODD}", "last memento", NEW_DATE),
    ]


def test_a_thing_is_asked_for_in_the_releases_that_have_it(client: TestClient) -> None:
    answer = client.get(f"/timegate{REGION}", headers={"Accept-Datetime": OLD_DATE})
    assert (answer.status_code, answer.headers["location"]) == (302, f"{HOST}/release/{NEW}{REGION}")
    assert client.get("/timegate/doc/unit/none/at-all").status_code == 404


@pytest.mark.parametrize(
    "at",
    [
        "2025-11-01",
        "yesterday",
        "Sat, 1 Nov 2025 12:30:00 GMT",
        "Sat, 01 Nov 2025 12:30:00 +0000",
        "Sat, 31 Feb 2025 12:30:00 GMT",
        "Mon, 01 Nov 2025 12:30:00 GMT",
        "Sat, 01 Nov 2025 24:30:00 GMT",
    ],
)
def test_what_is_no_time_is_refused_with_what_is_accepted(client: TestClient, at: str) -> None:
    answer = client.get(f"/timegate{ODD}", headers={"Accept-Datetime": at, "Accept": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems#bad-request")
    assert at in answer.json()["detail"]
    assert "accepted: a time as HTTP writes it, such as Mon, 01 Sep 2025 00:00:00 GMT" in answer.json()["detail"]


def test_without_a_time_it_leads_to_the_newest(client: TestClient) -> None:
    answer = client.get(f"/timegate{ODD}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"{HOST}/release/{NEW}{ODD}")


def test_the_present_document_leads_to_its_timegate_and_is_one_for_every_time(client: TestClient) -> None:
    answer = client.get(ODD, headers={**TURTLE, "Accept-Datetime": OLD_DATE})
    assert answer.status_code == 200
    assert {"Accept", "Accept-Encoding"} == set(answer.headers["vary"].split(", "))
    assert links(answer) == [
        (f"{HOST}{ODD}", "original", ""),
        (f"{HOST}/timegate{ODD}", "timegate", ""),
        (f"{HOST}/timemap/link{ODD}", "timemap", ""),
        (f"{HOST}/timemap/json{ODD}", "timemap", ""),
    ]


def test_a_memento_passes_the_time_over(client: TestClient) -> None:
    answer = client.get(f"/release/{OLD}{ODD}", headers={**TURTLE, "Accept-Datetime": NEW_DATE})
    assert (answer.status_code, answer.headers["memento-datetime"]) == (200, OLD_DATE)


def test_what_was_gone_back_to_stood_twice() -> None:
    first, second, again = Memento("a", day(2024, 1, 1)), Memento("b", day(2024, 2, 1)), Memento("a", day(2024, 3, 1))
    there = Timeline((first, second, again))
    assert there.mementos == (first, second)
    assert [there.standing(day(2024, month, 15)) for month in (1, 2, 3)] == [first, second, first]
    assert there.only(lambda each: each == "b").standing(day(2024, 1, 15)) == second
    assert Timeline(()).standing(day(2024, 1, 1)) is None


def test_what_was_pruned_has_no_mementos(tmp_path: Path, facts: tuple[Inspection, ...]) -> None:
    release(tmp_path, OLD, facts, day(2024, 1, 1))
    release(tmp_path, NEW, facts, day(2025, 1, 1))
    with TestClient(create_app(ABOUT, tmp_path, LIMITS), follow_redirects=False) as client:
        assert client.get(f"/release/{OLD}{ODD}").status_code == 200
        releases.prune(tmp_path, 1)
        assert client.get(f"/release/{OLD}{ODD}").status_code == 404
        answer = client.get(f"/timegate{ODD}", headers={"Accept-Datetime": OLD_DATE})
        assert answer.headers["location"] == f"{HOST}/release/{NEW}{ODD}"
    assert [each.release for each in memento.timeline(tmp_path).mementos] == [NEW]


# --- TimeMaps


def test_the_timemap_is_links(client: TestClient) -> None:
    answer = client.get(f"/timemap/link{ODD}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/link-format")
    assert answer.text == (
        f'<{HOST}{ODD}>; rel="original",\n'
        f'<{HOST}/timegate{ODD}>; rel="timegate",\n'
        f'<{HOST}/timemap/link{ODD}>; rel="self"; type="application/link-format"; '
        f'from="{OLD_DATE}"; until="{NEW_DATE}",\n'
        f'<{HOST}/timemap/json{ODD}>; rel="alternate"; type="application/json",\n'
        f'<{HOST}/release/{OLD}{ODD}>; rel="first memento"; datetime="{OLD_DATE}",\n'
        f'<{HOST}/release/{NEW}{ODD}>; rel="last memento"; datetime="{NEW_DATE}"\n'
    )


def test_the_timemap_is_json(client: TestClient) -> None:
    answer = client.get(f"/timemap/json{REGION}.ttl")
    only = {"datetime": "2025-11-01T12:30:00Z", "uri": f"{HOST}/release/{NEW}{REGION}.ttl"}
    assert answer.json() == {
        "original_uri": f"{HOST}{REGION}.ttl",
        "timegate_uri": f"{HOST}/timegate{REGION}.ttl",
        "timemap_uri": {
            "link_format": f"{HOST}/timemap/link{REGION}.ttl",
            "json_format": f"{HOST}/timemap/json{REGION}.ttl",
        },
        "mementos": {"first": only, "last": only, "list": [only]},
    }


@pytest.mark.parametrize("path", ["/doc/unit/none/at-all", "/sparql", "/release/latest/none.nq"])
def test_what_has_no_mementos_has_no_timemap(client: TestClient, path: str) -> None:
    assert client.get(f"/timemap/link{path}").status_code == 404
    assert client.get(f"/timemap/json{path}").status_code == 404
    assert client.get(f"/timegate{path}").status_code == 404


# --- dumps


def test_the_latest_dump_is_that_of_the_current_release(client: TestClient) -> None:
    answer = client.get(DUMP)
    assert (answer.status_code, answer.headers["location"]) == (302, f"/release/{NEW}/data.nq")
    assert (f"{HOST}/timegate{DUMP}", "timegate", "") in links(answer)
    assert client.get("/release/latest/none.nq").status_code == 404


def test_dumps_have_mementos(client: TestClient) -> None:
    answer = client.get(f"/timegate{DUMP}", headers={"Accept-Datetime": OLD_DATE})
    assert (answer.status_code, answer.headers["location"]) == (302, f"{HOST}/release/{OLD}/data.nq")
    dump = client.get(f"/release/{OLD}/data.nq")
    assert dump.headers["memento-datetime"] == OLD_DATE
    assert (f"{HOST}{DUMP}", "original", "") in links(dump)
    listed = client.get(f"/timemap/json{DUMP}").json()["mementos"]["list"]
    assert [each["uri"] for each in listed] == [f"{HOST}/release/{each}/data.nq" for each in (OLD, NEW)]


# --- what is no more


def test_what_was_withdrawn_is_gone_now_and_keeps_its_mementos(tmp_path: Path) -> None:
    (tmp_path / "register.csv").write_text(test_retired.ROWS, "utf-8")
    (tmp_path / "corrections.toml").write_text("", "utf-8")
    test_retired.build(tmp_path, day(2024, 1, 1))
    (tmp_path / "corrections.toml").write_text(test_retired.CORRECTIONS, "utf-8")
    test_retired.build(tmp_path, day(2025, 1, 1))
    before, after = (each.release for each in memento.timeline(tmp_path / "public").mementos)
    inspection, merged = f"/doc{test_retired.WITHDRAWN}", f"/doc{test_retired.UNITS}/N55YRK"
    with TestClient(create_app(ABOUT, tmp_path / "public", LIMITS), follow_redirects=False) as client:
        for path, now in ((inspection, 410), (merged, 301)):
            answer = client.get(path, headers=TURTLE)
            assert answer.status_code == now
            assert links(answer)[:2] == [
                (f"{HOST}{path}", "original", ""),
                (f"{HOST}/timegate{path}", "timegate", ""),
            ]
            gate = client.get(f"/timegate{path}", headers={"Accept-Datetime": "Sat, 01 Jun 2024 00:00:00 GMT"})
            assert gate.headers["location"] == f"{HOST}/release/{before}{path}"
            assert client.get(gate.headers["location"], headers=TURTLE).status_code == 200
            # RFC 7089 sections 4.5.4 and 4.5.5: a memento of a redirect or an error is one too.
            later = client.get(f"/release/{after}{path}", headers=TURTLE)
            assert later.status_code == now
            assert later.headers["memento-datetime"] == "Wed, 01 Jan 2025 00:00:00 GMT"
        assert later.headers["location"] == f"/release/{after}/doc{test_retired.UNITS}/N55YNY"
        assert client.get(f"/release/{after}/id{test_retired.WITHDRAWN}").status_code == 410


# --- a client that others wrote


@pytest.mark.engine
@pytest.mark.parametrize(
    ("at", "closest", "others"),
    [
        pytest.param(datetime.datetime(2023, 1, 1), OLD, {"first": OLD, "next": NEW, "last": NEW}, id="before"),
        pytest.param(datetime.datetime(2025, 1, 1), OLD, {"first": OLD, "next": NEW, "last": NEW}, id="between"),
        pytest.param(datetime.datetime(2026, 1, 1), NEW, {"first": OLD, "prev": OLD, "last": NEW}, id="after"),
    ],
)
def test_the_reference_client_finds_the_memento_of_an_identifier(
    folder: Path, at: datetime.datetime, closest: str, others: dict[str, str]
) -> None:
    memento_client = required("memento_client")
    with served(ABOUT, folder, LIMITS) as server:
        found = memento_client.MementoClient().get_memento_info(f"{server}{ODD.replace('/doc/', '/id/')}", at)
        assert found["original_uri"] == f"{server}{ODD}"
        assert found["timegate_uri"] == f"{server}/timegate{ODD}"
        said = {name: each["uri"] for name, each in found["mementos"].items()}
        expected = {"closest": closest, **others}
        assert said == {name: [f"{server}/release/{each}{ODD}"] for name, each in expected.items()}
        assert memento_client.MementoClient.is_memento(f"{server}/release/{closest}{ODD}")
        assert memento_client.MementoClient.is_timegate(f"{server}/timegate{ODD}")
