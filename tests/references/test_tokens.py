"""Cutting loses nothing, and an address is one piece."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.references.tokens import pieces, tokens

MIXED = st.text(alphabet="가나대학교 석사學報のabcXYZ0129.,:;()[]「」『』“”'\"/-~·_&\t\u3000é𠀀", max_size=80)


@settings(max_examples=300, deadline=None)
@given(MIXED)
def test_the_pieces_joined_are_the_string(string: str) -> None:
    assert "".join(pieces(string)) == string
    for token in tokens(string):
        assert string[token.start : token.end] == token.text


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        ("지역연구 12(3)", ["지역연구", "12", "(", "3", ")"]),
        ("가나대학교석사학위논문", ["가나대학교", "석사", "학위논문"]),
        ("金富軾著", ["金富軾", "著"]),
        ("홍길동외 2인", ["홍길동", "외", "2", "인"]),
        ("http://a.example.org/x_y?id=3&n=4.", ["http://a.example.org/x_y?id=3&n=4", "."]),
        ("https://doi.org/10.1234/ab(2)c-3.", ["https://doi.org/", "10.1234/ab(2)c-3", "."]),
        ("(doi:10.1234/x.y)", ["(", "doi", ":", "10.1234/x.y", ")"]),
        ("www.example.org에서", ["www.example.org", "에서"]),
        ("http://a.org/b,2010", ["http://a.org/b", ",", "2010"]),
    ],
)
def test_pieces(string: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(string)] == expected
