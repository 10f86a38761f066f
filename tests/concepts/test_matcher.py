from __future__ import annotations

import unicodedata

import pytest

from kg.concepts.matcher import Match, Matcher
from kg.quads import Iri
from kg.records import Span
from tests import vectors
from tests.effort import calls


@pytest.mark.parametrize("row", vectors.rows("concepts.tsv"), ids=lambda row: f"{row[0]} in {row[1]}")
def test_labels_are_found_where_they_stand(row: list[str]) -> None:
    labels, text, expected = row
    matches = Matcher((label, Iri("c:" + label)) for label in labels.split("|")).find(text)
    found = "|".join(f"{match.label}→{text[match.span.start : match.span.end]}" for match in matches)
    assert (found or "-") == expected


def test_positions_are_those_of_the_text_as_given() -> None:
    # U+FB01 is one character and two letters; decomposed, 정책 has five characters instead of two.
    decomposed = unicodedata.normalize("NFD", "정책")
    text = f"ﬁrm {decomposed} cluster"
    [policy, cluster] = Matcher([("정책", Iri("c:p")), ("cluster", Iri("c:c"))]).find(text)
    assert text[policy.span.start : policy.span.end] == decomposed
    assert cluster.span == Span(len(text) - 7, len(text))


def test_a_label_of_two_concepts_means_both() -> None:
    matcher = Matcher([("cluster", Iri("c:2")), ("clusters", Iri("c:1"))])
    assert matcher.find("A cluster") == [
        Match(Span(2, 9), Iri("c:1"), "clusters"),
        Match(Span(2, 9), Iri("c:2"), "cluster"),
    ]


def test_two_labels_of_one_concept_at_one_place_are_one_occurrence() -> None:
    matcher = Matcher([("clusters", Iri("c:1")), ("Cluster", Iri("c:1"))])
    assert [match.label for match in matcher.find("cluster")] == ["Cluster"]


def test_the_order_of_labels_does_not_matter() -> None:
    labels = [("산업", Iri("c:a")), ("지역 산업", Iri("c:b")), ("산업정책", Iri("c:c")), ("정책", Iri("c:d"))]
    text = "지역산업정책과 산업, 정책"
    assert Matcher(labels).find(text) == Matcher(reversed(labels)).find(text)


def test_work_is_linear_in_the_text() -> None:
    matcher = Matcher((f"word {'word ' * size}end", Iri(f"c:{size}")) for size in range(20))

    def work(size: int) -> int:
        return calls(lambda: matcher.find("word 산업" * size))

    work(100)
    assert work(8_000) < 10 * work(1_000)
