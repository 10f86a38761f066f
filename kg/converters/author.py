"""People and bodies in their roles: the set, the order, and one authorship each, all from one list.

``dcterms:creator`` is the set, ``bibo:authorList`` the order, ``pro:RoleInTime`` the order that can be queried and
the affiliation at publication. A shape proves that the three agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg import namespaces as ns
from kg.converters.mapping import ROLES, term
from kg.converters.statements import Statements, integer, string
from kg.identity.people import People, by_script, organization_path
from kg.quads import Iri, Literal
from kg.records import Author, Name, Paper, Text

__all__ = ["contributors", "organization", "paper_authors", "person"]

_SHIPS = {"author": "authorship", "editor": "editorship", "translator": "translatorship"}


def person(st: Statements, node: Iri, name: Name) -> None:
    """Describe the person or body of a printed name; of several spellings in one language, the first stands."""
    if name.corporate:
        organization(st, node, Text(name.literal, name.lang))
        return
    st.type(node, ns.FOAF("Person"))
    if not st.label(node, term("Name", "literal"), name.literal, name.lang):
        return
    # Hangul prints no border between family name and given name: the surname list drew it.
    layer = "derived" if name.lang in ("ko", "ko-Hani") else "bibliography"
    for part, value in (("family", name.family), ("given", name.given)):
        if value:
            st.label(node, term("Name", part), value, name.lang, layer)


def organization(st: Statements, node: Iri, name: Text) -> bool:
    """Describe a body; tell whether this name of it is the one that stands in that language."""
    st.type(node, ns.FOAF("Organization"))
    return st.label(node, ns.FOAF("name"), name.value, name.lang)


def contributors(st: Statements, work: Iri, role: str, nodes: Sequence[Iri]) -> list[Iri]:
    """State who holds a role in a work, in order; return the authorship nodes.

    Args:
        st: where it is stated.
        work: the work.
        role: ``author``, ``editor`` or ``translator``.
        nodes: the persons and bodies in printed order, no two the same.
    """
    prop, listing, pro_role = ROLES[role]
    ships: list[Iri] = []
    for position, node in enumerate(nodes, start=1):
        st.say(work, prop, node)
        ship = Iri(f"{work}#{_SHIPS[role]}-{position}")
        st.type(ship, ns.PRO("RoleInTime"))
        st.say(ship, ns.SCHEMA("position"), integer(position))
        st.say(ship, ns.PRO("withRole"), pro_role)
        st.say(ship, ns.PRO("isHeldBy"), node)
        st.say(ship, ns.PRO("relatesToDocument"), work)
        ships.append(ship)
    if listing is not None and nodes:
        st.list(work, listing, nodes, f"{role}{work.rsplit('/', 1)[-1]}c")
    return ships


def paper_authors(st: Statements, people: People, paper: Paper, work: Iri, work_path: str, owned: bool) -> None:
    """State the authors of the page's own paper, in both scripts, with their affiliations."""
    nodes: list[Iri] = []
    for author in paper.authors:
        path = people.author(author, work_path)
        node = st.iri(path)
        if node in nodes:
            # Two authors of one name in one list are two persons.
            node = st.iri(people.local(by_script(author)[0], work_path, author.position))
        nodes.append(node)
        st.places["person", "paper", 0, "author", author.position - 1] = node
    ships = contributors(st, work, "author", nodes) if owned else []
    for author, node in zip(paper.authors, nodes, strict=True):
        _one_author(st, author, node, work, ships[author.position - 1] if owned else None)


def _one_author(st: Statements, author: Author, node: Iri, work: Iri, ship: Iri | None) -> None:
    name_property = term("Name", "literal")
    creator = term("Paper", "authors")
    prefix = f"author-{author.position}"
    if ship is None:
        for name in author.names:
            if name.span:
                reading = (work, creator, string(name.literal))
                st.quote(prefix, reading, "author", [name.span], cls=ns.KG("Reading"))
        return
    for name in by_script(author):
        person(st, node, name)
    spans = [name.span for name in author.names if name.span]
    if spans:
        st.quote(prefix, (work, creator, node), "author", spans)
    for name in author.names:
        said = node, name_property, Literal(name.literal, name.lang)
        if name.span and st.has(*said):
            st.quote(f"{prefix}-name", said, "name", [name.span])
    if author.orcid:
        st.say(node, term("Author", "orcid"), string(author.orcid))
    if author.email:
        st.say(node, term("Author", "email"), Iri(f"mailto:{author.email}"))
    for bodies in _paired(author.affiliations):
        body = st.iri(organization_path(bodies[0].value))
        st.say(ship, term("Author", "affiliations"), body)
        for text in bodies:
            stands = organization(st, body, text)
            if text.span:
                cls = None if stands else ns.KG("Reading")
                said_name = (body, ns.FOAF("name"), Literal(text.value, text.lang))
                st.quote(f"{prefix}-affiliation", said_name, "affiliation", [text.span], cls=cls)
        first = bodies[0]
        if first.span:
            triple = (ship, term("Author", "affiliations"), body)
            st.quote(f"{prefix}-affiliated", triple, "affiliation", [text.span for text in bodies if text.span])


def _paired(affiliations: Sequence[Text]) -> list[list[Text]]:
    """Pair the affiliations of two languages where each has as many; else each stands alone."""
    korean = [text for text in affiliations if text.lang == "ko"]
    others = [text for text in affiliations if text.lang != "ko"]
    if len(korean) == len(others):
        return [list(pair) for pair in zip(korean, others, strict=True)]
    return [[text] for text in affiliations]
