"""Concepts: a SKOS scheme, and where its labels stand in a text. Knows nothing of papers and writes no RDF."""
