import re

import pytest

from kg import readers, resources
from kg.records import Severity
from kg.references import cited_by, parse, parse_paper
from kg.references.doubles import romanised, shares_name
from kg.references.findings import KINDS
from tests.vectors import blocks, rows


def _words(cell: str) -> set[str]:
    return set() if cell == "-" else set(cell.split())


@pytest.mark.parametrize(("text", "wanted", "unwanted"), rows("findings.tsv"))
def test_a_defect_is_found_and_nothing_else_is_called_one(text: str, wanted: str, unwanted: str) -> None:
    [found] = parse([text])
    kinds = {finding.kind for finding in found.findings}
    assert _words(wanted) <= kinds
    assert not _words(unwanted) & kinds


@pytest.mark.parametrize(("text", "wanted", "kinds"), rows("cited_by.tsv"))
def test_an_entry_of_a_citing_work(text: str, wanted: str, kinds: str) -> None:
    [found] = cited_by.parse([text])
    for pair in wanted.split("|"):
        name, value = pair.split("=", 1)
        assert (name, found.value(name)) == (name, value)
    assert _words(kinds) <= {finding.kind for finding in found.findings}
    assert ("pp-is-issue" in kinds) == any(finding.kind == "pp-is-issue" for finding in found.findings)


@pytest.mark.parametrize(("wanted", "text"), blocks("findings_of_lists.txt"))
def test_a_list_shows_what_one_entry_does_unlike_it(wanted: str, text: str) -> None:
    lines = text.split("\n")
    found = parse([line.removeprefix("> ") for line in lines], batch=len(lines))
    for line, one in zip(lines, found, strict=True):
        kinds = {finding.kind for finding in one.findings}
        if line.startswith("> "):
            assert _words(wanted) <= kinds
        else:
            assert not _words(wanted) & kinds, line
        assert all(0 <= span.start < span.end <= len(one.raw) for finding in one.findings if (span := finding.span))


@pytest.mark.parametrize(("wanted", "text"), blocks("findings_of_pages.txt"))
def test_a_page_shows_what_is_remarkable_about_it(wanted: str, text: str) -> None:
    paper = readers.read(text.encode(), "page.html" if text.startswith("<!") else "page.txt")
    kinds = {finding.kind for finding in paper.findings}
    if wanted.startswith("none "):
        assert not _words(wanted) & kinds
    else:
        assert _words(wanted) <= kinds


def test_every_kind_of_the_scheme_is_found_in_a_vector() -> None:
    scheme = resources.ontology("schemes", "findings.ttl").read_text(encoding="utf-8")
    wanted = {kind for row in rows("findings.tsv") for kind in _words(row[1])}
    wanted |= {kind for row in rows("cited_by.tsv") for kind in _words(row[2])}
    heads = [head for name in ("findings_of_lists.txt", "findings_of_pages.txt") for head, _ in blocks(name)]
    wanted |= {kind for head in heads if not head.startswith("none ") for kind in head.split()}
    assert set(re.findall(r"^finding:([a-z-]+) a skos:Concept", scheme, re.MULTILINE)) == wanted


def test_one_work_under_two_titles_is_said_to_be_doubled() -> None:
    entries = [
        "The Harbour City of Kansai: A Case Study vol.20, pp.3, 2017,",
        "간사이 항만도시: 사례 연구 vol.20, pp.3, 2016,",
        "부산의 산업단지 vol.20, pp.3, 2016,",
    ]
    first, second, third = cited_by.parse(entries)
    for one in (first, second):
        assert {"doubled-entry", "year-conflict"} <= {finding.kind for finding in one.findings}
    assert not {"doubled-entry", "year-conflict"} & {finding.kind for finding in third.findings}


@pytest.mark.parametrize(("hangul", "latin"), [("간사이", "kansai"), ("부산", "busan"), ("대구", "daegu")])
def test_hangul_is_written_in_latin_letters(hangul: str, latin: str) -> None:
    assert shares_name(hangul, latin.capitalize())
    assert re.fullmatch("[a-z]+", romanised(hangul))


def test_a_list_says_what_is_missing() -> None:
    quoted = [f'Kim, J., {year}, "A title of it," A Journal {year - 1990}(1), pp.1-9.' for year in range(2001, 2009)]
    found = list(parse([*quoted, 'Lee, S., 2010, "Another title," A Journal 14, pp.22-37.']))
    assert "missing-issue" in {finding.kind for finding in found[-1].findings}
    assert all(finding.kind != "missing-issue" for one in found[:-1] for finding in one.findings)


def test_the_sample_page_shows_its_defects() -> None:
    path = resources.examples("sample.txt")
    paper = parse_paper(readers.read(path.read_bytes(), path.name))
    every = [one.parsed for one in (*paper.references, *paper.cited_by) if one.parsed]
    kinds = {finding.kind for one in every for finding in one.findings}
    assert kinds >= {
        "unbalanced-quote", "missing-year", "missing-container", "double-comma", "trailing-comma", "superscript-fused",
        "truncated-url", "lowercase-initial", "year-conflict", "doubled-entry", "pp-is-issue",
    }  # fmt: skip
    for one in every:
        for finding in one.findings:
            assert finding.kind in KINDS
            assert finding.span is None or 0 <= finding.span.start < finding.span.end <= len(one.raw)


def test_every_kind_has_a_label_in_both_languages() -> None:
    text = resources.ontology("schemes", "findings.ttl").read_text(encoding="utf-8")
    for kind, meaning in KINDS.items():
        block = text[text.index(f"finding:{kind} a ") :].split("\n\n", 1)[0]
        assert "@en" in block
        assert "@ko" in block
        assert meaning.severity in (Severity.INFO, Severity.WARNING)
