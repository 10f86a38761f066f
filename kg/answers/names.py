"""What a person reads for a term: the label of a class, a rule, a kind of finding or a language, else a short IRI.

Labels of our own schemes are read from the ontology; those of other vocabularies, which have no Korean labels, stand
here.
"""

from __future__ import annotations

from functools import cache

from kg.answers.rows import Texts, plain
from kg.namespaces import BIBO, BIRO, CITO, DCTERMS, FOAF, KG, LANGUAGES, PREFIXES, PRO, RDF, SKOS
from kg.quads import Iri, Literal, Term

__all__ = ["GROUPS", "name", "short"]

GROUPS: dict[str, Texts] = {
    "all": Texts("all", "전체"),
    "korean": Texts("Korean", "국내"),
    "foreign": Texts("foreign", "국외"),
    "oldest": Texts("oldest", "가장 오래됨"),
    "newest": Texts("newest", "가장 최근"),
    "header": Texts("header", "머리"),
    "reference": Texts("reference", "참고문헌"),
    "cited-by": Texts("citing work", "피인용 문헌"),
    "work": Texts("work", "저작"),
    "author": Texts("author", "저자"),
    "journal": Texts("journal", "학술지"),
    "year": Texts("year", "연도"),
    "venue": Texts("venue", "수록지"),
    "pages": Texts("pages", "쪽"),
    "identifier": Texts("identifier", "식별자"),
    "person": Texts("person", "인물"),
}
"""The names of the groups that questions compare."""

_TERMS: dict[str, Texts] = {
    BIBO("AcademicArticle"): Texts("article", "학술논문"),
    BIBO("Article"): Texts("article in proceedings or a newspaper", "학술대회·신문 글"),
    BIBO("Book"): Texts("book", "단행본"),
    BIBO("Chapter"): Texts("chapter", "책의 장"),
    BIBO("Document"): Texts("document of unknown type", "유형 미상"),
    BIBO("EditedBook"): Texts("edited book", "편저"),
    BIBO("Journal"): Texts("journal", "학술지"),
    BIBO("LegalDecision"): Texts("court decision", "판례"),
    BIBO("Patent"): Texts("patent", "특허"),
    BIBO("Proceedings"): Texts("proceedings", "학술대회 논문집"),
    BIBO("Report"): Texts("report", "보고서"),
    BIBO("Slideshow"): Texts("slides", "발표 슬라이드"),
    BIBO("Standard"): Texts("standard", "표준"),
    BIBO("Statute"): Texts("law", "법령"),
    BIBO("Thesis"): Texts("thesis", "학위논문"),
    BIBO("Webpage"): Texts("web page", "웹 페이지"),
    BIBO("Website"): Texts("web site", "웹 사이트"),
    BIBO("doi"): Texts("DOI", "DOI"),
    BIBO("issue"): Texts("issue", "호"),
    BIBO("pageEnd"): Texts("last page", "끝 쪽"),
    BIBO("pageStart"): Texts("first page", "첫 쪽"),
    BIBO("uri"): Texts("URL", "URL"),
    BIBO("volume"): Texts("volume", "권"),
    BIRO("references"): Texts("the same work", "같은 저작"),
    CITO("AuthorSelfCitation"): Texts("self-citation of an author", "저자 자기 인용"),
    CITO("JournalSelfCitation"): Texts("self-citation of a journal", "학술지 자기 인용"),
    CITO("cites"): Texts("references", "참고문헌"),
    DCTERMS("abstract"): Texts("abstract", "초록"),
    DCTERMS("creator"): Texts("author", "저자"),
    DCTERMS("dateAccepted"): Texts("accepted", "게재 확정"),
    DCTERMS("dateSubmitted"): Texts("submitted", "투고"),
    DCTERMS("identifier"): Texts("identifier", "식별자"),
    DCTERMS("isPartOf"): Texts("journal", "학술지"),
    DCTERMS("issued"): Texts("issued", "발행"),
    DCTERMS("language"): Texts("language", "언어"),
    DCTERMS("publisher"): Texts("publisher", "발행처"),
    DCTERMS("subject"): Texts("keywords", "키워드"),
    DCTERMS("title"): Texts("title", "제목"),
    FOAF("name"): Texts("name", "이름"),
    KG("dateRevised"): Texts("revised", "수정"),
    PRO("relatesToOrganization"): Texts("affiliation", "소속"),
    RDF("type"): Texts("type", "유형"),
    LANGUAGES("de"): Texts("German", "독일어"),
    LANGUAGES("en"): Texts("English", "영어"),
    LANGUAGES("es"): Texts("Spanish", "스페인어"),
    LANGUAGES("fr"): Texts("French", "프랑스어"),
    LANGUAGES("it"): Texts("Italian", "이탈리아어"),
    LANGUAGES("ja"): Texts("Japanese", "일본어"),
    LANGUAGES("ko"): Texts("Korean", "한국어"),
    LANGUAGES("la"): Texts("Latin", "라틴어"),
    LANGUAGES("nl"): Texts("Dutch", "네덜란드어"),
    LANGUAGES("pt"): Texts("Portuguese", "포르투갈어"),
    LANGUAGES("ru"): Texts("Russian", "러시아어"),
    LANGUAGES("zh"): Texts("Chinese", "중국어"),
}

_FIELDS: dict[str, Texts] = {
    "abstract": Texts("abstract", "초록"),
    "accessed": Texts("accessed", "접속일"),
    "affiliation": Texts("affiliation", "소속"),
    "author": Texts("author", "저자"),
    "concept": Texts("concept", "개념"),
    "container": Texts("container", "수록 매체"),
    "date": Texts("date", "날짜"),
    "degree": Texts("degree", "학위"),
    "doi": Texts("DOI", "DOI"),
    "edition": Texts("edition", "판"),
    "editor": Texts("editor", "편자"),
    "institution": Texts("institution", "기관"),
    "issue": Texts("issue", "호"),
    "language": Texts("language", "언어"),
    "name": Texts("name", "이름"),
    "note": Texts("note", "비고"),
    "number": Texts("number", "번호"),
    "pages": Texts("pages", "쪽"),
    "place": Texts("place", "발행지"),
    "platform-id": Texts("platform id", "플랫폼 식별자"),
    "publisher": Texts("publisher", "발행처"),
    "self-citation": Texts("self-citation", "자기 인용"),
    "series": Texts("series", "총서"),
    "title": Texts("title", "제목"),
    "translator": Texts("translator", "역자"),
    "type": Texts("type", "유형"),
    "url": Texts("URL", "URL"),
    "volume": Texts("volume", "권"),
    "year": Texts("year", "연도"),
}

_BOOLEANS = {"true": Texts("yes", "예"), "false": Texts("no", "아니요")}
_SCHEMES = ("findings.ttl", "rules.ttl", "work-types.ttl")


@cache
def _scheme_labels() -> dict[str, Texts]:
    import pyoxigraph

    from kg import resources

    labels: dict[str, dict[str, str]] = {}
    for file in _SCHEMES:
        for quad in pyoxigraph.parse(path=str(resources.ontology("schemes", file))):
            label = quad.object
            if quad.predicate.value == SKOS("prefLabel") and isinstance(label, pyoxigraph.Literal):
                assert isinstance(quad.subject, pyoxigraph.NamedNode)
                labels.setdefault(quad.subject.value, {})[label.language or ""] = label.value
    return {iri: Texts(texts["en"], texts["ko"]) for iri, texts in labels.items()}


def name(term: Term | None, kind: str, lang: str) -> str:
    """Return what a person reads for a term.

    Args:
        term: the term, or nothing.
        kind: the kind of its column, see :data:`kg.answers.KINDS`.
        lang: ``ko`` or ``en``.
    """
    text = plain(term)
    if isinstance(term, Iri):
        found = _TERMS.get(text)
        if found is None and kind in ("type", "rule", "finding", "iri", "string"):
            found = _scheme_labels().get(text)
        return found.of(lang) if found else short(text)
    if kind == "percent" and isinstance(term, Literal):
        return text if "." in text else f"{text}.0"
    table = {"group": GROUPS, "field": _FIELDS, "boolean": _BOOLEANS}.get(kind, {})
    return table[text].of(lang) if text in table else text


def short(iri: str) -> str:
    """Return an IRI as briefly as it stays clear: with a known prefix, or from the name of its kind on."""
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and "/" not in local:
            return f"{prefix}:{local}"
    parts = iri.rsplit("/", 2)
    key = parts[-1].partition("#")[0]
    # Our own nodes: <base>work/4c1b…; the base is the same in the whole graph.
    if len(parts) == 3 and len(key) == 16 and all(char in "0123456789abcdef" for char in key):
        return f"{parts[1]}/{parts[2]}"
    return iri
