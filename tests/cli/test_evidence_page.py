"""`lod check --format html`: each fact's words in the source text, told apart by kind, for a colleague who signs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as Html

from lod import profiles
from lod.cli import checking
from lod.cli.evidence_page import KINDS, Checked, Read, page
from lod.cli.facts import Fact, Labels, facts
from lod.cli.marked_text import Mark, segments
from lod.errors import SourceError
from lod.ingest.documents import Block, Document
from lod.model import Doubt, Problem, Source
from tests.cli.commands import lod

CAPTURED = Path(__file__).parents[1] / "ingest" / "prose" / "captured"
PROFILE = profiles.load("hmi-probation")
LABELS = Labels(PROFILE)
NAMES = [
    *("01", "02", "03", "05", "07", "08", "10", "11", "12", "14", "16", "18", "20", "21", "23", "25", "27", "28"),
    *("30", "32", "33"),
]


def release(shared: Path, number: str) -> Path:
    """One of the 21 documents; the first is the one real text."""
    if number == "01":
        return shared / "seed" / "press-release-east-midlands-2025-08-07.txt"
    (path,) = (shared / "data" / "press-releases").glob(f"{number}-*.txt")
    return path


LAYOUTS = {
    "as it is": lambda text: (".txt", text),
    "CRLF": lambda text: (".txt", text.replace("\n", "\r\n")),
    "byte order mark": lambda text: (".txt", "\ufeff" + text),
    "page": lambda text: (".html", f"<main>{''.join(f'<p>{_escaped(each)}' for each in text.splitlines())}</main>"),
    "page around it": lambda text: (
        ".html",
        "<!doctype html><title>&#128270;</title><nav>Menu &amp; more</nav><script>var x = '<p>';</script>"
        f"<article>{''.join(f'<div>{_escaped(each)}</div>' for each in text.splitlines())}</article>",
    ),
}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def html_of(path: Path) -> tuple[Checked, Html]:
    checked = checking.shown(checking.read(path, PROFILE), LABELS)
    return checked, Html(page([checked], "hmi-probation"))


def marked(tree: Html, number: int) -> str:
    """What the page has marked for a fact: the marks that carry its number, in order."""
    return "".join(each.text() for each in tree.css("mark") if str(number) in _numbers(each.attributes))


def _numbers(attributes: dict[str, str | None]) -> list[str]:
    return (attributes.get("data-facts") or "").split()


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("number", NAMES)
def test_every_quotation_is_the_source_at_its_offsets_and_what_the_page_marks(
    number: str, layout, shared: Path, tmp_path: Path
) -> None:
    suffix, text = layout(release(shared, number).read_text("utf-8"))
    path = tmp_path / f"release{suffix}"
    path.write_bytes(text.encode())
    checked, tree = html_of(path)
    assert checked.document is not None
    listed = [fact for read in checked.read for fact in read.facts]
    for place, fact in enumerate(listed, start=1):
        if fact.exact is not None:
            assert checked.document.text[fact.start : fact.end] == fact.exact
            assert marked(tree, place) == fact.exact
    spans = [fact for fact in listed if fact.exact is not None]
    assert spans or not listed
    assert len(tree.css("tbody tr")) == len(listed) + len(checked.problems)


def test_the_whole_text_is_on_the_page_in_order() -> None:
    checked, tree = html_of(CAPTURED / "region.txt")
    assert checked.document is not None
    [text] = tree.css("div.text")
    for label in text.css("a.label"):
        label.decompose()
    assert text.text() == checked.document.text


def test_a_page_says_which_bytes_were_read() -> None:
    data = (CAPTURED / "region.txt").read_bytes()
    _, tree = html_of(CAPTURED / "region.txt")
    assert tree.css_first("dl.file code").text() == hashlib.sha256(data).hexdigest()


def test_a_kind_is_told_in_words_beside_its_colour() -> None:
    _, tree = html_of(CAPTURED / "delivery-unit.html")
    kinds = {
        name.removeprefix("k-") for each in tree.css("div.text mark") for name in classes(each) if name[:2] == "k-"
    }
    assert {"unit", "date", "rating", "score", "cases", "recommendations", "previous"} <= kinds
    labels = {each.text().lstrip("0123456789, ") for each in tree.css("div.text a.label")}
    legend = {each.text().removeprefix("no. ") for each in tree.css("ul.legend .label")}
    assert labels == legend == {KINDS[kind][0] for kind in kinds}
    style = tree.css_first("style").text()
    assert all(f".k-{kind} {{" in style and f".l-{kind} {{" in style for kind in KINDS)


def classes(node) -> list[str]:
    return (node.attributes.get("class") or "").split()


def test_links_lead_from_facts_to_words_and_back() -> None:
    _, tree = html_of(CAPTURED / "delivery-unit.html")
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids))
    targets = {(node.attributes["href"] or "").removeprefix("#") for node in tree.css("a[href]")}
    assert targets <= set(ids)
    assert len(tree.css("tbody a[href]")) > 10


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    text = page([checking.shown(checking.read(CAPTURED / "delivery-unit.html", PROFILE), LABELS)], "hmi-probation")
    tree = Html(text)
    assert not tree.css("script, link, img, iframe, object, form")
    assert not re.search(r"url\(|@import|\son\w+=", tree.css_first("style").html or "")
    assert tree.css_first("html").attributes["lang"] == "en"
    assert "Signature" in tree.css_first(".sign").text()


def test_what_a_source_says_is_text_and_never_markup(tmp_path: Path) -> None:
    path = tmp_path / "a<b>&.txt"
    path.write_text("Leeds PDU has been given an overall rating of ‘Good’ <script>alert(1)</script> & <b>more</b>.\n")
    _, tree = html_of(path)
    assert not tree.css("script, div.text b")
    assert "<script>alert(1)</script> & <b>more</b>" in tree.css_first("div.text").text()
    assert tree.css_first("h2").text() == "a<b>&.txt"


def test_doubts_come_with_the_decision_to_be_made_and_problems_are_listed() -> None:
    text = "Half of 8 cases. Leeds was seen."
    source = Source("a.txt", "0" * 64, len(text), "text/plain")
    doubt = Doubt("a.txt", "needs review", "Half", "a decision", start=0, end=4, supports="percentage", value="50")
    who = Doubt("a.txt", "which unit", "Leeds", "one unit", start=17, end=22, supports="inspects")
    other = Problem("a.txt", "is odd", "cases", "others", start=10, end=15)
    document = Document(text, (Block(0, len(text)),))
    tree = Html(page([Checked(source, (), (doubt, other, who), document)], "p"))
    assert [each.text() for each in tree.css("pre")] == [
        '[[reading]]\nproperty = "percentage"\nstart = 0\nend = 4\ndecision = "accept"',
        '[[reading]]\nproperty = "inspects"\nstart = 17\nend = 22\ndecision = "replace"\nvalue = "…"',
    ]
    assert [marked(tree, number) for number in (1, 2, 3)] == ["Half", "Leeds", "cases"]
    assert "No inspection was read from this source." in tree.body.text()


def test_a_wrong_quotation_makes_no_page() -> None:
    source = Source("a.txt", "0" * 64, 4, "text/plain")
    fact = Fact("overallRating", "Good", "a.txt", "characters 0–4", 0, 4, "Good")
    checked = Checked(source, (Read("A", (fact,)),), (), Document("Goof", (Block(0, 4),)))
    with pytest.raises(SourceError, match=r"characters 0–4: found 'Goof', which is not the quoted 'Good'"):
        page([checked], "p")


def test_a_register_shows_the_cells_of_the_rows_that_gave_facts(tmp_path: Path) -> None:
    path = tmp_path / "inspections.csv"
    path.write_text(
        "unit,unit type,overall rating,published,note\n"
        "Wales,probation region,Good,2025-01-02,<kept>\n"
        "London,probation region,Splendid,2025-01-02,\n"
    )
    checked, tree = html_of(path)
    assert [row.place for read in checked.read for row in read.rows] == ["row 2"]
    [read, cells, problems] = tree.css("table")
    assert ["overall rating", "Good"] in [[each.text() for each in row.css("th, td")] for row in cells.css("tbody tr")]
    assert "the row below" in read.text()
    assert "row 3, column overall rating" in problems.text()
    assert not tree.css("div.text")


def test_the_command_writes_the_page_to_standard_output(tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_bytes((CAPTURED / "region.txt").read_bytes())
    done = lod("check", "release.txt", "--format", "html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("<!doctype html>")
    assert done.stdout.count("<h2>") == 1
    assert "1 inspection" in done.stderr


def test_every_fact_that_is_listed_has_a_kind(shared: Path) -> None:
    named = {name for _, names in KINDS.values() for name in names}
    for number in NAMES:
        file = checking.read(release(shared, number), PROFILE)
        assert {fact.name.partition(" on ")[0] for fact in _facts(file)} <= named


def _facts(file: checking.CheckedFile) -> Iterator[Fact]:
    for each in file.facts:
        yield from facts(each, LABELS, file.source.name)


@st.composite
def _marked_texts(draw: st.DrawFn) -> tuple[Document, list[Mark]]:
    text = draw(st.text(min_size=1, max_size=40))
    stretch = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda each: each[0] < each[1])
    marks = [Mark(*each, "rating", (number,)) for number, each in enumerate(draw(st.lists(stretch, max_size=8)))]
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    blocks = tuple(Block(*each) for each in zip(cuts[::2], cuts[1::2], strict=False))
    return Document(text, blocks), marks


@given(_marked_texts())
def test_marks_may_nest_and_overlap(of: tuple[Document, list[Mark]]) -> None:
    document, marks = of
    parts = list(segments(document, marks))
    assert "".join(part.text for part in parts) == document.text
    for mark in marks:
        covered = [part for part in parts if mark in part.marks]
        assert "".join(part.text for part in covered) == document.text[mark.start : mark.end]
        assert [mark in part.begins for part in covered] == [True, *[False] * (len(covered) - 1)]


@pytest.mark.parametrize("stretch", [(-1, 2), (2, 2), (1, 9)])
def test_a_mark_outside_the_text_is_refused(stretch: tuple[int, int]) -> None:
    with pytest.raises(SourceError, match=r"are not in the text, which has 4"):
        list(segments(Document("Good", ()), [Mark(*stretch, "rating", (1,))]))
