"""Four publications in one server: each with its datasets, licences and releases; no scale compared with another."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from lod import releases
from lod.namespaces import OGL, OGL_ATTRIBUTION
from lod.settings import SiteSettings
from lod.web.app import create_app
from tests import sites
from tests.web.published import LIMITS

BY = "https://creativecommons.org/licenses/by/4.0/"
SCHEME = "https://w3id.org/inspection-results/scheme"
OWNED = "/doc/unit/ofsted-social-care-provider/1027158"
"""A home that Ofsted inspected (OGL) and that is in a list of owners (CC BY)."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteSettings:
    found = sites.copied(tmp_path_factory.mktemp("site"))
    sites.build_members(found)
    sites.join(found)
    return found


@pytest.fixture(scope="module")
def client(site: SiteSettings) -> Iterator[TestClient]:
    app = create_app(site.publication, site.output, LIMITS, [member.output for member in site.members])
    with TestClient(app, follow_redirects=False) as client:
        yield client


def licences(client: TestClient, path: str, accept: str = "text/turtle") -> list[str]:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    return [link.partition(">")[0][1:] for link in answer.headers["link"].split(", ") if 'rel="license"' in link]


def rows(client: TestClient, path: str, **parameters: str) -> list[dict[str, str]]:
    answer = client.get(path, params=parameters, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize(
    "path",
    [
        "/doc/unit/probation-region/N53",
        "/doc/unit/food-business/1275821",
        "/doc/unit/cqc-location/1-123327578",
        "/doc/unit/ofsted-social-care-provider/1027076",
    ],
)
def test_a_unit_of_every_inspectorate_is_answered(client: TestClient, path: str) -> None:
    assert licences(client, path) == [OGL]
    assert client.get(path.replace("/doc/", "/id/")).headers["location"] == path


def test_a_query_is_over_all_of_them(client: TestClient) -> None:
    query = """
        PREFIX insp: <https://w3id.org/inspection-results/def#>
        SELECT ?by (COUNT(?inspection) AS ?n) { ?inspection insp:inspectedBy ?by } GROUP BY ?by ORDER BY ?by
    """
    found = {row["by"].rpartition("/")[2]: row["n"] for row in rows(client, "/sparql", query=query)}
    assert found == {"cqc": "5", "food-standards-agency": "9", "hmi-probation": "23", "ofsted": "8"}


def test_facts_carry_the_licences_of_the_documents_they_were_read_from(client: TestClient) -> None:
    assert licences(client, OWNED) == [OGL, BY]
    assert licences(client, "/doc/unit/ofsted-social-care-provider/1155757") == [OGL]
    inspection = "/doc/inspection/ofsted-social-care-provider/1027164/2017-09-27"
    assert licences(client, inspection) == [OGL]


def test_facts_are_described_by_the_datasets_they_are_from(client: TestClient) -> None:
    found = client.get(OWNED, headers={"Accept": "text/turtle"}).headers["link"].split(", ")
    assert [link.partition(">")[0][1:] for link in found if 'rel="describedby"' in link] == [
        "/dataset/childrens-social-care",
        "/dataset/childrens-social-care-creativecommons-org-licenses-by-4-0",
    ]


def test_a_document_carries_its_own(client: TestClient) -> None:
    query = """
        PREFIX dct: <http://purl.org/dc/terms/>
        SELECT ?source ?title { ?source dct:format ?format ; dct:title ?title }
    """
    sources = rows(client, "/sparql", query=query)
    named = {each["title"]: each["source"].replace("https://data.example.org/id", "/doc") for each in sources}
    assert licences(client, named["sources/ownership.csv"]) == [BY]
    assert licences(client, named["sources/FHRS232en-GB.xml"]) == [OGL]


def test_statistics_carry_the_licence_of_the_dataset_that_they_count(client: TestClient) -> None:
    cube = "/doc/statistics/childrens-social-care/inspections-by-region"
    assert licences(client, cube) == [OGL]
    described = client.get(cube, headers={"Accept": "text/turtle"}).headers["link"]
    assert '</dataset/childrens-social-care>; rel="describedby"' in described


def test_pages_show_the_attributions_of_their_facts(client: TestClient) -> None:
    owners = "Owners of private children’s homes: BuzzFeed News, CC BY 4.0."
    page = client.get(OWNED, headers={"Accept": "text/html"}).text
    assert OGL_ATTRIBUTION in page
    assert owners in page
    assert f'<link rel="license" href="{BY}">' in page
    other = client.get("/doc/unit/probation-region/N53", headers={"Accept": "text/html"}).text
    assert OGL_ATTRIBUTION in other
    assert owners not in other


@pytest.mark.parametrize("path", ["/", "/doc/unit", "/api/units", "/.well-known/void", "/sparql?query=ASK{}"])
def test_what_is_over_everything_carries_every_licence(client: TestClient, path: str) -> None:
    assert licences(client, path, "*/*") == [OGL, BY]


def test_a_vocabulary_carries_the_sites(client: TestClient) -> None:
    assert licences(client, "/def/inspection") == [OGL]
    assert licences(client, "/def/cqc-rating/good") == [OGL]


def test_the_home_page_lists_every_dataset(client: TestClient, site: SiteSettings) -> None:
    page = client.get("/", headers={"Accept": "text/html"}).text
    for member in site.members:
        release = releases.current(member.output)
        assert f'<a href="/dataset/{member.publication.name}">{member.publication.title}</a>' in page
        assert f'<a href="/release/{release.id}/">{release.id}</a>' in page
        assert f"<br>{member.publication.publisher.name}</th>" in page
    assert "BuzzFeed News" in page
    assert '<td class="number">23</td>' in page


def test_each_dataset_has_its_page_and_licence(client: TestClient, site: SiteSettings) -> None:
    for member in site.members:
        assert licences(client, f"/dataset/{member.publication.name}") == [OGL]
    owners = "childrens-social-care-creativecommons-org-licenses-by-4-0"
    assert licences(client, f"/dataset/{owners}") == [BY]


def test_the_files_of_every_release_are_found_with_their_licence(client: TestClient, site: SiteSettings) -> None:
    listed = client.get("/release/").text
    for output in (site.output, *(member.output for member in site.members)):
        release = releases.current(output)
        assert f"/release/{release.id}/" in listed
        assert client.get(f"/release/{release.id}/").status_code == 200
        for file in release.manifest.files:
            expected = [BY] if "creativecommons" in file.name else None
            found = licences(client, f"/release/{release.id}/{file.name}", "*/*")
            assert expected is None or found == expected
    joint = client.get(f"/release/{releases.current(site.output).id}/", headers={"Accept": "text/html"}).text
    assert all(f"{member.publication.title}: <a" in joint for member in site.members)
    assert client.get("/release/2000-01-01-000000000000/").status_code == 404


def test_the_catalogue_leads_to_dumps_that_are_there(client: TestClient) -> None:
    lines = client.get("/catalogue.nt").text.splitlines()
    addresses = [line.split(" ")[2][1:-1] for line in lines if "dcat#downloadURL>" in line]
    assert len(set(addresses)) == 5 * 24
    for address in addresses:
        assert client.head(address.removeprefix("https://data.example.org")).status_code == 200


def test_the_service_names_the_datasets_it_answers_from(client: TestClient) -> None:
    described = client.get("/sparql", headers={"Accept": "application/n-triples"}).text
    assert described.count("void#subset>") == 5
    assert f"<https://data.example.org/dataset/probation> <http://purl.org/dc/terms/license> <{OGL}> ." in described
    assert "<https://data.example.org/sparql> <http://purl.org/dc/terms/license>" not in described


@pytest.mark.parametrize(
    ("rating", "schemes"),
    [
        pytest.param("cqc-rating/good", {"cqc-rating"}, id="scheme and name"),
        pytest.param(f"{SCHEME}/ofsted-rating/good", {"ofsted-rating"}, id="IRI"),
        pytest.param("5", {"fhrs-rating"}, id="a name that one scale has"),
        pytest.param("outstanding", {"ofsted-rating"}, id="a name that is given on one scale"),
    ],
)
@pytest.mark.parametrize(
    ("path", "column"), [("/api/inspections", "overallRating"), ("/api/units", "currentRating")], ids=["i", "u"]
)
def test_a_filter_by_rating_keeps_to_one_scale(
    client: TestClient, path: str, column: str, rating: str, schemes: set[str]
) -> None:
    found = rows(client, path, rating=rating)
    assert found
    assert {row[column].split("/")[-2] for row in found} == schemes


@pytest.mark.parametrize("path", ["/api/inspections", "/api/units"])
def test_a_name_on_several_scales_is_refused_with_their_iris(client: TestClient, path: str) -> None:
    answer = client.get(path, params={"rating": "good"})
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["type"] == "/problems#ambiguous-parameter"
    expected = ", ".join(
        f"{SCHEME}/{scheme}/good" for scheme in ("cqc-rating", "hmi-probation-rating", "ofsted-rating")
    )
    assert problem["detail"] == f"rating: 'good' is on several scales, which are not compared; accepted: {expected}"


@pytest.mark.parametrize("rating", ["marvellous", "Good", "a/b/c", "cqc-rating/", "/good"])
def test_what_names_no_rating_is_refused(client: TestClient, rating: str) -> None:
    answer = client.get("/api/inspections", params={"rating": rating})
    assert answer.status_code == 422
    assert repr(rating) in answer.json()["detail"]


def test_nothing_joins_the_levels_of_two_scales(client: TestClient) -> None:
    query = """
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX owl: <http://www.w3.org/2002/07/owl#>
        ASK {
          ?one skos:inScheme ?scale . ?other skos:inScheme ?another . FILTER(?scale != ?another)
          ?one skos:exactMatch|skos:closeMatch|owl:sameAs ?other
        }
    """
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"})
    assert answer.json()["boolean"] is False


def test_a_member_can_be_served_alone(site: SiteSettings) -> None:
    member = site.members[1]
    with TestClient(create_app(member.publication, member.output, LIMITS), follow_redirects=False) as client:
        assert client.get("/doc/unit/food-business/1275821").status_code == 200
        assert client.get("/doc/unit/cqc-location/1-123327578").status_code == 404
        assert licences(client, "/dataset/food-hygiene") == [OGL]


def test_one_search_finds_what_all_of_them_have(client: TestClient) -> None:
    found = client.get("/api/search", params={"kind": "unit"}).json()
    there = {each["value"]: each["count"] for each in found["facets"]["type"]}
    assert {"food-business", "cqc-location", "probation-region", "ofsted-social-care-provider"} <= there.keys()
    for name, kind in (("Zizzi", "food-business"), ("East Midlands", "probation-region")):
        first = client.get("/api/search", params={"q": name, "kind": "unit"}).json()["@graph"][0]
        assert (first["title"], first["unitType"]) == (name, f"{SCHEME}/unit-type/{kind}")


def test_the_vocabulary_that_all_have_is_found_once(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "requires improvement", "kind": "concept"}).json()
    ids = [each["id"] for each in found["@graph"]]
    assert len(ids) == len(set(ids)) == found["total"]


@pytest.mark.parametrize("path", ["/feed/atom", "/feed/ldes", "/sitemap.xml", "/sitemap-1.xml.gz"])
def test_feeds_are_of_the_whole_site(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_pages_of_several_publications_lead_to_their_feed(client: TestClient) -> None:
    assert "application/atom+xml" in client.get("/", headers={"Accept": "text/html"}).text
