"""A release's files come as they are on disk, whole or in part, and nothing else of the disk does."""

import base64
import hashlib
from pathlib import Path

import pytest
from starlette.testclient import TestClient

RELEASE = "/release/2025-08-07-000000000001"
DATA = f"{RELEASE}/data.nq"


def on_disk(output: Path) -> bytes:
    return (output / "current" / "data.nq").read_bytes()


def test_a_file_comes_with_type_size_and_digest(client: TestClient, output: Path) -> None:
    answer, digest = client.get(DATA), hashlib.sha256(on_disk(output))
    assert answer.content == on_disk(output)
    assert answer.headers["content-type"] == "application/n-quads"
    assert answer.headers["etag"] == f'"{digest.hexdigest()}"'
    assert answer.headers["repr-digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=100-", 100, None), ("bytes=-5", -5, None)],
    ids=["first bytes", "from the middle", "last bytes"],
)
def test_a_part_of_a_file(client: TestClient, output: Path, asked: str, start: int, end: int | None) -> None:
    answer = client.get(DATA, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == on_disk(output)[start:end]
    assert answer.headers["content-range"].endswith(f"/{len(on_disk(output))}")


def test_a_part_only_if_the_file_is_still_the_same(client: TestClient) -> None:
    etag = client.head(DATA).headers["etag"]
    assert client.get(DATA, headers={"Range": "bytes=0-9", "If-Range": etag}).status_code == 206
    assert client.get(DATA, headers={"Range": "bytes=0-9", "If-Range": '"other"'}).status_code == 200
    assert client.get(DATA, headers={"Range": "bytes=99999999-"}).status_code == 416
    assert client.get(DATA, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        f"{RELEASE}/store",
        f"{RELEASE}/nothing.nq",
        f"{RELEASE}/%2e%2e%2fhistory.jsonl",
        f"{RELEASE}/..%2f..%2f..%2fhistory.jsonl",
        "/release/%2e%2e/data.nq",
        "/release/2000-01-01-000000000000/data.nq",
        "/static/%2e%2e/app.py",
    ],
)
def test_nothing_but_the_files_of_the_manifest(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_index_is_the_manifest(client: TestClient) -> None:
    page = client.get(f"{RELEASE}/", headers={"Accept": "text/html"})
    manifest = client.get(f"{RELEASE}/", headers={"Accept": "application/json"}).json()
    assert manifest["id"] == "2025-08-07-000000000001"
    assert all(f'{RELEASE}/{file["name"]}"' in page.text for file in manifest["files"])
    assert client.get(f"{RELEASE}/manifest.json").json() == manifest


def test_every_release_is_listed(client: TestClient) -> None:
    assert f'href="{RELEASE}/"' in client.get("/release/").text
