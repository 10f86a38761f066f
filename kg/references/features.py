"""What the model sees of a token: itself, its neighbours, the stretch it stands in, and the string around it.

Everything is computed for a whole batch of strings at once, as columns of integers; a feature is the hash of some
columns (``TEMPLATES``) or of one property of the token or of a neighbour (``properties``). Nothing here is learned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kg.references.lexicon import FLAGS, flags
from kg.references.tokens import pieces

__all__ = ["BUCKETS", "OFFSETS", "PADS", "TEMPLATES", "Batch", "Vocabulary", "encode", "keys"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

BUCKETS = 1 << 22
"""Features are counted modulo this; a power of two."""

OFFSETS = (-2, -1, 0, 1, 2)
"""A token's properties are seen by the tokens at these distances."""

PADS = 3
"""So many empty tokens stand between two strings, so that a neighbour is always at hand."""

_BIT = {name: 1 << at for at, name in enumerate(FLAGS)}


def _any(*names: str) -> int:
    return sum(_BIT[name] for name in names)


_JOURNAL = _any("journal", "journal_en")
_PROCEEDINGS = _any("proceedings", "proceedings_en")
_PUBLISHER = _any("publisher", "publisher_en", "known_publisher")
_BODY = _any("body", "body_en", "society")
_SCHOOL = _any("school", "school_en")
_DEGREE = _any("degree", "degree_en")
_REPORT = _any("report", "report_en")
_PLACE = _any("place", "place_en")
_EDITION = _any("edition", "edition_en")

# The flag that a token is classed by, the most telling first; a token without any is classed by its shape.
_KOREAN_CLASS = (
    "ordinal",
    "volume_word",
    "issue_word",
    "page_word",
    "et_al",
    "and",
    "editor_word",
    "translator_word",
    "author_word",
    "access_word",
    "month",
    "year_word",
    "degree",
    "known_publisher",
    "edition",
    "journal",
    "proceedings",
    "newspaper",
    "school",
    "report",
    "body",
    "society",
    "publisher",
    "law",
    "place",
    "name",
    "paper_word",
    "book_word",
    "study",
    "hanja_name",
    "weak_publisher",
)
_LATIN_CLASS = (
    "page_word",
    "volume_word",
    "issue_word",
    "in_word",
    "et_al",
    "and",
    "editor_word",
    "translator_word",
    "access_word",
    "web",
    "month",
    "degree_en",
    "journal_en",
    "proceedings_en",
    "particle",
    "suffix_name",
    "standard",
    "patent",
    "edition_en",
    "school_en",
    "publisher_en",
    "place_en",
    "report_en",
    "body_en",
    "abbreviation",
    "function",
)
_DASHES = "-‐‑‒–—―−－~∼～〜˜∽"
_OPEN, _CLOSE, _EITHER = "“‘「『《〈≪‹«", "”’」』》〉≫›»", "\"'`´＂＇<>"
_BRACKETS = "()[]（）［］{}【】〔〕"
_SEPARATORS = ",.;:，．；：、。" + _OPEN + _CLOSE + _EITHER + _BRACKETS


def _hash(text: str) -> int:
    return crc32(text.encode())


def _shape(text: str, bits: int) -> str:
    first = text[0]
    if bits & _any("link", "doi"):
        return "DOI" if bits & _BIT["doi"] else "LINK" + text[-8:] if text.endswith("doi.org/") else "LINK"
    if bits & _BIT["digit"]:
        if bits & _BIT["year"]:
            return "Y"
        size = min(len(text), 6)
        if first == "0":
            return f"0{size}"
        return f"D{size}" + ("m" if size <= 2 and text.isascii() and int(text) <= 12 else "")
    if bits & _BIT["mark"]:
        return "dash" if first in _DASHES else normalize("NFKC", first)
    for name in _LATIN_CLASS if bits & _BIT["latin"] else _KOREAN_CLASS:
        if bits & _BIT[name]:
            sized = f"{min(len(text), 5)}" if name in ("name", "hanja_name") else ""
            if bits & _BIT["latin"]:
                sized += "^" if first.isupper() else "."
            return name + sized
    if bits & _BIT["latin"]:
        if len(text) == 1:
            return "X" if text.isupper() else "x"
        if text.isupper():
            return f"U{min(len(text), 5)}"
        return "C" if first.isupper() else "l"
    script = "H" if bits & _BIT["hangul"] else "K" if bits & _BIT["kana"] else "Z"
    return f"{script}{min(len(text), 6)}"


def properties(text: str, bits: int) -> list[str]:
    """List what is to be said of a token by itself."""
    shape = _shape(text, bits)
    found = ["s" + shape]
    if bits & _any("link", "doi"):
        return found
    if bits & _BIT["digit"]:
        found.append("d" + (text if len(text) <= 2 else text[:2] + str(len(text))))
        return found
    if bits & _BIT["mark"]:
        found.append("m" + text)
        return found
    lower = text.lower()
    found.append("w" + lower)
    size = len(text)
    found.append(f"l{min(size, 12)}")
    if bits & _BIT["latin"]:
        found += ["3" + lower[-3:], "4" + lower[-4:], "p" + lower[:3], "q" + lower[:4]]
        found.append("c" + ("U" if text.isupper() else "C" if text[0].isupper() else "l"))
    else:
        found += ["1" + text[-1], "2" + text[-2:], "p" + text[:1], "q" + text[:2]]
        if size > 3:
            found += ["3" + text[-3:], "4" + text[-4:]]
        if bits & _BIT["name"]:
            found.append(f"n{size}")
    at = 0
    rest = bits
    while rest:
        if rest & 1:
            found.append("f" + FLAGS[at])
        rest >>= 1
        at += 1
    return found


class Vocabulary:
    """The pieces met so far, each with its number; number 0 is the empty token between strings."""

    def __init__(self) -> None:
        self.number: dict[str, int] = {"": 0}
        self.texts: list[str] = [""]
        self._columns: list[tuple[int, int, int, int, int, int]] = [(_hash("\0"), _hash("\0"), 0, 0, 0, -1)]
        self._array: Ints = np.zeros((0, 6), dtype=np.int64)

    def add(self, piece: str) -> int:
        """Add a piece that is not yet known and give its number."""
        text = piece.lstrip()
        bits = flags(text)
        shape = _shape(text, bits)
        kind = 0
        if bits & _BIT["mark"]:
            if text in _OPEN or text in _CLOSE or text in _EITHER:
                kind = 1
            elif text in _BRACKETS:
                kind = 2
            elif text in ".．。":
                kind = 3
            elif text in _SEPARATORS:
                kind = 4
            else:
                kind = 5
        word = shape if bits & _any("digit", "mark", "link", "doi") else text.lower()
        value = int(text) if bits & _BIT["digit"] and text.isascii() and len(text) <= 9 else -1
        number = len(self.texts)
        self.number[piece] = number
        self.texts.append(text)
        self._columns.append((_hash(shape), _hash(word), bits, kind, int(len(text) < len(piece)), value))
        return number

    def columns(self) -> Ints:
        """One row a piece: class, word, flags, kind of mark, space before it, value of a number."""
        if len(self._array) < len(self._columns):
            fresh = np.array(self._columns[len(self._array) :], dtype=np.int64)
            self._array = np.concatenate([self._array, fresh])
        return self._array


@dataclass(slots=True)
class Batch:
    """Strings cut and laid end to end, ``PADS`` empty tokens before, between and after them."""

    numbers: Ints
    """The piece number of each place."""
    lengths: list[list[int]]
    """Of each string, the lengths of its pieces in code points."""
    first: Ints
    """The place of each string's first token."""
    count: Ints
    """The number of tokens of each string."""
    columns: dict[str, Any]


def encode(strings: Sequence[str], vocabulary: Vocabulary) -> Batch:
    """Cut strings and compute the columns of their tokens."""
    numbers: list[int] = [0] * PADS
    first, count, lengths = [], [], []
    known, add = vocabulary.number.get, vocabulary.add
    for string in strings:
        cut = pieces(string)
        if cut and cut[-1].isspace():
            cut.pop()
        first.append(len(numbers))
        count.append(len(cut))
        lengths.append(list(map(len, cut)))
        numbers += [known(piece) or add(piece) for piece in cut]
        numbers += (0,) * PADS
    batch = Batch(np.array(numbers), lengths, np.array(first, dtype=np.int64), np.array(count, dtype=np.int64), {})
    _columns(batch, vocabulary.columns()[batch.numbers])
    return batch


def _bucket(values: Ints, edges: Sequence[int]) -> Ints:
    return np.searchsorted(np.asarray(edges), values, side="right").astype(np.int64)


def _last(mask: Mask) -> Ints:
    """Find the place of the nearest marked token before each place, or -1."""
    places = np.where(mask, np.arange(len(mask)), -1)
    return np.concatenate([[-1], np.maximum.accumulate(places)[:-1]])


def _next(mask: Mask) -> Ints:
    """Find the place of the nearest marked token at or after each place, or the end."""
    size = len(mask)
    places = np.where(mask, np.arange(size), size)
    return np.minimum.accumulate(places[::-1])[::-1]


def _shift(values: NDArray[Any], by: int) -> NDArray[Any]:
    return np.roll(values, -by)  # what wraps around is padding


def _columns(batch: Batch, table: Ints) -> None:
    kind_of, word, bits, kind, space, value = (np.ascontiguousarray(table[:, at]) for at in range(6))
    size = len(kind_of)
    here = np.arange(size)
    pad = batch.numbers == 0
    c = batch.columns
    # the string that a place belongs to (padding: the one before)
    string = np.searchsorted(batch.first, here, side="right") - 1
    string[string < 0] = 0
    begin = batch.first[string] if len(batch.first) else np.zeros(size, dtype=np.int64)
    end = begin + (batch.count[string] if len(batch.first) else 0)
    position, left = here - begin, end - here
    for by in (-3, -2, -1, 0, 1, 2, 3):
        c[f"c{by:+d}"] = _shift(kind_of, by)
    for by in (-2, -1, 0, 1, 2):
        c[f"w{by:+d}"] = _shift(word, by)
    c["s0"], c["s1"] = space, _shift(space, 1)
    c["position"] = _bucket(position, (1, 2, 3, 4, 6, 9, 13, 18, 25, 35, 50))
    c["left"] = _bucket(left, (1, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40))
    c["share"] = (position * 8) // np.maximum(end - begin, 1)
    c["length"] = _bucket(end - begin, (5, 9, 14, 20, 28, 40, 60))

    def around(mask: Mask, name: str) -> None:
        before, after = _last(mask), _next(mask)
        c["last_" + name] = np.where(before >= begin, kind_of[before], 0)
        c["next_" + name] = np.where(after < end, kind_of[np.minimum(after, size - 1)], 0)

    apostrophe = (kind == 1) & (space == 0) & (_shift(kind, -1) == 0) & (_shift(space, 1) == 0) & (_shift(kind, 1) == 0)
    apostrophe &= ~pad & ~_shift(pad, -1) & ~_shift(pad, 1)
    quote = (kind == 1) & ~apostrophe
    around(quote, "quote")
    around(kind == 2, "bracket")
    starts = np.cumsum(quote)
    quotes = starts - quote - (starts - quote)[begin]
    c["quotes"] = np.minimum(quotes, 4)

    year = (bits & _BIT["year"]) != 0
    digit = (bits & _BIT["digit"]) != 0

    def seen(mask: Mask) -> tuple[Ints, Ints]:
        total: Ints = np.cumsum(mask)
        before: Ints = total - mask - (total - mask)[begin]
        return before, total[np.minimum(end, size - 1)] - total

    years_before, years_after = seen(year & ~pad)
    c["years"] = np.minimum(years_before, 2) * 3 + np.minimum(years_after, 2)
    distance = here - _last(year)
    c["since_year"] = np.where(years_before > 0, _bucket(distance, (2, 3, 4, 5, 7, 10, 15)), 9)
    c["until_year"] = np.where(years_after > 0, _bucket(_next(year & (here >= 0)) - here, (1, 2, 3, 4, 6, 10, 20)), 9)
    to_digit = _next(digit) - here
    c["to_digit"] = np.where(_next(digit) < end, _bucket(to_digit, (1, 2, 3, 4, 5, 7, 10, 15, 25)), 10)
    last_digit = _last(digit)
    c["since_digit"] = np.where(last_digit >= begin, _bucket(here - last_digit, (2, 3, 4, 6, 10)), 7)
    c["same"] = (digit & (last_digit >= begin) & (value == value[last_digit])).astype(np.int64)
    c["longer"] = np.where(digit & (last_digit >= begin), np.sign(value - value[last_digit]) + 2, 0)
    numbers_before, numbers_after = seen(digit & ~year)
    c["numbers"] = np.minimum(numbers_before, 4) * 6 + np.minimum(numbers_after, 5)
    initials_before, initials_after = seen((bits & _any("initial", "initials")) != 0)
    c["initials"] = np.minimum(initials_before, 3) * 4 + np.minimum(initials_after, 3)

    ahead, behind = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    marks = (
        _JOURNAL | _PROCEEDINGS,
        _PUBLISHER,
        _BODY,
        _SCHOOL,
        _DEGREE,
        _any("volume_word", "issue_word"),
        _BIT["page_word"],
    )
    for at, mask in enumerate(marks):
        before, after = seen((bits & mask) != 0)
        behind |= (before > 0).astype(np.int64) << at
        ahead |= (after > 0).astype(np.int64) << at
    c["ahead"], c["behind"] = ahead, behind
    whole = ahead | behind
    c["whole"] = np.where(len(batch.first) > 0, whole, 0)

    _stretches(batch, kind_of, bits, kind, space, pad, apostrophe, begin, end)

    last = kind_of[np.maximum(end - 1, 0)]
    c["ending"] = last
    head = kind_of[np.minimum(begin, size - 1)]
    c["head"] = head
    first_year = _next(year)[np.minimum(begin, size - 1)]
    in_bracket = (first_year < end) & (kind[np.minimum(first_year, size - 1) - 1] == 2)
    where_year = np.where(
        first_year >= end, 0, 1 + np.minimum(3, ((first_year - begin) * 4) // np.maximum(end - begin, 1))
    )
    has_quotes = c["next_quote"][np.minimum(begin, size - 1)]
    c["style"] = where_year * 2 + in_bracket + 16 * (has_quotes != 0)
    c["quoted"] = has_quotes
    for name in ("pad",):
        c[name] = pad.astype(np.int64)


def _stretches(
    batch: Batch,
    kind_of: Ints,
    bits: Ints,
    kind: Ints,
    space: Ints,
    pad: Mask,
    apostrophe: Mask,
    begin: Ints,
    end: Ints,
) -> None:
    """Say of each token what the stretch between two separators is that it stands in, and those beside it."""
    c = batch.columns
    size = len(kind_of)
    here = np.arange(size)
    initial_before = (_shift(bits, -1) & _any("initial")) != 0
    glued_after = (_shift(space, 1) == 0) & ~_shift(pad, 1)
    inner_period = (kind == 3) & (initial_before | glued_after)
    separator = ((kind >= 1) & (kind <= 4) & ~inner_period & ~apostrophe) | pad
    middle = pad & _shift(pad, 1) & _shift(pad, -1)  # an empty stretch between strings, so that none looks across
    text = ~separator | middle
    starts = text & ~np.concatenate([[False], text[:-1]])
    own = np.cumsum(starts) - 1
    places = np.flatnonzero(starts)
    if not len(places):
        places = np.zeros(1, dtype=np.int64)
    stops = np.flatnonzero(text & ~np.concatenate([text[1:], [False]]))
    if not len(stops):
        stops = places
    spans = stops - places + 1
    held = np.bitwise_or.reduceat(np.where(text, bits, 0), places)
    first, final = kind_of[places], kind_of[stops]

    def has(mask: int) -> Mask:
        return np.asarray((held & mask) != 0)

    digits = has(_BIT["digit"])
    short = spans <= 3
    kinds: list[Mask] = [
        pad[places],
        has(_any("link", "doi")) | (has(_BIT["web"]) & (spans >= 3)),
        has(_BIT["year"]) & (spans <= 2),
        (spans == 1) & digits,
        has(_BIT["page_word"]) & digits & (spans <= 8),
        has(_any("volume_word", "issue_word")) & digits & (spans <= 9),
        digits & ((held & _any("latin", "hangul", "hanja", "kana")) == 0),
        has(_BIT["month"]) & (spans <= 5) & digits,
        has(_DEGREE) & (spans <= 10),
        has(_EDITION) & short,
        has(_BIT["access_word"]) & short,
        has(_any("editor_word", "translator_word")) & (spans <= 2),
        (spans == 1) & has(_BIT["initial"]),
        has(_BIT["initial"]) & (spans <= 6),
        has(_BIT["newspaper"]) & short,
        has(_PROCEEDINGS) & (spans <= 16),
        has(_JOURNAL) & digits & (spans <= 14),
        has(_JOURNAL) & (spans <= 10),
        has(_SCHOOL) & (spans <= 8),
        has(_any("publisher", "known_publisher")) & short,
        has(_BIT["publisher_en"]) & (spans <= 5),
        has(_PLACE) & (spans <= 3),
        has(_BODY) & (spans <= 5),
        has(_any("name", "hanja_name")) & short & ~has(_BIT["paper_word"]),
        has(_REPORT) & (spans <= 10),
        has(_any("law", "standard", "patent")) & (spans <= 8),
        has(_BIT["abbreviation"]) & (spans <= 8),
        has(_BIT["paper_word"]) & (spans > 3),
        has(_BIT["function"]) & (spans > 3),
        spans > 6,
        spans > 2,
        spans == 2,
    ]
    nature = np.select(kinds, list(range(1, len(kinds) + 1)), 0).astype(np.int64)
    top = len(nature) - 1

    def of(values: Ints, which: Ints) -> Ints:
        return values[np.clip(which, 0, top)]

    inside = text.astype(np.int64)
    current = np.where(text, own, -1)
    before, after = own - inside, own + 1
    c["stretch"] = np.where(text, of(nature, own), 50 + kind)
    c["stretch-1"], c["stretch+1"] = of(nature, before), of(nature, after)
    # beyond the string's end stands the empty stretch, not the next string
    c["stretch-2"] = np.where(c["stretch-1"] == 1, 1, of(nature, before - 1))
    c["stretch+2"] = np.where(c["stretch+1"] == 1, 1, of(nature, after + 1))
    c["from"] = np.where(text, np.minimum(here - of(places, own), 4), 9)
    c["to"] = np.where(text, np.minimum(of(stops, own) - here, 4), 9)
    width = np.where(nature == 1, 0, _bucket(spans, (2, 3, 4, 5, 7, 10, 15, 22)))
    c["width"] = np.where(text, of(width, own), 12)
    c["width+1"], c["width-1"] = of(width, after), of(width, before)
    c["final"] = np.where(text, of(final, own), 0)
    c["initial"] = np.where(text, of(first, own), 0)
    c["final+1"], c["final-1"] = of(final, after), of(final, before)
    c["opening"] = kind_of[np.maximum(of(places, own) - 1, 0)]
    c["opening2"] = np.where(of(nature, own) == 1, 0, kind_of[np.maximum(of(places, own) - 2, 0)])
    c["closing"] = kind_of[np.minimum(of(stops, own) + 1, size - 1)]
    c["closing2"] = kind_of[np.minimum(of(stops, own) + 2, size - 1)]
    c["flags"] = np.where(text, of(held, own), 0)
    c["flags+1"] = of(held, after)
    base = own[np.minimum(begin, size - 1)]
    last = own[np.clip(end - 1, 0, size - 1)]
    c["rank"] = np.minimum(own - base, 8)
    c["rank_left"] = np.minimum(last - own, 8)
    c["stretches"] = np.minimum(last - base, 10)
    c["current"] = current


TEMPLATES: tuple[tuple[str, ...], ...] = (
    ("c-1", "c+0"),
    ("c+0", "c+1"),
    ("c-1", "c+1"),
    ("c-1", "c+0", "c+1"),
    ("c-2", "c-1", "c+0"),
    ("c+0", "c+1", "c+2"),
    ("c+1", "c+2", "c+3"),
    ("c-3", "c-2", "c-1"),
    ("c-1", "s0", "c+0"),
    ("c+0", "s1", "c+1"),
    ("w-1", "w+0"),
    ("w+0", "w+1"),
    ("w-1", "c+0"),
    ("c+0", "w+1"),
    ("c-1", "w+0"),
    ("w+0", "c+1"),
    ("position", "c+0"),
    ("left", "c+0"),
    ("position", "left"),
    ("share", "c+0"),
    ("last_quote", "next_quote"),
    ("last_quote", "next_quote", "c+0"),
    ("quotes", "c-1", "c+0"),
    ("quotes", "last_quote", "stretch"),
    ("last_bracket", "next_bracket", "c+0"),
    ("years", "c+0"),
    ("years", "c-1", "c+0"),
    ("since_year", "c+0"),
    ("until_year", "c+0"),
    ("since_year", "stretch", "from"),
    ("to_digit", "c+0"),
    ("to_digit", "stretch"),
    ("since_digit", "c+0"),
    ("same", "longer", "c-1", "c+0"),
    ("numbers", "c+0"),
    ("numbers", "stretch"),
    ("initials", "c+0"),
    ("ahead", "c+0"),
    ("behind", "c+0"),
    ("ahead", "stretch", "from"),
    ("behind", "stretch", "from"),
    ("ahead", "behind"),
    ("whole", "stretch", "rank"),
    ("stretch", "from", "to"),
    ("stretch", "from", "c+0"),
    ("stretch", "to", "c+0"),
    ("stretch-1", "stretch"),
    ("stretch", "stretch+1"),
    ("stretch-1", "stretch", "stretch+1"),
    ("stretch-1", "stretch", "stretch+1", "from"),
    ("stretch-2", "stretch-1", "stretch"),
    ("stretch", "stretch+1", "stretch+2"),
    ("stretch+1", "stretch+2"),
    ("final", "from"),
    ("final", "width"),
    ("final", "opening", "closing"),
    ("initial", "to"),
    ("width", "from", "stretch"),
    ("width", "width+1", "from"),
    ("rank", "stretch", "from"),
    ("rank_left", "stretch", "from"),
    ("rank", "rank_left", "from"),
    ("opening", "stretch", "stretch-1"),
    ("closing", "stretch", "stretch+1"),
    ("opening2", "opening", "closing", "closing2", "from"),
    ("stretch+1", "c+0"),
    ("stretch-1", "c+0"),
    ("final+1", "c+0"),
    ("final-1", "c+0"),
    ("style", "rank", "from"),
    ("style", "c+0"),
    ("style", "stretch", "stretch-1"),
    ("style", "rank", "stretch"),
    ("style", "quotes", "stretch"),
    ("ending", "rank_left", "from"),
    ("ending", "stretch", "rank"),
    ("head", "rank", "from"),
    ("head", "stretch"),
    ("stretches", "rank", "from", "stretch"),
    ("length", "position"),
    ("style", "whole", "rank"),
    ("quoted", "whole", "stretch"),
)
"""Columns that are looked at together."""

_PRIMES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F)


def keys(batch: Batch, templates: Sequence[tuple[str, ...]] = TEMPLATES, salt: int = 0) -> NDArray[np.int32]:
    """Hash the columns of every template: one row a place, one column a template.

    Args:
        batch: strings cut by ``encode``.
        templates: names of columns that are looked at together.
        salt: the number of the first template, where several tables are used side by side.
    """
    result = np.empty((len(batch.numbers), len(templates)), dtype=np.int32)
    ready: dict[tuple[str, int], Any] = {}
    for at, template in enumerate(templates):
        mixed = np.full(len(batch.numbers), (at + salt + 1) * 0x2545F4914F6CDD1D & 0xFFFFFFFFFFFFFFFF, dtype=np.uint64)
        for place, name in enumerate(template):
            if (name, place) not in ready:
                ready[name, place] = batch.columns[name].astype(np.uint64) * np.uint64(_PRIMES[place])
            mixed = (mixed ^ ready[name, place]) * np.uint64(0xFF51AFD7ED558CCD)
            mixed ^= mixed >> np.uint64(32)
        result[:, at] = (mixed & np.uint64(BUCKETS - 1)).astype(np.int32)
    return result


def property_keys(text: str) -> list[int]:
    """Hash the properties of a token; the same property at another distance is another feature."""
    return [_hash(name) for name in properties(text, flags(text))] if text else []


def shifted(key: Any, offset: int) -> Any:
    """Give the feature of a property seen at a distance."""
    mixed = (key + (offset + 7) * 0x9E3779B1) * 0x85EBCA6B & 0xFFFFFFFFFFFF
    return (mixed ^ (mixed >> 19)) & (BUCKETS - 1)
