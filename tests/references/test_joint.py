"""What the list's other references say of the end of one; and nothing where they say nothing."""

from __future__ import annotations

from kg.references.joint import settle, whole
from kg.references.segments import Segment


def read(raw: str, **parts: str) -> list[Segment]:
    """Mark parts of a string, named by their labels."""
    found = [Segment(label, raw.index(text), raw.index(text) + len(text)) for label, text in parts.items()]
    return sorted(found, key=lambda segment: segment.start)


def words(raw: str, segments: list[Segment]) -> dict[str, str]:
    return {segment.label: raw[segment.start : segment.end] for segment in segments}


HOUSES = [
    ("Doe, J., 2001, Old Towns, Example Institute.", "Old Towns", "Example Institute"),
    ("Roe, A., 2003, New Towns, Sample Agency.", "New Towns", "Sample Agency"),
    ("Poe, B., 2005, No Towns, Other House.", "No Towns", "Other House"),
]
LIST = [(raw, read(raw, title=title, publisher=house)) for raw, title, house in HOUSES]


def settled(raw: str, segments: list[Segment], others: int = 3) -> dict[str, str]:
    entries = [*LIST[:others], (raw, segments)]
    return words(raw, settle([one for one, _ in entries], [own for _, own in entries])[-1])


def test_a_name_after_the_titles_last_comma_is_the_publisher() -> None:
    raw = "Moe, C., 2007, Towns, Villages and Hamlets, Fourth/Fifth/Sixth."
    segments = read(raw, title="Towns, Villages and Hamlets, Fourth/Fifth/Sixth")
    assert settled(raw, segments) == {"title": "Towns, Villages and Hamlets", "publisher": "Fourth/Fifth/Sixth"}
    assert settled(raw, segments, others=2) == words(raw, segments)


def test_a_title_without_a_name_at_its_end_stays() -> None:
    raw = "Moe, C., 2007, Towns, villages and hamlets."
    segments = read(raw, title="Towns, villages and hamlets")
    assert settled(raw, segments) == words(raw, segments)


def test_a_last_stretch_taken_for_a_place_is_the_publisher() -> None:
    raw = "Moe, C., 2007, Small Towns, New Village Future."
    assert settled(raw, read(raw, title="Small Towns", place="New Village Future")) == {
        "title": "Small Towns",
        "publisher": "New Village Future",
    }


def test_articles_are_left_alone() -> None:
    raw = "Moe, C., 2007, Small Towns, Big Journal, 3-9."
    segments = read(raw, title="Small Towns", container="Big Journal", pages="3-9")
    assert settled(raw, segments) == words(raw, segments)


def test_a_container_keeps_the_letters_before_its_colon() -> None:
    raw = '"On systems," A:BC 8(1), pp.1-9.'
    found = whole(raw, read(raw, title="On systems", container="BC", volume="8"))
    assert words(raw, found)["container"] == "A:BC"


def test_the_number_of_an_institutes_series_is_no_volume() -> None:
    raw = "가나 실험, 다라연구원, 다라 Insight 12."
    segments = read(raw, title="가나 실험", publisher="다라연구원", series="다라 Insight", volume="12")
    assert words(raw, whole(raw, segments))["number"] == "12"
    raw = "가나 실험, 다라문고 12, 마바."
    segments = read(raw, title="가나 실험", series="다라문고", volume="12", publisher="마바")
    assert words(raw, whole(raw, segments))["volume"] == "12"
