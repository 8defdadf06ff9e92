"""What profiles may say of registers, one rule at a time, on a file written for the rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod import profiles
from lod.errors import SettingsError, SourceError
from lod.ingest import Reader, Row, register
from lod.ingest.sources import source
from lod.iris import concept
from lod.model import Fact, Inspection, NotInspected, PartialDate, Problem
from lod.namespaces import OGL
from tests.ingest.register.accounts import judged

PROFILE = """
title        = "Test"
inspectorate = "cqc"
rating_scale = "cqc-rating"
programmes   = "programme"
unit_types   = "unit-type"
frameworks   = ["cqc-key-questions"]
areas        = "region"

[values]
type = "cqc-location"

[register]
unit       = "name"
unit_type  = "type"
identifier = "id"
rating     = "rating"
issued     = "date"
"""


def read(folder: Path, profile: str, table: str, name: str = "homes.csv") -> list[Fact | Problem]:
    """What a table says, read with a profile of the publisher's own."""
    (folder / "own.toml").write_text(profile, "utf-8")
    path = folder / name
    path.write_text(table, "utf-8")
    words = profiles.load(str(folder / "own.toml"))
    return list(register.read(source(path, folder, OGL), path, words))


def one(folder: Path, more: str, table: str, name: str = "homes.csv") -> Fact | Problem:
    (said,) = read(folder, PROFILE + more, table, name)
    return said


def inspection(folder: Path, more: str, table: str) -> Inspection:
    fact = one(folder, more, table)
    assert isinstance(fact, Inspection), str(fact)
    return fact


# --- dates


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("07/08/2025", "%d/%m/%Y"),
        ("07/08/25", "%d/%m/%y"),
        ("8/7/2025 12:00:00 AM", "%m/%d/%Y %I:%M:%S %p"),
        ("2025-08-07T00:00:00", "%Y-%m-%dT%H:%M:%S"),
    ],
)
def test_a_date_in_any_format_that_the_profile_names(tmp_path: Path, cell: str, form: str) -> None:
    formats = f'date_formats = ["%Y-%m-%d", "{form}"]\n'
    fact = inspection(tmp_path, formats, f"id,name,rating,date\n1,A,Good,{cell}\n")
    assert fact.issued == PartialDate(2025, 8, 7)


def test_the_first_format_that_fits_counts(tmp_path: Path) -> None:
    fact = inspection(
        tmp_path, 'date_formats = ["%d/%m/%Y", "%m/%d/%Y"]\n', "id,name,rating,date\n1,A,Good,01/02/2025\n"
    )
    assert fact.issued == PartialDate(2025, 2, 1)


def test_sentinels_are_no_dates(tmp_path: Path) -> None:
    table = "id,name,rating,date,begun\n1,A,Good,2025-01-02,01/01/1900\n"
    fact = inspection(tmp_path, 'date_formats = ["%Y-%m-%d", "%d/%m/%Y"]\nfieldwork_start = "begun"\n', table)
    assert (fact.issued, fact.fieldwork_start) == (PartialDate(2025, 1, 2), None)


def test_a_sentinel_of_the_registers_own(tmp_path: Path) -> None:
    table = "id,name,rating,date,begun\n1,A,Good,2025-01-02,1999-09-09\n"
    fact = inspection(tmp_path, 'nothing_dates = ["1999-09-09"]\nfieldwork_start = "begun"\n', table)
    assert fact.fieldwork_start is None


# --- nothing, statuses, rows without ratings


def test_strings_that_mean_nothing_do_so_in_any_case(tmp_path: Path) -> None:
    table = "id,name,rating,date,postcode\n1,A,NaN,2025-01-02,none\n"
    fact = inspection(tmp_path, 'nothing = ["", "nan", "None"]\ndetails.postcode = "postcode"\n', table)
    assert (fact.judgements, fact.inspects.postcode) == ((), None)


@pytest.mark.parametrize(
    ("rule", "date", "kind"),
    [
        ("inspection", "2025-01-02", Inspection),
        ("inspection", "", Problem),
        ("unit", "2025-01-02", NotInspected),
        ("unit", "", NotInspected),
        ("unit if undated", "2025-01-02", Inspection),
        ("unit if undated", "", NotInspected),
    ],
)
def test_a_row_without_a_rating_is_what_the_profile_says(tmp_path: Path, rule: str, date: str, kind: type) -> None:
    assert isinstance(one(tmp_path, f'unjudged = "{rule}"\n', f"id,name,rating,date\n1,A,,{date}\n"), kind)


@pytest.mark.parametrize(("date", "kind"), [("2025-01-02", Inspection), ("", NotInspected)])
def test_a_status_may_stand_for_an_inspection_when_it_is_dated(tmp_path: Path, date: str, kind: type) -> None:
    table = f"id,name,rating,date\n1,A,No published rating,{date}\n"
    assert isinstance(one(tmp_path, 'uninspected_if_undated = ["no-published-rating"]\n', table), kind)


def test_a_level_is_no_status(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"register\.uninspected: found 'good'; accepted: .*no-published-rating"):
        one(tmp_path, 'uninspected = ["good"]\n', "id,name,rating,date\n1,A,Good,2025\n")


def test_an_unknown_rating_is_a_problem_even_where_rows_only_list_units(tmp_path: Path) -> None:
    found = one(tmp_path, 'unjudged = "unit"\n', "id,name,rating,date\n1,A,Splendid,2025\n")
    assert isinstance(found, Problem)
    assert found.found == "Splendid"
    assert "Outstanding" in found.accepted


# --- scales, standards, spellings

STANDARDS = """
[[register.standards]]
framework = "cqc-key-questions"
{scale}
[register.standards.columns]
safe = "safe"

[register.standards.scores]
safe   = "points"
caring = "caring points"
"""


def test_a_standard_may_be_rated_scored_or_both(tmp_path: Path) -> None:
    table = "id,name,rating,date,safe,points,caring points\n1,A,,2025,Good,3,4\n"
    fact = inspection(tmp_path, STANDARDS.format(scale=""), table)
    assert [(each.rating, each.score) for each in fact.judgements] == [(concept("cqc-rating", "good"), 3), (None, 4)]


def test_standards_may_be_rated_on_another_scale(tmp_path: Path) -> None:
    more = STANDARDS.format(scale='rating_scale = "fhrs-rating"')
    fact = inspection(tmp_path, more, "id,name,rating,date,safe,points\n1,A,Good,2025,5,\n")
    assert [each.rating for each in fact.judgements] == [concept("cqc-rating", "good"), concept("fhrs-rating", "5")]


def test_a_profile_may_add_spellings(tmp_path: Path) -> None:
    fact = inspection(tmp_path, '[register.spellings]\n"B+" = "good"\n', "id,name,rating,date\n1,A,b+,2025\n")
    assert judged(fact) == {"overall": "good"}


def test_a_spelling_of_no_rating_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"register\.spellings: found 'fine'; accepted: .*good"):
        one(tmp_path, '[register.spellings]\n"B+" = "fine"\n', "id,name,rating,date\n1,A,b+,2025\n")


# --- units


def test_a_code_keeps_the_name_as_it_is_written(tmp_path: Path) -> None:
    fact = inspection(tmp_path, "", 'id,name,rating,date\n1,"Fish &  Chips, CQC location",Good,2025\n')
    assert fact.inspects.pref_label == "Fish & Chips, CQC location"


DETAILS = """
[register.details]
other_names = ["aka", "formerly"]
identifiers = ["ods", "id"]
address     = ["street", "town"]
part_of     = { unit_type = "cqc-provider", identifier = "provider" }
replaces    = "former id"
"""


def test_what_a_row_says_of_its_unit(tmp_path: Path) -> None:
    table = (
        "id,name,rating,date,aka,formerly,ods,street,town,provider,former id\n"
        '1,A,Good,2025,A,The A,X9,"1 High Street\nFloor 2",Leeds,1-7,"1-5\n1-6"\n'
    )
    unit = inspection(tmp_path, DETAILS, table).inspects
    assert (unit.alt_labels, unit.identifiers) == (("The A",), ("X9",))
    assert unit.address == "1 High Street Floor 2, Leeds"
    assert unit.sub_organization_of is not None
    assert tuple(unit.sub_organization_of) == ("cqc-provider", "1-7")
    assert [tuple(key) for key in unit.replaces] == [("cqc-location", "1-5"), ("cqc-location", "1-6")]


def test_an_area_in_any_spelling_of_its_scheme(tmp_path: Path) -> None:
    table = "id,name,rating,date,region\n1,A,Good,2025,Yorkshire & Humberside\n"
    fact = inspection(tmp_path, 'details.area = "region"\n', table)
    assert fact.inspects.area == concept("region", "yorkshire-and-the-humber")


def test_an_unknown_area_is_a_problem(tmp_path: Path) -> None:
    found = one(tmp_path, 'details.area = "region"\n', "id,name,rating,date,region\n1,A,Good,2025,Mercia\n")
    assert isinstance(found, Problem)
    assert (found.column, found.found) == ("region", "Mercia")


@pytest.mark.parametrize(("cell", "is_read"), [("https://example.org/area/7", True), ("Mercia", False)])
def test_without_a_scheme_an_area_is_an_iri(tmp_path: Path, cell: str, is_read: bool) -> None:
    profile = PROFILE.replace('areas        = "region"', "") + 'details.area = "region"\n'
    (said,) = read(tmp_path, profile, f"id,name,rating,date,region\n1,A,Good,2025,{cell}\n")
    assert isinstance(said, Inspection) is is_read
    assert not isinstance(said, Inspection) or said.inspects.area == cell


# --- rows


def test_a_row_of_another_kind_is_told_by_the_profiles_reason_alone(tmp_path: Path) -> None:
    require = '[register.require]\nid = "the row is of a provider"\n'
    found = one(tmp_path, require, "id,name,rating,date\n,,Splendid,soon\n")
    assert isinstance(found, Problem)
    assert (found.column, found.message) == ("id", "the row is of a provider")


def test_columns_must_agree_where_the_profile_says_so(tmp_path: Path) -> None:
    agree = '[register.agree]\nname = "also"\n'
    found = one(tmp_path, agree, "id,name,also,rating,date\n1,A,B,Good,2025\n")
    assert isinstance(found, Problem)
    assert (found.column, found.found, found.accepted) == ("name", "A", "B")


def test_a_required_column_must_be_in_the_table(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="needs the column 'code'"):
        one(tmp_path, '[register.require]\ncode = "it has no code"\n', "id,name,rating,date\n1,A,Good,2025\n")


def test_rows_of_several_kinds(tmp_path: Path) -> None:
    kinds = """
[[rows]]
when = [{ kind = "home" }, { kind = "clinic" }]

[[rows]]
when = { kind = "provider" }
values.type = "cqc-provider"
"""
    rows = ("1,A,Good,2025,home", "2,B,Good,2025,clinic", "3,C,Good,2025,provider", "4,D,Good,2025,other")
    *known, unknown = read(tmp_path, PROFILE + kinds, "\n".join(("id,name,rating,date,kind", *rows, "")))
    types = [fact.inspects.key.unit_type for fact in known if isinstance(fact, Inspection)]
    assert types == ["cqc-location", "cqc-location", "cqc-provider"]
    assert isinstance(unknown, Problem)
    assert (unknown.row, unknown.column, unknown.found) == (5, "kind", "other")


def test_a_row_may_be_read_in_several_ways(tmp_path: Path) -> None:
    kinds = """
[[rows]]

[[rows.reads]]

[[rows.reads]]
register.unit       = "owner"
register.identifier = "owner id"
register.rating     = false
register.unjudged   = "unit"
values.type         = "cqc-provider"
"""
    table = "id,name,rating,date,owner,owner id\n1,A,Good,2025,O,9\n"
    home, owner = read(tmp_path, PROFILE + kinds, table)
    assert isinstance(home, Inspection)
    assert isinstance(owner, NotInspected)
    assert tuple(owner.unit.key) == ("cqc-provider", "9")


# --- values


@pytest.mark.parametrize(
    ("value", "row", "name"),
    [
        ('"{id} of {file}"', "1,A,Good,2025", "1 of homes"),
        ('["{name}", "Home {id}"]', "1,A,Good,2025", "A"),
        ('["{name}", "Home {id}"]', "1,,Good,2025", "Home 1"),
        ('["{name}", "Home {id}"]', "1,REDACTED,Good,2025", "Home 1"),
    ],
)
def test_a_value_is_made_of_columns(tmp_path: Path, value: str, row: str, name: str) -> None:
    profile = PROFILE.replace("[register]", f"label = {value}\n\n[register]").replace('"name"', '"label"', 1)
    (fact,) = read(tmp_path, profile + 'nothing = ["", "redacted"]\n', f"id,name,rating,date\n{row}\n")
    assert isinstance(fact, Inspection)
    assert fact.inspects.pref_label == name


def test_a_files_name_is_no_template(tmp_path: Path) -> None:
    profile = PROFILE.replace("[register]", 'label = "{file}"\n\n[register]').replace('"name"', '"label"', 1)
    (fact,) = read(tmp_path, profile, "id,rating,date\n1,Good,2025\n", name="{id} homes.csv")
    assert isinstance(fact, Inspection)
    assert fact.inspects.pref_label == "{id} homes"


def test_a_value_of_unstated_columns_states_nothing(tmp_path: Path) -> None:
    profile = PROFILE.replace("[register]", 'label = "Home {number}"\n\n[register]').replace('"name"', '"label"', 1)
    (found,) = read(tmp_path, profile, "id,number,rating,date\n1,,Good,2025\n")
    assert isinstance(found, Problem)
    assert found.column == "label"


# --- profiles of readers


def test_what_is_no_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\[layout\].*colour.*header_rows"):
        read(tmp_path, PROFILE + '[layout]\ncolour = "red"\n', "id,name,rating,date\n")


def test_a_reader_reads_rows_in_any_order(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(PROFILE, "utf-8")
    path = tmp_path / "homes.csv"
    path.write_text("id,name,rating,date\n1,A,Good,2025\n2,B,Bad,2025\n", "utf-8")
    words, described = profiles.load(str(tmp_path / "own.toml")), source(path, tmp_path, OGL)
    rows = [row for row in register.rows(path, described, words) if isinstance(row, Row)]
    forth, back = Reader(words, described), Reader(words, described)
    assert [forth.read(row) for row in rows] == [back.read(row) for row in reversed(rows)][::-1]
