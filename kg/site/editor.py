"""The editor: SPARQL over a served graph, with our vocabulary to complete and the catalogue as examples."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from kg import questions, resources
from kg.namespaces import KG, PREFIXES
from kg.site.context import Context, Page

__all__ = ["page"]


@cache
def _terms() -> tuple[str, ...]:
    """Return the terms that the graph can hold, as the editor completes them."""
    import pyoxigraph

    lines = resources.ontology("vocabulary.tsv").read_text(encoding="utf-8").splitlines()
    words = (line.split("\t")[0] for line in lines if not line.startswith("#"))
    found = {word for word in words if word.partition(":")[0] in PREFIXES}
    for quad in pyoxigraph.parse(path=str(resources.ontology("kg.ttl"))):
        if isinstance(quad.subject, pyoxigraph.NamedNode) and quad.subject.value.startswith(KG):
            found.add(f"kg:{quad.subject.value.removeprefix(KG)}")
    return tuple(sorted(found - {"kg:"}))


def page(context: Context, parameters: Mapping[str, str]) -> Page:
    """Return the editor; of pages without a server, how to get one."""
    asked = questions.catalogue()
    wanted = parameters.get("question", "")
    chosen = next((one for one in asked if one.id == wanted), None)
    query = parameters.get("query") or (chosen or next(one for one in asked if one.id == "papers")).query.strip()
    data = {"prefixes": PREFIXES, "terms": _terms(), "queries": {one.id: one.query.strip() for one in asked}}
    return context.render(
        "editor.html",
        context.t("editor"),
        query=query,
        chosen=chosen.id if chosen else "",
        groups=_grouped(asked, context.lang),
        # In an attribute, and not a script: nothing that stands in it can run.
        data=json.dumps(data, ensure_ascii=False, sort_keys=True),
    )


def _grouped(asked: list[questions.Question], lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for one in asked:
        found.setdefault(questions.ASPECTS[one.aspect].of(lang), []).append((one.id, one.question.of(lang)))
    return list(found.items())
