"""How commands speak: tables and JSON on standard output, remarks and progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from lod.model import Problem
from lod.pipeline import Progress as Tell
from lod.validation import Report

_PIPED_WIDTH = 200
"""Columns of a table that does not go to a terminal: wide enough to be read by `grep`."""


def console(*, stderr: bool = False) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else _PIPED_WIDTH, highlight=False)


def say(message: str) -> None:
    """A remark for the person at the terminal, in rich's markup."""
    console(stderr=True).print(message, soft_wrap=True)


def counted(number: int, noun: str) -> str:
    """`1 inspection`, `2 inspections`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def show(table: Table) -> None:
    console().print(table)


def show_json(value: object) -> None:
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n")


def show_problems(problems: tuple[Problem, ...] | list[Problem]) -> None:
    """What could not be read, a line each."""
    for problem in problems:
        show_line(str(problem))


def show_line(text: str) -> None:
    """A line about a problem, as it is."""
    console(stderr=True).print(text, style="yellow", markup=False, soft_wrap=True)


def show_report(report: Report) -> None:
    """A SHACL report as a table: what is wrong where, and what to do."""
    if not report.results:
        return
    table = Table("severity", "focus node", "path", "value", "message", title="SHACL report", show_lines=True)
    for result in report.results:
        severity = result.severity.rsplit("#", 1)[-1]
        table.add_row(
            *(_cell(each) for each in (severity, result.focus_node, result.path, result.value, result.message))
        )
    show(table)


def _cell(value: object) -> str:
    return "" if value is None else str(value).replace("[", r"\[")


@contextmanager
def progress() -> Iterator[Tell]:
    """On a terminal a live line with rate and time left; elsewhere a plain line at each step."""
    terminal = console(stderr=True)
    if not terminal.is_terminal:
        steps: set[str] = set()

        def tell(doing: str, _done: int, of: int | None) -> None:
            if doing not in steps:
                steps.add(doing)
                terminal.print(f"{doing} …" if of is None else f"{doing}: {of:,} …", markup=False)

        yield tell
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=terminal, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(doing: str, done: int, of: int | None) -> None:
            if doing not in tasks:
                for task in tasks.values():
                    bar.update(task, total=bar.tasks[task].completed)
                    bar.stop_task(task)
                tasks[doing] = bar.add_task(doing, total=of)
            bar.update(tasks[doing], completed=done, total=of)

        yield show


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")
