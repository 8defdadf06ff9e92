"""The ontology, its schemes and shapes, for people and for programs."""
