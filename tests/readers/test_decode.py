"""Bytes in the encodings in which pages are saved."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.readers.decode import decode
from kg.readers.detect import detect

PAGE = """가나다 물때와 시장

  · 서다연 (목포바다대학교)
  · 투고 : 2017.03.02

References

1. Seo, D.-Y., 2011, Tides.
"""


@pytest.mark.parametrize(
    ("encoding", "name", "bom"),
    [
        ("utf-8", "utf-8", False),
        ("utf-8-sig", "utf-8", True),
        ("utf-16", "utf-16-le", True),
        ("utf-16-le", "utf-16-le", False),
        ("utf-16-be", "utf-16-be", False),
        ("cp949", "euc-kr", False),
        ("euc-kr", "euc-kr", False),
    ],
)
def test_encodings(encoding: str, name: str, bom: bool) -> None:
    found = decode(PAGE.encode(encoding))
    assert (found.text, found.encoding, found.bom, found.cut) == (PAGE, name, bom, False)


def test_syllables_that_only_cp949_has() -> None:
    found = decode((PAGE + "똠방각하 펲시콜라").encode("cp949"))
    assert found.encoding == "cp949"
    assert found.text.endswith("똠방각하 펲시콜라")


def test_a_file_that_ends_inside_a_character() -> None:
    found = decode((PAGE + "가").encode()[:-1])
    assert found.cut
    assert found.text == PAGE + "\ufffd"


def test_the_place_of_what_cannot_be_decoded() -> None:
    with pytest.raises(InputError, match="0xFF at offset 6") as refused:
        decode(b"abc\nde\xff\xff\xff\xff\xff", "page.txt")
    assert (refused.value.line, refused.value.column) == (2, 3)


@pytest.mark.parametrize(
    ("text", "name", "format_"),
    [
        ("<!DOCTYPE html><p>a", "page.txt", "html"),
        ("\n<?xml version='1.0'?>\n<html xmlns='x'>", "page", "html"),
        ("<!-- saved --><html>", "-", "html"),
        ("<div class='a'><ul><li>x</li><li>y</li></ul></div><p>z</p>", "-", "html"),
        ("제목 <TEX>$x$</TEX>\n\n참고문헌", "page.txt", "text"),
        ("<표 1> 제목", "page.txt", "text"),
        ("plain words", "page.txt", "text"),
    ],
)
def test_the_format_is_told_by_the_page(text: str, name: str, format_: str) -> None:
    assert detect(text, name).name == format_
