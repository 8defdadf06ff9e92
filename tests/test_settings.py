"""publication.toml: DESIGN's example, the defaults, and an error for everything that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod import resources, settings
from lod.errors import SettingsError
from lod.model import Licence, Publisher
from lod.namespaces import OGL, OGL_ATTRIBUTION, OGL_FORMS
from lod.store import Limits

HMIP = "https://hmiprobation.justiceinspectorates.gov.uk/"
BY = "https://creativecommons.org/licenses/by/4.0/"

PUBLICATION = f"""\
[publication]
title = "Probation inspection results"
description = "Ratings of probation services by HM Inspectorate of Probation"
base_iri = "https://data.example.org/"
publisher = {{ name = "HM Inspectorate of Probation", iri = "{HMIP}", homepage = "{HMIP}" }}
contact = "data@example.org"
"""
SOURCE = """\
[[source]]
kind = "register"
path = "sources/*.csv"
profile = "hmi-probation"
"""
MINIMAL = PUBLICATION + SOURCE

DESIGN_EXAMPLE = f"""\
[publication]
title       = "Probation inspection results"
description = "Ratings of probation services by HM Inspectorate of Probation"
base_iri    = "https://data.example.org/"
publisher   = {{ name = "HM Inspectorate of Probation", iri = "{HMIP}", homepage = "{HMIP}" }}
contact     = "data@example.org"
output      = "public"                 # releases are kept here

[licence]                              # default: OGL v3.0 with its standard attribution
iri         = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
attribution = "Contains public sector information licensed under the Open Government Licence v3.0."

[[source]]
kind    = "press-release"
path    = "sources/*.txt"
profile = "hmi-probation"

[serve]
query_timeout = 10                     # seconds
query_memory  = 1024                   # MiB a query may use
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A publication's folder: two registers, one release text, no publication.toml yet."""
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in ("b.csv", "a.csv", "release.txt"):
        (sources / name).write_text("")
    return tmp_path


def load(folder: Path, toml: str) -> settings.Settings:
    path = folder / "publication.toml"
    path.write_text(toml, "utf-8")
    return settings.load(path)


def refused(folder: Path, toml: str) -> SettingsError:
    with pytest.raises(SettingsError) as raised:
        load(folder, toml)
    return raised.value


def test_the_example_in_the_design(folder: Path) -> None:
    found = load(folder, DESIGN_EXAMPLE)
    assert found.publication.title == "Probation inspection results"
    assert found.publication.base_iri == "https://data.example.org/"
    assert found.publication.publisher == Publisher("HM Inspectorate of Probation", HMIP, HMIP)
    assert found.publication.licence == Licence(OGL, OGL_ATTRIBUTION)
    assert found.output == folder / "public"
    (source,) = found.sources
    assert (source.kind, source.profile.name, source.licence) == ("press-release", "hmi-probation", OGL)
    assert source.paths == (folder / "sources" / "release.txt",)
    assert (found.limits.timeout, found.limits.memory) == (10, 1024)


def test_defaults(folder: Path) -> None:
    found = load(folder, MINIMAL)
    assert found.publication.name == "probation-inspection-results"
    assert found.publication.languages == ("en",)
    assert found.publication.licence == Licence(OGL, OGL_ATTRIBUTION)
    assert found.output == folder / "public"
    assert found.folder == folder
    assert found.limits == Limits()
    assert (found.host, found.port) == ("127.0.0.1", 8000)


def test_values_that_are_given(folder: Path) -> None:
    serve = '[serve]\nquery_timeout = 2.5\nworkers = 4\nresult_size = 1\nhost = "0.0.0.0"\nport = 80\n'
    toml = PUBLICATION + 'name = "hmip"\nlanguages = ["en", "cy"]\noutput = "../releases"\n' + SOURCE + serve
    found = load(folder, toml)
    assert found.publication.name == "hmip"
    assert found.publication.languages == ("en", "cy")
    assert found.output == folder.parent / "releases"
    assert (found.limits.timeout, found.limits.workers, found.limits.max_bytes) == (2.5, 4, 2**20)
    assert (found.host, found.port) == ("0.0.0.0", 80)


def test_files_of_a_pattern_come_sorted(folder: Path) -> None:
    (source,) = load(folder, MINIMAL).sources
    assert [path.name for path in source.paths] == ["a.csv", "b.csv"]


@pytest.mark.parametrize("above", ["[a]", "a*b"])
def test_a_pattern_is_the_files_path_only_and_not_its_folders(folder: Path, above: str) -> None:
    inner = folder / above
    (inner / "sources").mkdir(parents=True)
    (inner / "sources" / "one.csv").write_text("")
    (source,) = load(inner, MINIMAL).sources
    assert [path.name for path in source.paths] == ["one.csv"]


@pytest.mark.parametrize("pattern", ["sources/**/*.csv", "../{name}/sources/*.csv", "{folder}/sources/*.csv"])
def test_a_pattern_may_go_down_up_or_begin_at_the_root(folder: Path, pattern: str) -> None:
    pattern = pattern.format(name=folder.name, folder=folder)
    (source,) = load(folder, MINIMAL.replace("sources/*.csv", pattern)).sources
    assert [path.resolve().name for path in source.paths] == ["a.csv", "b.csv"]


@pytest.mark.parametrize("form", sorted(OGL_FORMS))
def test_every_form_of_the_ogl_is_read_as_the_one_that_is_published(folder: Path, form: str) -> None:
    found = load(folder, MINIMAL + f'licence = "{form}"\n[licence]\niri = "{form}"\n')
    assert found.publication.licence == Licence(OGL, OGL_ATTRIBUTION)
    assert [source.licence for source in found.sources] == [OGL]


def test_a_source_has_the_publications_licence_unless_it_has_its_own(folder: Path) -> None:
    licence = f'[licence]\niri = "{BY}"\nattribution = "By us."\n'
    found = load(folder, MINIMAL + SOURCE + f'licence = "{OGL}"\n' + licence)
    assert [source.licence for source in found.sources] == [BY, OGL]


def test_a_profile_of_ones_own_is_found_beside_the_file(folder: Path) -> None:
    shipped = Path(settings.__file__).parents[1] / "profiles" / "hmi-probation.toml"
    (folder / "ours.toml").write_text(shipped.read_text("utf-8"), "utf-8")
    (source,) = load(folder, MINIMAL.replace('"hmi-probation"', '"ours.toml"')).sources
    assert source.profile.name == "ours"


@pytest.mark.parametrize(
    ("toml", "where", "found", "accepted"),
    [
        pytest.param("", "[publication]", None, "no default", id="empty file"),
        pytest.param(PUBLICATION, "[source]", None, "no default", id="no source"),
        pytest.param("source = []\n" + PUBLICATION, "[source]", None, "at least one", id="empty list of sources"),
        pytest.param(
            MINIMAL.replace("title", "tittle"), "[publication] tittle", "unknown", "did you mean title?", id="typo"
        ),
        pytest.param(MINIMAL + "[serv]\n", "[serv]", "unknown", "did you mean serve?", id="unknown table"),
        pytest.param(MINIMAL + "colour = 1\n", "[[source]] 1: colour", "unknown", "kind, path", id="unknown key"),
        pytest.param(
            MINIMAL.replace("homepage", "home"), "[publication] publisher.home", "unknown", "homepage", id="nested typo"
        ),
        pytest.param(
            MINIMAL.replace('title = "Probation inspection results"\n', ""),
            "[publication] title",
            None,
            "no default",
            id="missing key",
        ),
        pytest.param(
            MINIMAL.replace('"Probation inspection results"', "7"),
            "[publication] title",
            7,
            "a string",
            id="wrong type",
        ),
        pytest.param(
            MINIMAL.replace('"Probation inspection results"', '" "'),
            "[publication] title",
            " ",
            "a text",
            id="no title",
        ),
        pytest.param('publication = "x"\n' + SOURCE, "[publication]", "x", "a table", id="no table"),
        pytest.param("source = 1\n" + PUBLICATION, "[source]", 1, "a list", id="no list"),
        pytest.param(
            MINIMAL + SOURCE.replace('"sources/*.csv"', "1"), "[[source]] 2: path", 1, "a string", id="second"
        ),
        pytest.param(MINIMAL + '[serve]\nport = "80"\n', "[serve] port", "80", "a whole number", id="number in quotes"),
        pytest.param(MINIMAL + "[serve]\nworkers = 0\n", "[serve] workers", 0, "a whole number >= 1", id="too small"),
        pytest.param(
            MINIMAL + "[serve]\nquery_timeout = 0\n", "[serve] query_timeout", 0, "a number > 0", id="no time"
        ),
        pytest.param(
            MINIMAL + '[store]\nkind = "sparql"\nquery = "https://e.org/"\n',
            "[store] kind",
            "sparql",
            "not available yet",
            id="remote store",
        ),
        pytest.param(
            MINIMAL.replace("register", "fhrs-json"), "[[source]] 1: kind", "fhrs-json", "register", id="kind"
        ),
        pytest.param(
            MINIMAL.replace('"hmi-probation"', '"ofsted"'),
            "[[source]] 1: profile",
            "ofsted",
            "hmi-probation",
            id="profile",
        ),
        pytest.param(
            MINIMAL.replace('"hmi-probation"', '"no.toml"'),
            "[[source]] 1: profile",
            "no.toml",
            ".toml",
            id="own profile",
        ),
        pytest.param(
            MINIMAL.replace("*.csv", "*.ods"), "[[source]] 1: path", "sources/*.ods", "matches files", id="no such file"
        ),
        pytest.param(MINIMAL.replace("sources/*.csv", ""), "[[source]] 1: path", "", "a pattern", id="empty pattern"),
        pytest.param(MINIMAL + 'licence = "OGL"\n', "[[source]] 1: licence", "OGL", "IRI", id="licence of a source"),
        pytest.param(MINIMAL + '[licence]\niri = "OGL"\n', "[licence] iri", "OGL", "IRI", id="licence"),
        pytest.param(
            MINIMAL + f'[licence]\niri = "{BY}"\n', "[licence] attribution", None, "asks users", id="no attribution"
        ),
        pytest.param(
            MINIMAL.replace("data@example.org", "Data team"), "[publication] contact", "Data team", "e-mail", id="c"
        ),
        pytest.param(
            MINIMAL.replace(f'iri = "{HMIP}"', 'iri = "HMIP"'),
            "[publication] publisher.iri",
            "HMIP",
            "IRI",
            id="publisher",
        ),
        pytest.param(MINIMAL.replace("kind", 'kind = "x"\nkind'), "", "", "TOML 1.0", id="no TOML"),
        pytest.param(
            PUBLICATION + "languages = []\n" + SOURCE, "[publication] languages", "", '["en", "cy"]', id="none"
        ),
        pytest.param(PUBLICATION + 'name = "A b"\n' + SOURCE, "[publication] name", "A b", "lower-case", id="name"),
        pytest.param(PUBLICATION + 'output = ""\n' + SOURCE, "[publication] output", "", "a text", id="output"),
    ],
)
def test_what_cannot_be_is_refused_with_file_key_finding_and_what_is_accepted(
    folder: Path, toml: str, where: str, found: object, accepted: str
) -> None:
    error = refused(folder, toml)
    assert str(folder / "publication.toml") in error.where
    assert error.where.endswith(where)
    assert error.found == found or str(found) in str(error.found)
    assert accepted in error.accepted


@pytest.mark.parametrize(
    "base_iri",
    [
        "data.example.org/",
        "ftp://data.example.org/",
        "https://data.example.org",
        "https://data.example.org/?",
        "https://data.example.org/?a=/",
        "https://data.example.org/#/",
        "https://data example.org/",
        "",
    ],
)
def test_a_base_iri_names_a_place_on_the_web_and_ends_with_a_slash(folder: Path, base_iri: str) -> None:
    error = refused(folder, MINIMAL.replace("https://data.example.org/", base_iri))
    assert error.where.endswith("[publication] base_iri")
    assert error.found == base_iri


def test_a_title_without_letters_needs_a_name(folder: Path) -> None:
    toml = MINIMAL.replace("Probation inspection results", "…")
    assert refused(folder, toml).where.endswith("[publication] name")
    assert load(folder, toml.replace("contact", 'name = "results"\ncontact')).publication.name == "results"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"found nothing; accepted: a file that can be read"):
        settings.load(tmp_path / "publication.toml")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "publication.toml"
    path.write_bytes("title = “x”".encode("utf-16"))
    with pytest.raises(SettingsError, match=r"TOML 1\.0 in UTF-8"):
        settings.load(path)


def test_the_file_of_a_folder_is_found(tmp_path: Path) -> None:
    path = tmp_path / "publication.toml"
    path.write_text(MINIMAL)
    assert settings.find(tmp_path) == path


def test_a_folder_without_one_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="lod init"):
        settings.find(tmp_path)


def test_a_server_needs_no_sources(tmp_path: Path) -> None:
    path = tmp_path / "publication.toml"
    path.write_text(MINIMAL, "utf-8")
    assert settings.load(path, sources=False).sources == ()
    with pytest.raises(SettingsError, match="matches files"):
        settings.load(path)


def test_every_key_has_a_meaning() -> None:
    keys = list(settings.keys())
    assert {
        "publication.base_iri",
        "publication.publisher.iri",
        "licence.iri",
        "source.path",
        "serve.query_timeout",
    } <= {key.name for key in keys}
    assert all(key.meaning.endswith(".") for key in keys)
    assert len({key.name for key in keys}) == len(keys)


def test_the_documentation_lists_every_key_with_its_default_and_meaning() -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "settings.md").read_text("utf-8")
    listed = [line for line in page.splitlines() if line.startswith("| `")]
    assert listed == [_row(key) for key in settings.keys()]  # noqa: SIM118 (no dictionary)


def _row(key: settings.Key) -> str:
    default = "**needed**" if key.default is None else key.default and f"`{key.default}`"
    return f"| `{key.name}` | {default} | {key.meaning} |"


def test_the_example_in_the_documentation_can_be_used(folder: Path) -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "settings.md").read_text("utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    assert load(folder, example).publication.name == "probation-inspection-results"


def test_the_examples_that_are_shipped_can_be_used() -> None:
    chosen = settings.load(resources.folder("examples") / "hmi-probation" / "publication.toml")
    assert [(files.kind, [path.name for path in files.paths]) for files in chosen.sources] == [
        ("register", ["inspections.csv"]),
        ("press-release", ["east-midlands-region.txt"]),
    ]
    starter = settings.load(resources.folder("examples") / "starter" / "publication.toml")
    assert [files.kind for files in starter.sources] == ["register"]
