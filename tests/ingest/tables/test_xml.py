"""XML: repeated elements as records; what could harm a reader is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lod.errors import SourceError
from lod.ingest.tables import Row
from lod.model import Problem, XPath

Read = Callable[..., list[Row | Problem]]

FOOD = b"""<?xml version="1.0"?>
<Food xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Header><ItemCount>2</ItemCount></Header><Collection>
<Detail id="a"><Name>11th &amp; Social </Name><Date xsi:nil="true" /><Scores /></Detail>
<Detail id="b"><Name>3 C's</Name><Date>2019-11-05</Date><Scores><Hygiene>5</Hygiene></Scores></Detail>
</Collection></Food>"""


def test_elements_are_records_with_their_place(read: Read) -> None:
    columns = ("@id", "Name", "Date", "Scores/Hygiene")
    assert read(FOOD, ".xml", *columns, needed=("Name",), records="Detail") == [
        Row(1, {"@id": "a", "Name": "11th & Social", "Date": ""}, XPath("/Food/Collection[1]/Detail[1]")),
        Row(
            2,
            dict(zip(columns, ("b", "3 C's", "2019-11-05", "5"), strict=True)),
            XPath("/Food/Collection[1]/Detail[2]"),
        ),
    ]


def test_a_document_may_be_one_record_with_repeated_elements(read: Read) -> None:
    data = b'<unit><id>7</id><old><on>2016</on></old><old><on l="en">2022</on></old></unit>'
    assert read(data, ".xml", "id", "old/on", "old/on/@l", nested=("old",)) == [
        Row(1, {"id": "7"}, XPath("/unit")),
        Row(1, {"id": "7", "old/on": "2016"}, XPath("/unit/old[1]"), "old"),
        Row(1, {"id": "7", "old/on": "2022", "old/on/@l": "en"}, XPath("/unit/old[2]"), "old"),
    ]
    assert read(data, ".xml", "old/on") == [Row(1, {"old/on": "2016\n2022"}, XPath("/unit"))]


def test_namespaces_are_not_looked_at(read: Read) -> None:
    data = b'<r xmlns="urn:x"><d><n>1</n></d><p:d xmlns:p="urn:y"><p:n>2</p:n></p:d></r>'
    assert [row.cells["n"] for row in read(data, ".xml", "n", records="d") if isinstance(row, Row)] == ["1", "2"]
    assert read(data, ".xml", "n", records="d")[0] == Row(
        1, {"n": "1"}, XPath("/*[local-name()='r']/*[local-name()='d'][1]")
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_declaration_tells_the_encoding(read: Read, encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><r><d><n>Môn</n></d></r>'.encode(encoding)
    assert read(data, ".xml", "n", records="d") == [Row(1, {"n": "Môn"}, XPath("/r/d[1]"))]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        pytest.param(f'<!DOCTYPE r [<!ENTITY l0 "lol">{LAUGHS}]>', id="billion laughs"),
        pytest.param('<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>', id="external entity"),
        pytest.param('<!DOCTYPE r SYSTEM "http://127.0.0.1/r.dtd">', id="external subset"),
        pytest.param("<!DOCTYPE r>" + " " * 200_000, id="far from the first element"),
        pytest.param(" " * 200_000 + "<!DOCTYPE r>", id="far from the beginning"),
    ],
)
def test_a_document_type_declaration_is_refused(read: Read, doctype: str) -> None:
    with pytest.raises(SourceError, match=r"register\.xml: has a document type declaration"):
        read(f"{doctype}<r><d><n>&l9;&e;</n></d></r>".encode(), ".xml", "n", records="d")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"<r><d><id>7</id></d>", "no XML, or cut short", id="cut short"),
        pytest.param(b"<r><d><id>7</d></r>", "no XML, or cut short", id="not well-formed"),
        pytest.param(b"{}", "no XML, or cut short", id="another format"),
        pytest.param(b"", "no XML, or cut short", id="empty"),
        pytest.param(b"<r><d>&nbsp;</d></r>", "no XML, or cut short", id="an entity that is not declared"),
        pytest.param(b"<r><e/></r>", "no element 'd'; its elements are: 'r', 'e'", id="other elements"),
        pytest.param(b"<r><d><n/></d></r>", "no record has 'id'; the first has: 'n'", id="other records"),
        pytest.param(b"<d>" * 100_000, "more than 50 deep", id="too deep"),
    ],
)
def test_what_is_no_such_document_is_refused(read: Read, data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=r"^register\.xml: ") as raised:
        read(data, ".xml", "id", needed=("id",), records="d")
    assert message in str(raised.value)


def test_elements_called_as_the_record_inside_one_are_fields_of_it(read: Read) -> None:
    assert read(b"<r><d><d>7</d></d></r>", ".xml", "d", records="d") == [Row(1, {"d": "7"}, XPath("/r/d[1]"))]
