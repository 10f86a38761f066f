import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import readers, resources
from kg.records import Paper, ParsedReference
from kg.references import csl, parse, parse_paper
from kg.references.assemble import assemble
from kg.references.segments import Segment
from kg.references.spans import conflicts
from tests.vectors import rows


def _fields(parsed: ParsedReference) -> dict[str, str]:
    return {field.name: field.value for field in reversed(parsed.fields)}


@pytest.fixture(scope="module")
def sample() -> Paper:
    path = resources.examples("sample.txt")
    return parse_paper(readers.read(path.read_bytes(), path.name))


@pytest.mark.parametrize(("text", "kind", "wanted"), rows("references.tsv"))
def test_fields_and_type(text: str, kind: str, wanted: str) -> None:
    [found] = parse([text])
    values = _fields(found)
    for pair in wanted.split("|"):
        name, value = pair.split("=", 1)
        assert (name, values.get(name, "")) == (name, value)  # `pages=` says that there are none
    assert found.type == kind
    assert found.basis


def test_every_span_of_the_sample_holds(sample: Paper) -> None:
    assert len(sample.references) == 69
    for entry in sample.references:
        assert entry.parsed is not None
        assert list(conflicts(entry.parsed)) == []
        for field in entry.parsed.fields:
            said = " ".join(entry.parsed.raw[span.start : span.end] for span in field.spans)
            if field.name in ("title", "container", "publisher", "place", "doi", "url", "year"):
                assert said == field.value


def test_confidence_is_a_probability_and_tells_right_from_wrong(sample: Paper) -> None:
    found = [entry.parsed for entry in sample.references if entry.parsed]
    assert all(0 <= one.confidence <= 1 for one in found)
    assert all(0 <= field.confidence <= 1 for one in found for field in one.fields)
    [clear, muddle] = parse(
        ['Kim, J., 2003, "A title," A Journal 6(1), pp.45-60.', "of 12 the ( and 3,, x"], joint=False
    )
    assert clear.confidence > muddle.confidence


def test_a_dash_takes_the_names_of_the_entry_before() -> None:
    before, after = parse(["김영수, 2010, 지역혁신의 구조, 한울.", "____, 2012, 지역혁신의 과정, 한울."])
    assert [name.literal for name in after.names] == [name.literal for name in before.names]
    assert all(name.span is None for name in after.names)


def test_the_same_strings_give_the_same_readings() -> None:
    strings = [row[0] for row in rows("references.tsv")]
    first = [json.dumps(csl.item(one, at)) for at, one in enumerate(parse(strings))]
    assert first == [json.dumps(csl.item(one, at)) for at, one in enumerate(parse(iter(strings)))]


_SIGNS = "\"'“”‘’「」『』()[]<>,.;:·-–~/&\\$_ \n\u3000\x00\ufffd0129가홍史あéßA𝒜"
_PIECES = st.sampled_from([row[0] for row in rows("references.tsv")] + [row[0] for row in rows("findings.tsv")])


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.one_of(st.text(alphabet=_SIGNS, max_size=80), _PIECES, st.text(max_size=60)), max_size=6), st.data())
def test_no_string_breaks_the_parser_or_its_spans(strings: list[str], data: st.DataObject) -> None:
    cut = [text[data.draw(st.integers(0, len(text))) :] for text in strings]
    mixed = strings + cut + ["".join(cut)]
    found = list(parse(mixed))
    assert [one.raw for one in found] == mixed
    for one in found:
        assert list(conflicts(one)) == []
        json.dumps(csl.item(one, 1))


@pytest.mark.parametrize("text", ["가나다 " * 5000, "(" * 20_000, "Kim, J., " * 2500, "“a, " * 5000])
def test_an_endless_line_is_read(text: str) -> None:
    [found] = parse([text])
    assert found.raw == text
    assert list(conflicts(found)) == []


def test_a_second_half_that_the_forms_deny_is_none() -> None:
    raw = "Old towns;Won;J. Sample Soc.,2009"
    read = [Segment("title", 0, 9, 0.9), Segment("parallel", 10, len(raw), 0.5)]
    [found] = assemble([raw], [read], [[Segment("author", 10, 13, 0.9)]])
    assert found.parallel is None
    assert found.value("container") == "J. Sample Soc."


def test_no_character_of_a_second_half_has_two_owners() -> None:
    raw = "Moss, T., 2001, Rivers. (the Hale, new and J., A., 2001, Rivers)"
    whole = raw.index("(")
    names, year = raw.index("the Hale"), raw.rindex("2001")
    read = [Segment("author", 0, 8, 0.9), Segment("year", 10, 14, 0.9), Segment("title", 16, 22, 0.9)]
    half = [Segment("author", names, year - 2, 0.9), Segment("year", year, year + 4, 0.9)]
    [found] = assemble([raw], [[*read, Segment("parallel", whole + 1, len(raw) - 1, 0.9)]], [half])
    assert found.parallel is not None
    assert list(conflicts(found)) == []


def test_the_book_of_a_second_half_is_read_there_alone() -> None:
    raw = (
        '김가나, 2012, "마을,. Roe, C. J., 2009. "Old towns. in Doe, A., (ed.), Towns and Streets. Leeds: Sample House.'
    )

    def at(label: str, text: str) -> Segment:
        return Segment(label, raw.index(text), raw.index(text) + len(text), 0.9)

    read = [at("author", "김가나"), at("year", "2012"), at("title", "마을"), at("parallel", raw[raw.index("Roe") : -1])]
    half = [at("author", "Roe, C. J."), at("year", "2009"), at("title", "Old towns"), at("editor", "Doe, A.")]
    half += [at("container", "Towns and Streets"), at("place", "Leeds"), at("publisher", "Sample House")]
    [found] = assemble([raw], [read], [half])
    assert found.parallel is not None
    assert found.parallel.value("publisher") == "Sample House"
    assert found.value("container") == ""
    assert list(conflicts(found)) == []
