"""publication.toml: DESIGN's example, the defaults, and an error for everything that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from lod import resources, settings
from lod.errors import SettingsError
from lod.model import Licence, Place, Publisher
from lod.namespaces import OGL, OGL_ATTRIBUTION, OGL_FORMS
from lod.store import Limits
from lod.store.remote import Endpoints
from lod.web.http.rate import Rate
from lod.web.serving.settings import Serving

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
    found = settings.load(path)
    assert isinstance(found, settings.Settings)
    return found


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
    assert (source.kind, source.profile.name, source.licence) == ("press-release", "hmi-probation", Licence())
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
    assert found.serving == Serving()
    assert (found.host, found.port) == ("127.0.0.1", 8000)


def test_every_limit_of_a_query_can_be_set(folder: Path) -> None:
    toml = (
        MINIMAL
        + """[serve]
query_timeout = 1
query_memory = 128
query_wait = 2
query_size = 3
query_depth = 4
query_operators = 5
result_rows = 6
result_size = 7
result_spool = 8
workers = 9
light = 0.5
heavy = 10
parked = 11
queue = 12
cache = 13
proxies = ["10.0.0.7", "2001:db8::/32"]
log_queries = true
metrics = false
[serve.rate]
requests = 600
seconds = 30
"""
    )
    found = load(folder, toml)
    assert found.limits == Limits(
        timeout=1,
        memory=128,
        wait=2,
        max_query=3 * 2**10,
        max_depth=4,
        max_operators=5,
        max_rows=6,
        max_bytes=7 * 2**20,
        spool=8 * 2**20,
        workers=9,
        light=0.5,
        heavy=10,
        parked=11,
        queue=12,
    )
    assert found.serving == Serving(
        cache=13 * 2**20,
        rate=Rate(600, 30),
        proxies=("10.0.0.7", "2001:db8::/32"),
        log_queries=True,
        metrics=False,
    )


def test_values_that_are_given(folder: Path) -> None:
    serve = '[serve]\nquery_timeout = 2.5\nworkers = 4\nresult_size = 1\nhost = "0.0.0.0"\nport = 80\n'
    toml = PUBLICATION + 'name = "hmip"\nlanguages = ["en", "cy"]\noutput = "../releases"\n' + SOURCE + serve
    found = load(folder, toml)
    assert found.publication.name == "hmip"
    assert found.publication.languages == ("en", "cy")
    assert found.output == folder.parent / "releases"
    assert (found.limits.timeout, found.limits.workers, found.limits.max_bytes) == (2.5, 4, 2**20)
    assert (found.host, found.port) == ("0.0.0.0", 80)


def test_a_colour_may_be_given(folder: Path) -> None:
    given = MINIMAL.replace("[publication]\n", '[publication]\ncolour = "#1D3A5F"\n')
    assert (load(folder, given).publication.colour, load(folder, MINIMAL).publication.colour) == ("#1d3a5f", "")


@pytest.mark.parametrize(
    ("colour", "said"),
    [
        pytest.param("blue", "found 'blue'; accepted: a colour as #rrggbb", id="word"),
        pytest.param("#fd0", "found '#fd0'; accepted: a colour as #rrggbb", id="short"),
        pytest.param("#ffdd00", "#ffdd00, whose contrast with white is 1.35", id="yellow"),
        pytest.param("#777777", "#777777, whose contrast with white is 4.48", id="just too light"),
    ],
)
def test_white_text_can_be_read_on_a_colour(folder: Path, colour: str, said: str) -> None:
    given = MINIMAL.replace("[publication]\n", f'[publication]\ncolour = "{colour}"\n')
    assert "[publication] colour: " in str(refused(folder, given))
    assert said in str(refused(folder, given))


def test_place_and_frequency_may_be_given(folder: Path) -> None:
    place = "http://statistics.data.gov.uk/id/statistical-geography/K04000001"
    given = f'place = "{place}"\nplace_name = "England and Wales"\nfrequency = "quarterly"\n'
    found = load(folder, PUBLICATION + given + SOURCE).publication
    assert (found.place, found.frequency) == (Place(place, "England and Wales"), "quarterly")
    assert (load(folder, MINIMAL).publication.place, load(folder, MINIMAL).publication.frequency) == (None, "irregular")


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ('place = "England"', "publication.place:"),
        ('place = "https://example.org/england"', "publication.place_name:"),
        ('place_name = "England"', "publication.place:"),
        ('frequency = "now and then"', "publication.frequency:"),
    ],
    ids=["no-iri", "no-name", "name-alone", "frequency"],
)
def test_a_place_is_an_iri_with_a_name_and_a_frequency_a_term(folder: Path, given: str, key: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load(folder, f"{PUBLICATION}{given}\n{SOURCE}")
    assert key.removesuffix(":").replace("publication.", "") in str(raised.value)


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
    assert [path.name for path in source.paths] == ["a.csv", "b.csv"]


@pytest.mark.parametrize("form", sorted(OGL_FORMS))
def test_every_form_of_the_ogl_is_read_as_the_one_that_is_published(folder: Path, form: str) -> None:
    found = load(folder, MINIMAL + f'licence = "{form}"\n[licence]\niri = "{form}"\n')
    assert found.publication.licence == Licence(OGL, OGL_ATTRIBUTION)
    assert [source.licence for source in found.sources] == [Licence()]


def test_a_source_has_the_publications_licence_unless_it_has_its_own(folder: Path) -> None:
    licence = f'[licence]\niri = "{BY}"\nattribution = "By us."\n'
    found = load(folder, MINIMAL + SOURCE + f'licence = "{OGL}"\n' + licence)
    assert [source.licence for source in found.sources] == [Licence(BY, "By us."), Licence()]


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
            MINIMAL + '[serve]\nproxies = ["10.0.0.7", "gateway"]\n',
            "[serve] proxies.1",
            "gateway",
            "an address or a network, such as 10.0.0.7 or 10.0.0.0/24",
            id="a proxy by name",
        ),
        pytest.param(
            MINIMAL + "[serve.rate]\nseconds = 0\n", "[serve] rate.seconds", 0, "a number > 0", id="a rate of no time"
        ),
        pytest.param(
            MINIMAL + "[serve]\nquery_timeout = 0\n", "[serve] query_timeout", 0, "a number > 0", id="no time"
        ),
        pytest.param(
            MINIMAL + '[store]\nkind = "sparql"\nquery = "https://e.org/"\n',
            "[store] update",
            None,
            "an address of the SPARQL engine",
            id="remote store without an address",
        ),
        pytest.param(
            MINIMAL + '[store]\nkind = "sparql"\nquery = "e.org"\nupdate = "https://e.org/"\n',
            "[store] query",
            "e.org",
            "IRI",
            id="address of a remote store",
        ),
        pytest.param(
            MINIMAL + '[store]\nquery = "https://e.org/"\n',
            "[store] query",
            "https://e.org/",
            'kind is "sparql"',
            id="address without a remote store",
        ),
        pytest.param(MINIMAL + '[store]\nkind = "redis"\n', "[store] kind", "redis", "embedded", id="kind of store"),
        pytest.param(MINIMAL.replace("register", "rdf"), "[[source]] 1: kind", "rdf", "register", id="kind"),
        pytest.param(
            MINIMAL.replace('profile = "hmi-probation"\n', ""), "[[source]] 1: profile", None, "hmi-probation", id="p"
        ),
        pytest.param(
            MINIMAL + f'licence = "{BY}"\n', "[[source]] 1: attribution", None, f"what the licence {BY}", id="by whom"
        ),
        pytest.param(
            MINIMAL + 'attribution = "By them."\n',
            "[[source]] 1: attribution",
            "By them.",
            "one attribution for each licence, here 'Contains public sector information",
            id="two attributions",
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
    found = settings.load(path, sources=False)
    assert isinstance(found, settings.Settings)
    assert found.sources == ()
    with pytest.raises(SettingsError, match="matches files"):
        settings.load(path)


def test_a_source_has_the_licence_of_its_profile_unless_it_says_another(folder: Path) -> None:
    owners = MINIMAL.replace('"hmi-probation"', '"ofsted-ownership"')
    found = load(folder, owners + 'attribution = "Owners: BuzzFeed News."\n')
    assert [source.licence for source in found.sources] == [Licence(BY, "Owners: BuzzFeed News.")]
    assert [source.licence for source in load(folder, owners + f'licence = "{OGL}"\n').sources] == [Licence()]


@pytest.mark.parametrize("kind", ["fhrs-json", "fhrs-xml", "cqc-json"])
def test_a_kind_that_one_inspectorate_writes_needs_no_profile(folder: Path, kind: str) -> None:
    toml = MINIMAL.replace('"register"', f'"{kind}"').replace('profile = "hmi-probation"\n', "")
    (source,) = load(folder, toml).sources
    assert (source.kind, source.profile.name) == (kind, kind)


def test_a_sparql_engine_holds_the_releases(folder: Path) -> None:
    assert load(folder, MINIMAL).engine is None
    store = 'kind = "sparql"\nquery = "http://127.0.0.1/q"\nupdate = "http://127.0.0.1/u"\nkeep = 5\ntimeout = 2\n'
    found = load(folder, MINIMAL + "[store]\n" + store).engine
    assert found is not None
    assert found.endpoints == Endpoints("http://127.0.0.1/q", "http://127.0.0.1/u", timeout=2)
    assert found.keep == 5


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
    own = [key for key in settings.keys(settings.SiteFile) if key.name.startswith(("site.", "publication."))]
    assert listed == [_row(key) for key in (*settings.keys(), *own)]


def _row(key: settings.Key) -> str:
    default = "**needed**" if key.default is None else key.default and f"`{key.default}`"
    return f"| `{key.name}` | {default} | {key.meaning} |"


def test_the_example_in_the_documentation_can_be_used(folder: Path) -> None:
    page = (Path(__file__).resolve().parents[1] / "docs" / "settings.md").read_text("utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    assert load(folder, example).publication.name == "probation-inspection-results"


def test_the_examples_that_are_shipped_can_be_used() -> None:
    chosen = settings.load(resources.folder("examples") / "hmi-probation" / "publication.toml")
    assert isinstance(chosen, settings.Settings)
    assert [(files.kind, [path.name for path in files.paths]) for files in chosen.sources] == [
        ("register", ["inspections.csv"]),
        ("press-release", ["east-midlands-region.txt"]),
    ]
    starter = settings.load(resources.folder("examples") / "starter" / "publication.toml")
    assert isinstance(starter, settings.Settings)
    assert [files.kind for files in starter.sources] == ["register"]


SITE = f"""\
[site]
title = "Inspection results"
description = "Results of two inspectorates"
base_iri = "https://data.example.org/"
publisher = {{ name = "HM Inspectorate of Probation", iri = "{HMIP}" }}
contact = "data@example.org"

[[publication]]
path = "one/publication.toml"

[[publication]]
path = "two/publication.toml"
"""


def site(folder: Path, toml: str = SITE, one: str = "", two: str = "") -> settings.SiteSettings:
    """A site of two publications, whose files may say something else than usual."""
    for name, text in (("one", one), ("two", two)):
        (folder / name / "sources").mkdir(parents=True, exist_ok=True)
        (folder / name / "sources" / "a.csv").write_text("")
        usual = MINIMAL.replace("contact", f'name = "{name}"\ncontact')
        (folder / name / "publication.toml").write_text(text or usual, "utf-8")
    path = folder / "site.toml"
    path.write_text(toml, "utf-8")
    found = settings.load(path)
    assert isinstance(found, settings.SiteSettings)
    return found


def test_a_site_holds_its_publications_in_the_order_of_its_file(tmp_path: Path) -> None:
    found = site(tmp_path, SITE + "[serve]\nport = 80\n")
    assert found.publication.title == "Inspection results"
    assert found.output == tmp_path / "public"
    assert found.port == 80
    assert [member.publication.name for member in found.members] == ["one", "two"]
    assert [member.output for member in found.members] == [tmp_path / "one/public", tmp_path / "two/public"]
    assert [path.name for member in found.members for files in member.sources for path in files.paths] == ["a.csv"] * 2


def test_the_publications_of_a_site_have_its_base_iri(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        site(tmp_path, two=MINIMAL.replace("https://data.example.org/", "https://two.example.org/"))
    assert raised.value.where == f"{tmp_path / 'site.toml'}: [[publication]] 2: path"
    assert raised.value.found == "two/publication.toml with the base_iri https://two.example.org/"
    assert raised.value.accepted == "publications with the site’s base_iri, https://data.example.org/"


@pytest.mark.parametrize(
    ("toml", "one", "where", "found", "accepted"),
    [
        pytest.param(
            SITE,
            MINIMAL.replace("contact", 'name = "two"\ncontact'),
            "[[publication]] 2: path",
            "two/publication.toml with the name two",
            "another name than that of one/publication.toml",
            id="one name twice",
        ),
        pytest.param(
            SITE,
            MINIMAL.replace("contact", 'output = "../two/public"\ncontact'),
            "[[publication]] 2: path",
            "with the output",
            "another output than that of one/publication.toml",
            id="one output twice",
        ),
        pytest.param(
            SITE,
            MINIMAL.replace("contact", 'name = "inspection-results"\ncontact'),
            "[[publication]] 1: path",
            "one/publication.toml with the name inspection-results",
            "than that of the site",
            id="the name of the site",
        ),
        pytest.param(
            SITE.replace("two/pub", "three/pub"),
            "",
            "[[publication]] 2: path",
            "three/publication.toml",
            "the path of a publication.toml",
            id="no such file",
        ),
        pytest.param(SITE, SITE, "[[publication]] 1: path", "one", "one publication", id="a site in a site"),
        pytest.param(SITE.split("[[")[0], "", "[publication]", None, "no default", id="no publication"),
        pytest.param("publication = []\n" + SITE.split("[[")[0], "", "[publication]", None, "at least", id="none"),
        pytest.param(SITE + "colour = 1\n", "", "[[publication]] 2: colour", "unknown", "path", id="unknown key"),
        pytest.param(SITE + '[store]\nkind = "sparql"\n', "", "[store] kind", "sparql", "no other", id="remote store"),
        pytest.param(
            SITE.replace("contact", 'output = "s3://bucket/site"\ncontact'),
            "",
            "[site] output",
            "s3://bucket/site",
            "a folder",
            id="object storage",
        ),
    ],
)
def test_a_site_that_cannot_be_is_refused(
    tmp_path: Path, toml: str, one: str, where: str, found: object, accepted: str
) -> None:
    with pytest.raises(SettingsError) as raised:
        site(tmp_path, toml, one)
    assert raised.value.where.endswith(where)
    assert raised.value.found == found or str(found) in str(raised.value.found)
    assert accepted in raised.value.accepted


def test_the_site_of_a_folder_is_found_where_it_has_no_publication(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text(SITE)
    assert settings.find(tmp_path) == tmp_path / "site.toml"
    (tmp_path / "publication.toml").write_text(MINIMAL)
    assert settings.find(tmp_path) == tmp_path / "publication.toml"


def test_the_example_of_a_site_can_be_used() -> None:
    found = settings.load(resources.folder("examples") / "inspectorates" / "site.toml")
    assert isinstance(found, settings.SiteSettings)
    assert [(member.publication.name, [files.kind for files in member.sources]) for member in found.members] == [
        ("probation", ["register", "press-release"]),
        ("food-hygiene", ["fhrs-xml"]),
        ("care", ["cqc-json"]),
        ("childrens-social-care", ["register", "register"]),
    ]


def test_a_file_of_corrections_is_named_relative_to_the_settings(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/a.csv").touch()
    (tmp_path / "corrections.toml").touch()
    path = tmp_path / "publication.toml"
    path.write_text(PUBLICATION + 'corrections = "corrections.toml"\n' + SOURCE, "utf-8")
    chosen = settings.load(path)
    assert isinstance(chosen, settings.Settings)
    assert chosen.corrections == tmp_path / "corrections.toml"


def test_a_file_of_corrections_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/a.csv").touch()
    path = tmp_path / "publication.toml"
    path.write_text(PUBLICATION + 'corrections = "none.toml"\n' + SOURCE, "utf-8")
    with pytest.raises(SettingsError) as failure:
        settings.load(path)
    assert failure.value.where == f"{path}: [publication] corrections"
