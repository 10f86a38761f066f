"""What rules of ours conclude and no source says: self-citations and candidates for identity. Each with its rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import namespaces as ns
from kg.converters.mapping import ROLES, term
from kg.converters.statements import Statements, decimal, string
from kg.identity.candidates import Candidate, Mention
from kg.identity.keys import fold
from kg.identity.likeness import Title
from kg.identity.people import by_script
from kg.quads import Blank, Iri, Literal, Term
from kg.records import CitedBy, Name, ParsedReference, Reference

__all__ = ["derived"]

_LAYER = "derived"


def derived(st: Statements, work: Iri) -> None:
    """State what follows from the bibliography of one source, and from those that were converted before it."""
    _author_self_citations(st, work)
    _journal_self_citations(st, work)
    _candidates(st, work)


def _entries(st: Statements) -> Iterator[tuple[str, Reference | CitedBy, ParsedReference, Iri]]:
    """Yield each entry that was read: reference or cited-by, its record, what was read, and the work's node."""
    for record in st.paper.references:
        if record.parsed and (node := st.places.get(("work", "reference", record.position, "", 0))):
            yield "reference", record, record.parsed, node
    for entry in st.paper.cited_by:
        if entry.parsed and (node := st.places.get(("work", "cited-by", entry.position, "", 0))):
            yield "cited-by", entry, entry.parsed, node


# --- self-citations -----------------------------------------------------------------------------------------------


def _author_self_citations(st: Statements, work: Iri) -> None:
    """Mark the citations of works that a person of the paper's own authors wrote too, by the printed name.

    The basis is the identity of the person node: the same full name in one source.
    """
    authors: dict[tuple[str, int], set[Iri]] = {}
    for (what, owner, position, role, _), node in st.places.items():
        if what == "person" and role == "author":
            authors.setdefault((owner, position), set()).add(node)
    own = authors.get(("paper", 0), set())
    for stem, record, _, other in _entries(st):
        if other != work and own & authors.get((stem, record.position), set()):
            _self_citation(st, work, stem, record.position, other, "AuthorSelfCitation", "shared-printed-name")


def _journal_self_citations(st: Statements, work: Iri) -> None:
    """Mark the citations within the journal that the page names as the paper's own.

    The basis is the identity of the journal's node: the same printed name, but for signs and case. A page that names
    no journal gives none.
    """
    if not st.paper.journals:
        return
    held: dict[Iri | Blank, set[Term]] = {}
    for quad in st.quads():
        if quad.predicate == ns.DCTERMS("isPartOf"):
            held.setdefault(quad.subject, set()).add(quad.object)

    def journals(one: Iri) -> set[Term]:
        """Return the journals that hold a work, by itself or through an issue."""
        holders = held.get(one, set())
        above = {holder for issue in holders if isinstance(issue, Iri) for holder in held.get(issue, ())}
        return {
            one for one in holders | above if isinstance(one, Iri) and st.has(one, ns.RDF("type"), ns.BIBO("Journal"))
        }

    own = journals(work)
    for stem, record, _, other in _entries(st):
        if other != work and own & journals(other):
            _self_citation(st, work, stem, record.position, other, "JournalSelfCitation", "shared-journal")


def _self_citation(st: Statements, work: Iri, stem: str, position: int, other: Iri, cls: str, rule: str) -> None:
    citing, cited = (work, other) if stem == "reference" else (other, work)
    citation = Iri(f"{citing}#citation-{cited.rsplit('/', 1)[-1]}")
    said = (citation, ns.RDF("type"), ns.CITO(cls))
    if st.has(*said):
        return
    st.type(citation, ns.CITO(cls), _LAYER)
    st.conclude("self-citation", said, "self-citation", rule, of=st.part(f"{stem}-{position}"), layer=_LAYER)


# --- candidates for identity --------------------------------------------------------------------------------------


def _candidates(st: Statements, work: Iri) -> None:
    shared = st.shared
    found = [
        *shared.people.source(_mentions(st, work)),
        *shared.titles.source(_titles(st, work)),
        *shared.journals.journals(_named(st, ns.BIBO("Journal"), ns.DCTERMS("title"))),
        *shared.bodies.bodies(_named(st, ns.FOAF("Organization"), ns.FOAF("name"))),
    ]
    for number, candidate in enumerate(found, start=1):
        _candidate(st, st.part(f"candidate-{number}"), candidate)


def _candidate(st: Statements, node: Iri, candidate: Candidate) -> None:
    st.type(node, ns.KG("IdentityCandidate"), _LAYER)
    for one in sorted((candidate.one, candidate.other)):
        st.say(node, ns.KG("candidate"), Iri(one), _LAYER)
    st.say(node, ns.KG("score"), decimal(candidate.score), _LAYER)
    st.say(node, ns.KG("rule"), ns.RULE(candidate.rule), _LAYER)
    st.say(node, ns.RDFS("comment"), string(candidate.comment), _LAYER)


def _mentions(st: Statements, work: Iri) -> Iterator[Mention]:
    """Yield the persons of a source, in reading order, each with those beside whom it is named."""
    own = [
        (st.places.get(("person", "paper", 0, "author", author.position - 1)), by_script(author))
        for author in st.paper.authors
    ]
    yield from _together(own, work)
    for stem, record, parsed, other in _entries(st):
        for role in ROLES:
            named = [
                (st.places.get(("person", stem, record.position, role, index)), [name])
                for index, name in enumerate(parsed.by_role(role))
            ]
            yield from _together(named, other)


def _together(named: list[tuple[Iri | None, list[Name]]], work: Iri) -> Iterator[Mention]:
    families = frozenset(fold(name.family) for _, names in named for name in names if name.family)
    for node, names in named:
        if node is not None:
            for name in names:
                yield Mention(node, name, work, families)


def _titles(st: Statements, work: Iri) -> Iterator[Title]:
    """Yield the works that this source describes, as the page and its entries print them."""
    issued = st.paper.date("issued")
    families = frozenset(fold(name.family or name.literal) for author in st.paper.authors for name in author.names)
    for text in st.paper.titles:
        if st.has(work, term("Paper", "titles"), Literal(text.value, text.lang)):
            year = issued.value[:4] if issued else ""
            volume, number, page = (
                one.value if one else "" for one in (st.paper.volume, st.paper.issue, st.paper.page_start)
            )
            yield Title(work, text.value, year, volume, number, page, families)
    for _, _, parsed, node in _entries(st):
        title = parsed.value("title")
        field = parsed.field("title")
        if not title or node == work or field is None:
            continue
        if not st.has(node, term("ParsedReference", "title"), Literal(title, field.lang)):
            continue
        yield Title(
            node,
            title,
            (parsed.value("date") or parsed.value("year"))[:4],
            parsed.value("volume"),
            parsed.value("issue"),
            parsed.value("pages").split("-")[0],
            frozenset(fold(name.family or name.literal) for name in parsed.by_role("author")),
        )


def _named(st: Statements, cls: Iri, prop: Iri) -> Iterable[tuple[str, str]]:
    """Return the nodes of a class that this source names, with their names, in the order in which they are said."""
    quads = list(st.quads())
    nodes = {quad.subject for quad in quads if quad.predicate == ns.RDF("type") and quad.object == cls}
    return [
        (quad.subject, quad.object.value)
        for quad in quads
        if quad.predicate == prop and quad.subject in nodes and isinstance(quad.object, Literal)
    ]
