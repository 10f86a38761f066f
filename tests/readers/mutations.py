"""Ways in which one page is copied differently, none of which changes what it says."""

from __future__ import annotations

import re
from collections.abc import Callable

Mutation = Callable[[str], str | None]

_PAIRS = [("투고", "Received"), ("수정", "Revised"), ("심사", "Accepted"), ("발행", "Published")]
_HEADINGS = [("초록", "Abstract"), ("키워드", "Keywords"), ("참고문헌", "References"), ("피인용 문헌", "Cited by")]


def _lines(change: Callable[[str], str]) -> Mutation:
    return lambda page: "\n".join(change(line) for line in page.split("\n"))


def _bullet(sign: str) -> Mutation:
    return _lines(lambda line: re.sub(r"^(\s*)[•·-] ", rf"\g<1>{sign}", line))


def _swap(pairs: list[tuple[str, str]], template: str) -> Mutation:
    def change(page: str) -> str:
        for korean, english in pairs:
            one, other = template.format(korean), template.format(english)
            page = re.sub(
                rf"{one}|{other}",
                lambda match, ko=korean, en=english: (
                    match[0].replace(ko, "\0") if ko in match[0] else match[0].replace(en, ko)
                ),
                page,
                flags=re.MULTILINE,
            ).replace("\0", english)
        return page

    return change


def _titles_swapped(page: str) -> str | None:
    """Print the titles in the other order."""
    lines = page.split("\n")
    if len(lines) < 4 or lines[1] or not lines[2] or re.search(r"\d{4}|Journal|:.*:", lines[0] + lines[2]):
        return None
    if bool(re.search("[가-힣]", lines[0])) == bool(re.search("[가-힣]", lines[2])) or not lines[4].lstrip(
        " "
    ).startswith(tuple("•-·Y")):
        return None
    lines[0], lines[2] = lines[2], lines[0]
    return "\n".join(lines)


def _dates_first(page: str) -> str | None:
    """Print the dates before the authors."""
    lines = page.split("\n")
    dated = [line for line in lines if re.match(r"\s*[•·-] \S+ ?[:：]", line)]
    if not dated:
        return None
    rest = [line for line in lines if line not in dated]
    first = next((row for row, line in enumerate(rest) if re.match(r"\s*[•·-] ", line)), None)
    if first is None:
        return None
    return "\n".join([*rest[:first], *dated, *rest[first:]])


def _without(pattern: str) -> Mutation:
    return lambda page: (
        re.sub(pattern, "", page, flags=re.MULTILINE) if re.search(pattern, page, re.MULTILINE) else None
    )


MUTATIONS: dict[str, tuple[Mutation, tuple[str, ...]]] = {
    "as it is": (lambda page: page, ()),
    "CRLF": (lambda page: page.replace("\n", "\r\n"), ()),
    "old Macintosh line breaks": (lambda page: page.replace("\n", "\r"), ()),
    "no-break spaces for indents": (_lines(lambda line: re.sub(r"^ +", lambda m: "\xa0" * len(m[0]), line)), ()),
    "no-break space behind the colon": (_lines(lambda line: re.sub(r"^(\s*[•·-] \S+) : ", "\\1\xa0:\xa0", line)), ()),
    "tabs for indents": (_lines(lambda line: re.sub(r"^ {2,}", "\t", line)), ()),
    "blanks at the ends of lines": (_lines(lambda line: line + "  "), ()),
    "two blank lines for one": (lambda page: page.replace("\n\n", "\n\n\n"), ()),
    "byte order mark inside": (lambda page: "\ufeff" + page, ()),
    "bullet with a tab": (_bullet("•\t"), ()),
    "hyphens": (_bullet("- "), ()),
    "middle dots": (_bullet("· "), ()),
    "stars": (_bullet("* "), ()),
    "no bullets": (_bullet(""), ()),
    "labels in the other language": (_swap(_PAIRS, r"^\s*[•·-] {} :"), ()),
    "headings in the other language": (_swap(_HEADINGS, r"^{}$"), ()),
    "no blanks around the colon": (_lines(lambda line: re.sub(r"^(\s*[•·-] \S+) : ", r"\1:", line)), ()),
    "dates with hyphens": (_lines(lambda line: re.sub(r"(\d{4})\.(\d\d)\.(\d\d)$", r"\1-\2-\3", line)), ()),
    "dates with slashes": (_lines(lambda line: re.sub(r"(\d{4})\.(\d\d)\.(\d\d)$", r"\1/\2/\3", line)), ()),
    "dates in Korean words": (_lines(lambda line: re.sub(r"(\d{4})\.(\d\d)\.(\d\d)$", r"\1년 \2월 \3일", line)), ()),
    "titles in the other order": (_titles_swapped, ()),
    "dates before authors": (_dates_first, ()),
    "buttons between": (
        lambda page: (
            re.sub(r"(?m)^(참고문헌|References)$", r"PDF\n\nDOI QR코드\n\n\1", page)
            if re.search(r"(?m)^(참고문헌|References)$", page)
            else None
        ),
        (),
    ),
    "no date of submission": (_without(r"^\s*[•·-] (?:투고|Received)(?:\([A-Za-z]+\))? ?[:：].*\n"), ("submitted",)),
    "no date of publication": (_without(r"^\s*[•·-] (?:발행|Published)(?:\([A-Za-z]+\))? ?[:：].*\n"), ("issued",)),
    "no dates": (_without(r"^\s*[•·-] \S+ ?[:：].*\d{2,4}\n?$"), ("submitted", "revised", "accepted", "issued")),
    "list numbered in brackets": (_lines(lambda line: re.sub(r"^(\s*)(\d+)\. ", r"\1[\2] ", line)), ()),
    "list numbered in parentheses": (_lines(lambda line: re.sub(r"^(\s*)(\d+)\. ", r"\1(\2) ", line)), ()),
    "list numbered with one parenthesis": (_lines(lambda line: re.sub(r"^(\s*)(\d+)\. ", r"\1\2) ", line)), ()),
    "blank lines in the list": (_lines(lambda line: re.sub(r"^(\s*\d+\. .*)$", r"\1\n", line)), ()),
    "site's menu before": (lambda page: "Home\n검색\nLogin\n\n" + page, ()),
    "site's footer behind": (lambda page: page + "\n\nCopyright (C) 2020 Example. All Rights Reserved.\n", ()),
}
