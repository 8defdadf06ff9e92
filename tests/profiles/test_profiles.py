"""A profile says what is particular to an inspectorate, and a wrong one says what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from lod import profiles
from lod.errors import SettingsError
from lod.model import PartialDate, UnitKey
from lod.profiles import Columns, Profile, StandardColumns, UnitColumns, files
from lod.profiles.columns import Rows

NEEDED = """
title        = "Test"
inspectorate = "hmi-probation"
rating_scale = "hmi-probation-rating"
programmes   = "programme"
unit_types   = "unit-type"
"""


@pytest.fixture(scope="module")
def profile() -> Profile:
    return profiles.load("hmi-probation")


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], str]:
    """Writes a profile of the publisher's own and gives its path."""

    def write(toml: str) -> str:
        path = tmp_path / "own.toml"
        path.write_text(toml, "utf-8")
        return str(path)

    return write


# --- the shipped profile


def test_every_shipped_profile_loads() -> None:
    assert "hmi-probation" in profiles.names()
    for name in profiles.names():
        assert profiles.load(name).name == name


def test_it_has_the_twelve_regions_109_delivery_units_and_the_national_arrangements(profile: Profile) -> None:
    types = Counter(unit.key.unit_type for unit in profile.units)
    assert types == {"probation-region": 12, "probation-delivery-unit": 109, "national-service": 1}


def test_a_unit_knows_its_names_and_what_it_is_part_of(profile: Profile) -> None:
    units = {unit.key: unit for unit in profile.units}
    region, unit = units[UnitKey("probation-region", "N54")], units[UnitKey("probation-delivery-unit", "N54SOT")]
    assert (region.pref_label, region.sub_organization_of) == ("North East", None)
    assert unit.pref_label == "Gateshead and South Tyneside"
    assert unit.alt_labels == ("South Tyneside and Gateshead",)
    assert unit.sub_organization_of == region.key


def test_a_rating_is_known_by_all_its_spellings_and_a_status_by_its_class(profile: Profile) -> None:
    ratings = {rating.name: rating for rating in profile.ratings}
    assert set(ratings) == {"outstanding", "good", "requires-improvement", "inadequate", "not-rated"}
    assert ratings["requires-improvement"].labels == ("Requires improvement", "Requiring improvement")
    kinds = {name: {each.rsplit("#", 1)[-1] for each in rating.types} for name, rating in ratings.items()}
    assert [name for name, kind in kinds.items() if "RatingStatus" in kind] == ["not-rated"]


def test_a_programme_is_known_by_when_it_began(profile: Profile) -> None:
    programmes = {programme.name: programme for programme in profile.programmes}
    adult = programmes["hmi-probation-adult-2023"]
    assert (adult.start, adult.end) == (PartialDate(2023, 10), PartialDate(2025, 10))
    assert "Adult probation inspection programme" in adult.labels
    assert programmes["hmi-probation-national-2025"].start is None


def test_standards_of_each_framework_stay_apart(profile: Profile) -> None:
    frameworks = Counter(standard.iri.rsplit("/", 2)[-2] for standard in profile.standards)
    assert frameworks == {  # with their key questions
        "hmi-probation-region-2023": 8,
        "hmi-probation-pdu-2023": 7 + 12,
        "hmi-probation-pdu-2021": 9 + 12,
        "hmi-probation-yjs-2018": 3 + 33,
        "hmi-probation-yjs-2021": 4 + 33,
        "hmi-probation-yjs-2025": 3 + 8,
    }


def test_the_preferred_label_is_the_first_of_all(profile: Profile) -> None:
    concepts = (
        profile.inspectorate,
        *profile.ratings,
        *profile.programmes,
        *profile.unit_types,
        *profile.standards,
        *profile.case_categories,
        *profile.organisations,
    )
    for concept in concepts:
        assert concept.labels[0] == concept.pref_label


# --- a profile of the publisher's own


def test_a_file_needs_only_what_every_inspectorate_has(written: Callable[[str], str]) -> None:
    own = profiles.load(written(NEEDED))
    assert own.name == "own"
    assert own.inspectorate.pref_label == "HM Inspectorate of Probation"
    assert (own.units, own.standards, own.organisations, own.register) == ((), (), (), None)


def test_an_unknown_profile_is_told_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match=r"found 'hmi-prisons'; accepted: one of .*hmi-probation.* or the path"):
        profiles.load("hmi-prisons")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"missing\.toml"):
        profiles.load(str(tmp_path / "missing.toml"))


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        (NEEDED + 'colour = "red"\n', r"own\.toml: .*colour"),
        (NEEDED + 'framework = ["x"]\n', r"own\.toml: .*unknown field `framework`.*accepted: 'frameworks'"),
        (NEEDED + '[register]\nunit = "u"\nunit_type = "t"\nrated = "r"\n', r"own\.toml: .*`rated`.*\$\.register"),
        (NEEDED + 'licence = "OGL"\n', r"own\.toml: licence: found 'OGL'; accepted: the licence’s IRI"),
        (NEEDED + 'areas = "counties"\n', r"own\.toml: scheme: found 'counties'; accepted: .*region"),
        (NEEDED + "[[rows]]\nreads = []\n", r"own\.toml: .*`reads` is empty"),
        (NEEDED + "[[rows]]\nwhen = { type = 3 }\n", r"own\.toml: .*\$\.when"),
        (NEEDED.replace("rating_scale", "# rating_scale"), r"own\.toml: .*rating_scale"),
        (NEEDED + "units = 3\n", r"own\.toml: .*\$\.units"),
        (NEEDED + '[register]\nunit = "unit"\n', r"own\.toml: .*unit_type.*\$\.register"),
        ("title: Test", r"own\.toml: .*line 1"),
        (NEEDED.replace('"hmi-probation"', '"ofgem"'), r"own\.toml: inspectorate: found 'ofgem'; accepted: .*hmi-prob"),
        (NEEDED + 'frameworks = ["ilacs"]\n', r"own\.toml: scheme: found 'ilacs'; accepted: .*hmi-probation-pdu-2023"),
    ],
    ids=[
        "unknown-key",
        "nearest-key",
        "unknown-key-of-register",
        "licence-without-iri",
        "unknown-areas",
        "rows-that-nothing-reads",
        "test-of-rows",
        "missing-key",
        "wrong-type",
        "register-without-column",
        "not-toml",
        "unknown-inspectorate",
        "unknown-scheme",
    ],
)
def test_what_is_wrong_with_a_file_is_told(toml: str, told: str, written: Callable[[str], str]) -> None:
    with pytest.raises(SettingsError, match=told):
        profiles.load(written(toml))


# --- profiles that extend others


def test_a_profile_may_extend_a_shipped_one(written: Callable[[str], str]) -> None:
    own, shipped = profiles.load(written(EXTENDING)), profiles.load("fhrs-csv-2015")
    assert own.title == "Norwich"
    assert own.register is not None
    assert shipped.register is not None
    assert (own.register.unit, own.register.identifier) == ("trading name", shipped.register.identifier)
    assert own.register.details.area is None
    assert own.register.details.latitude == "latitude"
    assert own.register.nothing == ("",)


EXTENDING = """
extends = "fhrs-csv-2015"
title   = "Norwich"

[register]
unit         = "trading name"
nothing      = [""]
details.area = false
"""


def test_a_profile_may_extend_one_beside_it(tmp_path: Path) -> None:
    (tmp_path / "first.toml").write_text(NEEDED, "utf-8")
    (tmp_path / "second.toml").write_text('extends = "first.toml"\ntitle = "Second"\n', "utf-8")
    assert profiles.load(str(tmp_path / "second.toml")).title == "Second"


def test_a_profile_that_extends_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "first.toml").write_text('extends = "second.toml"\n', "utf-8")
    (tmp_path / "second.toml").write_text('extends = "first.toml"\n', "utf-8")
    with pytest.raises(SettingsError, match="a profile that does not extend this one"):
        profiles.load(str(tmp_path / "first.toml"))


# --- what a profile reads of a source


def test_a_source_needs_the_columns_that_values_are_made_of() -> None:
    shipped = profiles.load("fhrs-csv-2015")
    assert shipped.needed == ("businessname", "ratingvalue", "")
    assert shipped.columns == (
        *("businessname", "ratingvalue", "", "ratingdate"),
        *("hygiene", "structural", "confidenceinmanagement", "latitude", "longitude"),
    )
    assert shipped.lists == ("food-authority",)


def test_rows_of_several_kinds_need_what_each_kind_needs() -> None:
    assert profiles.load("fhrs-json").needed == ("BusinessName", "RatingValue", "FHRSID")
    assert profiles.load("fhrs-json").columns[0] == "SchemeType"
    assert profiles.load("cqc-json").needed == ()


# --- personal data

REGISTER = NEEDED + '[register]\nunit = "name"\nunit_type = "type"\n'


@pytest.mark.parametrize(
    "column",
    [
        *("Registered Manager", "Phone number", "Telephone", "lead_inspector", "Inspector’s name", "E-mail"),
        *("LocalAuthorityEmailAddress", "contacts/personFamilyName", "Main partner", "Responsible Individual"),
        *("regulatedActivities/nominatedIndividual/personTitle", "Headteacher", "mainPhoneNumber", "Date of birth"),
    ],
)
def test_no_profile_reads_personal_data(written: Callable[[str], str], column: str) -> None:
    for toml in (
        f'{REGISTER}identifier = "{column}"\n',
        f'{REGISTER}details.other_names = ["{column}"]\n',
        f'{REGISTER}identifier = "made"\n[values]\nmade = "x-{{{column}}}"\n',
        f'{REGISTER}[[rows]]\nwhen = {{ "{column}" = true }}\n',
    ):
        with pytest.raises(SettingsError, match=r"own\.toml: column of personal data"):
            profiles.load(written(toml))


@pytest.mark.parametrize(
    "column",
    [
        "Inspection date",
        "inspectorate",
        "Location Name",
        "Provider Name",
        "postalAddressLine1",
        "name",
        "Care homes beds",
    ],
)
def test_columns_of_no_person_are_read(written: Callable[[str], str], column: str) -> None:
    assert column in profiles.load(written(f'{REGISTER}identifier = "{column}"\n')).columns


def test_a_dropped_column_cannot_be_named(written: Callable[[str], str]) -> None:
    toml = 'drop = ["Owner"]\n' + REGISTER + 'identifier = "owner"\n'
    with pytest.raises(SettingsError, match=r"own\.toml: drop: found 'owner'"):
        profiles.load(written(toml))


def test_every_key_is_explained_to_publishers() -> None:
    explained = (Path(__file__).parents[2] / "docs" / "how-to" / "new-register.md").read_text("utf-8")
    for table in (files.File, Columns, UnitColumns, StandardColumns, Rows):
        for key in table.__struct_fields__:
            assert f"`{key}`" in explained or f"[{key}]" in explained or f".{key}]" in explained, key
