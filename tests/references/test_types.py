"""The type of a work: what decides it, and that a model learns it from nothing that it is tested on."""

import numpy as np
import pytest

from kg.records import WorkType
from kg.references.assemble import evidence
from kg.references.segments import Segment
from kg.references.training import types as training
from kg.references.type_names import bodies, conference, newspaper
from kg.references.types import Evidence, decide, features, parse
from tests.vectors import rows


def _read(text: str, parts: str) -> Evidence:
    segments, at = [], 0
    for part in parts.split("|"):
        label, value = part.split("=", 1)
        at = text.index(value, at)
        segments.append(Segment(label, at, at + len(value)))
        at += len(value)
    return evidence(text, segments)


@pytest.mark.parametrize(("text", "kind", "basis", "parts"), rows("types.tsv"))
def test_the_type_and_what_decides_it(text: str, kind: str, basis: str, parts: str) -> None:
    found = decide(_read(text, parts))
    assert (found.type, found.basis.split(":")[0] if basis == "model" else found.basis) == (kind, basis)


def test_every_rule_has_a_case_that_it_decides_and_every_decision_a_probability() -> None:
    made = [decide(_read(text, parts)) for text, _, _, parts in rows("types.tsv")]
    assert all(0 < one.confidence <= 1 for one in made)
    assert len({one.basis for one in made}) >= 14


def test_a_string_that_tells_nothing_is_claimed_by_no_certain_rule() -> None:
    found = decide(Evidence("바람", {}, frozenset(), 0, 0, [], None))
    assert found.basis.startswith("model")
    assert found.confidence < 0.9


@pytest.mark.parametrize(
    ("name", "wanted", "other"),
    [
        ("산업연구원", {"known institute", "issuer"}, {"house"}),
        ("바른대학교 둑연구소", {"institute of a university", "issuer"}, {"house"}),
        ("국토교통부", {"government", "issuer"}, {"house"}),
        ("도서출판 한울", {"known house"}, {"issuer"}),
        ("나루출판사", {"house"}, {"issuer"}),
        ("한국수자원공사", {"known institute", "issuer"}, {"house"}),
        ("Ministry of Rivers", {"government", "issuer"}, {"house"}),
        ("Oxford University Press", {"house", "university"}, {"issuer"}),
        ("KISDI", {"known institute", "issuer"}, {"house", "initials"}),
        ("ZQX", {"initials"}, {"issuer", "house"}),
    ],
)
def test_kinds_of_bodies(name: str, wanted: set[str], other: set[str]) -> None:
    found = set(bodies(name))
    assert wanted <= found
    assert not other & found


def test_newspapers_and_conferences_are_told_from_what_is_named_like_them() -> None:
    assert all(map(newspaper, ["조선일보", "한겨레 사설", "해람신문, 2010", "The New York Times", "東亞日報"]))
    assert not any(map(newspaper, ["조선일보사", "신문방송학", "신문과 방송", "일보", "New York", "Times of change"]))
    assert all(map(conference, ["IEEE ICASSP", "Dexa", "VLDB '04"]))
    assert not any(map(conference, ["Nature", "KOREA", "icassp"]))


def _cases() -> list[training.Case]:
    made = []
    for at in range(60):
        kind = ("book", "article", "thesis")[at % 3]
        record = {"type": kind, "source_page": f"p{at // 3}"}
        made.append(training.Case((f"sign {kind}", f"page {at // 3}", "bias"), training.target(record), f"p{at // 3}"))
    return made


def test_weights_are_written_and_read_again_and_leave_out_what_hardly_counts() -> None:
    model = training.fit(_cases())
    weights = parse(training.write(model))
    assert weights.types == training.TYPES
    assert "sign book" in weights.rows
    for name, row in zip(model.names, model.rows, strict=True):
        kept = weights.table[weights.rows[name]] if name in weights.rows else np.zeros(len(weights.types))
        assert np.abs(kept - row).max() < 0.04
    assert training.write(model) == training.write(training.fit(_cases()))


def test_cross_validation_learns_nothing_of_the_page_that_it_tests() -> None:
    cases = _cases()
    # The same sign means another type on every page: only who has seen the page can know.
    blind = [training.Case((f"page {at // 3} {at % 3}",), one.target, one.page) for at, one in enumerate(cases)]
    seen = training.cross_validate(cases)
    unseen = training.cross_validate(blind)
    wanted = [one.target[0][0] for one in cases]
    assert (seen.argmax(axis=1) == wanted).all()
    assert unseen.max() < 0.5


def test_what_is_seen_is_the_same_each_time_and_names_no_person() -> None:
    text, _, _, parts = rows("types.tsv")[21]
    one = _read(text, parts)
    assert features(one) == features(_read(text, parts))
    assert not any("남이슬" in name for name in features(one))
    assert decide(one).type is WorkType.REPORT
