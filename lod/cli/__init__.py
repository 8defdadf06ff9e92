"""The commands, and the one place that reads settings and wires rooms together.

Exit codes: 0 done; 1 anything else; 2 bad input or settings; 3 violations, nothing published; 130 interrupted.
Results go to standard output, everything said about them to standard error.
"""

from __future__ import annotations

import sys

from lod.cli import export, publish, read, releases
from lod.cli.app import app
from lod.cli.interruption import Interrupted
from lod.cli.output import say, show_report
from lod.errors import LodError, RdfSyntaxError, SettingsError, SourceError, ValidationFailed

__all__ = ["app", "export", "main", "publish", "read", "releases"]


def main() -> None:
    """Runs the command line and exits with its code."""
    try:
        app()
    except ValidationFailed as failure:
        show_report(failure.report)
        say(f"[bold red]{failure}[/]")
        sys.exit(3)
    except (SettingsError, SourceError, RdfSyntaxError) as problem:
        say(f"[bold red]lod:[/] {_plain(problem)}")
        sys.exit(2)
    except LodError as problem:
        say(f"[bold red]lod:[/] {_plain(problem)}")
        sys.exit(1)
    except (Interrupted, KeyboardInterrupt):
        say("interrupted: what was not finished is gone, what was current stays")
        sys.exit(130)


def _plain(problem: LodError) -> str:
    return str(problem).replace("[", r"\[")
