"""The vocabularies we use, as closed namespaces: a misspelt term raises, here and not in the data.

A term is its IRI, a plain `str`. Only terms that the project uses are listed; add one when it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator


class Namespace:
    """A vocabulary's IRI and the terms of it that exist.

    `INSP.Inspection` is the IRI; `INSP["class"]` reaches terms that are Python keywords.
    An unlisted term raises AttributeError (KeyError by subscript).
    """

    def __init__(self, iri: str, terms: str) -> None:
        self.iri = iri
        self._terms = {term: iri + term for term in terms.split()}
        self.__dict__.update(self._terms)  # found as attributes are: mapping looks up millions

    def __getattr__(self, term: str) -> str:
        raise AttributeError(f"<{self.iri}> has no term {term!r} in lod.namespaces")

    def __getitem__(self, term: str) -> str:
        return self._terms[term]

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)


INSP = Namespace(
    "https://w3id.org/inspection-results/def#",
    "Inspectorate InspectedUnit InspectionProgramme InspectionFramework Standard RatingScale RatingLevel RatingStatus"
    " Inspection Judgement OverallJudgement CaseSample Measure Recommendation RecommendationGroup Report PressRelease"
    " Extraction Evidence SourceDocument"
    " inspectedBy inspects underProgramme followsUp hasJudgement judges onStandard rating supersedes usesScale"
    " hasSample subSample caseCategory hasMeasure makesRecommendations addressee reportedIn rank points score maxScore"
    " fieldworkStart fieldworkEnd caseCount recommendationCount percentage polarity"
    " overallRating latestInspection currentRating supports usesFramework"
    " previousInspection previousRating previousDate inspectionNumber countedSince"
    " Correction hadJudgement correctedBy withdrawnBy correctionKind correctsProperty formerValue covers",
)
SCHEME_IRI = "https://w3id.org/inspection-results/scheme/"
ONTOLOGY_IRI = "https://w3id.org/inspection-results/def"

RDF = Namespace(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "type first rest nil langString value",
)
RDFS = Namespace(
    "http://www.w3.org/2000/01/rdf-schema#",
    "label isDefinedBy subClassOf domain range seeAlso member",
)
OWL = Namespace("http://www.w3.org/2002/07/owl#", "Class ObjectProperty DatatypeProperty Ontology versionIRI")
XSD = Namespace(
    "http://www.w3.org/2001/XMLSchema#",
    "string boolean integer nonNegativeInteger decimal double date dateTime gYearMonth gYear anyURI hexBinary",
)
DCT = Namespace(
    "http://purl.org/dc/terms/",
    "title description issued modified identifier license rights publisher creator source type spatial replaces"
    " isReplacedBy isVersionOf created date isPartOf language format conformsTo accrualPeriodicity accessRights"
    " LicenseDocument RightsStatement LinguisticSystem Frequency MediaType MediaTypeOrExtent Location Standard temporal"
    " PeriodOfTime",
)
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    "exactMatch Concept ConceptScheme prefLabel altLabel hiddenLabel definition notation inScheme topConceptOf"
    " hasTopConcept memberList",
)
PROV = Namespace(
    "http://www.w3.org/ns/prov#",
    "Activity Agent Entity SoftwareAgent wasDerivedFrom wasGeneratedBy wasInvalidatedBy wasAssociatedWith used",
)
ORG = Namespace(
    "http://www.w3.org/ns/org#",
    "OrganizationalUnit subOrganizationOf ChangeEvent changedBy resultedFrom originalOrganization"
    " resultingOrganization",
)
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#", "lat long")
OA = Namespace(
    "http://www.w3.org/ns/oa#",
    "SpecificResource TextQuoteSelector TextPositionSelector FragmentSelector hasSource hasSelector exact prefix suffix"
    " start end XPathSelector",
)
DCAT = Namespace(
    "http://www.w3.org/ns/dcat#",
    "Catalog Dataset Distribution DataService dataset distribution service contactPoint keyword theme mediaType"
    " byteSize accessURL downloadURL endpointURL endpointDescription servesDataset landingPage version themeTaxonomy"
    " DatasetSeries resource inSeries seriesMember prev hasVersion isVersionOf hasCurrentVersion previousVersion"
    " startDate endDate compressFormat",
)
DCATAP = Namespace("http://data.europa.eu/r5r/", "availability")
SPDX = Namespace(
    "http://spdx.org/rdf/terms#",
    "License licenseDeclared licenseId"
    " Checksum ChecksumAlgorithm checksum algorithm checksumValue checksumAlgorithm_sha256",
)
VOID = Namespace(
    "http://rdfs.org/ns/void#",
    "Dataset triples entities distinctSubjects distinctObjects properties classes classPartition propertyPartition"
    " class property dataDump sparqlEndpoint subset exampleResource uriSpace vocabulary feature DatasetDescription"
    " Linkset linkPredicate subjectsTarget objectsTarget",
)
SD = Namespace(
    "http://www.w3.org/ns/sparql-service-description#",
    "Service Dataset Graph endpoint supportedLanguage SPARQL11Query resultFormat defaultDataset defaultGraph"
    " defaultEntailmentRegime availableGraphs GraphCollection",
)
ADMS = Namespace("http://www.w3.org/ns/adms#", "status")
UKGOV = Namespace("https://w3id.org/co-cddo/uk-cross-government-metadata-exchange-model/", "securityClassification")
"""The UK Cross-Government Metadata Exchange Model's own terms; most of its fields are terms of DCAT."""
ODRS = Namespace(
    "http://schema.theodi.org/odrs#",
    "License RightsStatement dataLicense contentLicense attributionText attributionURL",
)
FOAF = Namespace(
    "http://xmlns.com/foaf/0.1/",
    "Agent Document name homepage primaryTopic",
)
VCARD = Namespace(
    "http://www.w3.org/2006/vcard/ns#",
    "Kind fn hasEmail hasURL",
)
SCHEMA = Namespace(
    "https://schema.org/",
    "softwareVersion startDate endDate identifier address postalCode",
)
SH = Namespace(
    "http://www.w3.org/ns/shacl#",
    "ValidationReport ValidationResult NodeShape conforms result focusNode resultPath value sourceConstraintComponent"
    " name sourceShape resultSeverity resultMessage Violation Warning Info"
    " targetClass targetSubjectsOf property path minCount maxCount datatype severity description",
)

QB = Namespace("http://purl.org/linked-data/cube#", "DataSet Observation dataSet structure")
SDMX_DIMENSION = Namespace("http://purl.org/linked-data/sdmx/2009/dimension#", "refArea refPeriod")
SDMX_MEASURE = Namespace("http://purl.org/linked-data/sdmx/2009/measure#", "obsValue")
LDES = Namespace(
    "https://w3id.org/ldes#",
    "EventStream EventSource RetentionPolicy timestampPath versionOfPath versionCreatePath versionCreateObject"
    " versionUpdateObject versionDeletePath versionDeleteObject retentionPolicy startingFrom immutable",
)
TREE = Namespace(
    "https://w3id.org/tree#",
    "Node view viewDescription member relation node path value GreaterThanOrEqualToRelation LessThanOrEqualToRelation",
)
AS = Namespace("https://www.w3.org/ns/activitystreams#", "Create Update Delete")

PARTS = frozenset(
    {
        INSP.hasJudgement,
        INSP.hadJudgement,
        INSP.correctedBy,
        PROV.wasInvalidatedBy,
        INSP.hasSample,
        INSP.subSample,
        INSP.hasMeasure,
        INSP.makesRecommendations,
        INSP.reportedIn,
        ORG.changedBy,
        ORG.resultedFrom,
        PROV.wasDerivedFrom,
        OA.hasSelector,
        SPDX.checksum,
        SKOS.memberList,
        RDF.rest,
    }
)
"""The properties that lead to what a thing is composed of: its description holds all that is said of that."""
NAMES = frozenset({RDFS.label, SKOS.prefLabel, DCT.title})
"""The properties by which a description calls what else a thing leads to."""

PREFIXES: dict[str, str] = {
    "insp": INSP.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "owl": OWL.iri,
    "xsd": XSD.iri,
    "dct": DCT.iri,
    "skos": SKOS.iri,
    "prov": PROV.iri,
    "org": ORG.iri,
    "geo": GEO.iri,
    "oa": OA.iri,
    "dcat": DCAT.iri,
    "dcatap": DCATAP.iri,
    "spdx": SPDX.iri,
    "void": VOID.iri,
    "sd": SD.iri,
    "odrs": ODRS.iri,
    "foaf": FOAF.iri,
    "vcard": VCARD.iri,
    "schema": SCHEMA.iri,
    "sh": SH.iri,
    "qb": QB.iri,
    "sdmx-dimension": SDMX_DIMENSION.iri,
    "sdmx-measure": SDMX_MEASURE.iri,
}

OGL = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
"""The one form of the Open Government Licence v3.0's IRI that is published."""

OGL_FORMS = frozenset(
    f"{scheme}://{host}nationalarchives.gov.uk/doc/open-government-licence/version/3{slash}"
    for scheme in ("http", "https")
    for host in ("", "www.")
    for slash in ("", "/")
)
"""The forms of that IRI found in documents, all read as `OGL`."""

OGL_ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."
