"""Answers as frames: each column in a type that can be empty, the same in pandas and Polars."""

from __future__ import annotations

import importlib
import importlib.util
from typing import Any

import pytest

from kg.answers import Answer, Column, Texts
from kg.errors import UsageError
from kg.quads import Iri, Literal, Term

XSD = "http://www.w3.org/2001/XMLSchema#"
_LACKING = [name for name in ("pandas", "polars") if not importlib.util.find_spec(name)]
frames = pytest.mark.skipif(bool(_LACKING), reason="frames need the extra 'notebook'")


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, "", XSD + datatype)


def _answer(kind: str, *cells: Term | None) -> Answer:
    return Answer((Column("x", kind, Texts("label", "이름표")),), [(cell,) for cell in cells])


# kind of the column · its cells · type in pandas · type in Polars · values
CASES: list[tuple[str, list[Term | None], str, str, list[Any]]] = [
    ("year", [_typed("2016", "integer"), None], "Int64", "Int64", [2016, None]),
    ("year", [_typed("2016", "gYear"), _typed("0987", "gYear")], "Int64", "Int64", [2016, 987]),
    ("year", [_typed("2016", "gYear"), _typed("2016-12", "gYearMonth")], "string", "String", ["2016", "2016-12"]),
    ("date", [_typed("2016-12-31", "date"), _typed("2016", "gYear")], "string", "String", ["2016-12-31", "2016"]),
    ("integer", [_typed("3", "integer"), None], "Int64", "Int64", [3, None]),
    ("integer", [_typed("3", "integer"), _typed("many", "string")], "string", "String", ["3", "many"]),
    ("integer", [_typed("9" * 30, "integer")], "string", "String", ["9" * 30]),
    ("integer", [_typed("true", "boolean")], "string", "String", ["true"]),
    ("decimal", [_typed("2.5", "decimal"), _typed("7", "decimal")], "Float64", "Float64", [2.5, 7.0]),
    ("percent", [_typed("66.7", "decimal"), None], "Float64", "Float64", [66.7, None]),
    ("decimal", [_typed("INF", "double")], "string", "String", ["INF"]),
    ("boolean", [_typed("true", "boolean"), None], "boolean", "Boolean", [True, None]),
    ("work", [Iri("https://example.org/w"), None], "string", "String", ["https://example.org/w", None]),
    ("text", [Literal("선택과 집중", "ko"), Literal("", "")], "string", "String", ["선택과 집중", ""]),
    ("string", [Literal("2016")], "string", "String", ["2016"]),
    ("year", [], "Int64", "Int64", []),
]


@frames
@pytest.mark.parametrize(("kind", "cells", "in_pandas", "in_polars", "values"), CASES)
def test_each_column_has_the_type_of_its_kind(
    kind: str, cells: list[Term | None], in_pandas: str, in_polars: str, values: list[Any]
) -> None:
    answer = _answer(kind, *cells)
    pandas_frame = answer.to_pandas()
    assert str(pandas_frame["x"].dtype) == in_pandas
    assert pandas_frame["x"].astype(object).where(pandas_frame["x"].notna(), None).tolist() == values
    polars_frame = answer.to_polars()
    assert str(polars_frame.schema["x"]) == in_polars
    assert polars_frame["x"].to_list() == values


@frames
def test_a_readable_frame_has_labels_and_names_and_counts_that_stay_numbers() -> None:
    columns = (
        Column("type", "type", Texts("type", "유형")),
        Column("other", "type", Texts("type", "유형")),
        Column("works", "integer", Texts("works", "저작 수")),
    )
    thesis = Iri("http://purl.org/ontology/bibo/Thesis")
    answer = Answer(columns, [(thesis, None, _typed("2", "integer"))], lang="ko")
    assert list(answer.to_pandas().columns) == ["type", "other", "works"]
    frame = answer.to_pandas(readable=True)
    assert list(frame.columns) == ["유형", "유형 (2)", "저작 수"]
    assert frame["유형"][0] == "학위논문"
    assert frame["저작 수"].sum() == 2
    assert answer.to_polars(readable=True).rows() == [("학위논문", None, 2)]


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_a_package_that_is_not_there_is_named_with_what_to_install(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(UsageError, match=r"pip install 'paper-kg\[notebook\]'"):
        getattr(_answer("string"), f"to_{package}")()
