"""What is wrong with, or remarkable about, one printed reference: general rules, each with the characters concerned.

Knows the kinds of findings of this room; their labels for people stand in ``ontology/schemes/findings.ttl``. The
source is never corrected. A rule that cannot be sure stays silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.records import Finding, ParsedReference, Severity, Span
from kg.references import customs, doubles, missing_parts, name_defects
from kg.references.printed_form import form

__all__ = ["KINDS", "Kind", "Signs", "of_cited_by", "of_list"]


class Kind(NamedTuple):
    """One kind of finding: how much it matters, and what it means in one line."""

    severity: Severity
    meaning: str


_INFO, _WARNING = Severity.INFO, Severity.WARNING

KINDS: dict[str, Kind] = {
    # the printed form
    "unbalanced-quote": Kind(_WARNING, "a quotation mark has no partner"),
    "unbalanced-bracket": Kind(_WARNING, "a bracket has no partner"),
    "double-comma": Kind(_WARNING, "two commas follow each other with nothing between them"),
    "trailing-comma": Kind(_INFO, "the entry ends with a comma: something may have been lost behind it"),
    "missing-space": Kind(_INFO, "a space is missing behind one comma, though the entry sets it behind the others"),
    "missing-space-title": Kind(_INFO, "words of the title stand together without a space"),
    "missing-quotes": Kind(_INFO, "the title of an article has no quotation marks, though the list sets them"),
    "label-without-value": Kind(_INFO, "a label such as 'DOI:' or 'pp.' is printed with nothing behind it"),
    "truncated-url": Kind(_WARNING, "the URL ends before its host name is complete, or is broken by a space"),
    "markup-in-text": Kind(_INFO, "markup such as <TEX>, $...$ or &amp; stands in the text"),
    "damaged-character": Kind(_WARNING, "a character was lost when the text was converted"),
    "run-together": Kind(_WARNING, "several references are printed as one entry"),
    # parts that are not printed
    "missing-author": Kind(_INFO, "nobody is named as author or editor"),
    "missing-title": Kind(_WARNING, "no title is printed"),
    "missing-year": Kind(_WARNING, "no year is printed"),
    "missing-container": Kind(_WARNING, "an article or chapter without the journal or book that holds it"),
    "missing-volume": Kind(_INFO, "a journal article without a volume, though the list prints volumes"),
    "missing-issue": Kind(_INFO, "a journal article with a volume and no issue, though the list prints issues"),
    "missing-pages": Kind(_INFO, "an article or chapter without pages, though the list prints pages"),
    "missing-publisher": Kind(_INFO, "a book or report without the body that published it"),
    "missing-number": Kind(_INFO, "a report or working paper of a series without its number"),
    "publisher-place-missing": Kind(_INFO, "a publisher without its place, though the list prints places"),
    # signs and orders unlike the list's
    "missing-comma-before-year": Kind(_INFO, "no comma stands before the year, though the list sets one"),
    "place-publisher-separator": Kind(_INFO, "another sign than the list's divides place and publisher"),
    "publisher-place-order": Kind(_INFO, "the publisher stands before the place, though the list has it behind"),
    "lowercase-publisher": Kind(_INFO, "a word of the publisher's name is printed in lower case"),
    # names
    "authors-abbreviated": Kind(_INFO, "authors are left out: et al., 외, 등"),
    "missing-given-name": Kind(_INFO, "a person is named by the family name alone"),
    "surname-abbreviated": Kind(_WARNING, "the family name is an initial and the given name is spelt out"),
    "name-order-inverted": Kind(_INFO, "one name of a list takes the other order of family and given name"),
    "lowercase-initial": Kind(_WARNING, "an initial is printed in lower case"),
    "missing-period-initial": Kind(_INFO, "an initial has no period, though the others of the list have"),
    "superscript-fused": Kind(_WARNING, "the letters of superscript marks seem to have become part of the names"),
    "ocr-typo-author": Kind(_WARNING, "a family name is misspelt: the list has it right more often"),
    "diacritics-lost": Kind(_INFO, "a name has lost its diacritics: another entry prints them"),
    "repeated-author": Kind(_INFO, "a dash stands for the authors of the entry before"),
    # contradictions
    "year-conflict": Kind(_WARNING, "two entries of one work, or two places of one entry, print different years"),
    "doubled-entry": Kind(_WARNING, "two entries of the list seem to be one work"),
    "parallel-disagrees": Kind(_WARNING, "the two halves of a bilingual entry print different years or numbers"),
    "pp-is-issue": Kind(_INFO, "the single small number printed as pages is the number of the issue"),
    "pages-out-of-order": Kind(_WARNING, "the last page is smaller than the first"),
    # the reading itself
    "not-understood": Kind(_INFO, "a stretch of the entry was not understood"),
}
"""Every kind that this room finds: its severity and its meaning. The keys are the local names of the concepts."""


class Signs(NamedTuple):
    """What an entry prints in the place of names: the dash that repeats those of the entry before, ``et al.``."""

    dash: Span | None = None
    et_al: Span | None = None


def of_list(found: Sequence[ParsedReference], signs: Sequence[Signs]) -> list[ParsedReference]:
    """Add the findings to the references of one list.

    Args:
        found: the references, in printed order.
        signs: the signs of each.
    """
    usual, names, double = missing_parts.habits(found), name_defects.customs(found), doubles.doubled(found)
    alike = customs.learn(found)
    results = []
    for at, (one, sign) in enumerate(zip(found, signs, strict=True)):
        new = [*form(one), *missing_parts.missing(one, usual), *name_defects.names(one, names, *sign)]
        new += customs.unlike(one, alike)
        if not any(finding.kind == "run-together" for finding in new):  # their halves are two works
            new += doubles.contradictions(one)
        new += [*double.get(at, ()), *_not_understood(one)]
        results.append(_with(one, new))
    return results


def of_cited_by(found: Sequence[ParsedReference]) -> list[ParsedReference]:
    """Add the findings to the entries of a list of citing works."""
    double = doubles.cited_twice(found)
    results = []
    for at, one in enumerate(found):
        new = list(double.get(at, ()))
        kinds = {finding.kind for finding in one.findings}
        if not kinds & {"missing-author"} and not one.names:
            new.append(Finding("missing-author"))
        if not kinds & {"missing-container"} and not one.field("container"):
            new.append(Finding("missing-container"))
        if not kinds & {"trailing-comma"}:
            new += form(one)
        results.append(_with(one, new))
    return results


def _with(one: ParsedReference, new: Sequence[Finding]) -> ParsedReference:
    """Return a reference with more findings, in the order of their places, each once."""
    if not new:
        return one
    every = dict.fromkeys((*one.findings, *new))
    return one.replace(findings=tuple(sorted(every, key=_place)))


def _place(finding: Finding) -> tuple[int, int, str, str]:
    """Give what findings are ordered by."""
    span = finding.span
    return (span.start, span.end, finding.kind, finding.note) if span else (0, 0, finding.kind, finding.note)


def _not_understood(one: ParsedReference) -> list[Finding]:
    return [Finding("not-understood", span) for span in one.unread if len(span) > 1]
