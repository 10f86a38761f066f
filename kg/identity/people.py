"""Which names of one source mean one person.

Within one source, the same full name is one person, said to be so by that rule. A name with initials only names one
person of one work. What a page prints beside each other, in Hangul and in Latin letters, is one person.
"""

from __future__ import annotations

from kg.identity.keys import fold, is_full_name, key, person_key
from kg.records import Author, Name, Paper

__all__ = ["People", "organization_path"]


class People:
    """Know the path of every person and body that one source names."""

    def __init__(self, paper: Paper) -> None:
        self._source = paper.source.key
        self._canonical: dict[str, str] = {}
        for author in paper.authors:
            full = [person_key(name) for name in by_script(author) if is_full_name(name)]
            for other in full[1:]:
                self._canonical.setdefault(other, full[0])

    def path(self, name: Name, work: str, position: int) -> str:
        """Return the path of the person or body whom a name means in a work.

        Args:
            name: the printed name.
            work: the path of the work.
            position: the place among the names of its role, from 1 on.
        """
        if name.corporate:
            return organization_path(name.literal)
        if is_full_name(name):
            own = person_key(name)
            return "person/" + key("person", "=" + self._source, self._canonical.get(own, own))
        return self.local(name, work, position)

    def local(self, name: Name, work: str, position: int) -> str:
        """Return the path of a person whom only the place in that one work tells apart."""
        return "person/" + key("person", "=" + work, name.role, str(position), person_key(name))

    def author(self, author: Author, work: str) -> str:
        """Return the path of an author of the page itself, named in one script or in two."""
        names = by_script(author)
        full = [name for name in names if is_full_name(name)]
        return self.path((full or names)[0], work, author.position)


def by_script(author: Author) -> list[Name]:
    """Return the names of an author, Hangul first: the order that decides the key."""
    order = {"ko": 0, "ko-Hani": 1}
    return sorted(author.names, key=lambda name: order.get(name.lang, 2))


def organization_path(name: str) -> str:
    """Return the path of a body: bodies of one name are one, in whatever source."""
    return "organization/" + key("organization", fold(name))
