"""One paper → its quads: the order in which the parts are said, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.converters import evidence
from kg.converters.concepts import concepts
from kg.converters.derived import derived
from kg.converters.evidence import dataset
from kg.converters.paper import paper as convert_paper
from kg.converters.reference import entries
from kg.converters.statements import Shared, Statements
from kg.identity.keys import paper_paths
from kg.identity.people import People
from kg.quads import Quad
from kg.records import Paper

if TYPE_CHECKING:
    from kg.concepts.scheme import Scheme

__all__ = ["convert", "dataset"]


def convert(paper: Paper, shared: Shared, schemes: Sequence[Scheme] = ()) -> Iterable[Quad]:
    """Convert the records of one source into quads of all layers.

    Args:
        paper: the paper, its references parsed.
        shared: what the sources of the build have in common.
        schemes: the concept schemes whose labels are looked for in titles, abstracts and keywords.
    """
    st = Statements(paper, shared)
    people = People(paper)
    path = shared.works.path(paper_paths(paper))
    work = st.iri(path)
    st.places["work", "paper", 0, "", 0] = work
    convert_paper(st, people, work, path, owned=shared.works.owner(path) == paper.source.key)
    evidence.source(st, work)
    entries(st, people, work)
    evidence.findings(st)
    derived(st, work)
    concepts(st, work, schemes)
    return st.quads()
