"""Failing examples of the shapes of statistics: a valid cube with one thing changed, and what has to be found then."""

from __future__ import annotations

VALID = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix insp: <https://w3id.org/inspection-results/def#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix qb: <http://purl.org/linked-data/cube#> .
@prefix sdmx-dimension: <http://purl.org/linked-data/sdmx/2009/dimension#> .
@prefix sdmx-measure: <http://purl.org/linked-data/sdmx/2009/measure#> .
@prefix statistics: <https://w3id.org/inspection-results/scheme/statistics/> .
@prefix scheme: <https://w3id.org/inspection-results/scheme/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://data.example.org/> .
<https://w3id.org/inspection-results/scheme/fhrs-rating/5> skos:inScheme scheme:fhrs-rating .
<id/statistics/food/units-by-unit-type> a qb:DataSet ;
    qb:structure statistics:units-by-unit-type ;
    dct:license <http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/> ;
    prov:wasDerivedFrom <dataset/food> .
<id/statistics/food/units-by-unit-type/5> a qb:Observation ;
    qb:dataSet <id/statistics/food/units-by-unit-type> ;
    statistics:scale scheme:fhrs-rating ;
    statistics:rating <https://w3id.org/inspection-results/scheme/fhrs-rating/5> ;
    statistics:unit-type <https://w3id.org/inspection-results/scheme/unit-type/food-business> ;
    sdmx-measure:obsValue 2 .
"""

CASES = [
    ("Observation-dataSet", "MinCount", "qb:dataSet <id/statistics/food/units-by-unit-type>", "qb:x 1"),
    ("Observation-dataSet", "MaxCount", "qb:dataSet ", "qb:dataSet <x>, "),
    ("Observation-dataSet", "NodeKind", "qb:dataSet <id/statistics/food/units-by-unit-type>", 'qb:dataSet "food"'),
    ("Observation-scale", "MinCount", "statistics:scale scheme:fhrs-rating", "qb:x 1"),
    ("Observation-scale", "MaxCount", "statistics:scale ", "statistics:scale scheme:fhis-rating, "),
    ("Observation-rating", "MinCount", "statistics:rating <", "qb:x <"),
    ("Observation-rating", "MaxCount", "statistics:rating ", "statistics:rating scheme:other, "),
    ("Observation-rating-scale", "Equals", "statistics:scale scheme:fhrs-rating", "statistics:scale scheme:cqc-rating"),
    ("Observation-dimension", "MinCount", "statistics:unit-type <", "qb:x <"),
    ("Observation-dimension", "MaxCount", "qb:dataSet ", 'sdmx-dimension:refPeriod "2014"^^xsd:gYear ; qb:dataSet '),
    ("Observation-obsValue", "MinCount", "sdmx-measure:obsValue", "qb:x"),
    ("Observation-obsValue", "MaxCount", "obsValue 2", "obsValue 2, 3"),
    ("Observation-obsValue", "Datatype", "obsValue 2", 'obsValue "2"'),
    ("Observation-obsValue", "MinInclusive", "obsValue 2", "obsValue 0"),
    ("Cube-structure", "MinCount", "qb:structure", "qb:x"),
    ("Cube-structure", "MaxCount", "qb:structure ", "qb:structure statistics:other, "),
    ("Cube-structure", "NodeKind", "qb:structure statistics:units-by-unit-type", 'qb:structure "x"'),
    ("Cube-license", "MinCount", "dct:license", "qb:x"),
    ("Cube-license", "MaxCount", "dct:license ", "dct:license <https://creativecommons.org/licenses/by/4.0/>, "),
    ("Cube-license", "Node", "<http://www.nationalarchives", "<https://www.nationalarchives"),
    ("Cube-wasDerivedFrom", "MinCount", "prov:wasDerivedFrom", "qb:x"),
    ("Cube-wasDerivedFrom", "MaxCount", "prov:wasDerivedFrom ", "prov:wasDerivedFrom <dataset/other>, "),
    ("Cube-wasDerivedFrom", "NodeKind", "prov:wasDerivedFrom <dataset/food>", 'prov:wasDerivedFrom "food"'),
]
"""Shape, component, a text of the valid cube, and what stands in its place."""
