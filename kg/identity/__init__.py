"""Keys and IRIs: when two records mean the same thing, and what cannot be told from the page.

Knows nothing of RDF serialisation. Nothing is merged by likeness: only by an identifier, by a pairing that the
source prints, or by the documented key. Everything else is a candidate.
"""
