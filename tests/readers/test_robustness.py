"""Whatever the bytes are: a paper with findings, or one line that says what is wrong and what to do; in linear time."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import readers
from kg.errors import InputError
from kg.records import Paper
from kg.resources import examples
from tests.effort import calls
from tests.readers import markup
from tests.readers.cases import cases
from tests.readers.huge import HUGE
from tests.readers.same import check

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SAMPLE = examples("sample.txt").read_bytes()


def attempt(data: bytes, name: str = "page.txt") -> Paper | InputError:
    """Read what may be no page; anything but a paper or an InputError is a failure."""
    try:
        paper = readers.read(data, name)
    except InputError as error:
        refused = error
    else:
        check(paper)
        return paper
    assert str(refused).startswith(name)
    assert "\n" not in str(refused)
    return refused


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"...---...", "no letter"),
        (b"\xff\xfe", "empty"),
        (b"hello \xff\xfe\xfd\xfc\xfb\xfa world", "neither UTF-8"),
        (b"@article{key, title = {T}}", "BibTeX"),
        (b'{"a": 1}', "JSON"),
        (b"@prefix a: <b> .", "RDF"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0", "MHTML"),
        (b"Some words that are no page at all.\nAnd some more of them.", "no article page"),
        (b"<html><body><h1>Shop</h1><ul><li>Tea</li><li>Pots</li></ul></body></html>", "no article page"),
    ],
)
def test_what_is_no_page_is_refused_with_a_reason(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=re.escape(words)) as refused:
        readers.read(data, "page.bin")
    assert str(refused.value).startswith("page.bin")
    assert refused.value.hint


def test_a_page_cut_anywhere_gives_what_is_left_of_it() -> None:
    whole = readers.read(SAMPLE, "sample.txt")
    last = -1
    for size in range(2000, len(SAMPLE), 1499):
        found = attempt(SAMPLE[:size])
        assert isinstance(found, Paper)
        assert found.titles == whole.titles
        assert len(found.references) >= last
        last = len(found.references)
    html = markup.short(whole).encode()
    for size in range(100, len(html), 1999):
        attempt(html[:size], "page.html")


def test_a_byte_that_is_wrong_is_a_finding() -> None:
    at = SAMPLE.index("박삼옥".encode())
    paper = attempt(SAMPLE[:at] + b"\xff" + SAMPLE[at + 1 :])
    assert isinstance(paper, Paper)
    assert any(finding.kind == "undecodable-character" for finding in paper.findings)


def test_control_characters_and_lone_surrogates() -> None:
    text = SAMPLE.decode()
    paper = attempt(text.replace("박삼옥", "박삼\x01옥", 1).encode())
    assert isinstance(paper, Paper)
    wide = text.encode("utf-16-le")
    assert isinstance(attempt(b"\xff\xfe" + wide[:4000] + b"\x00\xd8" + wide[4000:]), Paper)
    assert isinstance(attempt(markup.short(paper).replace("</h4>", "&#xD800;&#0;&#1114112;</h4>", 1).encode()), Paper)


@pytest.mark.parametrize("name", HUGE)
def test_work_grows_with_the_size_and_not_faster(name: str) -> None:
    def work(size: int) -> int:
        data = HUGE[name](size).encode()
        return calls(lambda: attempt(data, "page.html" if data.startswith(b"<") else "page.txt"))

    work(50)
    small, large = work(250), work(1000)
    # Four times the size makes four times as many calls; a square would make sixteen times as many.
    assert large < 6 * small + 2000


@pytest.mark.parametrize(
    "text", ["a" * 50_000_000, "가나다 " * 5_000_000, "<html><p>" + "a" * 50_000_000], ids=["a", "words", "html"]
)
def test_fifty_megabytes_of_one_line(text: str) -> None:
    found = attempt(text.encode())
    assert isinstance(found, InputError)
    assert "characters, more than any line" in str(found)


@pytest.mark.parametrize("text", ["word\n" * 60_000, "<html>" + "word<br>" * 60_000, "<html>" + "<i></i>" * 160_000])
def test_more_lines_or_tags_than_any_page_has(text: str) -> None:
    found = attempt(text.encode())
    assert isinstance(found, InputError)
    assert "more than any" in str(found)


SIGNS = "\n\r\t\x0b\x0c\x85\u2028\xa0\u200b\ufeff•-·*.,;:()[]「」“”'\"<>&=/가a9남\U0001f600\x00"
PIECES = st.sampled_from([*SIGNS]) | st.sampled_from(
    str.split(
        """투고 : 2016.11.28|Received|발행 : |References|참고문헌|피인용 문헌|Abstract|초록|Keywords|  1. |[2] |
        남기범 (서울시립대학교)|Nahm, Kee-Bom| ;|2003, |pp.45-60.|10.99999/a.b|https://|JAKO201899912345678|
        vol.20, pp.3, 2017,|ISSN 1234-5679|제4권 제2호""",
        "|",
    )
)
TAGS = st.sampled_from(
    str.split(
        """<p>|</p>|<div>|</div>|<ul>|<li>|</ul>|<h4>|</h4>|<br>|<table><tr><td>|</table>|<b>|</b>|<script>|</script>|<!--|
        -->|<sup>|</sup>|<div class="contrib-group">|<div class="article-box">|<div class="ref-list">|
        <div class="abstract">|<div class="ref-content">|&amp;|&nbsp;|&#x41;|&copy|&|<|</a>|">|<pre>|</pre>|
        <div hidden>|
        <a href="https://doi.org/10.99999/x.y">|<meta name="citation_author" content="|<nav>|<![CDATA[|]]>|<TEX>|<?xml |
        </|<a href='""",
        "|",
    )
)


@QUICK
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text(text: str) -> None:
    attempt(text.encode())


@QUICK
@given(st.lists(st.one_of(PIECES, TAGS), max_size=60).map("".join))
def test_any_markup(text: str) -> None:
    attempt(("<!DOCTYPE html><html><body><p>발행 : 2016.12.31</p>" + text).encode(), "page.html")


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    attempt(data)


@QUICK
@given(st.sampled_from(cases()), st.data())
def test_lines_lost_doubled_and_moved(case: object, data: st.DataObject) -> None:
    page = getattr(case, "page", "").split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at, to = data.draw(st.integers(0, len(page) - 1)), data.draw(st.integers(0, len(page) - 1))
        line = page.pop(at)
        if data.draw(st.booleans()):
            page.insert(to, line)
        if not page:
            return
    attempt("\n".join(page).encode())


@QUICK
@given(st.sampled_from(cases()), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
def test_the_encoding_does_not_change_what_is_read(case: object, encoding: str) -> None:
    page = getattr(case, "page", "")
    one, other = readers.read(page.encode(), "a.txt"), readers.read(page.encode(encoding), "a.txt")
    assert one.replace(source=other.source) == other
