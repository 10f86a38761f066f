"""Turtle and TriG as a person reads them: sections in order, each node once, entries by number."""

from __future__ import annotations

import re

from kg import export, stores
from kg.export.grouping import HEADINGS
from kg.export.terms import natural
from kg.namespaces import PREFIXES
from kg.quads import Quad
from tests.export.graphs import BASE, small


def lines(quads: list[Quad], format_: str = "turtle") -> list[str]:
    return "".join(export.serialize(quads, format=format_, base=BASE)).split("\n")


def headings(text: list[str]) -> list[str]:
    return [
        line.strip().removeprefix("# --- ").rstrip("-").rstrip() for line in text if line.strip().startswith("# ---")
    ]


def subjects(text: list[str]) -> list[str]:
    return [match[1] for line in text if (match := re.match(r" {0,4}<([^>]+)> [a-z]", line))]


def test_sections_stand_in_reading_order() -> None:
    found = headings(lines(small()))
    assert found == [heading for heading in HEADINGS if heading in found]
    assert found[:6] == list(HEADINGS[:6])
    assert "Everything else" not in found


def test_every_node_stands_once() -> None:
    found = subjects(lines(small()))
    assert (
        len(found) == len(set(found)) == len({quad.subject for quad in small() if str(quad.subject).startswith("http")})
    )


def test_prefixes_are_sorted_and_used() -> None:
    text = lines(small())
    declared = [match[1] for line in text if (match := re.match(r"@prefix (\w+): ", line))]
    assert declared == sorted(declared)
    body = "\n".join(line for line in text if not line.startswith("@"))
    assert all(re.search(rf"(?<![\w/]){prefix}:\w", body) for prefix in declared)
    assert set(declared) <= PREFIXES.keys()


def test_entries_stand_by_number_and_works_as_they_are_cited() -> None:
    many = []
    for number in (10, 9, 2, 1, 11):
        for quad in small():
            if str(quad.subject).endswith("a000000000000000#reference-1"):
                many.append(quad._replace(subject=type(quad.subject)(f"{quad.subject.rpartition('-')[0]}-{number}")))
    found = subjects(lines(many))
    assert [iri.rpartition("-")[2] for iri in found] == ["1", "2", "9", "10", "11"]
    order = subjects(lines(small()))
    works = [iri for iri in order if re.fullmatch(r"work/a\d0+", iri) and iri != "work/a000000000000000"]
    assert works == [f"work/a{number}00000000000000" for number in range(1, 7)]
    assert order.index("work/a100000000000000#authorship-1") == order.index("work/a100000000000000") + 1


def test_evidence_and_places_stand_in_the_order_of_the_characters() -> None:
    found = subjects(lines(small()))
    evidence = [iri.partition("#")[2] for iri in found if re.search(r"a0+#reference-1-(author|year|title)$", iri)]
    assert evidence == ["reference-1-author", "reference-1-year", "reference-1-title"]


def test_the_order_of_the_input_matters_little() -> None:
    """Shuffled by graph and subject, as an engine hands it out, the sections and their entries stand the same."""
    straight, shuffled = subjects(lines(small())), subjects(lines(sorted(small(), key=lambda quad: str(quad.subject))))
    keep = re.compile(r"source/a\w+#(?:reference|cited-by)-\d+$")
    assert [iri for iri in straight if keep.match(iri)] == [iri for iri in shuffled if keep.match(iri)]
    assert headings(lines(small())) == headings(lines(sorted(small(), key=lambda quad: str(quad.subject))))


def test_each_graph_of_trig_is_grouped() -> None:
    text = lines(small(), "trig")
    graphs = [line for line in text if line.startswith("<graph/")]
    assert graphs == [f"<graph/{layer}> {{" for layer in ("bibliography", "transcription", "quality", "derived")]
    assert len(list(stores.quads_of("\n".join(text), "trig"))) == len(small())


def test_numbers_are_compared_by_value() -> None:
    words = ["reference-10-title", "reference-2", "reference-10", "cited-by-1"]
    assert sorted(words, key=natural) == ["cited-by-1", "reference-2", "reference-10", "reference-10-title"]
