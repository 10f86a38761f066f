"""Others' mark-up becomes our labels, and rendered records keep their values."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.references.segments import LABELS
from kg.references.training import anystyle, grobid, written
from kg.references.training.example import Example
from kg.references.training.marked import example
from kg.references.training.render import render
from tests.shared import SHARED, needs_shared


def spans(found: Example) -> list[tuple[str, str]]:
    return [(s.label, found.raw[s.start : s.end]) for s in found.segments]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            [
                ("author", "Doe, J., and Roe, A., et al."),
                ("", " "),
                ("year", "(2001a)."),
                ("", " "),
                ("title", "“On x.”"),
            ],
            [("author", "Doe, J., and Roe, A."), ("year", "2001"), ("title", "On x")],
        ),
        (
            [("volume", "vol. 12(3),"), ("", " "), ("pages", "pp. 4–19).")],
            [("volume", "12"), ("issue", "3"), ("pages", "4–19")],
        ),
        (
            [("editor", "In A. Doe & B. Roe (Eds.),"), ("", " "), ("container", "A Book")],
            [("editor", "A. Doe & B. Roe"), ("container", "A Book")],
        ),
        ([("author", "Roe, A. (Ed.).")], [("editor", "Roe, A.")]),
        ([("translator", "trans. Jane Doe.")], [("translator", "Jane Doe")]),
        ([("year", "May 4, 1999.")], [("date", "May 4"), ("year", "1999")]),
        ([("", "doi: "), ("doi", "https://doi.org/10.1234/ab.")], [("doi", "10.1234/ab")]),
        ([("container", "In Proc. of the X Conf.,")], [("container", "Proc. of the X Conf.")]),
        ([("pages", "320 pp.")], []),
    ],
)
def test_stretches_are_cut_to_the_value(parts: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    found = example(parts, "")
    assert (spans(found) if found else []) == expected


def test_grobid_entries(tmp_path: Path) -> None:
    (tmp_path / "a.tei.xml").write_text(
        '<x><bibl><author>J. Doe</author>, <title level="a">On x &amp; y</title>. <title level="j">J. Ex.</title> '
        '<biblScope unit="volume">3</biblScope>, <biblScope unit="page">1-<lb/>9</biblScope> <date>1999</date>.</bibl>'
        '<bibl><author>R. Roe</author> <title level="m">A book</title>, <publisher>House</publisher></bibl></x>',
        encoding="utf-8",
    )
    one, two = grobid.examples(tmp_path)
    assert ("title", "On x & y") in spans(one)
    assert ("container", "J. Ex.") in spans(one)
    assert ("volume", "3") in spans(one)
    assert spans(two) == [("author", "R. Roe"), ("title", "A book"), ("publisher", "House")]


def test_anystyle_entries(tmp_path: Path) -> None:
    file = tmp_path / "core.xml"
    file.write_text(
        "<dataset><sequence><citation-number>[1]</citation-number><author>Doe, J.</author><title>A thesis.</title>"
        "<genre>PhD thesis,</genre><publisher>Example University,</publisher><date>2001.</date></sequence></dataset>",
        encoding="utf-8",
    )
    [found] = anystyle.examples(file)
    assert found.raw.startswith("Doe, J. A thesis.")
    assert spans(found)[1:] == [
        ("title", "A thesis"),
        ("degree", "PhD thesis"),
        ("institution", "Example University"),
        ("year", "2001"),
    ]


RECORDS = [
    {
        "raw": "",
        "type": "article",
        "lang": "ko",
        "source_page": "p",
        "authors": [{"family": "김", "given": "철수"}, {"family": "이", "given": "영희"}],
        "title": "마을의 이름",
        "container": "가나학보",
        "volume": "3",
        "issue": "1",
        "pages": "5-9",
        "year": "1999",
    },
    {
        "raw": "",
        "type": "book",
        "lang": "en",
        "source_page": "q",
        "authors": [{"family": "Doe", "given": "Jane A."}],
        "title": "The Names of Villages",
        "publisher": "Example Press",
        "place": "London",
        "year": "1987",
    },
]


def test_rendered_strings_hold_the_records_values_and_nothing_overlaps() -> None:
    made = render(RECORDS, times=20)
    assert len(made) > 20
    for one in made:
        ends = [0]
        for segment in one.segments:
            assert ends[-1] <= segment.start < segment.end <= len(one.raw)
            assert one.raw[segment.start : segment.end].strip() == one.raw[segment.start : segment.end]
            ends.append(segment.end)
    titles = {text for one in made for label, text in spans(one) if label == "title" and one.group == "p"}
    assert titles == {"마을의 이름"}


def test_the_same_records_are_rendered_the_same() -> None:
    assert render(RECORDS, times=5) == render(RECORDS, times=5)
    assert render(RECORDS, times=5) != render(RECORDS, times=5, seed=12)


@needs_shared
def test_the_foreign_sources_are_read_nearly_whole() -> None:
    found = list(anystyle.examples(SHARED / "train" / "anystyle-core.xml"))
    assert len(found) > 1450
    assert sum(any(s.label == "title" for s in one.segments) for one in found) > 0.95 * len(found)
    found = list(grobid.examples(SHARED / "train" / "grobid-citation"))
    assert len(found) > 6000
    assert sum(any(s.label == "year" for s in one.segments) for one in found) > 0.9 * len(found)


def test_the_made_up_references_are_marked_whole() -> None:
    found = written.examples()
    assert len(found) > 500
    assert len({one.raw for one in found}) == len(found)
    for one in found:
        assert one.raw == one.raw.strip()
        assert all(one.raw[s.start : s.end].strip() == one.raw[s.start : s.end] for s in one.segments), one.raw
        assert {s.label for s in one.segments} <= set(LABELS)


@pytest.mark.parametrize(
    "line", ["{author:Doe}, {titel:X}", "{author:Doe}, {title:X", "{author:}, 2001", "{author:Doe {year:2001}}"]
)
def test_a_slip_in_a_mark_is_said(line: str) -> None:
    with pytest.raises(ValueError, match=r"field is called|brace"):
        written.marked(line)


def made_up() -> Iterator[str]:
    """Yield every reference that was made up, for the training and for the tests of the rules."""
    yield from (one.raw for one in written.examples())
    vectors = Path(__file__).parents[1] / "vectors"
    for name in ("edges.tsv", "types.tsv"):
        for line in (vectors / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                cell = line.split("\t")[0]
                yield written.marked(cell).raw if name == "edges.tsv" else cell


@needs_shared
def test_no_made_up_reference_repeats_a_labelled_one() -> None:
    def pieces(text: str) -> set[str]:
        letters = "".join(filter(str.isalnum, text.lower()))
        return {letters[at : at + 5] for at in range(len(letters) - 4)}

    holders: dict[str, list[int]] = {}
    sizes: list[int] = []
    for path in sorted((SHARED / "gold").glob("*refs*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            own = pieces(json.loads(line)["raw"])
            for piece in own:
                holders.setdefault(piece, []).append(len(sizes))
            sizes.append(len(own))
    assert len(sizes) > 1000
    for raw in made_up():
        own = pieces(raw)
        shared = Counter(at for piece in own for at in holders.get(piece, ()))
        assert all(count <= 0.6 * min(len(own), sizes[at]) for at, count in shared.items() if sizes[at] > 20), raw
