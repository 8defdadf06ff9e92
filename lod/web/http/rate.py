"""How often an address may ask: a token bucket for each, in memory that stays bounded whoever comes.

The bucket is kept as the one moment at which it is full again (the generic cell rate algorithm, ITU-T I.371), so an
address costs one number. Times come from the caller: nothing here reads a clock.
"""

from __future__ import annotations

import ipaddress
import math
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache

_KEPT = 65_536
"""Addresses at most. When more come, the one that was away longest is forgotten, and begins with a full bucket."""

_SUBNET = 64
"""Bits of an IPv6 address that name a site (RFC 4291 section 2.5.4): the rest is its own to vary."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds, all at once if need be; 0 requests: no limit."""

    requests: int = 0
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Standing:
    """What an address has left. Seconds are rounded up, so that waiting them is enough."""

    allowed: bool
    remaining: int
    reset: int
    """Seconds until the whole quota is there again."""
    retry_after: int
    """Seconds until the next request is allowed; 0: now."""


class RateLimiter:
    """Counts requests by address."""

    def __init__(self, rate: Rate, kept: int = _KEPT) -> None:
        self.rate, self._kept = rate, kept
        self._interval = rate.seconds / rate.requests if rate.requests else 0.0
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full_at)

    def take(self, address: str, now: float) -> Standing:
        """One request of an address (as `holder` gives it) at `now`, in seconds of any clock that only goes forward."""
        rate, interval = self.rate, self._interval
        full_at = max(self._full_at.pop(address, now), now)
        after = full_at + interval
        # Sums of floats: a millionth of an interval is no request.
        allowed = after - now <= rate.seconds + interval * 1e-6
        if allowed:
            full_at = after
        self._full_at[address] = full_at
        if len(self._full_at) > self._kept:
            self._full_at.popitem(last=False)
        remaining = int((rate.seconds - (full_at - now)) / interval + 1e-6)
        wait = full_at + interval - rate.seconds - now
        return Standing(allowed, max(remaining, 0), math.ceil(full_at - now), 0 if allowed else max(math.ceil(wait), 1))


def fields(rate: Rate, standing: Standing) -> dict[str, str]:
    """What a response says of the limit: `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10),
    and the three fields of its earlier versions, which more clients read."""
    return {
        "RateLimit-Policy": f'"address";q={rate.requests};w={math.ceil(rate.seconds)}',
        "RateLimit": f'"address";r={standing.remaining};t={standing.reset}',
        "RateLimit-Limit": str(rate.requests),
        "RateLimit-Remaining": str(standing.remaining),
        "RateLimit-Reset": str(standing.reset),
    }


@lru_cache(maxsize=4096)
def holder(address: str) -> str:
    """Whom an address counts for: itself, or in IPv6 its subnet; an IPv4 address in IPv6's clothes is that address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address  # a socket of this machine has none
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, _SUBNET), strict=False))
