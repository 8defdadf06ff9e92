"""Clients that are slow on purpose: each is let go of in time, and nobody else notices that it was there."""

from __future__ import annotations

import json
import sys
import time

import pytest

from tests.hostile.conftest import Target
from tests.hostile.slow import CLIENTS, PATIENCE, Attack, Slow
from tests.hostile.wire import Answer, ask, message, send

pytestmark = [
    pytest.mark.engine,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs the loopback's many addresses"),
]


@pytest.fixture(scope="module")
def attack(target: Target) -> tuple[Attack, list[Answer]]:
    """All of them at once, and what others were answered meanwhile: a query and a page, each half second."""
    found, answers = Attack(target.port), []
    found.begin()
    deadline = time.monotonic() + PATIENCE + 10
    while found.goes_on() and time.monotonic() < deadline:
        answers.append(send(target.port, ask("ASK {}"), "127.2.1.1"))
        answers.append(send(target.port, message("GET", "/doc/unit/probation-region/N53.ttl"), "127.2.1.1"))
        time.sleep(0.5)
    return found, answers


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_a_slow_client_is_let_go_of(client: Slow, attack: tuple[Attack, list[Answer]]) -> None:
    ended = attack[0].ended[client.name]
    assert len(ended) == client.connections
    assert None not in ended, f"{ended.count(None)} of {len(ended)} connections are still held after {PATIENCE} s"
    assert {answer.status for answer in ended if answer} <= client.accepted


def test_nobody_else_notices(attack: tuple[Attack, list[Answer]], target: Target) -> None:
    _, answers = attack
    assert len(answers) >= 20
    assert {answer.status for answer in answers} == {200}
    assert max(answer.seconds for answer in answers) < 1.0
    assert json.loads(send(target.port, ask("ASK {}"), "127.2.0.1").body)["boolean"] is True
