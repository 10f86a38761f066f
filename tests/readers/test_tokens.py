"""The tokens of markup: beside the standard library's parser on sane pages, by themselves elsewhere."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.readers.html.tokens import decode, tokens
from kg.readers.html.tree import parse
from kg.readers.html.visible import rows
from kg.records import Span


class Standard(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, object]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(("start", (tag, tuple((name, value or "") for name, value in attrs))))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("end", tag))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "text":
            self.found[-1] = ("text", f"{self.found[-1][1]}{data}")
        else:
            self.found.append(("text", data))


def ours(page: str) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for token in tokens(page):
        if token.kind == "start":
            values = [(one.name, decode(page, one.value, attribute=True).text) for one in token.attributes]
            found.append(("start", (token.name, tuple(values))))
        elif token.kind == "end":
            found.append(("end", token.name))
        else:
            passage = decode(page, token.span)
            text = passage.text if token.kind == "text" else page[token.span.start : token.span.end]
            if found and found[-1][0] == "text":
                found[-1] = ("text", f"{found[-1][1]}{text}")
            else:
                found.append(("text", text))
    return found


NAMES = st.sampled_from(["p", "DIV", "a", "li", "h4", "span"])
VALUES = st.sampled_from(["x", "a b", "가 나", "1&amp;2", "&#39;", "&lt;p&gt;", ""])
ATTRIBUTES = st.builds(
    lambda name, value, quote: f" {name}={quote}{value}{quote}",
    st.sampled_from(["id", "href"]),
    VALUES,
    st.sampled_from("\"'"),
)
TEXT = st.sampled_from(
    [
        "참고문헌",
        "a & b",
        "&amp;",
        "&eacute;t&eacute;",
        "&#x1F600;",
        "\n",
        "1 < 2",
        "AT&T",
        "&nbsp;",
        "&hellip;",
        "&notit;",
    ]
)
MARKUP = st.one_of(
    st.builds(lambda name, attribute: f"<{name}{attribute}>", NAMES, st.one_of(st.just(""), ATTRIBUTES)),
    NAMES.map(lambda name: f"</{name}>"),
    TEXT,
    st.just("<!-- a <b> comment -->"),
    st.just("<script>if (a < b && c) { '</p>' }</script>"),
    st.just("<!DOCTYPE html>"),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(MARKUP, max_size=30).map("".join))
def test_as_the_standard_library(page: str) -> None:
    parser = Standard()
    parser.feed(page)
    parser.close()
    assert ours(page) == parser.found


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("a<b", "a"),
        ("a < b", "a < b"),
        ("a<!-->b", "ab"),
        ("a<!-- x --!>b", "ab"),
        ("a<!-- x", "a"),
        ("a</>b", "ab"),
        ("a<?php x ?>b", "ab"),
        ("a<![CDATA[x]]>b", "ab"),
        ("<?xml version='1.0'?>a<![CDATA[x<y]]>b", "ax<yb"),
        ("<title>a<b></title>c", "c"),
        ("<p title='a>b'>c", "c"),
        ("<p a=b/>c", "c"),
        ("a&ampb &notin; &notit &#0; &#xD800; &#x110000;", "a&b ∉ ¬it \ufffd \ufffd \ufffd"),
        ("<a href=x>y</a >z", "yz"),
        ("<TEX>$x$</TEX>", "$x$"),
    ],
)
def test_what_a_reader_sees(page: str, text: str) -> None:
    assert " ".join(row.text for row in rows(parse(page))) == text


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>a<p>b", ["a", "b"]),
        ("<ul><li>a<li>b<ul><li>c</ul>d</ul>", ["a", "b", "c", "d"]),
        ("<table><tr><td>a<td>b<tr><td>c</table>", ["a\tb", "c"]),
        ("a<br>b<BR/>c", ["a", "b", "c"]),
        ("<b>a<div>b</b>c</div>d", ["a", "bc", "d"]),
        ("<pre>a\n  b\n\nc</pre>", ["a", "b", "c"]),
        ("<div>  a \n\t b<span> </span> c </div>", ["a b c"]),
        ("<dl><dt>a<dd>b<dt>c</dl>", ["a", "b", "c"]),
        ("<head><title>x</title><body>a", ["a"]),
        ("<div hidden>x</div><p style='display: none'>y</p><script>z</script>a", ["a"]),
        ("</div></p></li>a", ["a"]),
    ],
)
def test_lines(page: str, lines: list[str]) -> None:
    assert [row.text for row in rows(parse(page))] == lines


def test_the_query_of_an_address_holds_no_reference() -> None:
    """``&copy=`` in an attribute is none (HTML Living Standard, 13.2.5.73); older libraries take it for one."""
    [token] = list(tokens('<a href="?a=1&copy=2&b=3&amp;c=4">'))
    page = '<a href="?a=1&copy=2&b=3&amp;c=4">'
    assert decode(page, token.attributes[0].value, attribute=True).text == "?a=1&copy=2&b=3&c=4"


def test_a_reference_keeps_its_place() -> None:
    passage = decode("x&amp;y&eacute;z", Span(1, 16))
    assert passage.text == "&yéz"
    assert passage.locate(Span(0, 1)) == Span(1, 6)
    assert passage.locate(Span(2, 3)) == Span(7, 15)
