"""What the server did and does, for Prometheus (`/metrics`, text format 0.0.4 or OpenMetrics, as the scraper asks).

Counts have few labels, all from closed lists: no address, path or text of anybody makes a series of its own.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

import prometheus_client as prometheus
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString
from starlette.requests import Request
from starlette.responses import Response

import lod
from lod.errors import NothingPublished
from lod.store import Figures
from lod.web.problems import NOT_FOUND, HttpProblem
from lod.web.site import Site
from lod.web.sparql.cache import AnswerCache

_METHODS = frozenset({"GET", "HEAD", "POST", "QUERY", "OPTIONS"})
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counts of one server, since its start. Its event loop alone counts, so nothing is locked."""

    def __init__(self, site: Site, cache: AnswerCache) -> None:
        self._registry = prometheus.CollectorRegistry()
        self._counts = _Counts()
        self._registry.register(self._counts)
        self._registry.register(_State(site, cache))
        prometheus.ProcessCollector(registry=self._registry)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """A request that was answered: `route` is from a closed list."""
        self._counts.requests[route, method if method in _METHODS else "other", status] += 1
        self._counts.seconds[route].observe(seconds)

    def asked(self, outcome: str) -> None:
        """A request of the endpoint: `outcome` is one of `lod.web.serving.query_log.Note`."""
        self._counts.outcomes[outcome] += 1

    def text(self, accept: str) -> tuple[bytes, str]:
        """All figures of this moment, and their media type."""
        encode, content_type = choose_encoder(accept)
        return encode(self._registry), content_type


class _Durations:
    """How long requests took, by the bounds of `_SECONDS`."""

    def __init__(self) -> None:
        self._below = [0] * (len(_SECONDS) + 1)
        self.sum = 0.0

    def observe(self, seconds: float) -> None:
        self._below[bisect_left(_SECONDS, seconds)] += 1
        self.sum += seconds

    def buckets(self) -> list[tuple[str, float]]:
        """Each bound with how many took no longer."""
        return list(zip(map(floatToGoString, (*_SECONDS, math.inf)), accumulate(self._below), strict=True))


class _Counts(Collector):
    """Plain numbers: the library's own counters take a lock for each."""

    def __init__(self) -> None:
        self.requests = Counter[tuple[str, str, int]]()
        self.seconds: defaultdict[str, _Durations] = defaultdict(_Durations)
        self.outcomes = Counter[str]()

    def collect(self) -> Iterable[Metric]:
        requests = CounterMetricFamily(
            "lod_requests", "Requests by kind of route, method and status.", labels=("route", "method", "status")
        )
        for (route, method, status), count in self.requests.items():
            requests.add_metric((route, method, str(status)), count)
        seconds = HistogramMetricFamily(
            "lod_request_seconds", "From a request's head to the end of its response.", labels=("route",)
        )
        for route, durations in self.seconds.items():
            seconds.add_metric((route,), durations.buckets(), durations.sum)
        outcomes = CounterMetricFamily(
            "lod_queries", "Requests of the SPARQL endpoint by what came of them.", labels=("outcome",)
        )
        for outcome, count in self.outcomes.items():
            outcomes.add_metric((outcome,), count)
        return requests, seconds, outcomes

    def describe(self) -> Iterable[Metric]:
        return ()


class _State(Collector):
    """What is looked up when it is asked for."""

    def __init__(self, site: Site, cache: AnswerCache) -> None:
        self._site, self._cache = site, cache

    def collect(self) -> Iterable[Metric]:
        yield from _of_pool(self._site.pool.figures)
        cache = self._cache
        yield CounterMetricFamily("lod_cache_hits", "Answers that were kept from before.", cache.hits)
        yield CounterMetricFamily("lod_cache_misses", "Answers that were not.", cache.misses)
        yield GaugeMetricFamily("lod_cache_bytes", "Bytes of the answers that are kept.", cache.size)
        yield GaugeMetricFamily("lod_cache_answers", "Answers that are kept.", len(cache))
        yield _info(self._site)

    def describe(self) -> Iterable[Metric]:
        return ()


def _of_pool(figures: Figures) -> Iterator[Metric]:
    for name, value, meaning in (
        ("running", figures.running, "Queries that run."),
        ("parked", figures.parked, "Queries that are stopped until there is a place for them."),
        ("waiting", figures.waiting, "Queries that have not begun."),
    ):
        yield GaugeMetricFamily(f"lod_queries_{name}", meaning, value)
    for name, value, meaning in (
        ("killed", figures.killed, "Query processes that were killed."),
        ("timed_out", figures.timed_out, "Queries that met their deadline."),
        ("refused", figures.refused, "Queries that no place was found for in time."),
        ("restarted", figures.restarted, "Query processes that were started to replace others."),
    ):
        yield CounterMetricFamily(f"lod_queries_{name}", meaning, value)
    memory = GaugeMetricFamily("lod_worker_memory_bytes", "Memory that a query process holds.", labels=["worker"])
    # By rank: a process's number would make a new series for every process that ever lived.
    for rank, pid in enumerate(sorted(figures.memory)):
        memory.add_metric([str(rank)], figures.memory[pid])
    yield memory


def _info(site: Site) -> Metric:
    info = GaugeMetricFamily("lod_release_info", "1, with the release that is served.", labels=["release", "software"])
    try:
        info.add_metric([site.current_release().id, lod.__version__], 1)
    except NothingPublished:
        info.add_metric(["", lod.__version__], 1)
    return info


def metrics(request: Request) -> Response:
    """`/metrics`. Raises HttpProblem (404) where the settings close it."""
    found = request.app.state.metrics
    if found is None:
        raise HttpProblem(NOT_FOUND, "Figures are not given out here.")
    body, content_type = found.text(request.headers.get("accept", ""))
    return Response(body, media_type=content_type, headers={"Cache-Control": "no-store", "Vary": "Accept"})
