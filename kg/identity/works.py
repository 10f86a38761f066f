"""Which works of several sources are one work, and which source describes it.

Works meet by their keys (see :mod:`kg.identity.keys`). A key of title, year and author leads to the DOI's where all
that is known under it has that one DOI; where two DOIs share a title key, nothing is joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.identity.keys import paper_paths, work_paths
from kg.records import Paper

__all__ = ["Works", "resolve"]


class Works:
    """Know the one path of each work, and the source that describes it.

    The page about a work describes it; else the source with the smallest key does, and in it the first entry.
    """

    def __init__(self, aliases: Mapping[str, str], owners: Mapping[str, str]) -> None:
        self._aliases = aliases
        self._owners = owners

    def path(self, paths: Sequence[str]) -> str:
        """Return the path of the work that goes by these paths, the best first."""
        return self._aliases.get(paths[0], paths[0])

    def owner(self, path: str) -> str:
        """Return the key of the source that describes the work."""
        return self._owners.get(path, "")


def resolve(papers: Iterable[Paper]) -> Works:
    """Decide, over all sources of one build, which works are one and which source describes each.

    The answer depends on what the sources hold and not on their order.

    Args:
        papers: the papers of the build, their references parsed; read once.
    """
    anchors: dict[str, set[str]] = {}
    mentions: list[tuple[str, bool, list[str]]] = []
    for paper in papers:
        entries = [(True, paper_paths(paper))]
        parsed = [entry.parsed for entry in paper.references] + [entry.parsed for entry in paper.cited_by]
        entries.extend((False, work_paths(one)) for one in parsed if one is not None)
        for is_paper, paths in entries:
            mentions.append((paper.source.key, is_paper, paths))
            for path in paths[1:]:
                anchors.setdefault(path, set()).add(paths[0])
    # A path that some source puts behind exactly one better path means the thing that the better path names.
    aliases = {path: next(iter(better)) for path, better in anchors.items() if len(better) == 1}
    for path in list(aliases):
        seen = {path}
        while aliases[path] in aliases and aliases[path] not in seen:
            seen.add(aliases[path])
            aliases[path] = aliases[aliases[path]]
    owners: dict[str, tuple[bool, str]] = {}
    for source, is_paper, paths in mentions:
        path = aliases.get(paths[0], paths[0])
        rank = (not is_paper, source)
        if path not in owners or rank < owners[path]:
            owners[path] = rank
    return Works(aliases, {path: source for path, (_, source) in owners.items()})
