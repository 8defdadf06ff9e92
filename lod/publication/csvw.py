"""What a table is, for programs: Metadata Vocabulary for Tabular Data (W3C, 2015), beside the table it is about."""

from __future__ import annotations

import msgspec

from lod.namespaces import RDF
from lod.publication.columns import IRI, TEXT, WHEN, Column, Table

SUFFIX = "-metadata.json"
"""Behind the table's name: a program that has the table looks there (Tabular Data Model section 5.3)."""

MEDIA_TYPE = "application/csvm+json"

_PARTIAL_DATE = {"base": "string", "format": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}


def metadata(table: Table, name: str, licence: str) -> bytes:
    """The metadata of the table in the file `name`, in JSON, under the licence of that IRI.

    Conversion to RDF (csv2rdf) then gives statements that the dumps make too; what is `repeated` it leaves out.
    """
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": name,
        "dc:license": {"@id": licence},
        "tableSchema": {
            "aboutUrl": f"{{+{table.key}}}",
            "primaryKey": table.key,
            "columns": [
                *(_column(column, column.name == table.key) for column in table.columns),
                {"name": "class", "virtual": True, "propertyUrl": RDF.type, "valueUrl": table.type},
            ],
        },
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _column(column: Column, is_key: bool) -> dict[str, object]:
    said: dict[str, object] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": _PARTIAL_DATE if column.type == WHEN else column.type,
    }
    if column.property:
        said["propertyUrl"] = column.property
    if column.about:
        said["aboutUrl"] = f"{{+{column.about}}}"
    if column.type == TEXT and column.property.endswith("prefLabel"):
        said["lang"] = "en"
    if is_key:
        said["required"] = True
    if column.repeated:
        said["suppressOutput"] = True
    elif column.type == IRI:
        said["valueUrl"] = f"{{+{column.name}}}"
    return said
