# The Recommendation's normalisation algorithm (section 10.1), in the part that our cubes need: types and component
# properties that follow from the rest.
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
INSERT { ?o a qb:Observation } WHERE { [] qb:observation ?o } ;
INSERT { ?o a qb:Observation } WHERE { ?o qb:dataSet [] } ;
INSERT { ?s a qb:Slice } WHERE { [] qb:slice ?s } ;
INSERT { ?component qb:componentProperty ?p . ?p a qb:DimensionProperty } WHERE { ?component qb:dimension ?p } ;
INSERT { ?component qb:componentProperty ?p . ?p a qb:MeasureProperty } WHERE { ?component qb:measure ?p } ;
INSERT { ?component qb:componentProperty ?p . ?p a qb:AttributeProperty } WHERE { ?component qb:attribute ?p }
