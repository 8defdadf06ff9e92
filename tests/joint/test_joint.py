"""A joint release holds what its members state, once, and leaves them as they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import SH

from lod import joint, releases, settings
from lod.errors import ReleaseError, ReleaseNotFound
from lod.formats import parse_file
from lod.iris import Iris
from lod.joint import Member
from lod.lists import List, from_store
from lod.namespaces import DCAT, DCT, FOAF, ODRS, OGL, PROV, RDF, VOID
from lod.releases import manifest
from lod.settings import SiteSettings
from lod.store import open_store
from lod.terms import Literal, Triple, lines
from tests import sites
from tests.joint.conftest import Site

BASE = "https://data.example.org/"
BY = "https://creativecommons.org/licenses/by/4.0/"
NAMES = ["care", "childrens-social-care", "childrens-social-care-creativecommons-org-licenses-by-4-0"]
NAMES += ["food-hygiene", "probation"]


def statements(path: Path) -> list[Triple]:
    return list(parse_file(path))


def values(triples: list[Triple], subject: str, predicate: str) -> list[object]:
    return sorted((value for s, p, value in triples if (s, p) == (subject, predicate)), key=str)


def test_the_store_holds_every_statement_of_the_members_once(site: Site) -> None:
    dumps = [path for member in site.members for path in member.folder.glob("*.nq")]
    assert len(dumps) == 5
    plain = {line for dump in dumps for line in dump.read_text("utf-8").splitlines(keepends=True) if "_:" not in line}
    store = open_store(site.joint.release.store)
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) }"
    assert set(lines(store.construct(query))) == plain
    assert site.joint.release.manifest.triples == len(store.select("SELECT * { ?s ?p ?o }"))


def test_blank_nodes_that_every_member_has_are_there_once(site: Site) -> None:
    query = """
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?scale (COUNT(?member) AS ?members) {
          ?scale skos:memberList/rdf:rest*/rdf:first ?member
        } GROUP BY ?scale ORDER BY ?scale
    """
    alone = open_store(site.members[0].store).select(query)
    assert len(alone) > 10
    assert open_store(site.joint.release.store).select(query) == alone
    triples = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(isBlank(?s) || isBlank(?o)) }"
    counts = {open_store(release.store).select(triples)[0]["n"] for release in (*site.members, site.joint.release)}
    assert len(counts) == 1


def test_the_members_releases_stay_as_they_are(site: Site) -> None:
    assert site.after == site.before
    for member in site.members:
        releases.verify(member)
    releases.verify(site.joint.release)


def test_the_index_of_its_lists_is_what_its_store_says(site: Site, tmp_path: Path) -> None:
    made = site.joint.release.folder / manifest.LISTS
    from_store.build(tmp_path / "lists", open_store(site.joint.release.store), Iris(BASE))
    assert _files(made) == _files(tmp_path / "lists")
    assert len(_files(made)) == 2 * len(List)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_so_it_is_where_a_member_was_made_by_software_without_one(site: Site, tmp_path: Path) -> None:
    inner = [(each.publication, each.output) for each in site.settings.members]
    older = shutil.copytree(inner[0][1], tmp_path / "older", symlinks=True)
    shutil.rmtree(releases.current(older).folder / manifest.LISTS)
    made = joint.build(site.settings.publication, [(inner[0][0], older), *inner[1:]], tmp_path / "joint", sites.AT)
    assert _files(made.release.folder / manifest.LISTS) == _files(site.joint.release.folder / manifest.LISTS)


def test_it_says_what_it_is_made_of(site: Site) -> None:
    named = [member.publication for member in site.settings.members]
    assert joint.members(site.joint.release) == tuple(
        Member(about.name, about.title, release.id) for about, release in zip(named, site.members, strict=True)
    )
    assert joint.members(site.members[0]) == ()
    about = site.joint.release.manifest
    assert about.inspections == sum(member.manifest.inspections for member in site.members) == 45
    assert about.modified == "2026-06-03"
    assert about.id.startswith("2026-06-03-")


def test_it_has_no_dumps_of_its_own(site: Site) -> None:
    files = [file.name for file in site.joint.release.manifest.files]
    assert files == ["catalogue.nt", "entities.txt", "members.json", "void.nt"]


def test_the_same_members_make_the_same_release(site: Site) -> None:
    again = sites.join(site.settings)
    assert (again.release.id, again.new) == (site.joint.release.id, False)
    assert site.joint.new
    assert not list(site.settings.output.glob(".building*"))


def test_one_catalogue_lists_every_dataset_with_its_own_licence_and_dumps(site: Site) -> None:
    said = statements(site.joint.release.file("catalogue.nt"))
    assert values(said, BASE, RDF.type) == [DCAT.Catalog]
    assert values(said, BASE, DCT.title) == [Literal("Inspection results", RDF.langString, "en")]
    datasets = [f"{BASE}dataset/{name}" for name in NAMES]
    assert values(said, BASE, DCAT.dataset) == datasets
    assert values(said, f"{BASE}sparql", DCAT.servesDataset) == datasets
    assert [values(said, dataset, DCT.license) for dataset in datasets] == [[OGL], [OGL], [BY], [OGL], [OGL]]
    (rights,) = values(said, datasets[2], DCT.rights)
    (text,) = values(said, str(rights), ODRS.attributionText)
    assert isinstance(text, Literal)
    assert text.lexical == "Owners of private children’s homes: BuzzFeed News, CC BY 4.0."
    assert {len(values(said, dataset, DCAT.distribution)) for dataset in datasets} == {24}
    for member in site.members:
        address = Iris(BASE).release_file(member.id, "data.nq")
        assert [s for s, p, o in said if (p, o) == (DCAT.downloadURL, address)]


def test_documents_belong_to_the_dataset_of_their_licence(site: Site) -> None:
    said = statements(site.joint.release.file("catalogue.nt"))
    of = {name: set(values(said, f"{BASE}dataset/{name}", PROV.wasDerivedFrom)) for name in NAMES}
    assert {name: len(sources) for name, sources in of.items()} == dict(zip(NAMES, (6, 1, 1, 1, 2), strict=True))
    assert len(set.union(*of.values())) == 11


def test_void_counts_each_dataset_by_itself(site: Site) -> None:
    said = statements(site.joint.release.file("void.nt"))
    datasets = [f"{BASE}dataset/{name}" for name in NAMES]
    whole = f"{BASE}dataset/inspection-results"
    assert values(said, f"{BASE}.well-known/void", FOAF.primaryTopic) == sorted([whole, *datasets])
    assert values(said, whole, VOID.subset) == datasets
    assert all(len(values(said, dataset, VOID.triples)) == 1 for dataset in datasets)


@pytest.mark.parametrize("shapes", ["shapes.ttl", "range.ttl", "deprecateduris.ttl"])
def test_the_catalogue_is_what_dcat_ap_asks_for(site: Site, shared: Path, shapes: str) -> None:
    _, report, _ = pyshacl.validate(
        rdflib.Graph().parse(site.joint.release.file("catalogue.nt"), format="nt"),
        shacl_graph=rdflib.Graph().parse(shared / "vocab" / "dcat-ap-3.0.1" / shapes),
        do_owl_imports=False,
        advanced=True,
    )
    assert isinstance(report, rdflib.Graph)
    assert not [str(report.value(each, SH.focusNode)) for each in report.subjects(rdflib.RDF.type, SH.ValidationResult)]


def test_a_new_release_of_a_member_makes_a_new_joint_release_and_the_old_one_stays(tmp_path: Path, site: Site) -> None:
    shutil.copytree(site.settings.folder.parent, tmp_path / "copy", symlinks=True)
    found = settings.load(tmp_path / "copy" / "inspectorates" / "site.toml")
    assert isinstance(found, SiteSettings)
    food = tmp_path / "copy/inspectorates/food/sources/FHRS232en-GB.xml"
    food.write_text(food.read_text("utf-8").replace("<BusinessName>Zizzi<", "<BusinessName>Zizzi Tombland<"), "utf-8")
    sites.build_members(found)
    made = sites.join(found)
    assert made.new
    assert made.release.id != site.joint.release.id
    assert [release.id for release in releases.releases(found.output)] == sorted(
        [site.joint.release.id, made.release.id]
    )
    assert open_store(made.release.store).ask('ASK { ?unit ?name "Zizzi Tombland"@en }')
    releases.verify(made.release)


def test_a_unit_in_two_publications_is_refused(tmp_path: Path, site: Site) -> None:
    member = site.settings.members[0]
    twice = [(member.publication, member.output), (member.publication, member.output)]
    with pytest.raises(ReleaseError, match=r"/id/unit/.* has facts in release .*one publication"):
        joint.build(site.settings.publication, twice, tmp_path, sites.AT)
    assert releases.releases(tmp_path) == []
    assert not list(tmp_path.glob(".building*"))


def test_a_publication_without_a_release_is_refused(tmp_path: Path, site: Site) -> None:
    inner = [(site.settings.members[0].publication, tmp_path / "none")]
    with pytest.raises(ReleaseNotFound, match="no release yet"):
        joint.build(site.settings.publication, inner, tmp_path, sites.AT)
