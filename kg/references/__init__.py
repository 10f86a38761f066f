"""One reference string → fields with spans and confidence. Knows neither files nor RDF."""
