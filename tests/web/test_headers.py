"""What every response carries, and how copies are validated."""

import gzip

import pytest
from starlette.testclient import TestClient

DOCUMENT = "/doc/inspection/probation-region/N53/2025-08-07"
EVERYTHING = [
    "/",
    DOCUMENT,
    "/id/unit/probation-region/N53",
    "/nothing",
    "/sparql?query=nonsense",
    "/release/2025-08-07-000000000001/data.nq",
    "/static/style.css",
    "/about",
    "/accessibility",
    "/compare",
    "/theme.css",
    "/openapi.json",
    "/health/live",
]


@pytest.mark.parametrize("path", EVERYTHING)
def test_licence_cors_and_safety_are_on_every_response(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert 'version/3/>; rel="license"' in headers["link"]
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert "ETag" in headers["access-control-expose-headers"]
    assert headers["x-content-type-options"] == "nosniff"
    policy = headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "Accept-Encoding" in headers["vary"]


@pytest.mark.parametrize("path", EVERYTHING)
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert head.status_code == get.status_code
    assert head.content == b""
    for name in ("content-type", "content-length", "etag", "vary", "location"):
        assert head.headers.get(name) == get.headers.get(name), name


def test_a_preflight_is_answered(client: TestClient) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "POST"}
    answer = client.options("/sparql", headers=asked)
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "Content-Type" in answer.headers["access-control-allow-headers"]


def test_a_copy_that_is_current_is_not_sent_again(client: TestClient) -> None:
    first = client.get(DOCUMENT, headers={"Accept": "text/turtle"})
    again = client.get(
        DOCUMENT, headers={"Accept": "text/turtle", "If-None-Match": f'"other", {first.headers["etag"]}'}
    )
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "vary", "cache-control", "content-location"):
        assert again.headers[name] == first.headers[name], name
    assert client.get(DOCUMENT, headers={"Accept": "text/turtle", "If-None-Match": "*"}).status_code == 304


def test_each_representation_and_encoding_has_a_strong_tag_of_its_own(client: TestClient) -> None:
    tags = {
        client.get(DOCUMENT, headers={"Accept": media_type, "Accept-Encoding": coding}).headers["etag"]
        for media_type in ("text/html", "text/turtle", "application/json", "application/ld+json")
        for coding in ("gzip", "identity")
    }
    assert len(tags) == 8
    assert not any(tag.startswith("W/") for tag in tags)


def test_text_is_compressed_for_those_who_ask(client: TestClient) -> None:
    with client.stream("GET", DOCUMENT, headers={"Accept-Encoding": "gzip"}) as packed:
        sent = b"".join(packed.iter_raw())
    plain = client.get(DOCUMENT, headers={"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(sent) == plain.content
    assert int(packed.headers["content-length"]) == len(sent) < len(plain.content)
