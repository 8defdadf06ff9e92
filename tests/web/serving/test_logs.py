"""Where the lines of the log go."""

from __future__ import annotations

import asyncio
import json
import logging.config

import pytest

from lod.web.serving import logs, query_log
from lod.web.serving.query_log import Note


def record(message: str) -> logging.LogRecord:
    return logging.makeLogRecord({"msg": message})


def test_a_line_is_there_at_once_when_nothing_else_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    logs.Lines().emit(record("one"))
    assert capsys.readouterr().out == "one\n"


def test_many_lines_are_there_in_order_a_moment_later(capsys: pytest.CaptureFixture[str]) -> None:
    async def scenario() -> None:
        lines = logs.Lines()
        for number in range(100):
            lines.emit(record(str(number)))
        await asyncio.sleep(0.4)
        lines.emit(record("last"))
        await asyncio.sleep(0.4)

    asyncio.run(scenario())
    assert capsys.readouterr().out == "".join(f"{number}\n" for number in range(100)) + "last\n"


def test_the_configuration_writes_bare_json_and_leaves_addresses_out(capsys: pytest.CaptureFixture[str]) -> None:
    configuration = logs.configuration()
    try:
        logging.config.dictConfig(configuration)
        query_log.write(Note("GET", 200, "answered", text="ASK {}"), texts=False)
        (line,) = capsys.readouterr().out.splitlines()
    finally:
        for name in configuration["loggers"]:
            logging.getLogger(name).handlers.clear()
            logging.getLogger(name).propagate = True
            logging.getLogger(name).setLevel(logging.NOTSET)
    assert json.loads(line) == {"outcome": "answered", "status": 200, "seconds": 0.0, "query": "819ea91ed5f12b38"}
