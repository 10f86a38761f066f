"""Parameters: typed, bound as one token, never pasted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import sparql, stores
from kg.answers import Texts
from kg.errors import UsageError
from kg.namespaces import BIBO, XSD
from kg.quads import Iri, Literal, Quad
from kg.questions.parameters import Parameter, bindings, read

ACCEPTED = [
    ("integer", "5", Literal("5", "", XSD("integer"))),
    ("integer", " -007 ", Literal("-7", "", XSD("integer"))),
    ("decimal", "0.80", Literal("0.80", "", XSD("decimal"))),
    ("boolean", "true", Literal("true", "", XSD("boolean"))),
    ("year", "0", Literal("0", "", XSD("integer"))),
    ("year", "2016", Literal("2016", "", XSD("integer"))),
    ("language", "ko-Latn", Literal("ko-Latn")),
    ("language", "", Literal("")),
    ("string", ' a "quoted" word\n', Literal(' a "quoted" word\n')),
    ("iri", "https://example.org/가?a=b#c", Iri("https://example.org/가?a=b#c")),
    ("iri", "<urn:a:b>", Iri("urn:a:b")),
    ("iri", "", Literal("")),
    ("type", "bibo:Report", BIBO("Report")),
]


@pytest.mark.parametrize(("type_", "word", "term"), ACCEPTED)
def test_a_word_becomes_a_term(type_: str, word: str, term: object) -> None:
    assert read(type_, word) == term


REFUSED = [
    ("integer", "5.5"),
    ("integer", "five"),
    ("integer", ""),
    ("integer", "9" * 30),
    ("decimal", "1e5"),
    ("decimal", "NaN"),
    ("boolean", "yes"),
    ("year", "16"),
    ("language", 'ko" } #'),
    ("language", "korean language"),
    ("iri", "work/a"),
    ("iri", "http://a/> } DROP"),
    ("iri", "http://a b"),
    ("type", "Report"),
    ("string", "a\x00b"),
    ("string", "\\u0022"),
]


@pytest.mark.parametrize(("type_", "word"), REFUSED)
def test_a_word_of_another_type_is_refused(type_: str, word: str) -> None:
    with pytest.raises(UsageError):
        read(type_, word)


def test_an_unknown_parameter_names_those_that_exist() -> None:
    takes = (Parameter("years", "integer", Literal("5"), Texts("a", "b")),)
    with pytest.raises(UsageError, match=r"no parameter 'year' \(did you mean years\?\).*years \(integer\)"):
        bindings(takes, {"year": "3"})
    with pytest.raises(UsageError, match="parameter 'years': 'x' is not a whole number"):
        bindings(takes, {"years": "x"})
    assert bindings(takes, {}) == {"years": Literal("5")}


QUERY = """\
PREFIX ex: <http://e/#> # VALUES ?word { "comment" }
SELECT ?o WHERE {
  VALUES ?word { "x" }
  ?s ex:p ?o .
  FILTER (?o = ?word || ?o = "VALUES ?word { 1 }")
}
"""


def test_only_the_place_of_a_parameter_is_bound() -> None:
    bound = sparql.bind(QUERY, {"word": Iri("http://a")})
    assert bound == QUERY.replace('{ "x" }', "{ <http://a> }")
    with pytest.raises(KeyError):
        sparql.bind(QUERY, {"other": Literal("x")})


@pytest.mark.parametrize("engine", stores.ENGINES)
@given(word=st.text(max_size=12))
def test_no_text_breaks_out_of_its_place(engine: str, word: str) -> None:
    try:
        term = read("string", word)
    except UsageError:
        return
    quad = Quad(Iri("http://e/s"), Iri("http://e/#p"), term, "")
    with stores.of_quads([quad, quad._replace(object=Literal("other"))], engine=engine) as store:
        rows = store.select(sparql.bind(QUERY, {"word": term})).rows
    assert rows == ([(Literal("other"),)] if word == "other" else [(term,)])


@given(st.text(alphabet="<>\"'{}#?:a1 \n\\@^.|&_-", max_size=60))
def test_tokens_joined_are_the_query_again(text: str) -> None:
    assert "".join(token.text for token in sparql.tokens(text)) == text


FORMS = [
    ("SELECT * { ?s ?p ?o }", "SELECT", ()),
    ("# SELECT\nPREFIX ask: <http://a#b>\nBASE <http://x/> ASK {}", "ASK", ()),
    ("construct where { ?s ?p ?o }", "CONSTRUCT", ()),
    ("DESCRIBE <http://SELECT>", "DESCRIBE", ()),
    ("INSERT DATA { <a:b> <a:b> <a:b> }", "", ()),
    ("DROP ALL ; SELECT ?x {}", "", ()),
    ("", "", ()),
    ("SELECT DISTINCT ?a (COUNT(?b) AS ?n) ?c WHERE { SELECT ?z {} }", "SELECT", ("a", "n", "c")),
    ("SELECT ?a FROM <g:h> { ?a ?b ?c }", "SELECT", ("a",)),
]


@pytest.mark.parametrize(("query", "form", "columns"), FORMS)
def test_the_form_and_the_columns_of_a_query(query: str, form: str, columns: tuple[str, ...]) -> None:
    assert sparql.form(query) == form
    if form == "SELECT":
        assert sparql.projection(query) == columns
