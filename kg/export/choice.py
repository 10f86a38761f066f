"""Which triples an export holds: some of the layers, with what their nodes are; and views that restate citations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg import namespaces as ns
from kg.errors import UsageError
from kg.quads import LAYERS, Iri, Literal, Quad, Term

__all__ = ["choose", "views"]

_TYPE = ns.RDF("type")
_TRIPLES = ns.VOID("triples")
_CITES = ns.CITO("cites")


def choose(quads: Iterable[Quad], layers: Sequence[str]) -> Iterable[Quad]:
    """Return the quads of some layers, and what the nodes are that they speak of.

    A node whose type is told only in a layer left out keeps its ``rdf:type``, in the layer that first speaks of it, so
    that every IRI that was minted is described wherever it stands and no other graph appears. Where the graph states
    how many triples it holds, the number is that of the choice.

    Args:
        quads: the quads of a graph.
        layers: which layers are wanted; all of them: nothing changes.

    Raises:
        UsageError: a layer is wanted of a graph that does not keep its layers apart.
    """
    if set(LAYERS) <= set(layers):
        return quads
    return _chosen(list(quads), frozenset(layers))


def _chosen(quads: list[Quad], layers: frozenset[str]) -> list[Quad]:
    if quads and not any(quad.layer in LAYERS for quad in quads):
        raise UsageError(
            "the graph does not keep its layers apart, as Turtle, JSON-LD, N-Triples and RDF/XML do not; "
            "export from TriG or N-Quads, or build it with --layers"
        )
    kept: dict[Quad, None] = {}
    met: dict[Term, str] = {}
    typed: set[Term] = set()
    for quad in quads:
        if quad.layer in layers:
            kept[quad] = None
            met.setdefault(quad.subject, quad.layer)
            if isinstance(quad.object, Iri):
                met.setdefault(quad.object, quad.layer)
            if quad.predicate == _TYPE:
                typed.add(quad.subject)
    # Of the layers left out, one tells: what a rule derived is not carried into what pages say.
    for layer in LAYERS:
        told = [quad for quad in quads if quad.predicate == _TYPE and quad.layer == layer and quad.layer not in layers]
        told = [quad for quad in told if quad.subject in met and quad.subject not in typed]
        kept.update((quad._replace(layer=met[quad.subject]), None) for quad in told)
        typed.update(quad.subject for quad in told)
    return _counted(list(kept))


def views(quads: Iterable[Quad]) -> list[Quad]:
    """Return the quads, and after them each citation as DCMI Terms and BIBO say it, in the derived layer.

    Args:
        quads: the quads of a graph; ``cito:cites`` says who cites whom.
    """
    kept = dict.fromkeys(quads)
    said = {quad[:3] for quad in kept}
    flat = not any(quad.layer for quad in kept)
    for quad in [quad for quad in kept if quad.predicate == _CITES]:
        citing, cited = quad.subject, quad.object
        if isinstance(cited, Literal):
            continue
        for subject, predicate, obj in (
            (citing, ns.DCTERMS("references"), cited),
            (cited, ns.DCTERMS("isReferencedBy"), citing),
            (citing, ns.BIBO("cites"), cited),
        ):
            if (subject, predicate, obj) not in said:
                kept[Quad(subject, predicate, obj, "" if flat else "derived")] = None
    return _counted(list(kept))


def _counted(quads: list[Quad]) -> list[Quad]:
    """Let the graph's own count be that of these triples."""
    return list(_recount(quads, len({quad[:3] for quad in quads})))


def _recount(quads: Iterable[Quad], number: int) -> Iterator[Quad]:
    for quad in quads:
        if quad.predicate == _TRIPLES and isinstance(quad.object, Literal):
            yield quad._replace(object=Literal(str(number), "", ns.XSD("integer")))
        else:
            yield quad
