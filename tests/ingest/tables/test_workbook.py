"""Workbooks, written here by the letter of their standards: ECMA-376 (XLSX) and OpenDocument 1.3 (ODS)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook

from lod.errors import SourceError
from lod.ingest.tables import Row
from lod.model import Problem, TableRow

Read = Callable[..., list[Row | Problem]]

HEADER, LEEDS = ("unit", "places", "published"), {"unit": "Leeds", "places": "12", "published": "2025-08-07"}


def packed(**files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def ods(sheets: str, prolog: str = "") -> bytes:
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    return packed(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        **{
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": f"{prolog}<office:document-content {namespaces}><office:body><office:spreadsheet>{sheets}"
            "</office:spreadsheet></office:body></office:document-content>",
        },
    )


def text(*paragraphs: str) -> str:
    inside = "".join(f"<text:p>{paragraph}</text:p>" for paragraph in paragraphs)
    return f'<table:table-cell office:value-type="string">{inside}</table:table-cell>'


def typed(kind: str, value: str, shown: str = "shown") -> str:
    attribute = {"date": "date-value", "boolean": "boolean-value", "time": "time-value"}.get(kind, "value")
    return (
        f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}"><text:p>{shown}</text:p>'
        "</table:table-cell>"
    )


def row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def sheet(name: str, *rows: str) -> str:
    return f'<table:table table:name="{name}"><table:table-column/>{"".join(rows)}</table:table>'


EMPTY, TITLES = "<table:table-cell/>", row(*map(text, HEADER))
ODS = ods(
    sheet("About", row(text("Ratings")))
    + sheet("Units", TITLES, row(text("Leeds"), typed("float", "12"), typed("date", "2025-08-07")))
)

XLSX_TYPES = "http://schemas.openxmlformats.org"


def xlsx(*rows: str) -> bytes:
    main, relations = f"{XLSX_TYPES}/spreadsheetml/2006/main", f"{XLSX_TYPES}/officeDocument/2006/relationships"
    sheets = {"About": '<row r="1"><c t="inlineStr"><is><t>Ratings</t></is></c></row>', "Units": "".join(rows)}
    numbered = list(enumerate(sheets.items(), start=1))
    entries = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, (name, _) in numbered)
    links = "".join(
        f'<Relationship Id="r{n}" Type="{relations}/worksheet" Target="worksheets/{n}.xml"/>' for n, _ in numbered
    )
    return packed(
        **{
            "[Content_Types].xml": f'<Types xmlns="{XLSX_TYPES}/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{XLSX_TYPES}/package/2006/relationships"><Relationship Id="w" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{entries}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{XLSX_TYPES}/package/2006/relationships">{links}'
            f'<Relationship Id="s" Type="{relations}/styles" Target="styles.xml"/></Relationships>',
            "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/>'
            '<xf numFmtId="22"/></cellXfs></styleSheet>',
            **{
                f"xl/worksheets/{n}.xml": f'<worksheet xmlns="{main}"><sheetData>{data}</sheetData></worksheet>'
                for n, (_, data) in numbered
            },
        }
    )


def xlsx_row(number: int, *cells: str) -> str:
    placed = (cell.replace("<c", f'<c r="{column}{number}"', 1) for column, cell in zip("ABCD", cells, strict=False))
    return f'<row r="{number}">{"".join(placed)}</row>'


def said(value: str) -> str:
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


XLSX = xlsx(
    xlsx_row(1, *map(said, HEADER)), xlsx_row(2, said("Leeds"), "<c><v>12</v></c>", '<c s="1"><v>45876</v></c>')
)


@pytest.mark.parametrize(("data", "suffix"), [(XLSX, ".xlsx"), (ODS, ".ods")], ids=["XLSX", "ODS"])
class TestEither:
    def test_the_first_sheet_with_the_needed_columns_is_read(self, read: Read, data: bytes, suffix: str) -> None:
        assert read(data, suffix, *HEADER, needed=("unit",)) == [Row(2, LEEDS, TableRow(2, "Units"))]

    def test_the_layout_may_name_the_sheet(self, read: Read, data: bytes, suffix: str) -> None:
        assert read(data, suffix, "unit", sheet="Units") == [Row(2, {"unit": "Leeds"}, TableRow(2, "Units"))]
        with pytest.raises(SourceError, match=r"no sheet 'Other'; its sheets are: 'About', 'Units'"):
            read(data, suffix, "unit", sheet="Other")

    def test_sheets_without_the_needed_columns_are_listed(self, read: Read, data: bytes, suffix: str) -> None:
        message = r"sheet 'About': needs the column 'code'; its columns are: 'Ratings'; .*sheet 'Units': needs"
        with pytest.raises(SourceError, match=message):
            read(data, suffix, "code", needed=("code",))

    def test_a_file_that_is_cut_short_is_refused(self, read: Read, data: bytes, suffix: str) -> None:
        with pytest.raises(SourceError, match="workbook, or damaged"):
            read(data[: len(data) // 2], suffix, "unit")

    def test_another_format_is_refused(self, read: Read, data: bytes, suffix: str) -> None:
        with pytest.raises(SourceError, match="workbook, or damaged"):
            read(b"unit\nLeeds\n", suffix, "unit")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("<c><v>12</v></c>", "12", id="whole number"),
        pytest.param("<c><v>12.0</v></c>", "12", id="whole number with a point"),
        pytest.param("<c><v>53.5460746</v></c>", "53.5460746", id="decimal"),
        pytest.param('<c t="b"><v>1</v></c>', "true", id="boolean"),
        pytest.param('<c s="1"><v>45876</v></c>', "2025-08-07", id="date"),
        pytest.param('<c s="2"><v>45876.5</v></c>', "2025-08-07T12:00:00", id="date and time"),
        pytest.param('<c s="2"><v>45876</v></c>', "2025-08-07", id="midnight"),
        pytest.param('<c t="str"><f>A1</f><v>Good</v></c>', "Good", id="result of a formula"),
        pytest.param(said(" Good "), "Good", id="text"),
        pytest.param("<c/>", "", id="empty"),
    ],
)
def test_cells_of_xlsx_are_their_values(read: Read, cell: str, expected: str) -> None:
    data = xlsx(xlsx_row(1, said("unit"), said("value")), xlsx_row(2, said("Leeds"), cell))
    assert read(data, ".xlsx", "value", needed=("value",)) == [Row(2, {"value": expected}, TableRow(2, "Units"))]


def test_rows_of_xlsx_are_counted_from_the_top_of_the_sheet(read: Read) -> None:
    data = xlsx(xlsx_row(3, said("unit"), said("value")), xlsx_row(6, said("Leeds")))
    assert read(data, ".xlsx", "unit", "value", needed=("unit",), header="unit") == [
        Row(6, {"unit": "Leeds", "value": ""}, TableRow(6, "Units"))
    ]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(typed("float", "12"), "12", id="whole number"),
        pytest.param(typed("float", "12.0"), "12", id="whole number with a point"),
        pytest.param(typed("float", "53.5460746", "53.5"), "53.5460746", id="decimal, not as it is shown"),
        pytest.param(typed("percentage", "0.25", "25%"), "0.25", id="percentage"),
        pytest.param(typed("boolean", "true", "WAHR"), "true", id="boolean"),
        pytest.param(typed("date", "2025-08-07", "7 Aug"), "2025-08-07", id="date"),
        pytest.param(typed("date", "2025-08-07T12:00:00"), "2025-08-07T12:00:00", id="date and time"),
        pytest.param(typed("date", "2025-08-07T00:00:00"), "2025-08-07", id="midnight"),
        pytest.param(text("12 High Street", "Leeds"), "12 High Street\nLeeds", id="paragraphs"),
        pytest.param(text('a<text:s text:c="2"/>b<text:tab/>c<text:line-break/>d'), "a  b\tc\nd", id="spaces"),
        pytest.param(text("<text:a>Go</text:a>od"), "Good", id="a link within"),
        pytest.param("<table:table-cell>\n  <text:p>Good</text:p>\n</table:table-cell>", "Good", id="indented"),
        pytest.param(
            text("Good").replace("<text:p>", "<office:annotation><text:p>by whom</text:p></office:annotation><text:p>"),
            "Good",
            id="without its comment",
        ),
        pytest.param("<table:covered-table-cell><text:p>x</text:p></table:covered-table-cell>", "", id="covered"),
        pytest.param(EMPTY, "", id="empty"),
    ],
)
def test_cells_of_ods_are_their_values(read: Read, cell: str, expected: str) -> None:
    data = ods(sheet("Units", row(text("unit"), text("value")), row(text("Leeds"), cell)))
    assert read(data, ".ods", "value") == [Row(2, {"value": expected}, TableRow(2, "Units"))]


REPEATED = ods(
    sheet(
        "Units",
        TITLES,
        f"<table:table-row-group>{row(text('York'), EMPTY, text('x'))}</table:table-row-group>",
        row(EMPTY, times=2),
        row('<table:table-cell table:number-columns-repeated="2"/>', text("y")),
        row(text("Leeds").replace("string", 'string" table:number-columns-repeated="2'), times=2),
        row('<table:table-cell table:number-columns-repeated="16384"/>', times=1_048_568),
    )
)


def test_repeated_rows_and_cells_of_ods_are_written_out(read: Read) -> None:
    cells = [(row.number, *row.cells.values()) for row in read(REPEATED, ".ods", *HEADER) if isinstance(row, Row)]
    assert cells == [(2, "York", "", "x"), (5, "", "", "y"), (6, "Leeds", "Leeds", ""), (7, "Leeds", "Leeds", "")]


@pytest.mark.parametrize("data", [ODS, REPEATED], ids=["typed", "repeated"])
def test_ods_is_read_as_calamine_reads_it(read: Read, data: bytes) -> None:
    """The referee of our reader, which holds whole workbooks in memory."""
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Units").to_python()
    shown = [[str(int(cell) if isinstance(cell, float) else cell) for cell in row] for row in theirs[1:]]
    ours = [list(row.cells.values()) for row in read(data, ".ods", *HEADER, needed=HEADER) if isinstance(row, Row)]
    assert ours == [row for row in shown if any(row)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(ods("", '<!DOCTYPE x [<!ENTITY a "b">]>'), "has a document type declaration", id="DOCTYPE"),
        pytest.param(ods(sheet("Units", TITLES, row(text("x"), times=2_000_000))), "more than 1048576 rows", id="rows"),
        pytest.param(
            ods(sheet("Units", row(text("x").replace("string", 'string" table:number-columns-repeated="99999')))),
            "more than 16384 cells",
            id="cells",
        ),
        pytest.param(
            ods(sheet("Units", row(text("x")).replace('"1"', '"-1"'))),
            "found '-1'; accepted: a whole number",
            id="no number",
        ),
        pytest.param(ods(sheet("Units", row(typed("weight", "1")))), "value of the type 'weight'", id="type"),
        pytest.param(ods("<broken>"), "no XML, or cut short", id="not well-formed"),
        pytest.param(packed(mimetype="x"), "no ODS workbook", id="no content"),
        pytest.param(ods(""), "there is no sheet", id="no sheet"),
    ],
)
def test_what_is_no_such_workbook_is_refused(read: Read, data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=r"^register\.ods") as raised:
        read(data, ".ods", "unit", needed=("unit",))
    assert message in str(raised.value)
