"""CSL-JSON items as BibTeX entries and RIS records."""

from __future__ import annotations

import pytest

from kg.references import bibtex, ris

ARTICLE = {
    "id": "7",
    "type": "article-journal",
    "title": "Mills & rivers: 100% {sure}",
    "author": [{"family": "Kim", "given": "Jin"}, {"literal": "Mills and Sons"}],
    "container-title": "Journal of Rivers",
    "volume": "3",
    "issue": "2",
    "page": "10-12",
    "issued": {"date-parts": [[2001, 4]]},
    "DOI": "10.1234/a_b",
    "language": "en",
}


def test_an_article_in_bibtex() -> None:
    assert bibtex.entry(ARTICLE, "ref7") == (
        "@article{ref7,\n"
        "  author = {Kim, Jin and {Mills and Sons}},\n"
        "  title = {Mills \\& rivers: 100\\% \\{sure\\}},\n"
        "  journal = {Journal of Rivers},\n"
        "  volume = {3},\n"
        "  number = {2},\n"
        "  pages = {10--12},\n"
        "  year = {2001},\n"
        "  month = {4},\n"
        "  doi = {10.1234/a_b},\n"
        "  langid = {english}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("item", "start", "line"),
    [
        (
            {"type": "thesis", "genre": "박사학위논문", "publisher": "가상대학교"},
            "@phdthesis{",
            "school = {가상대학교}",
        ),
        (
            {"type": "thesis", "genre": "석사학위논문", "publisher": "가상대학교"},
            "@mastersthesis{",
            "type = {석사학위논문}",
        ),
        ({"type": "chapter", "container-title": "책"}, "@incollection{", "booktitle = {책}"),
        ({"type": "report", "publisher": "연구원", "number": "7"}, "@techreport{", "institution = {연구원}"),
        ({"type": "report", "publisher": "연구원", "number": "7"}, "@techreport{", "number = {7}"),
        ({"type": "something new", "title": "~"}, "@misc{", r"title = {\textasciitilde{}}"),
        ({"type": "book", "author": [{"family": "김"}]}, "@book{", "author = {{김}}"),
    ],
)
def test_entry_types_and_their_fields(item: dict[str, object], start: str, line: str) -> None:
    text = bibtex.entry(item, "k")
    assert text.startswith(start)
    assert line in text


def test_an_article_in_ris() -> None:
    assert ris.record(ARTICLE).split("\r\n") == [
        "TY  - JOUR",
        "ID  - 7",
        "AU  - Kim, Jin",
        "AU  - Mills and Sons",
        "TI  - Mills & rivers: 100% {sure}",
        "JO  - Journal of Rivers",
        "VL  - 3",
        "IS  - 2",
        "SP  - 10",
        "EP  - 12",
        "PY  - 2001",
        "DA  - 2001/04",
        "DO  - 10.1234/a_b",
        "LA  - en",
        "ER  - ",
        "",
        "",
    ]


def test_a_book_in_ris_has_its_editors_and_no_line_breaks() -> None:
    record = ris.record({"type": "book", "title": "두\n줄", "editor": [{"family": "이", "given": "가나"}], "page": "5"})
    assert record.startswith("TY  - BOOK\r\n")
    assert "ED  - 이, 가나\r\n" in record
    assert "TI  - 두 줄\r\n" in record
    assert "EP  - " not in record
