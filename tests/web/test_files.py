"""A release's files come as they are on disk, whole or in part, and nothing else of the disk does."""

import base64
import hashlib
import subprocess
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from lod.store import Limits
from lod.web.http.ranges import parts
from tests.web.published import ABOUT
from tests.web.running import served

RELEASE = "/release/2025-08-07-000000000001"
DATA = f"{RELEASE}/data.nq"
AS_IT_IS = {"Accept-Encoding": "identity"}


def on_disk(output: Path) -> bytes:
    return (output / "current" / "data.nq").read_bytes()


def test_a_file_comes_with_type_size_and_digest(client: TestClient, output: Path) -> None:
    answer, digest = client.get(DATA, headers=AS_IT_IS), hashlib.sha256(on_disk(output))
    assert answer.content == on_disk(output)
    assert answer.headers["content-type"] == "application/n-quads"
    assert answer.headers["etag"] == f'"{digest.hexdigest()}"'
    assert answer.headers["repr-digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    assert answer.headers["content-digest"] == answer.headers["repr-digest"]
    assert answer.headers["last-modified"] == "Thu, 07 Aug 2025 00:00:00 GMT"
    assert answer.headers["accept-ranges"] == "bytes"
    assert "immutable" in answer.headers["cache-control"]


def test_head_says_the_same_and_sends_nothing(client: TestClient, output: Path) -> None:
    answer = client.head(DATA, headers={"Range": "bytes=0-9"} | AS_IT_IS)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(on_disk(output)))
    assert answer.headers["repr-digest"] == client.get(DATA, headers=AS_IT_IS).headers["repr-digest"]
    assert "content-digest" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=100-", 100, None), ("bytes=-5", -5, None)],
    ids=["first bytes", "from the middle", "last bytes"],
)
def test_a_part_of_a_file(client: TestClient, output: Path, asked: str, start: int, end: int | None) -> None:
    answer = client.get(DATA, headers={"Range": asked})
    assert answer.status_code == 206
    assert answer.content == on_disk(output)[start:end]
    assert answer.headers["content-length"] == str(len(answer.content))
    assert answer.headers["content-range"].endswith(f"/{len(on_disk(output))}")
    assert "content-digest" not in answer.headers


def test_several_parts_come_as_multipart(client: TestClient, output: Path) -> None:
    answer = client.get(DATA, headers={"Range": "bytes=-5,0-9"})
    assert answer.status_code == 206
    head = f"Content-Type: {answer.headers['content-type']}\r\n".encode()
    message = message_from_bytes(head + answer.content)
    size, whole = len(on_disk(output)), on_disk(output)
    assert [(part["content-type"], part["content-range"]) for part in message.get_payload()] == [
        ("application/n-quads", f"bytes 0-9/{size}"),
        ("application/n-quads", f"bytes {size - 5}-{size - 1}/{size}"),
    ]
    assert whole[:10] in answer.content
    assert whole[-5:] in answer.content
    assert answer.headers["content-length"] == str(len(answer.content))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(None, None, id="absent"),
        pytest.param("bytes=0-", [(0, 100)], id="all"),
        pytest.param("BYTES=0-0", [(0, 1)], id="unit without case"),
        pytest.param("bytes=90-200", [(90, 100)], id="beyond the end"),
        pytest.param("bytes=-200", [(0, 100)], id="more than there is from the end"),
        pytest.param("bytes=50-59, 0-9 ,,60-69", [(0, 10), (50, 70)], id="in order and joined"),
        pytest.param("bytes=0-9,100-", [(0, 10)], id="one of two is there"),
        pytest.param("bytes=100-", [], id="none is there"),
        pytest.param("bytes=-0", [], id="no bytes from the end"),
        pytest.param("lines=0-9", None, id="unknown unit"),
        pytest.param("bytes=9-0", None, id="backwards"),
        pytest.param("bytes=a-b", None, id="no numbers"),
        pytest.param("bytes=-", None, id="no ends"),
        pytest.param("bytes=", None, id="no part"),
        pytest.param("bytes=" + "9" * 5000 + "-", None, id="a number too long"),
        pytest.param("bytes=" + ",".join(f"{n}-{n}" for n in range(11)), None, id="too many"),
    ],
)
def test_ranges_by_rfc_9110(asked: str | None, expected: list[tuple[int, int]] | None) -> None:
    """Section 14.2: what is not understood is ignored, and only what no byte satisfies is refused."""
    assert parts(asked, 100) == expected


def test_a_range_beyond_the_end_is_refused_with_the_size(client: TestClient, output: Path) -> None:
    answer = client.get(DATA, headers={"Range": "bytes=99999999-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(on_disk(output))}"
    assert answer.json()["type"] == "/problems#range-not-satisfiable"


BEFORE, THEN, AFTER = (f"{day} Aug 2025 00:00:00 GMT" for day in ("Wed, 06", "Thu, 07", "Fri, 08"))


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"Range": "bytes=0-9", "If-Range": "ETAG"}, 206),
        ({"Range": "bytes=0-9", "If-Range": 'W/"other"'}, 200),
        ({"Range": "bytes=0-9", "If-Range": '"other"'}, 200),
        ({"Range": "bytes=0-9", "If-Range": THEN}, 200),
        ({"Range": "bytes=0-9", "If-Range": AFTER}, 200),
        ({"If-None-Match": "ETAG"}, 304),
        ({"If-None-Match": 'W/"x", W/ETAG'}, 304),
        ({"If-None-Match": '"other"', "If-Modified-Since": AFTER}, 200),
        ({"If-Modified-Since": THEN}, 304),
        ({"If-Modified-Since": BEFORE}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
        ({"If-Match": "ETAG"}, 200),
        ({"If-Match": "*"}, 200),
        ({"If-Match": "W/ETAG"}, 412),
        ({"If-Match": '"other"'}, 412),
        ({"If-Unmodified-Since": THEN}, 200),
        ({"If-Unmodified-Since": BEFORE}, 412),
    ],
    ids=str,
)
def test_conditions_by_rfc_9110(client: TestClient, asked: dict[str, str], status: int) -> None:
    etag = client.head(DATA, headers=AS_IT_IS).headers["etag"]
    said = {name: value.replace("ETAG", etag) for name, value in asked.items()}
    answer = client.get(DATA, headers={**AS_IT_IS, **said})
    assert answer.status_code == status
    if status == 304:
        assert (answer.content, answer.headers["etag"]) == (b"", etag)


@pytest.mark.parametrize(
    ("accepted", "coding", "suffix"),
    [
        pytest.param("gzip", "gzip", ".gz", id="gzip"),
        pytest.param("gzip, zstd", "zstd", ".zst", id="zstd of both"),
        pytest.param("gzip, zstd;q=0.5", "gzip", ".gz", id="by weight"),
        pytest.param("zstd;q=0, gzip;q=0", None, "", id="neither"),
        pytest.param("*", None, "", id="anything"),
        pytest.param("br", None, "", id="what is not there"),
    ],
)
def test_a_compressed_form_is_sent_where_it_is_welcome(
    client: TestClient, output: Path, accepted: str, coding: str | None, suffix: str
) -> None:
    """It is the file beside, so its ETag and digest are of the bytes that are sent (RFC 9530 section 3)."""
    stored = (output / "current" / f"data.nq{suffix}").read_bytes()
    with client.stream("GET", DATA, headers={"Accept-Encoding": accepted}) as answer:
        assert b"".join(answer.iter_raw()) == stored
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["content-type"] == "application/n-quads"
    assert answer.headers["etag"] == f'"{hashlib.sha256(stored).hexdigest()}"'
    assert "Accept-Encoding" in answer.headers["vary"]


def test_a_part_is_of_the_form_that_if_range_names(client: TestClient, output: Path) -> None:
    coded = (output / "current" / "data.nq.gz").read_bytes()
    etag = client.head(DATA, headers={"Accept-Encoding": "gzip"}).headers["etag"]
    asked = {"Accept-Encoding": "gzip", "Range": "bytes=10-19", "If-Range": etag}
    with client.stream("GET", DATA, headers=asked) as answer:
        assert b"".join(answer.iter_raw()) == coded[10:20]
    assert (answer.status_code, answer.headers["content-encoding"]) == (206, "gzip")
    without = client.get(DATA, headers={"Accept-Encoding": "gzip", "Range": "bytes=10-19"})
    assert "content-encoding" not in without.headers
    assert without.content == on_disk(output)[10:20]


@pytest.mark.parametrize(("suffix", "type_"), [("gz", "application/gzip"), ("zst", "application/zstd")])
def test_a_compressed_form_is_a_file_of_its_own(client: TestClient, output: Path, suffix: str, type_: str) -> None:
    answer = client.get(f"{DATA}.{suffix}")
    assert answer.content == (output / "current" / f"data.nq.{suffix}").read_bytes()
    assert answer.headers["content-type"] == type_
    assert "content-encoding" not in answer.headers


def test_a_table_leads_to_what_describes_its_columns(client: TestClient) -> None:
    answer = client.get(f"{RELEASE}/inspections.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    described = '<inspections.csv-metadata.json>; rel="describedby"; type="application/csvm+json"'
    assert described in answer.headers.get_list("link")
    assert client.get(f"{RELEASE}/inspections.csv-metadata.json").headers["content-type"] == "application/csvm+json"
    parquet = client.get(f"{RELEASE}/inspections.parquet")
    assert parquet.headers["content-type"] == "application/vnd.apache.parquet"
    assert parquet.content[:4] == parquet.content[-4:] == b"PAR1"


def test_latest_leads_to_the_current_release(client: TestClient) -> None:
    answer = client.get("/release/latest/data.nq")
    assert (answer.status_code, answer.headers["location"]) == (302, DATA)
    assert "immutable" not in answer.headers["cache-control"]
    assert client.get("/release/latest/").headers["location"] == f"{RELEASE}/"
    assert client.get("/release/latest/nothing.nq").status_code == 404


@pytest.mark.engine
def test_curl_resumes_a_download(program: Callable[[str], str], output: Path, tmp_path: Path) -> None:
    curl, saved, whole = program("curl"), tmp_path / "data.nq", on_disk(output)
    saved.write_bytes(whole[: len(whole) // 3])
    with served(ABOUT, output, Limits(timeout=1.5, workers=1)) as address:
        command = [curl, "--silent", "--show-error", "--fail", "--location", "--max-time", "20"]
        more = ["--continue-at", "-", "--output", str(saved), "--write-out", "%{http_code} %{size_download}"]
        run = subprocess.run(
            [*command, *more, f"{address}/release/latest/data.nq"], check=True, capture_output=True, text=True
        )
    assert run.stdout == f"206 {len(whole) - len(whole) // 3}"
    assert saved.read_bytes() == whole


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
