"""The questions: a list of them, and a page for each with its answer, its picture, its query and its files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from kg import charts, questions
from kg.answers.rows import NUMERIC, Answer, plain
from kg.answers.tables import cells, layout
from kg.errors import UsageError
from kg.quads import Iri
from kg.site.context import Context, Page
from kg.site.figures import figure
from kg.site.naming import Names

if TYPE_CHECKING:
    from kg.site.site import Site

__all__ = ["files", "page"]

_SHOWN = 500
_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".rq": "application/sparql-query",
    **{f".{name}": media_type for name, media_type in charts.PICTURES.items()},
}


def page(context: Context, parameters: Mapping[str, str]) -> Page | None:
    """Return the list of questions, or one of them as a page, CSV, JSON, SPARQL or a picture."""
    if context.bare == "questions":
        return _list(context)
    word = context.bare.removeprefix("question/")
    end = next((end for end in _TYPES if word.endswith(end)), "")
    try:
        asked = questions.find(word.removesuffix(end) if end else word)
    except UsageError:
        return None
    if end == ".rq":
        return Page(context.path, asked.question.of(context.lang), asked.path.read_bytes(), _TYPES[end])
    answer = _answer(context.site, asked, parameters, context.lang)
    if end[1:] in charts.PICTURES:
        return _picture(context, asked, answer, end[1:])
    if end:
        return Page(context.path, asked.question.of(context.lang), layout(answer, end[1:]).encode(), _TYPES[end])
    return _page(context, asked, answer, parameters)


def files(site: Site, asked: questions.Question, lang: str) -> list[str]:
    """Return the ends of the files of a question: data, query, and the picture where there is one.

    Args:
        site: the site.
        asked: the question.
        lang: the language of the picture's labels.
    """
    return [".csv", ".json", ".rq", *(f".{name}" for name in _pictures(asked, _answer(site, asked, {}, lang), lang))]


def _answer(site: Site, asked: questions.Question, parameters: Mapping[str, str], lang: str) -> Answer:
    """Ask; a folder's page and its files, which follow each other, are of one answer."""
    key = (asked.id, lang, tuple(sorted(parameters.items())))
    if site.live:
        return questions.ask(asked, site.store, parameters, lang)
    if site.answered is None or site.answered[0] != key:
        site.answered = (key, questions.ask(asked, site.store, parameters, lang))
    return site.answered[1]


def _pictures(asked: questions.Question, answer: Answer, lang: str) -> tuple[str, ...]:
    found = charts.plan(answer, lang)
    return charts.sketches(found, asked.question.of(lang)) if found else ()


def _picture(context: Context, asked: questions.Question, answer: Answer, format_: str) -> Page | None:
    title = asked.question.of(context.lang)
    found = charts.plan(answer, context.lang)
    if found is None or format_ not in charts.sketches(found, title):
        return None
    return Page(context.path, title, charts.sketch(found, format_, title, context.lang), charts.PICTURES[format_])


def _list(context: Context) -> Page:
    found: dict[str, list[questions.Question]] = {}
    for one in questions.catalogue():
        found.setdefault(one.aspect, []).append(one)
    groups = [(questions.ASPECTS[aspect].of(context.lang), asked) for aspect, asked in found.items()]
    return context.render("questions.html", context.t("questions"), groups=groups)


def _page(context: Context, asked: questions.Question, answer: Answer, parameters: Mapping[str, str]) -> Page:
    lang = context.lang
    shown = answer.rows[:_SHOWN]
    names = Names(context.site.store, lang)
    names.load(term for row in shown for term in row)
    texts = cells(Answer(answer.columns, shown, None, answer.question), lang)
    rows: list[list[dict[str, Any]]] = []
    for row, line in zip(shown, texts, strict=True):
        rows.append([])
        for term, text in zip(row, line, strict=True):
            link = context.link(term) if isinstance(term, Iri) else context.url(plain(term))
            known = names.all(term) if isinstance(term, Iri) and link else []
            rows[-1].append({"text": known[0].text if known else text, "href": link})
    title = asked.question.of(lang)
    return context.render(
        "question.html",
        title,
        asked=asked,
        columns=[(column.label.of(lang), column.kind in NUMERIC) for column in answer.columns],
        rows=rows,
        total=len(answer.rows),
        figure=figure(charts.plan(answer, lang), title, lang),
        files=[("csv", "CSV"), ("json", "JSON"), *((name, name.upper()) for name in _pictures(asked, answer, lang))],
        # What was asked for with other values is downloaded with these.
        given_query=f"?{urlencode(sorted(parameters.items()))}" if parameters else "",
        emptiness=answer.emptiness.message.of(lang) if answer.emptiness else "",
        given={one.name: parameters.get(one.name, plain(one.default)) for one in asked.parameters},
        aspect=questions.ASPECTS[asked.aspect].of(lang),
    )
