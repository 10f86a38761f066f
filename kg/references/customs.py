"""What one entry prints unlike its list: a sign, an order, a letter that the other entries have.

A rule here rests on the list alone: how most entries do it, or how another entry writes the same name. Where the list
shows no custom, or no other spelling, it stays silent.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.records import Field, Finding, Name, ParsedReference, Span
from kg.references.patterns import lazy

__all__ = ["Customs", "learn", "unlike"]

_SIGNS = frozenset(",:;./-–")
_LEAST, _SHARE = 5, 0.85
_COMMA = lazy(r"\.?\s*,\s*\Z")
_BARE = lazy(r"\.?\s+\Z")
_LATIN = lazy(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]*\Z")
_BODY = lazy(
    r"(?<![\w-])(?:university|press|institution|institute|publishing|publishers|publications|books|association|society)(?![\w-])"
)
_LEAST_NAME = 5


class Customs(NamedTuple):
    """How a list does it; a sign or an answer is absent where it has no custom.

    ``comma`` tells whether a comma stands between the authors and the year, ``sign`` what stands between place and
    publisher, ``place_first`` whether the place stands before. ``accented`` are the spellings with diacritics by the
    same word without them; ``families`` how often each family name with its initials stands, ``doubtful`` those that
    stand once beside another with the same initials that stands more often.
    """

    comma: bool
    sign: str
    place_first: bool
    accented: dict[tuple[str, str], str]
    families: dict[str, Counter[str]]
    doubtful: frozenset[str]


def _halves(one: ParsedReference) -> Iterator[ParsedReference]:
    yield one
    if one.parallel:
        yield one.parallel


def _usual(values: Iterable[str | None]) -> str:
    """Return what most do, where enough do the same."""
    found = Counter(value for value in values if value is not None)
    most, times = max(found.items(), key=lambda item: item[1], default=("", 0))
    return most if times >= _LEAST and times >= _SHARE * sum(found.values()) else ""


def learn(found: Sequence[ParsedReference]) -> Customs:
    """Learn from a list what its entries do alike."""
    pairs = [pair for one in found if (pair := _place_and_publisher(one))]
    families: dict[str, Counter[str]] = defaultdict(Counter)
    accented: dict[tuple[str, str], str] = {}
    for one in found:
        for half in _halves(one):
            for name in half.names:
                if _person(name):
                    families[_initials(name)][name.family] += 1
            if half.raw.isascii():
                continue
            for kind, text, _ in _written(half):
                plain = _plain(text)
                if plain != text.casefold():
                    accented.setdefault((kind, plain), text)
    doubtful = {
        family
        for group in families.values()
        if len(group) > 1 and max(group.values()) > 1
        for family, times in group.items()
        if times == 1
    }
    return Customs(
        comma=_usual(_before_year(one) for one in found) == ",",
        sign=_usual(sign for order, sign, _ in pairs if order == "place"),
        place_first=_usual(order for order, _, _ in pairs) == "place",
        accented=accented,
        families=dict(families),
        doubtful=frozenset(doubtful),
    )


def unlike(one: ParsedReference, usual: Customs) -> Iterator[Finding]:
    """Yield what an entry prints unlike its list.

    Args:
        one: the entry.
        usual: what its list does.
    """
    if usual.comma and _before_year(one) == "":
        end, year = _authors_end(one)
        yield Finding("missing-comma-before-year", Span(max(0, min(end, year - 1)), year))
    if pair := _place_and_publisher(one):
        order, sign, span = pair
        if usual.place_first and order == "publisher":
            yield Finding("publisher-place-order", span)
        elif order == "place" and usual.sign and sign != usual.sign:
            yield Finding("place-publisher-separator", span, f"{sign} where the list has {usual.sign}")
    for half in _halves(one):
        yield from _lower_case(half)
        for kind, text, span in _written(half) if usual.accented else ():
            other = usual.accented.get((kind, _plain(text)))
            if other and text.isascii():
                yield Finding("diacritics-lost", span, other)
        for name in half.names:
            if name.family not in usual.doubtful or not _person(name):
                continue
            if (right := _misspelt(name, usual)) and (at := _family_span(half.raw, name)):
                yield Finding("ocr-typo-author", at, right)


# --- the comma before the year ------------------------------------------------------------------------------------


def _authors_end(one: ParsedReference) -> tuple[int, int]:
    """Return where the last name before the year ends, and where the year begins; -1 where there is none."""
    year = one.field("year")
    if year is None or one.et_al:
        return -1, -1
    start = year.spans[0].start
    ends = [name.span.end for name in one.names if name.span and name.span.end <= start]
    return (max(ends), start) if ends else (-1, -1)


def _before_year(one: ParsedReference) -> str | None:
    """Return the comma between the authors and the year, an empty string where nothing stands there, else nothing."""
    end, year = _authors_end(one)
    if end < 0 or year - end > 4:
        return None
    between = one.raw[end:year]
    return "," if _COMMA.match(between) else "" if _BARE.match(between) else None


# --- place and publisher ------------------------------------------------------------------------------------------


def _place_and_publisher(one: ParsedReference) -> tuple[str, str, Span] | None:
    """Return which of the two stands first, the sign between them, and where both stand."""
    place, publisher = one.field("place"), one.field("publisher")
    if place is None or publisher is None or min(place.confidence, publisher.confidence) < 0.6:
        return None
    first, second = sorted((_whole(place), _whole(publisher)))
    sign = one.raw[first.end : second.start].strip() if first.end <= second.start else ""
    if sign not in _SIGNS or not sign:
        return None
    order = "place" if first == _whole(place) else "publisher"
    return order, sign, Span(first.start, second.end)


def _whole(field: Field) -> Span:
    return Span(field.spans[0].start, field.spans[-1].end)


def _lower_case(one: ParsedReference) -> Iterator[Finding]:
    """Find a word such as 'press' in lower case in a publisher's name that is otherwise in capitals."""
    publisher = one.field("publisher")
    if publisher is None or len(publisher.spans) > 1:
        return
    span = publisher.spans[0]
    text = one.raw[span.start : span.end]
    if not text.isascii() or (match := _BODY.search(text)) is None:
        return
    words = re.findall(r"[A-Za-z]+", text)
    if len(words) > 1 and words[0][0].isupper():
        yield Finding("lowercase-publisher", Span(span.start + match.start(), span.start + match.end()))


# --- spellings ----------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """Return a text without diacritics, in lower case; letters that have none (ø, ß) stay."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(char for char in parts if not "\u0300" <= char <= "\u036f")).casefold()


def _person(name: Name) -> bool:
    return bool(
        not name.corporate
        and name.span
        and name.given
        and len(name.family) >= _LEAST_NAME
        and _LATIN.match(name.family)
        and not name.family.isupper()
    )


def _initials(name: Name) -> str:
    return "".join(word[0].upper() for word in re.findall(r"[^\W\d_]+", name.given))


def _family_span(raw: str, name: Name) -> Span | None:
    if name.span is None:
        return None
    at = raw.find(name.family, name.span.start, name.span.end)
    return Span(at, at + len(name.family)) if at >= 0 else None


def _written(one: ParsedReference) -> Iterator[tuple[str, str, Span]]:
    """Yield the Latin names, containers and publishers: what another entry of the list may write too."""
    for name in one.names:
        if _person(name) and (at := _family_span(one.raw, name)):
            yield f"name {_initials(name)}", name.family, at
    for kind in ("container", "publisher", "institution"):
        field = one.field(kind)
        if field is not None and len(field.spans) == 1 and re.match(r"[A-Za-zÀ-ɏ]{3}", field.value):
            span = field.spans[0]
            yield "body", one.raw[span.start : span.end], span


def _misspelt(name: Name, usual: Customs) -> str:
    """Return the spelling that the list has more often for the family name of someone with the same initials."""
    others = usual.families.get(_initials(name), Counter())
    if others[name.family] > 1:
        return ""
    return next((other for other, times in others.items() if times >= 2 and _slipped(name.family, other)), "")


def _slipped(one: str, other: str) -> bool:
    """Tell whether two names differ by a slip inside the word: letters exchanged, or one too many or too few.

    A doubled letter and another ending are the differences of names that are two (Hofman and Hoffman, Hansen and
    Hanson), and so is any other letter in one place.
    """
    one, other = one.casefold(), other.casefold()
    if min(len(one), len(other)) < 6 or one[0] != other[0] or one[-2:] != other[-2:] or one == other:
        return False
    unlike = (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    start = next(unlike, min(len(one), len(other)))
    if len(one) == len(other):
        return one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]
    short, long = sorted((one, other), key=len)
    doubled = long[start] in (long[start - 1], long[start + 1 : start + 2])
    return len(long) == len(short) + 1 and long[:start] + long[start + 1 :] == short and not doubled
