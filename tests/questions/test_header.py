"""Headers are read strictly: each fault names the file, the line and what would do."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.answers import Column, Texts
from kg.errors import InputError, UsageError
from kg.quads import Literal
from kg.questions import find, header

GOOD = """\
#+ id: how-many
#+ aspect: references
#+ question:
#+   en: How many works
#+     of a language?
#+   ko: 그 언어의 저작은 몇 편인가?
#+ parameters:
#+   language: language "ko" | the language | 언어
#+ columns:
#+   works: integer | works | 저작 수
#+ layers: bibliography, transcription
#+ empty: no-references
#+ nothing:
#+   en: None.
#+   ko: 없다.

PREFIX cito: <http://purl.org/spar/cito/>

SELECT (COUNT(DISTINCT ?work) AS ?works)
WHERE {
  VALUES ?language { "ko" }
  ?article cito:cites ?work .
}
ORDER BY ?works
"""


def read(folder: Path, text: str) -> header.Question:
    path = folder / "how-many.rq"
    path.write_text(text, encoding="utf-8")
    return header.question(path)


def test_a_header_gives_a_question(tmp_path: Path) -> None:
    question = read(tmp_path, GOOD)
    assert question.question == Texts("How many works of a language?", "그 언어의 저작은 몇 편인가?")
    assert question.description == question.question
    assert question.columns == (Column("works", "integer", Texts("works", "저작 수")),)
    assert question.parameters[0].default == Literal("ko")
    assert question.layers == ("bibliography", "transcription")
    assert question.empty == ("no-references",)
    # An engine's message names the line of the file.
    assert question.query.splitlines()[18].startswith("SELECT")


FAULTS = [
    ("#+ id: how-many", "#+ id: How Many", 1, "small letters"),
    ("#+ aspect: references", "#+ aspect: referencs", 2, "not known"),
    ("#+ aspect: references", "#+ aspekt: references", 2, "did you mean aspect"),
    ("#+ layers: bibliography, transcription\n", "", 1, "no 'layers'"),
    ("#+ layers: bibliography", "#+ layers: bibliografy", 11, "not known"),
    ("#+ empty: no-references", "#+ empty: no-references\n#+ empty: no-references", 13, "stands twice"),
    ("#+   ko: 없다.\n", "", 13, "'en:' and 'ko:'"),
    ("#+   en: None.", "#+   en:", 14, "empty"),
    ("integer | works", "number | works", 10, "kind 'number' is not known"),
    ("integer | works | 저작 수", "integer | works", 10, "is not 'kind"),
    ('language "ko" | the', 'tongue "ko" | the', 8, "type 'tongue' is not known"),
    ('language "ko" | the', 'integer "ko" | the', 8, "is not a whole number"),
    ('language "ko" | the', 'language "en" | the', 8, "in the query"),
    ("VALUES ?language", "VALUES ?tongue", 8, "has no 'VALUES ?language"),
    ("#+   works:", "#+   work:", 9, "those of the query works"),
    ("#+ nothing:", "#+nothing:", 13, "not a header line"),
    ("#+   en: How many", "#+  en: How many", 4, "not a header line"),
    ("SELECT (COUNT(DISTINCT ?work) AS ?works)", "ASK", 1, "the query is ASK"),
    ("SELECT (COUNT", "DELETE (COUNT", 1, "the query is no query"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), FAULTS)
def test_a_fault_names_its_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    assert old in GOOD
    with pytest.raises(InputError) as caught:
        read(tmp_path, GOOD.replace(old, new))
    assert message in str(caught.value)
    assert caught.value.line == line
    assert str(caught.value).startswith(str(tmp_path / "how-many.rq"))


def test_two_defaults_of_one_parameter_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="two values"):
        read(tmp_path, GOOD.replace("}\nORDER", '  VALUES ?language { "en" }\n}\nORDER'))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.rq"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        find(str(path))
    with pytest.raises(InputError, match="No such file"):
        find(str(tmp_path / "none.rq"))


def test_a_question_may_stand_in_a_file_of_ones_own(tmp_path: Path) -> None:
    read(tmp_path, GOOD)
    assert find(str(tmp_path / "how-many.rq")).id == "how-many"


def test_a_misspelt_question_names_those_that_are_nearly_so() -> None:
    with pytest.raises(UsageError, match=r"did you mean .*references-by-type"):
        find("reference-by-type")
    with pytest.raises(UsageError, match="'kg questions' lists them all"):
        find("xyzzy")
