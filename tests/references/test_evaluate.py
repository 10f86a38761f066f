"""Figures of a reading beside its labels, and the training of what stands around the sequence model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import InputError
from kg.references import csl, evaluate, parse
from kg.references.training import data

LABELS = [
    {
        "id": f"r{number}",
        "raw": f'{author}, {year}, "{title}," {journal} {volume}({issue}), pp.{first}-{first + 20}.',
        "type": "article",
        "lang": "ko",
        "style": "plain",
        "source_page": f"page{number % 3}",
        "authors": [{"family": author[0], "given": author[1:]}],
        "year": str(year),
        "title": title,
        "container": journal,
        "volume": str(volume),
        "issue": str(issue),
        "pages": f"{first}-{first + 20}",
    }
    for number, (author, year, title, journal, volume, issue, first) in enumerate(
        [
            ("김가나", 2001, "도시의 하천과 시장", "가상도시학회지", 3, 1, 11),
            ("이다라", 2004, "산촌의 길과 우물", "가상지리학회지", 7, 2, 45),
            ("박마바", 2008, "항구의 배와 창고", "가상해양연구", 12, 4, 101),
            ("최사아", 2011, "들판의 물길과 다리", "가상농촌학회지", 15, 3, 73),
            ("정자차", 2015, "공장의 굴뚝과 노동", "가상산업연구", 20, 1, 5),
            ("조카타", 2019, "골목의 가게와 손님", "가상도시학회지", 21, 2, 230),
        ]
    )
]


def written(path: Path, labels: object = LABELS) -> str:
    lines = labels if isinstance(labels, list) else []
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
    return str(path)


def test_a_right_reading_scores_one() -> None:
    result = evaluate.evaluate(LABELS, evaluate.items(evaluate.read(LABELS), LABELS), ["lang", "source_page"])
    assert result.total.references == len(LABELS)
    assert result.total.micro.f1 == 1.0
    assert result.total.whole == result.total.typed == len(LABELS)
    assert not result.errors
    assert {name: tally.references for name, tally in result.groups["source_page"].items()} == {
        "page0": 2,
        "page1": 2,
        "page2": 2,
    }


def test_each_error_is_counted_and_told() -> None:
    items = evaluate.items(evaluate.read(LABELS), LABELS)
    items[0]["volume"] = "99"
    del items[1]["page"]
    items[2]["type"] = "book"
    result = evaluate.evaluate(LABELS, items)
    volume, pages = result.total.fields["volume"], result.total.fields["pages"]
    assert (volume.right, volume.extra, volume.missed) == (5, 1, 1)
    assert (pages.right, pages.extra, pages.missed) == (5, 0, 1)
    assert (result.total.whole, result.total.typed) == (4, 5)
    assert [one["id"] for one in result.errors] == ["r0", "r1", "r2"]
    text = "\n".join(result.text(errors=3))
    assert "label 3   read 99" in text
    assert "type       label article   read book" in text
    assert result.json()["groups"]["lang"]["ko"]["all_right"] == round(4 / 6, 4)


def test_the_command_scores_its_own_reading_and_another_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = written(tmp_path / "gold.jsonl")
    assert main(["evaluate", gold, "--format", "json", "--min-f1", "0.9"]) == 0
    assert json.loads(capsys.readouterr().out)["f1"] == 1.0
    others = written(tmp_path / "other.jsonl", [{"id": "x", "type": "book"} for _ in LABELS])
    assert main(["evaluate", gold, "--predicted", others, "--min-f1", "0.9"]) == 1
    assert "type right 0.000" in capsys.readouterr().out


def test_a_file_that_holds_no_labels_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"raw": "a"}\n{"title": "no string"}\n', encoding="utf-8")
    with pytest.raises(InputError) as error:
        data.load([str(bad)])
    assert error.value.line == 2
    assert main(["evaluate", str(bad)]) == 2
    assert "bad.jsonl" in capsys.readouterr().err


def test_types_and_confidence_are_trained_to_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = written(tmp_path / "gold.jsonl")
    stretches = []
    for label, found in zip(LABELS, parse([str(one["raw"]) for one in LABELS]), strict=True):
        own = [(one.spans[0].start, one.spans[-1].end, one.name) for one in found.fields]
        own += [(name.span.start, name.span.end, name.role) for name in found.names if name.span]
        segments = [[name, start, end, 0.9] for start, end, name in sorted(own)]
        stretches.append({"id": label["id"], "segments": segments})
    file = written(tmp_path / "segments.jsonl", stretches)
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        assert main(["train", gold, "-o", str(folder), "--segments", file]) == 0
        made.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert sorted(made[0]) == ["confidence.tsv", "types.tsv"]
    assert made[0] == made[1]
    assert "types.tsv" in capsys.readouterr().out


def test_segments_of_other_references_are_refused(tmp_path: Path) -> None:
    segments = written(tmp_path / "segments.jsonl", [{"id": "else", "segments": []}])
    with pytest.raises(InputError):
        data.segments(segments, LABELS)


def test_items_carry_the_ids_of_their_labels() -> None:
    found = list(parse([str(LABELS[0]["raw"])]))
    assert evaluate.items(found, LABELS[:1]) == [csl.item(found[0], "r0")]
