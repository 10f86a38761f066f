"""What rules of ours conclude and no source says: self-citations. Each with its rule."""

from __future__ import annotations

from kg import namespaces as ns
from kg.converters.statements import Statements
from kg.quads import Iri

__all__ = ["derived"]


def derived(st: Statements, work: Iri) -> None:
    """State what follows from the bibliography of one source."""
    _self_citations(st, work)


def _self_citations(st: Statements, work: Iri) -> None:
    """Mark the citations of works that a person of the paper's own authors wrote too, by the printed name.

    The basis is the identity of the person node: the same full name in one source.
    """
    authors: dict[tuple[str, int], set[Iri]] = {}
    for (what, owner, position, role, _), node in st.places.items():
        if what == "person" and role == "author":
            authors.setdefault((owner, position), set()).add(node)
    own = authors.get(("paper", 0), set())
    for stem, records in (("reference", st.paper.references), ("cited-by", st.paper.cited_by)):
        for record in records:
            other = st.places.get(("work", stem, record.position, "", 0))
            if other is None or not own & authors.get((stem, record.position), set()):
                continue
            citing, cited = (work, other) if stem == "reference" else (other, work)
            citation = Iri(f"{citing}#citation-{cited.rsplit('/', 1)[-1]}")
            kind = ns.CITO("AuthorSelfCitation")
            st.type(citation, kind, "derived")
            said = (citation, ns.RDF("type"), kind)
            st.conclude(
                "self-citation",
                said,
                "self-citation",
                "shared-printed-name",
                of=st.part(f"{stem}-{record.position}"),
                layer="derived",
            )
