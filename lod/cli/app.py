"""The command line's root, to which the modules beside it add their commands."""

from __future__ import annotations

from typing import Annotated

import typer

import lod

app = typer.Typer(
    name="lod",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Publishes inspection results as validated, versioned, citable linked open data.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lod {lod.__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Publishes inspection results as validated, versioned, citable linked open data."""
