"""Where the lines of the log go."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from lod.web.serving.logs import Lines
from tests.needs import missing


def test_a_line_is_there_at_once_when_nothing_else_goes_on(capfd: pytest.CaptureFixture[str]) -> None:
    Lines().write(b"one")
    assert capfd.readouterr().out == "one\n"


def test_many_lines_are_there_in_order_a_moment_later(capfd: pytest.CaptureFixture[str]) -> None:
    async def scenario() -> None:
        lines = Lines()
        for number in range(100):
            lines.write(b"%d" % number)
        await asyncio.sleep(0.4)
        lines.write(b"last")
        await asyncio.sleep(0.4)

    asyncio.run(scenario())
    assert capfd.readouterr().out == "".join(f"{number}\n" for number in range(100)) + "last\n"


def test_what_waits_is_written_in_the_end(capfd: pytest.CaptureFixture[str]) -> None:
    async def scenario() -> None:
        log(b"waits")

    with Lines() as log:
        asyncio.run(scenario())
        assert capfd.readouterr().out == ""
    assert capfd.readouterr().out == "waits\n"


def test_a_log_that_cannot_be_written_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full")
    if not full.exists():
        missing("needs /dev/full, a device without room")
    with full.open("w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        Lines().write(b"one")
        monkeypatch.undo()
