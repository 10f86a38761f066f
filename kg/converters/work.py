"""A parsed reference → the work that it points to, each triple tied to its characters.

Where another source describes the work, this one states nothing of it: what it prints is kept as ``kg:Reading``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg import namespaces as ns
from kg.converters import venue
from kg.converters.author import contributors, person
from kg.converters.mapping import ROLES, TYPES, term
from kg.converters.statements import Statements, date, string
from kg.identity.keys import container_kind
from kg.identity.people import People, organization_path
from kg.quads import Iri, Literal, Term
from kg.records import Field, Name, ParsedReference, Passage, Span, WorkType

__all__ = ["WorkWriter"]

_NUMBER = re.compile(r"[^\W_]*\d[^\W_]*")
_RECORD = "ParsedReference"


class WorkWriter:
    """Write the work of one entry.

    Args:
        st: where it is stated.
        people: who is who in this source.
        entry: the node of the printed entry.
        name: what the entry is called within the source, such as ``reference-5``.
        passage: the entry's text.
        owned: whether this entry describes the work, or another does.
    """

    def __init__(self, st: Statements, people: People, entry: Iri, name: str, passage: Passage, owned: bool) -> None:
        self.st = st
        self.people = people
        self.entry = entry
        self.name = name
        self.passage = passage
        self.owned = owned

    def write(self, parsed: ParsedReference, work: Iri, path: str) -> None:
        """State what the entry says of the work."""
        if self.owned:
            self._type(parsed, work)
        year = _year(parsed)
        for half in (parsed, parsed.parallel):
            title = half.field("title") if half else None
            if title is None:
                continue
            literal = Literal(title.value, title.lang)
            if not self.owned or self.st.shared.first(work, term(_RECORD, "title"), title.lang):
                self._fact(work, term(_RECORD, "title"), literal, title)
        self._date(parsed, work)
        self._names(parsed, work, path)
        holder = self._venue(parsed, work, year)
        self._publication(parsed, work, holder)
        for field in ("edition", "doi", "platform-id", "url", "note"):
            self._plain(parsed, field, work)
        self._degree(parsed, work)

    # -- parts -------------------------------------------------------------------------------------------------

    def _type(self, parsed: ParsedReference, work: Iri) -> None:
        mapping = TYPES[parsed.type]
        self.st.type(work, mapping.cls)
        if mapping.concept is not None:
            self.st.say(work, ns.DCTERMS("type"), mapping.concept)
        rule = "type-rule" if parsed.basis.startswith("rule") else "type-model"
        said = (work, ns.RDF("type"), mapping.cls)
        self.st.conclude(f"{self.name}-type", said, "type", rule, of=self.entry, confidence=parsed.type_confidence)
        if parsed.lang:
            language = ns.LANGUAGES(parsed.lang.split("-")[0])
            self.st.say(work, term(_RECORD, "lang"), language)
            said = (work, term(_RECORD, "lang"), language)
            self.st.conclude(f"{self.name}-language", said, "language", "language-of-title", of=self.entry)

    def _date(self, parsed: ParsedReference, work: Iri) -> None:
        field = _either(parsed, "date") or _either(parsed, "year")
        if field is not None and re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", field.value):
            self._fact(work, term(_RECORD, field.name), date(field.value), field)

    def _names(self, parsed: ParsedReference, work: Iri, path: str) -> None:
        for role in ROLES:
            names = list(parsed.by_role(role))
            if names:
                # The editors of the book that holds a chapter are the book's; see _publication.
                if role == "editor" and parsed.type.value == "chapter" and parsed.field("container"):
                    continue
                self._role(role, names, parsed, work, path)

    def _role(self, role: str, names: Sequence[Name], parsed: ParsedReference, work: Iri, path: str) -> None:
        prop = ROLES[role][0]
        if not self.owned:
            for name in names:
                if name.span:
                    self._quote(work, prop, string(name.literal), role, [name.span], name.confidence)
            return
        nodes: list[Iri] = []
        for position, name in enumerate(names, start=1):
            node = self.st.iri(self.people.path(name, path, position))
            if node in nodes:
                node = self.st.iri(self.people.local(name, path, position))
            nodes.append(node)
            person(self.st, node, name)
        contributors(self.st, work, role, nodes)
        for name, node in zip(names, nodes, strict=True):
            if name.span:
                self._quote(work, prop, node, role, [name.span], name.confidence)
        owner, _, number = self.name.rpartition("-")
        for index, node in enumerate(nodes):
            self.st.places["person", owner, int(number), role, index] = node
        self._other_script(role, parsed, nodes)

    def _other_script(self, role: str, parsed: ParsedReference, nodes: Sequence[Iri]) -> None:
        """Name people in the second script too, where the entry prints as many names in its other half."""
        if parsed.parallel is None or parsed.et_al or parsed.parallel.et_al:
            return
        others = list(parsed.parallel.by_role(role))
        if len(others) != len(nodes):
            return
        for node, mine, other in zip(nodes, parsed.by_role(role), others, strict=True):
            # A person's Latin name is a spelling of the Hangul one; a body's is a translation, its language untold.
            spelt = mine.lang == "ko" and not other.lang and not mine.corporate
            lang = "ko-Latn" if spelt else other.lang
            if mine.corporate == other.corporate and lang != mine.lang:
                literal = Literal(other.literal, lang)
                if self.st.label(node, term("Name", "literal"), other.literal, lang) and other.span:
                    self._quote(node, term("Name", "literal"), literal, "name", [other.span], other.confidence)

    def _venue(self, parsed: ParsedReference, work: Iri, year: str) -> Iri | None:
        kind = container_kind(parsed.type)
        field = parsed.field("container")
        holder: Iri | None = None
        if field is not None and not self.owned:
            self._quote(work, ns.DCTERMS("isPartOf"), string(field.value), "container", field.spans, field.confidence)
        elif field is not None:
            cls = ns.BIBO("EditedBook") if kind == "book" and any(parsed.by_role("editor")) else None
            holder, prop, stands = venue.container(self.st, kind, field.value, field.lang, year, cls)
            self._quote(
                holder, prop, Literal(field.value, field.lang), "container", field.spans, field.confidence, stands
            )
            other = parsed.parallel.field("container") if parsed.parallel else None
            if other is not None and other.lang != field.lang:
                stands = self.st.label(holder, prop, other.value, other.lang)
                said = Literal(other.value, other.lang)
                self._quote(holder, prop, said, "container", other.spans, other.confidence, stands)
        self._numbers(parsed, work, holder, kind, year)
        series = parsed.field("series")
        if series is not None and self.owned:
            node, prop, stands = venue.container(self.st, "series", series.value, series.lang, "")
            self.st.say(work, ns.DCTERMS("isPartOf"), node)
            said = Literal(series.value, series.lang)
            self._quote(node, prop, said, "series", series.spans, series.confidence, stands)
        return holder

    def _numbers(self, parsed: ParsedReference, work: Iri, holder: Iri | None, kind: str, year: str) -> None:
        volume, number = _either(parsed, "volume"), _either(parsed, "issue")
        numbered = kind in venue.NUMBERED
        between: Iri | None = None
        if self.owned and numbered and (volume or number):
            values = (volume.value if volume else "", number.value if number else "")
            between = venue.issue(self.st, work, holder, *values, year)
        elif self.owned and holder is not None:
            if kind == "event":
                self.st.say(work, ns.BIBO("presentedAt"), holder)
            else:
                self.st.say(work, ns.DCTERMS("isPartOf"), holder)
        on = between or (holder if kind == "book" and holder is not None else work)
        if volume is not None and on != work and between is None:
            self._once(on, volume)
        elif volume is not None:
            self._fact(on, term(_RECORD, "volume"), string(volume.value), volume)
        if number is not None:
            if numbered:
                self._fact(on, term(_RECORD, "issue"), string(number.value), number)
            else:
                self._fact(work, term(_RECORD, "number"), string(number.value), number)
        self._plain(parsed, "number", work)
        self._pages(parsed, work)

    def _pages(self, parsed: ParsedReference, work: Iri) -> None:
        field = _either(parsed, "pages")
        if field is None or not field.spans:
            return
        found = [
            Span(match.start() + span.start, match.end() + span.start)
            for span in field.spans
            for match in _NUMBER.finditer(self.passage.text[span.start : span.end])
        ]
        values = field.value.split("-", 1)
        for end, value in zip(("pages.start", "pages.end"), values, strict=False):
            if value:
                at = next((span for span in found if self.passage.text[span.start : span.end] == value), None)
                spans = (at,) if at else field.spans
                if at:
                    found = [span for span in found if span > at]
                triple_field = Field("pages", value, spans, field.confidence)
                self._fact(work, term(_RECORD, end), string(value), triple_field)

    def _publication(self, parsed: ParsedReference, work: Iri, holder: Iri | None) -> None:
        chapter = parsed.type.value == "chapter" and holder is not None
        on = holder if chapter and holder is not None else work
        for name in ("publisher", "institution"):
            field = _either(parsed, name)
            if field is None:
                continue
            if not self.owned:
                self._quote(work, term(_RECORD, name), string(field.value), name, field.spans, field.confidence)
                continue
            body = self.st.iri(organization_path(field.value))
            self.st.type(body, ns.FOAF("Organization"))
            self.st.label(body, ns.FOAF("name"), field.value, field.lang)
            self._fact(on, term(_RECORD, name), body, field)
        place = _either(parsed, "place")
        if place is not None and on != work:
            self._once(on, place)
        else:
            self._plain(parsed, "place", work)
        editors = list(parsed.by_role("editor"))
        if chapter and editors and holder is not None and not self._has_editors(holder):
            self._role("editor", editors, parsed, holder, holder.removeprefix(self.st.shared.base))

    def _has_editors(self, book: Iri) -> bool:
        return self.owned and not self.st.shared.first(book, ROLES["editor"][0], "")

    def _degree(self, parsed: ParsedReference, work: Iri) -> None:
        field = parsed.field("degree")
        if field is None:
            return
        if field.value in ("phd", "ma", "ms") and parsed.type is WorkType.THESIS:
            self._fact(work, term(_RECORD, "degree"), ns.DEGREES(field.value), field)
        else:
            # The words for a degree in an entry of another type (two entries run together) say nothing of its work.
            words = " ".join(self.passage.text[span.start : span.end] for span in field.spans)
            self._fact(work, term(_RECORD, "note"), string(words or field.value), field)

    # -- saying ------------------------------------------------------------------------------------------------

    def _plain(self, parsed: ParsedReference, name: str, subject: Iri) -> None:
        field = _either(parsed, name)
        if field is not None:
            self._fact(subject, term(_RECORD, name), string(field.value), field)

    def _fact(self, subject: Iri, prop: Iri, obj: Term, field: Field) -> None:
        if self.owned:
            self.st.say(subject, prop, obj)
        elif isinstance(obj, Iri):
            obj = string(field.value)
        self._quote(subject, prop, obj, field.name, field.spans, field.confidence)

    def _once(self, book: Iri, field: Field) -> None:
        """Say of a book that several entries print what has one value: the first one's; another's is a reading."""
        prop = term(_RECORD, field.name)
        stands = self.owned and self.st.label(book, prop, field.value, "")
        self._quote(book, prop, string(field.value), field.name, field.spans, field.confidence, stands)

    def _quote(
        self,
        subject: Iri,
        prop: Iri,
        obj: Term,
        field: str,
        spans: Sequence[Span],
        confidence: float,
        stands: bool = True,
    ) -> None:
        self.st.quote(
            f"{self.name}-{field}",
            (subject, prop, obj),
            field,
            spans,
            of=self.entry,
            passage=self.passage,
            confidence=confidence,
            cls=None if self.owned and stands else ns.KG("Reading"),
        )


def _either(parsed: ParsedReference, name: str) -> Field | None:
    """Return a field of the entry, or of its half in the other language where only that half has it."""
    field = parsed.field(name)
    if field is None and parsed.parallel is not None:
        field = parsed.parallel.field(name)
    return field


def _year(parsed: ParsedReference) -> str:
    field = _either(parsed, "date") or _either(parsed, "year")
    return field.value[:4] if field else ""
