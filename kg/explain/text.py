"""An explanation for people: line by line, in English or Korean, the characters that say so marked ⟦thus⟧."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg import namespaces as ns
from kg.answers.names import name, short
from kg.explain.account import Conjecture, Explanation, Notice, Place, Said
from kg.explain.pages import Entry, Excerpt, Page
from kg.explain.things import Match
from kg.quads import Iri, Literal, Term

__all__ = ["choices", "layout"]

_AROUND = 36
_WORDS: dict[str, tuple[str, str]] = {
    "page": ("The page", "페이지"),
    "entries": ("Printed entries", "인쇄된 항목"),
    "statements": ("What is said, and where", "진술과 그 근거"),
    "findings": ("Findings", "지적 사항"),
    "candidates": ("May be one and the same", "동일 개체 후보"),
    "reference": ("reference", "참고문헌"),
    "cited-by": ("citing work", "피인용 문헌"),
    "line": ("line", "행"),
    "characters": ("characters", "글자"),
    "confidence": ("confidence", "신뢰도"),
    "score": ("score", "점수"),
    "rule": ("by the rule", "규칙"),
    "reading": (
        "as printed here; the graph states it otherwise or of another source",
        "이곳에 적힌 표기이며, 그래프에는 다른 표기나 출처의 진술이 있음",
    ),
    "points to": ("points to", "가리키는 저작"),
    "certain": ("certain", "확실"),
    "nothing": (
        "The graph does not tell where this comes from; the layers transcription and quality may be missing.",
        "이것이 어디에서 왔는지 그래프에 나와 있지 않다. transcription·quality 계층이 빠진 그래프일 수 있다.",
    ),
    "no field": ("No statement about this has that field.", "이 대상에 그 필드의 진술이 없다."),
    "several": ("Several things are meant; say one of them:", "여러 대상이 해당한다. 하나를 골라 적는다:"),
    "more": ("and {} more", "그 밖에 {}개"),
}

_CLASSES: dict[str, tuple[str, str]] = {
    ns.BIBO("Collection"): ("collection", "모음"),
    ns.BIBO("Event"): ("event", "행사"),
    ns.BIBO("Issue"): ("issue", "호"),
    ns.BIBO("Newspaper"): ("newspaper", "신문"),
    ns.BIBO("Series"): ("series", "총서"),
    ns.BIRO("BibliographicReference"): ("printed reference", "인쇄된 참고문헌"),
    ns.BIRO("ReferenceList"): ("list of references", "참고문헌 목록"),
    ns.CITO("Citation"): ("citation", "인용"),
    ns.DQV("QualityAnnotation"): ("finding", "지적 사항"),
    ns.FOAF("Document"): ("saved page", "저장된 페이지"),
    ns.FOAF("Organization"): ("organization", "기관"),
    ns.FOAF("Person"): ("person", "인물"),
    ns.KG("CitedByEntry"): ("printed citing work", "인쇄된 피인용 문헌"),
    ns.KG("CitedByList"): ("list of citing works", "피인용 문헌 목록"),
    ns.KG("IdentityCandidate"): ("candidate for identity", "동일 개체 후보"),
    ns.KG("Reading"): ("reading", "이표기"),
    ns.RDF("Statement"): ("statement", "진술"),
    ns.SKOS("Concept"): ("concept", "개념"),
    ns.SKOS("ConceptScheme"): ("list of concepts", "개념 목록"),
}
_UNSAID = frozenset({ns.PROV("Entity")})
"""Classes that tell a person nothing beside the other class of the same node."""


def _word(key: str, lang: str) -> str:
    return _WORDS[key][lang == "ko"]


def layout(explanation: Explanation, lang: str, *, only: str = "") -> str:
    """Return an explanation as text that ends with a line end.

    Args:
        explanation: what is told.
        lang: ``en`` or ``ko``.
        only: the field that was asked for.
    """
    itself = any(entry.iri == explanation.thing.iri for entry in explanation.entries)
    lines = list(_head(explanation.thing, lang, named=not itself))
    if explanation.page is not None:
        lines += ["", f"{_word('page', lang)}", *_page(explanation.page)]
    if explanation.entries:
        lines += ["", _word("entries", lang)]
        for entry in explanation.entries:
            lines += _entry(entry, explanation.pages.get(entry.page), lang, explanation.thing.iri)
    if explanation.statements:
        lines += ["", _word("statements", lang)]
        for said in explanation.statements:
            lines += _said(said, lang)
    if explanation.findings and not only:
        lines += ["", _word("findings", lang)]
        for notice in explanation.findings:
            lines += _notice(notice, lang)
    if explanation.candidates:
        lines += ["", _word("candidates", lang)]
        for conjecture in explanation.candidates:
            lines += _conjecture(conjecture, lang)
    if not explanation.statements and (only or len(lines) <= 1 + len(explanation.thing.names)):
        lines += ["", _word("no field" if only else "nothing", lang)]
    return "\n".join(lines) + "\n"


def choices(matches: Sequence[Match], lang: str, most: int = 20) -> str:
    """Return what a word may mean, one thing a line."""
    lines = [_word("several", lang), *(f"  {_line(match, lang)}" for match in matches[:most])]
    if len(matches) > most:
        lines.append(f"  … {_word('more', lang).format(len(matches) - most)}")
    return "\n".join(lines) + "\n"


def _line(match: Match, lang: str) -> str:
    names = " / ".join(_cut(text.value, 70) for text in match.names[:2])
    return f"{short(match.iri)}  {_classes(match, lang)}  {names}".rstrip()


def _classes(match: Match, lang: str) -> str:
    shown = [cls for cls in match.classes if cls not in _UNSAID] or match.classes
    return ", ".join(_CLASSES[cls][lang == "ko"] if cls in _CLASSES else name(cls, "type", lang) for cls in shown)


def _head(match: Match, lang: str, *, named: bool) -> Iterator[str]:
    yield f"{short(match.iri)}  {_classes(match, lang)}".rstrip()
    for text in match.names if named else ():
        yield f"  {_flat(text.value)}"


def _page(page: Page) -> Iterator[str]:
    told = [page.name, page.media_type, page.encoding, f"SHA-256 {page.sha256}"]
    yield "  " + "  ".join(word for word in told if word)


def _entry(entry: Entry, page: Page | None, lang: str, thing: Iri) -> Iterator[str]:
    where = _where(page, entry.start, entry.end, lang)
    sure = f"  {_word('confidence', lang)} {_sure(entry.confidence)}" if entry.confidence else ""
    yield f"  {_word(entry.kind, lang)} {entry.position}  {where}{sure}"
    label = f"{entry.label} " if entry.label else ""
    yield f"    {label}{_flat(entry.content)}"
    if entry.work and entry.work != thing:
        yield f"    → {short(entry.work)}"


def _said(said: Said, lang: str) -> Iterator[str]:
    yield f"  {name(Literal(said.field), 'field', lang)}: {_object(said, lang)}"
    yield f"    {short(str(said.subject))}  {short(said.predicate)}  {_written(said.object)}"
    notes = []
    if said.reading:
        notes.append(_word("reading", lang))
    if said.rule:
        notes.append(f"{_word('rule', lang)}: {name(Iri(said.rule), 'rule', lang)} ({short(said.rule)})")
    notes.append(f"{_word('confidence', lang)} {_sure(said.confidence)}" if said.confidence else _word("certain", lang))
    entry = f"  {_word(said.entry.kind, lang)} {said.entry.position}" if said.entry else ""
    for place in said.places:
        yield f"    {_where(said.page, place.start, place.end, lang)}{entry}  {_marked(place)}".rstrip()
    if not said.places and said.page is not None:
        yield f"    {said.page.name}{entry}"
    yield f"    {'; '.join(notes)}"


def _notice(notice: Notice, lang: str) -> Iterator[str]:
    yield f"  {name(notice.kind, 'finding', lang)} ({short(notice.kind)})"
    entry = f"  {_word(notice.entry.kind, lang)} {notice.entry.position}" if notice.entry else ""
    if notice.place is not None:
        excerpt = notice.place.excerpt
        marked = _excerpt(excerpt) if excerpt else ""
        yield f"    {_where(notice.page, notice.place.start, notice.place.end, lang)}{entry}  {marked}".rstrip()
    elif notice.page is not None:
        yield f"    {notice.page.name}{entry}"
    if notice.comment:
        yield f"    {_flat(notice.comment)}"


def _conjecture(conjecture: Conjecture, lang: str) -> Iterator[str]:
    rule = f"{_word('rule', lang)}: {name(Iri(conjecture.rule), 'rule', lang)} ({short(conjecture.rule)})"
    score = f"; {_word('score', lang)} {_sure(conjecture.score)}" if conjecture.score else ""
    yield f"  {short(conjecture.iri)}  {rule}{score}" if conjecture.rule else f"  {short(conjecture.iri)}{score}"
    for match in conjecture.things:
        yield f"    {_line(match, lang)}"
    if conjecture.comment:
        yield f"    {_flat(conjecture.comment)}"


def _where(page: Page | None, start: int | None, end: int | None, lang: str) -> str:
    file = page.name if page else ""
    if start is None:
        return file
    line, column = page.place(start) if page else (0, 0)
    if line:
        return f"{file}:{line}:{column}"
    return f"{file} ({_word('characters', lang)} {start}–{end})".strip()


def _marked(place: Place) -> str:
    return _excerpt(place.excerpt) if place.excerpt is not None else ""


def _excerpt(excerpt: Excerpt) -> str:
    before, after = _flat(excerpt.before, ends=True), _flat(excerpt.after, ends=True)
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:]
    if len(after) > _AROUND:
        after = after[:_AROUND] + "…"
    return f"{before}⟦{_flat(excerpt.marked, ends=True)}⟧{after}"


def _object(said: Said, lang: str) -> str:
    """Return what is said, as a person reads it: of a person or a body, the characters that name it."""
    if isinstance(said.object, Literal):
        return _flat(said.object.value)
    return _flat(said.characters) or name(Iri(said.object), "iri", lang)


def _sure(decimal: str) -> str:
    """Return a probability without the zeros that some engines add and others drop."""
    return f"{float(decimal):.3g}"


def _written(term: Term) -> str:
    if not isinstance(term, Literal):
        return short(str(term))
    tail = f"@{term.lang}" if term.lang else f"^^{short(term.datatype)}" if term.datatype else ""
    return f'"{_cut(term.value, 60)}"{tail}'


def _flat(text: str, *, ends: bool = False) -> str:
    """Put a text on one line."""
    flat = " ".join(text.split())
    if not ends:
        return flat
    return f"{' ' if text[:1].isspace() else ''}{flat}{' ' if text[-1:].isspace() and flat else ''}"


def _cut(text: str, most: int) -> str:
    flat = _flat(text)
    return flat if len(flat) <= most else flat[: most - 1] + "…"
