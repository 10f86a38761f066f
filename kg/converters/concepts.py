"""Concepts of given schemes: the schemes themselves, and where their labels stand in what a source prints.

Matched are the titles that the graph states of the paper, of what it cites and of what cites it, and the paper's
abstracts and keywords. Each occurrence is a statement with its characters; the concept is said of the work once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from kg import namespaces as ns
from kg.concepts.scheme import Concept, Scheme
from kg.converters.mapping import term
from kg.converters.statements import Statements
from kg.quads import Iri, Literal
from kg.records import Field, ParsedReference, Passage, Span, Text

__all__ = ["concepts", "describe"]

_LAYER = "derived"
_HANGUL_ONLY = re.compile(r"[^A-Za-z]*[가-힣][^A-Za-z]*\Z")
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")


def concepts(st: Statements, work: Iri, schemes: Sequence[Scheme]) -> None:
    """State which concepts the texts of one source name, and describe the schemes once a build.

    Args:
        st: where it is stated.
        work: the paper that the source describes.
        schemes: the schemes; each is matched by itself.
    """
    for scheme in schemes:
        describe(st, scheme)
    if not schemes:
        return
    finder = _Finder(st, schemes)
    record = st.paper
    for field, texts in (("titles", record.titles), ("abstracts", record.abstracts)):
        prop = term("Paper", field)
        for text in texts:
            if st.has(work, prop, Literal(text.value, text.lang)):
                finder.header(work, prop, text)
    for number, keyword in enumerate(record.keywords, start=1):
        if st.has(work, term("Paper", "keywords"), Iri(f"{work}#keyword-{number}")):
            finder.header(work, term("Paper", "keywords"), keyword)
    for stem, entries in (("reference", record.references), ("cited-by", record.cited_by)):
        for entry in entries:
            other = st.places.get(("work", stem, entry.position, "", 0))
            if entry.parsed is not None and other is not None:
                finder.entry(other, st.part(f"{stem}-{entry.position}"), entry.parsed, entry.passage)


def describe(st: Statements, scheme: Scheme) -> None:
    """Describe a scheme and all its concepts, the first time that it is asked for in a build.

    The concepts that no work carries are described too: without them one could not ask which these are.
    ``skos:broaderTransitive`` is stated with ``skos:broader``, so that no question needs a path.
    """
    if not st.shared.first(scheme.iri, ns.SKOS("inScheme"), ""):
        return
    for iri, titles in scheme.titles.items():
        st.type(iri, ns.SKOS("ConceptScheme"), _LAYER)
        for title in titles:
            st.say(iri, ns.DCTERMS("title"), title, _LAYER)
    for iri, concept in scheme.concepts.items():
        st.type(iri, ns.SKOS("Concept"), _LAYER)
        for label in _preferred(concept):
            st.say(iri, ns.SKOS("prefLabel"), label, _LAYER)
        for one in concept.schemes:
            st.say(iri, ns.SKOS("inScheme"), one, _LAYER)
            if concept.top:
                st.say(iri, ns.SKOS("topConceptOf"), one, _LAYER)
        for broader in concept.broader:
            st.say(iri, ns.SKOS("broader"), broader, _LAYER)
        for broader in scheme.ancestors(iri):
            st.say(iri, ns.SKOS("broaderTransitive"), broader, _LAYER)


def _preferred(concept: Concept) -> list[Literal]:
    """Return one label a language, the preferred one where there is one; Hangul without a tag is Korean."""
    found: dict[str, Literal] = {}
    for label in sorted(concept.labels, key=lambda label: ("pref", "alt", "hidden").index(label.kind)):
        lang = label.lang or ("ko" if _HANGUL_ONLY.match(label.value) else "")
        found.setdefault(lang, Literal(label.value, lang))
    preferred = {label.lang for label in concept.labels if label.kind == "pref"}
    return [label for lang, label in sorted(found.items()) if not preferred or lang in preferred or lang == "ko"]


class _Finder:
    """Match texts and number the occurrences of one source."""

    def __init__(self, st: Statements, schemes: Sequence[Scheme]) -> None:
        self._st = st
        self._schemes = schemes
        self._count = 0

    def header(self, work: Iri, prop: Iri, text: Text) -> None:
        """Match a text of the page's header."""
        places = _aligned(text.value, self._st.paper.text, [text.span]) if text.span else None
        for concept, span in self._find(text.value):
            at = _source(places, span)
            self._say(work, concept, prop, [at] if at else [text.span] if text.span else [], None, None)

    def entry(self, work: Iri, node: Iri, parsed: ParsedReference, passage: Passage) -> None:
        """Match the titles of an entry, in both languages where it prints both; only those that the graph states."""
        prop = term("ParsedReference", "title")
        for half in (parsed, parsed.parallel):
            title: Field | None = half.field("title") if half else None
            if title is None or not self._st.has(work, prop, Literal(title.value, title.lang)):
                continue
            places = _aligned(title.value, passage.text, title.spans)
            for concept, span in self._find(title.value):
                at = _source(places, span)
                self._say(work, concept, prop, [at] if at else title.spans, node, passage)

    def _find(self, text: str) -> Iterable[tuple[Iri, Span]]:
        for scheme in self._schemes:
            for match in scheme.matcher.find(text):
                yield match.concept, match.span

    def _say(
        self, work: Iri, concept: Iri, prop: Iri, spans: Sequence[Span], entry: Iri | None, passage: Passage | None
    ) -> None:
        st = self._st
        self._count += 1
        said = (work, ns.DCTERMS("subject"), concept)
        st.say(*said, _LAYER)
        name = f"concept-{self._count}"
        node = st.quote(name, said, "concept", spans, of=entry, passage=passage, layer=_LAYER, rule="concept-label")
        st.say(node, ns.KG("matchedIn"), prop, _LAYER)


def _source(places: list[tuple[int, int]] | None, span: Span) -> Span | None:
    return Span(places[span.start][0], places[span.end - 1][1]) if places else None


def _aligned(value: str, text: str, spans: Sequence[Span]) -> list[tuple[int, int]] | None:
    """Return where each character of a value stands in the text that it was read from; nothing if it does not.

    A value can differ from what is printed in its white space, and in HTML in tags and character references.

    Args:
        value: the value.
        text: the text that it was read from.
        spans: the stretches of the text that say it, in order.
    """
    places: list[tuple[int, int]] = []
    pieces = iter(spans)
    piece = next(pieces, None)
    at = piece.start if piece else 0
    for number, char in enumerate(value):
        while True:
            if piece is not None and at >= piece.end:
                piece = next(pieces, None)
                at = piece.start if piece else at
            if piece is None:
                if not char.isspace():
                    return None
                places.append((at, at))
                break
            match = _REFERENCE.match(text, at, piece.end)
            if match and html.unescape(match.group()) == char and not value.startswith(match.group(), number):
                places.append((at, match.end()))
                at = match.end()
                break
            if text[at] == char:
                places.append((at, at + 1))
                at += 1
                break
            if text[at] == "<" and (end := text.find(">", at, piece.end)) >= 0:
                at = end + 1
            elif text[at].isspace():
                at += 1
            elif char.isspace():
                places.append((at, at))
                break
            else:
                return None
    return places
