"""Which answers make a picture, and which are better read as a table."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from kg import charts
from kg.answers import Answer, Column, Texts
from kg.charts import drawing, images
from kg.charts.plain import alone
from kg.errors import UsageError
from kg.quads import Iri, Literal


def _answer(kinds: dict[str, str], *rows: tuple[str, ...]) -> Answer:
    columns = tuple(Column(name, kind, Texts(name, f"{name}-ko")) for name, kind in kinds.items())
    return Answer(columns, [tuple(Literal(cell) if cell else None for cell in row) for row in rows])


def _integers(answer: Answer) -> Answer:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    numeric = [column.kind in ("integer", "year") for column in answer.columns]
    return Answer(
        answer.columns,
        [
            tuple(cell._replace(datatype=integer) if isinstance(cell, Literal) and is_number else cell
                  for cell, is_number in zip(row, numeric, strict=True))
            for row in answer.rows
        ],
    )  # fmt: skip


def test_counts_by_name_are_bars_the_longest_first() -> None:
    found = charts.plan(_integers(_answer({"place": "string", "works": "integer"}, ("Seoul", "2"), ("Oxford", "5"))))
    assert found is not None
    assert not found.ordered
    assert [(bar.label, bar.values) for bar in found.bars] == [("Oxford", (5.0,)), ("Seoul", (2.0,))]


def test_counts_by_year_are_split_by_language_and_what_is_neither_is_a_third() -> None:
    kinds = {"year": "year", "works": "integer", "korean": "integer", "foreign": "integer"}
    found = charts.plan(_integers(_answer(kinds, ("2003", "3", "1", "1"), ("2001", "1", "1", "0"))), "ko")
    assert found is not None
    assert found.ordered
    assert found.series == ("korean-ko", "foreign-ko", "알 수 없음")
    assert [bar.values for bar in found.bars] == [(1.0, 1.0, 1.0), (1.0, 0.0, 0.0)]


@pytest.mark.parametrize(
    ("kinds", "rows"),
    [
        ({"place": "string", "works": "integer"}, [("Seoul", "2")]),
        ({"place": "string", "works": "integer"}, [("Seoul", "2"), ("Seoul", "3")]),
        ({"name": "string", "other": "string", "works": "integer"}, [("a", "b", "2"), ("b", "c", "3")]),
        ({"group": "group", "works": "integer"}, [("all", "2"), ("korean", "1")]),
        ({"title": "string", "year": "year"}, [("a", "2001"), ("b", "2002")]),
    ],
)
def test_what_a_table_says_better(kinds: dict[str, str], rows: list[tuple[str, ...]]) -> None:
    assert charts.plan(_integers(_answer(kinds, *rows))) is None


def test_the_drawing_has_the_years_between_and_escapes_what_it_names() -> None:
    years = charts.plan(
        _integers(_answer({"year": "year", "works": "integer"}, ("2001", "1"), ("2004", "2"), ("2005", "1")))
    )
    assert years is not None
    drawn = drawing.draw(years, "Years", "en")
    assert all(f">{year}</text>" in drawn for year in range(2001, 2006))
    named = charts.plan(_integers(_answer({"name": "string", "works": "integer"}, ('<b>&"', "2"), ("c", "1"))))
    assert named is not None
    drawn = drawing.draw(named, "<i>", "ko")
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "&lt;b&gt;&amp;" in drawn


@pytest.mark.parametrize("kind", ["year", "string"])
def test_a_narrow_drawing_has_fewer_or_shorter_words_and_keeps_to_its_width(kind: str) -> None:
    rows = [(str(1971 + at) if kind == "year" else f"Annals of Imagined Places, Series {at}", "2") for at in range(40)]
    found = charts.plan(_integers(_answer({"name": kind, "works": "integer"}, *rows)))
    assert found is not None
    wide, narrow = (ElementTree.fromstring(drawing.draw(found, "", "en", width)) for width in (520, drawing.NARROW))
    assert narrow.get("viewBox", "").startswith(f"0 0 {drawing.NARROW} ")
    words = [sum(len(text.text or "") for text in one.iter("text")) for one in (wide, narrow)]
    assert words[1] < words[0]
    assert len(list(narrow.iter("rect"))) == len(list(wide.iter("rect")))
    for bar in narrow.iter("rect"):
        assert float(bar.get("x", "")) + float(bar.get("width", "")) <= drawing.NARROW


def test_a_query_of_ones_own_is_drawn_by_its_last_column() -> None:
    integer = "http://www.w3.org/2001/XMLSchema#integer"
    rows = [
        (Iri("http://purl.org/ontology/bibo/Book"), Literal("2", "", integer)),
        (Iri("http://purl.org/ontology/bibo/Thesis"), Literal("3", "", integer)),
    ]
    found = charts.plan(Answer.of(("kind", "n"), rows), "ko")
    assert found is not None
    assert [(bar.label, bar.values) for bar in found.bars] == [("학위논문", (3.0,)), ("단행본", (2.0,))]
    year = "http://www.w3.org/2001/XMLSchema#gYear"
    found = charts.plan(Answer.of(("y", "n"), [(Literal(y, "", year), rows[0][1]) for y in ("2003", "2001")]))
    assert found is not None
    assert found.ordered
    # A question of the catalogue says by its columns' names what counts.
    answer = Answer.of(("kind", "n"), rows)
    assert charts.plan(Answer(answer.columns, answer.rows, question="some-question")) is None


def test_the_plain_drawing_stands_alone() -> None:
    kinds = {"year": "year", "works": "integer", "korean": "integer", "foreign": "integer"}
    found = charts.plan(
        _integers(_answer(kinds, ("2004", "3", "1", "2"), ("2001", "1", "1", "0"), ("2002", "1", "1", "0"))), "ko"
    )
    assert found is not None
    drawn = alone(found, 'Years & <"quotes">', "ko")
    root = ElementTree.fromstring(drawn)
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[:3] == ['Years & <"quotes">', "korean-ko", "foreign-ko"]
    assert {"2001", "2002", "2003", "2004"} <= set(texts)
    # Neither a sheet nor a style of its own, so that any viewer shows it and any policy lets it be.
    assert not [node for node in root.iter() if {"class", "style"} & set(node.keys()) or node.tag.endswith("style")]
    assert {node.get("fill") for node in root.iter("{http://www.w3.org/2000/svg}rect")} >= {"#2f6bd8", "#c77700"}


def _places(*names: str) -> Answer:
    return _integers(_answer({"place": "string", "works": "integer"}, *((name, "2") for name in names)))


def test_without_the_extra_svg_is_the_plain_drawing_and_png_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(importlib, "import_module", _absent)
    answer = _places("서울", "Oxford")
    found = charts.plan(answer)
    assert found is not None
    assert charts.picture(answer, "svg", "Places") == alone(found, "Places", "en").encode()
    for wanted in (
        lambda: charts.picture(answer, "png"),
        lambda: charts.image({}, "svg"),
        lambda: charts.chart(answer),
    ):
        with pytest.raises(UsageError, match=r"pip install 'paper-kg\[charts\]'"):
            wanted()


def _absent(name: str) -> None:
    raise ImportError(name)


extra = pytest.mark.skipif(not images.installed(), reason="pictures by Vega-Lite need the extra 'charts'")


@extra
def test_a_specification_becomes_svg_and_png() -> None:
    answer = _places("Seoul", "Oxford")
    made = charts.specification(answer, "Places")
    assert made is not None
    assert [row["category"] for row in made["data"]["values"]] == ["Seoul", "Oxford"]
    assert charts.image(made, "svg").startswith(b"<svg")
    assert charts.image(made, "png").startswith(b"\x89PNG")
    assert charts.picture(answer, "png", "Places") == charts.image(made, "png")
    with pytest.raises(UsageError, match="svg and png"):
        charts.image(made, "gif")
    assert charts.picture(_places("Seoul"), "png") is None


@extra
def test_a_specification_names_the_years_between() -> None:
    answer = _integers(_answer({"year": "year", "works": "integer"}, ("2001", "1"), ("2004", "2"), ("2005", "1")))
    made = charts.specification(answer)
    assert made is not None
    assert [(row["category"], row["value"]) for row in made["data"]["values"]] == [
        ("2001", 1), ("2002", 0), ("2003", 0), ("2004", 2), ("2005", 1),
    ]  # fmt: skip
    assert made["encoding"]["x"]["sort"] == ["2001", "2002", "2003", "2004", "2005"]


@extra
def test_a_letter_that_no_font_has_is_named_and_no_box_is_drawn() -> None:
    answer = _places("Seoul \u0379", "Oxford")  # not assigned: no font can have it
    with pytest.raises(UsageError, match=r"\u0379.*fonts-noto-cjk"):
        charts.picture(answer, "png")
    assert charts.picture(answer, "svg") is not None
    assert images.without_font(["Oxford é \u0301 \u200b"]) == []


@extra
def test_hangul_is_drawn() -> None:
    if images.without_font(["서울"]):
        pytest.skip("no font of this machine has Hangul")
    one, other = (charts.picture(_places(name, "Oxford"), "png") for name in ("서울", "서율"))
    assert one != other


@extra
def test_the_same_answer_gives_the_same_bytes_in_every_process() -> None:
    code = (
        "import hashlib, tests.test_charts as t\n"
        "from kg import charts\n"
        "made = [charts.picture(t._places('Oxford', 'Seoul'), f, 'Places') for f in ('svg', 'png', 'svg')]\n"
        "print(*(hashlib.sha256(one).hexdigest() for one in made))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    # Another picture before it: nothing that is counted in a process must show.
    charts.picture(_places("Daegu", "Busan", "Seoul"), "svg")
    made = [charts.picture(_places("Oxford", "Seoul"), format_, "Places") or b"" for format_ in ("svg", "png")]
    assert said == [hashlib.sha256(one).hexdigest() for one in (*made, made[0])]
