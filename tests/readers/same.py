"""What two records of one page must have in common, and what must hold of every record."""

from __future__ import annotations

import itertools
import re

from kg.records import Paper, Passage, Span, Text
from tests.readers.cases import fields


def words(text: str) -> str:
    return " ".join(text.split())


def facts(paper: Paper) -> list[tuple[str, str]]:
    """Return what a page says, without places and without the white space of its layout."""
    found = [(key, words(value)) for key, value in fields(paper)]
    found += [("reference", words(one.passage.text)) for one in paper.references]
    found += [("cited-by", words(one.passage.text)) for one in paper.cited_by]
    return found


def check(paper: Paper) -> None:
    """Assert that every place is one in the file, and that it holds what is said to stand there."""
    text = paper.text
    assert paper.source.length == len(text)
    for span in _spans(paper):
        assert 0 <= span.start <= span.end <= len(text)
    copied = paper.source.format == "text"
    entries = [*paper.references, *paper.cited_by]
    for entry in entries:
        assert entry.passage.text.strip()
        _same_characters(entry.passage, text)
        if copied:
            span = entry.passage.span
            assert text[span.start : span.end] == entry.passage.text
        for link in entry.links:
            assert link.span is not None
    for records in (paper.references, paper.cited_by):
        assert [one.position for one in records] == list(range(1, len(records) + 1))
        if not copied:
            continue
        for one, other in itertools.pairwise(records):
            assert one.passage.span.end <= other.passage.span.start
    for section in paper.sections:
        own = paper.references if section.kind == "references" else paper.cited_by
        # What is between the entries is what the section has left: from it, the section is put together again.
        position, rebuilt = section.span.start, ""
        for entry in own:
            span = entry.passage.span
            assert position <= span.start <= span.end <= section.span.end
            rebuilt += text[position : span.start] + text[span.start : span.end]
            position = span.end
        assert rebuilt + text[position : section.span.end] == text[section.span.start : section.span.end]
    for field in (
        *paper.titles,
        *paper.keywords,
        *paper.funding,
        *paper.journals,
        *filter(None, [paper.doi, paper.url]),
    ):
        assert field.value.strip()
        if copied and field.span:
            assert words(text[field.span.start : field.span.end]) == words(field.value)
    assert [author.position for author in paper.authors] == list(range(1, len(paper.authors) + 1))


def _same_characters(passage: Passage, text: str) -> None:
    """Assert that the runs cover the text in order, and that the file has the same characters there."""
    end = 0
    for run in passage.runs:
        assert run.text >= end
        end = run.text + run.length
        there = text[run.source : run.source + run.source_length]
        if run.length == run.source_length:
            # A single tab or line break of the markup is a blank to its reader.
            assert re.sub(r"[\t\n\f\r]", " ", there) == re.sub(r"[\t\n\f\r]", " ", passage.text[run.text : end])
        elif run.length:
            assert re.fullmatch(r"&[#\w]+;?|[^\S\xa0]+|.*[<>].*", there, re.DOTALL), there
    assert end <= len(passage.text)
    assert len(passage.text) == sum(run.length for run in passage.runs)


def _spans(paper: Paper) -> list[Span]:
    texts: list[Text] = [*paper.titles, *paper.abstracts, *paper.keywords, *paper.funding, *paper.journals]
    texts += [*paper.issns, *paper.eissns, *paper.publishers]
    texts += [body for author in paper.authors for body in author.affiliations]
    texts += filter(None, [paper.doi, paper.platform_id, paper.url, paper.volume, paper.issue, paper.page_start])
    texts += [link for one in (*paper.references, *paper.cited_by) for link in one.links]
    spans = [text.span for text in texts]
    spans += [name.span for author in paper.authors for name in author.names]
    spans += [date.span for _, date in paper.dates]
    spans += [finding.span for finding in paper.findings]
    spans += [section.span for section in paper.sections]
    spans += [one.passage.span for one in (*paper.references, *paper.cited_by)]
    return [span for span in spans if span is not None]
