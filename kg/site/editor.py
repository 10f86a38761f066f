"""The editor: SPARQL over a served graph, with our vocabulary to complete and the catalogue as examples."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from kg import questions, resources
from kg.namespaces import KG, PREFIXES, RDF, RDFS
from kg.site.context import Context, Page

__all__ = ["page"]


@cache
def _terms(lang: str) -> tuple[tuple[str, str, str], ...]:
    """Return the terms that the graph can hold, as the editor completes them: each with its kind and what it says."""
    import pyoxigraph

    found: dict[str, tuple[str, str]] = {}
    for line in resources.ontology("vocabulary.tsv").read_text(encoding="utf-8").splitlines():
        term, kind, domain, range_, *_ = [*line.split("\t"), "", "", "", ""]
        if not line.startswith("#") and term.partition(":")[0] in PREFIXES:
            told = (domain.replace("|", " | "), range_.replace("|", " | "))
            found[term] = (kind, f"{told[0] or '…'} → {told[1] or '…'}" if any(told) else "")
    for quad in pyoxigraph.parse(path=str(resources.ontology("kg.ttl"))):
        if not isinstance(quad.subject, pyoxigraph.NamedNode) or not quad.subject.value.startswith(KG):
            continue
        term = f"kg:{quad.subject.value.removeprefix(KG)}"
        kind, said = found.get(term, ("", ""))
        if quad.predicate.value == RDFS("label") and isinstance(quad.object, pyoxigraph.Literal):
            said = quad.object.value if quad.object.language == lang or not said else said
        if quad.predicate.value == RDF("type") and isinstance(quad.object, pyoxigraph.NamedNode):
            kind = "class" if quad.object.value.endswith("Class") else "property"
        found[term] = (kind, said)
    found.pop("kg:", None)
    return tuple((term, *found[term]) for term in sorted(found))


def page(context: Context, parameters: Mapping[str, str]) -> Page:
    """Return the editor; of pages without a server, how to get one."""
    asked = questions.catalogue()
    wanted = parameters.get("question", "")
    chosen = next((one for one in asked if one.id == wanted), None)
    query = parameters.get("query") or (chosen or next(one for one in asked if one.id == "papers")).query.strip()
    data = {
        "prefixes": PREFIXES,
        "terms": _terms(context.lang),
        "queries": {one.id: one.query.strip() for one in asked},
    }
    return context.render(
        "editor.html",
        context.t("editor"),
        query=query,
        chosen=chosen.id if chosen else "",
        groups=_grouped(asked, context.lang),
        full=context.bundled("editor"),
        # In an attribute, and not a script: nothing that stands in it can run.
        data=json.dumps(data, ensure_ascii=False, sort_keys=True),
    )


def _grouped(asked: list[questions.Question], lang: str) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for one in asked:
        found.setdefault(questions.ASPECTS[one.aspect].of(lang), []).append((one.id, one.question.of(lang)))
    return list(found.items())
