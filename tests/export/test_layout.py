"""Addresses as files: one file each, and links between files that work wherever they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod.errors import ExportError
from lod.export import layout, pages
from lod.export.folder import Folder
from lod.formats import Format


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("unit/x/N55", "unit/x/N55"),
        ("unit/x/A%20%26%20%C3%A9", "unit/x/A & é"),
        ("unit/x/A%2FB", "unit/x/A/B"),
        ("unit/x/100%25", "unit/x/100%"),
    ],
)
def test_a_file_is_named_by_what_a_server_looks_for(path: str, file: str) -> None:
    assert layout.decoded(path) == file


@pytest.mark.parametrize(
    "path", ["a/..", "a/%2E%2E/b", "a%2F..%2F..%2Fb", "a//b", "a/.", "a%00b", "", "a/" + "x" * 256]
)
def test_what_no_file_can_be_called_is_an_error(path: str) -> None:
    with pytest.raises(ExportError, match="no file can be called so; accepted: segments of at most 255 bytes"):
        layout.decoded(path)


@pytest.mark.parametrize(
    ("source", "target", "link"),
    [
        ("index.html", "doc/unit.html", "doc/unit.html"),
        ("doc/unit/a/b.html", "index.html", "../../../index.html"),
        ("doc/unit/a/b.html", "doc/unit/a/b.ttl", "b.ttl"),
        ("doc/unit/a/b.html", "doc/unit/c/A & é.html", "../c/A%20%26%20%C3%A9.html"),
        ("doc/a.html", "doc/b:c.html", "b%3Ac.html"),
        ("doc/a.html", "doc/100%.html", "100%25.html"),
    ],
)
def test_links_are_relative(source: str, target: str, link: str) -> None:
    assert layout.relative(source, target) == link


def test_links_keep_their_fragments() -> None:
    assert layout.relative("index.html", "def/inspection.html", "Inspection") == "def/inspection.html#Inspection"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("unit/a", ("unit/a", None)),
        ("unit/a.ttl", ("unit/a", Format.TURTLE)),
        ("unit/a.nt", ("unit/a", Format.N_TRIPLES)),
        ("unit/a.b", ("unit/a.b", None)),
        ("unit/.ttl", ("unit/.ttl", None)),
    ],
)
def test_a_suffix_says_the_format(path: str, expected: tuple[str, Format | None]) -> None:
    assert layout.split(path) == expected


def test_links_lead_to_files_or_to_the_original() -> None:
    page = (
        '<a href="/id/unit/a?x=1&amp;y=2#top">A</a> <form action="/sparql"> '
        '<a href="https://w3.org/">W</a> <a href="#b">'
    )
    assert pages.links(page) == ["/id/unit/a?x=1&y=2#top", "/sparql"]
    files = {"/id/unit/a?x=1&y=2#top": "doc/unit/a.html", "/sparql": None}
    assert pages.led(page, "doc/unit.html", files, "https://data.example.org/") == (
        '<a href="unit/a.html#top">A</a> <form action="https://data.example.org/sparql"> '
        '<a href="https://w3.org/">W</a> <a href="#b">'
    )


def test_no_file_is_written_twice(tmp_path: Path) -> None:
    with Folder(tmp_path) as folder:
        folder.write("a/b.html", b"one")
        with pytest.raises(ExportError, match=r"a/b\.html: two addresses of the publication would be this file"):
            folder.write("a/b.html", b"two")
        with pytest.raises(ExportError, match="two addresses"):
            folder.write("a/b.html/c", b"three")
    assert (tmp_path / "a" / "b.html").read_bytes() == b"one"


def test_names_in_a_manifest_are_encoded_where_the_specification_says(tmp_path: Path) -> None:
    with Folder(tmp_path / "data", tmp_path / "sums") as folder:
        folder.write("100% é\n.ttl", b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (tmp_path / "sums").read_text("utf-8") == f"{empty}  data/100%25 é%0A.ttl\n"
