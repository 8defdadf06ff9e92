"""Lists for those who never need to learn SPARQL: filter, sort, page; JSON-LD, CSV, GeoJSON; OpenAPI."""
