"""How often an address may ask: the quota, who counts as one, what a response says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from starlette.testclient import TestClient

from lod.web.app import create_app
from lod.web.http.rate import Rate, RateLimiter, Standing, fields, holder
from lod.web.serving.settings import Serving
from tests.web.published import ABOUT, LIMITS
from tests.web.running import served

ASK = {"query": "ASK {}"}


def test_a_quota_can_be_spent_at_once_and_comes_back_evenly() -> None:
    limiter = RateLimiter(Rate(3, 60))
    first = [limiter.take("a", 100.0) for _ in range(4)]
    assert [each.allowed for each in first] == [True, True, True, False]
    assert [each.remaining for each in first] == [2, 1, 0, 0]
    assert [each.reset for each in first] == [20, 40, 60, 60]
    assert first[3].retry_after == 20
    assert limiter.take("a", 119.9) == Standing(False, 0, 41, 1)
    assert limiter.take("a", 120.0).allowed
    assert not limiter.take("a", 120.0).allowed
    assert limiter.take("a", 200.0).remaining == 2


def test_waiting_as_long_as_it_says_is_enough() -> None:
    limiter, now = RateLimiter(Rate(7, 10)), 0.0
    for _ in range(500):
        standing = limiter.take("a", now)
        if not standing.allowed:
            now += standing.retry_after
            assert limiter.take("a", now).allowed


def test_addresses_do_not_count_for_each_other() -> None:
    limiter = RateLimiter(Rate(1, 60))
    assert limiter.take("a", 0.0).allowed
    assert limiter.take("b", 0.0).allowed
    assert not limiter.take("a", 0.0).allowed


def test_memory_is_bounded_whoever_comes() -> None:
    limiter = RateLimiter(Rate(1, 60), kept=100)
    for number in range(1_000):
        limiter.take(str(number), 0.0)
    assert len(limiter) == 100
    assert not limiter.take("999", 0.0).allowed


@pytest.mark.parametrize(
    ("address", "counts_for"),
    [
        pytest.param("192.0.2.7", "192.0.2.7", id="IPv4"),
        pytest.param("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", id="IPv6: its subnet"),
        pytest.param("2001:db8:1:2::9", "2001:db8:1:2::/64", id="another of the subnet"),
        pytest.param("::ffff:192.0.2.7", "192.0.2.7", id="IPv4 in IPv6"),
        pytest.param("fe80::1%eth0", "fe80::/64", id="with a zone"),
        pytest.param("testclient", "testclient", id="no address"),
    ],
)
def test_an_address_counts_for_its_holder(address: str, counts_for: str) -> None:
    assert holder(address) == counts_for


def test_a_response_tells_the_quota_in_the_fields_of_the_draft_and_the_older_ones() -> None:
    assert fields(Rate(600, 60), Standing(True, 599, 1, 0)) == {
        "RateLimit-Policy": '"address";q=600;w=60',
        "RateLimit": '"address";r=599;t=1',
        "RateLimit-Limit": "600",
        "RateLimit-Remaining": "599",
        "RateLimit-Reset": "1",
    }


@pytest.fixture
def limited(output: Path) -> Iterator[TestClient]:
    with TestClient(create_app(ABOUT, output, LIMITS, serving=Serving(rate=Rate(2, 3600)))) as client:
        yield client


def test_beyond_the_quota_the_endpoint_answers_429(limited: TestClient) -> None:
    first, second, third = (limited.get("/sparql", params=ASK) for _ in range(3))
    assert (first.status_code, second.status_code, third.status_code) == (200, 200, 429)
    assert [each.headers["ratelimit-remaining"] for each in (first, second, third)] == ["1", "0", "0"]
    assert 1790 < int(third.headers["retry-after"]) <= 1800
    assert third.json()["type"] == "/problems#rate-limited"
    assert third.headers["ratelimit-policy"] == '"address";q=2;w=3600'
    assert 'version/3/>; rel="license"' in third.headers["link"]


def test_only_the_endpoint_is_limited(limited: TestClient) -> None:
    assert {limited.get("/doc/unit/probation-region/N53").status_code for _ in range(5)} == {200}


def test_there_is_no_limit_unless_one_is_set(client: TestClient) -> None:
    answers = [client.get("/sparql", params=ASK) for _ in range(50)]
    assert {each.status_code for each in answers} == {200}
    assert not any(name.startswith("ratelimit") for name in answers[0].headers)


@pytest.mark.engine
@pytest.mark.parametrize(("proxies", "second"), [((), 429), (("127.0.0.1",), 200)], ids=["a stranger", "a proxy"])
def test_only_a_proxy_that_is_named_is_believed(output: Path, proxies: tuple[str, ...], second: int) -> None:
    with served(ABOUT, output, LIMITS, Serving(rate=Rate(1, 3600), proxies=proxies)) as address:
        answers = [
            httpx2.get(f"{address}/sparql", params=ASK, headers={"X-Forwarded-For": each})
            for each in ("192.0.2.1", "192.0.2.2", "192.0.2.2")
        ]
    assert [each.status_code for each in answers] == [200, second, 429]
