"""What holds a work: journal and issue, book, proceedings, series, newspaper, site, event.

``bibo:issue`` has the domain ``bibo:Issue`` and ``bibo:issn`` belongs on the journal, hence article → issue → journal.
"""

from __future__ import annotations

from kg import namespaces as ns
from kg.converters.mapping import CONTAINERS, term
from kg.converters.statements import Statements
from kg.identity.keys import key
from kg.quads import Iri, Literal

__all__ = ["NUMBERED", "container", "issue"]

NUMBERED = frozenset({"journal", "newspaper", "proceedings"})
"""The containers that come out in numbered issues; a volume of anything else is the work's own."""

_DATED = frozenset({"book", "proceedings", "event"})


def container(
    st: Statements, kind: str, title: str, lang: str, year: str, cls: Iri | None = None
) -> tuple[Iri, Iri, bool]:
    """Name what holds a work.

    Args:
        st: where it is stated.
        kind: ``journal``, ``book`` …, see :func:`kg.identity.keys.container_kind`.
        title: its title as printed.
        lang: the title's language.
        year: the work's year; it tells one book or conference from another of the same title.
        cls: its class, where that is known better than by the kind.

    Returns:
        The node, the property of its title, and whether this spelling of the title is the one that stands.
    """
    parts = [title, year] if kind in _DATED else [title]
    node = st.iri(f"{kind}/" + key(kind, *parts))
    # One class a node: of two entries that print one book, only one may name its editors.
    if st.shared.first(node, ns.RDF("type"), ""):
        st.type(node, cls or CONTAINERS[kind])
    prop = ns.RDFS("label") if kind == "event" else term("ParsedReference", "container")
    return node, prop, st.label(node, prop, title, lang)


def issue(st: Statements, work: Iri, holder: Iri | None, volume: str, number: str, year: str) -> Iri:
    """Put an issue between a work and its journal; without a journal's name, the issue is of that work alone.

    Args:
        st: where it is stated.
        work: the work that the issue holds.
        holder: the journal, proceedings or newspaper, where it is named.
        volume: the volume, or empty.
        number: the issue's number, or empty.
        year: the year, which tells one issue from another where there is no volume.
    """
    of = holder or work
    node = st.iri(
        "issue/" + key("issue", "=" + of.removeprefix(st.shared.base), volume, number, "" if volume else year)
    )
    st.type(node, ns.BIBO("Issue"))
    if volume:
        st.say(node, term("ParsedReference", "volume"), Literal(volume))
    if number:
        st.say(node, term("ParsedReference", "issue"), Literal(number))
    st.say(work, ns.DCTERMS("isPartOf"), node)
    if holder is not None:
        st.say(node, ns.DCTERMS("isPartOf"), holder)
    return node
