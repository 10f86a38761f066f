"""Defects of printed names: marks fused into them, initials in lower case or without period, orders that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.records import Finding, Name, ParsedReference, Span, WorkType
from kg.references.patterns import lazy

__all__ = ["Customs", "customs", "names"]

_LATIN = lazy(r"[A-Za-zÀ-ɏ]")
# How English family names end to which an `a`, `b` or `c` does not belong: the letters of superscript marks.
_FUSED = lazy(
    r".{2,}(?:son|ton|man|mann|ley|ney|sey|rey|key|inge|idge|ing|ell|ers|ler|ner|berg|stein|dt|ck|ght|ield|ord|ood|orth|ith"
    r"|ard|and|ez|ng|sh|ch|gs|ks|ms|ns)([abc])"
)
_INITIALS = lazy(r"(?:[A-Z]\.?[\s-]?){1,3}")
_INITIAL = lazy(r"[A-Z]\.?")
_LOWER = lazy(r"(?<![^\W_])[a-z]\.(?=\s|,|;|\Z)")
_WORD = lazy(r"[^\W\d_]{3,}")


class Customs(NamedTuple):
    """How a list prints names: the share of initials with a period, of later authors with the family name first."""

    periods: float = 0.0
    inverted: float = 0.0


def _people(one: ParsedReference) -> list[Name]:
    return [name for name in one.names if not name.corporate and name.span and _LATIN.match(name.literal)]


def _initials(name: Name) -> bool:
    return bool(name.given) and _INITIALS.fullmatch(name.given) is not None


def _inverted(name: Name) -> bool:
    return bool(name.given) and name.literal.startswith(name.family)


def customs(found: Sequence[ParsedReference]) -> Customs:
    """Learn from a list how it prints names."""
    given = [_period(one, name) for one in found for name in _people(one) if _initials(name)]
    later = [_inverted(name) for one in found for name in _people(one)[1:] if name.given]
    return Customs(
        sum(given) / len(given) if len(given) >= 8 else 0.0, sum(later) / len(later) if len(later) >= 8 else 0.0
    )


def _period(one: ParsedReference, name: Name) -> bool:
    assert name.span is not None
    return "." in name.given or one.raw[name.span.end : name.span.end + 1] == "."


def names(one: ParsedReference, usual: Customs, dash: Span | None, et_al: Span | None) -> Iterator[Finding]:
    """Yield the defects of the names of one entry.

    Args:
        one: the entry.
        usual: how its list prints names.
        dash: the dash that repeats the names of the entry before.
        et_al: the words that stand for names left out.
    """
    if dash:
        yield Finding("repeated-author", dash)
    if et_al:
        yield Finding("authors-abbreviated", et_al)
    people = _people(one)
    yield from _fused(one, people)
    for at, name in enumerate(people):
        if name.span is None:
            continue
        span = name.span
        text = one.raw[span.start : span.end + 1]
        if (lower := _LOWER.search(text)) and (name.family[:1].isupper() and len(name.family) > 2):
            yield Finding("lowercase-initial", Span(span.start + lower.start(), span.start + lower.end()))
        elif usual.periods >= 0.85 and _initials(name) and not _period(one, name):
            yield Finding("missing-period-initial", span)
        if len(name.family) <= 2 and _INITIAL.fullmatch(name.family) and _WORD.search(name.given) and "." in text:
            yield Finding("surname-abbreviated", span)
        first = people[0]
        if (
            at
            and usual.inverted >= 0.8
            and name.given
            and not _inverted(name)
            and _inverted(first)
            and (name.role == first.role)
        ):
            yield Finding("name-order-inverted", span)
        if not name.given and len(people) == 1 and name.role == "author" and _alone(one, name):
            yield Finding("missing-given-name", span)


def _alone(one: ParsedReference, name: Name) -> bool:
    """Tell whether a word that is all of the name is a person's and no body's."""
    if one.type is not WorkType.ARTICLE or one.et_al or name.literal.isupper() or len(name.literal) < 4:
        return False
    words = name.literal.split()
    return len(words) == 1 or (words[0].islower() and len(words) <= 4)


def _fused(one: ParsedReference, people: Sequence[Name]) -> Iterator[Finding]:
    """Find the letters of superscript marks: every name of the entry ends with one, and no such name does."""
    ends = [_FUSED.fullmatch(name.family) for name in people]
    if len(people) < 2 or not all(ends):
        return
    letters = "".join(match[1] for match in ends if match)
    if len(set(letters)) == 1 or letters == "".join(sorted(letters)):
        for name in people:
            if name.span and (at := one.raw.find(name.family, name.span.start, name.span.end)) >= 0:
                yield Finding("superscript-fused", Span(at + len(name.family) - 1, at + len(name.family)))
