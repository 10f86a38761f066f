"""What the links of an entry say of the cited work, and its text does not."""

from __future__ import annotations

import pytest

from kg import pipeline
from kg.namespaces import BIRO, DCTERMS, FOAF, KG, RDF
from kg.pipeline import Options, build
from kg.quads import Iri, Literal, Quad
from kg.validation import validate

OWN, CITED = "JAKO209900000000001", "JAKO209800000000002"

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title>
<link rel="canonical" href="https://www.koreascience.or.kr/article/{id}.page">
<meta name="citation_title" content="{title}"></head><body><h1>{title}</h1><p>Published : 2014.05.31</p>
<h4>References</h4><ul>{entries}</ul></body></html>"""
ENTRY = 'Han, G., 2001, "Walls of the Town," Journal of Walls 3(1), pp.1-9.'


def page(*links: str, own: str = OWN, title: str = "Cats on Walls", entry: str = ENTRY) -> bytes:
    targets = " ".join(f'<a href="{link}">KSCI</a>' for link in links)
    return PAGE.format(id=own, title=title, entries=f"<li>{entry} {targets}</li>").encode()


@pytest.mark.parametrize(
    ("links", "wanted"),
    [
        ([f"/article/{CITED}.page"], CITED),
        ([f"https://www.koreascience.or.kr/article/{CITED}.page?&lang=ko"], CITED),
        ([f"http://www.koreascience.or.kr/journal/view.jsp?cn={CITED}&amp;x=1", f"/article/{CITED}.pdf"], CITED),
        ([f"/article/{OWN}.page#ref-1"], ""),
        ([f"/article/{OWN}.page#ref-1", f"/article/{CITED}.page"], CITED),
        ([f"/article/{CITED}.page", "/article/JAKO209700000000003.page"], ""),
        (["/search?q=JAKO", "/article/XJAKO209800000000002"], ""),
    ],
)
def test_the_platform_s_id_is_taken_where_one_link_names_one(links: list[str], wanted: str) -> None:
    data = page(*links)
    [entry] = pipeline.read(data, "page.html").references
    assert entry.parsed is not None
    field = entry.parsed.field("platform-id")
    assert (field.value if field else "") == wanted
    if field:
        [span] = field.spans
        assert entry.whole.text[span.start : span.end] == wanted
        place = entry.whole.locate(span)
        # Of a target with a character reference in it, the whole stands for a part.
        assert wanted in data.decode()[place.start : place.end] in (wanted, *links)


def _one(quads: list[Quad], predicate: str, obj: object) -> Iri:
    [found] = {quad.subject for quad in quads if quad.predicate == predicate and quad.object == obj}
    assert isinstance(found, Iri)
    return found


def test_a_cited_paper_meets_its_own_page_by_the_platform_s_id() -> None:
    cited = page(own=CITED, title="Walls of the Town", entry="차마루, 1999, 지붕의 역사, 벽출판.")
    quads = build([("a.html", page(f"/article/{CITED}.page")), ("b.html", cited)], Options(engine="none")).quads
    work = _one(quads, DCTERMS("identifier"), Literal(CITED))
    pages = {quad.subject for quad in quads if quad.predicate == FOAF("primaryTopic") and quad.object == work}
    entries = {quad.subject for quad in quads if quad.predicate == BIRO("references") and quad.object == work}
    assert (len(pages), len(entries)) == (1, 1)
    assert validate(quads).conforms


def test_the_id_s_characters_are_its_evidence() -> None:
    data = page(f"/article/{CITED}.page")
    quads = build([("a.html", data)], Options(engine="none")).quads
    said = _one(quads, KG("field"), Literal("platform-id"))
    facts = {quad.predicate: quad.object for quad in quads if quad.subject == said}
    assert facts[RDF("object")] == facts[RDF("value")] == Literal(CITED)
    assert facts[RDF("predicate")] == DCTERMS("identifier")
    assert validate(quads).conforms
