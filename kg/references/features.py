"""What the model sees of a token: itself, the string around it, and the stretch it stands in.

Everything is computed for a whole batch of strings at once, as columns of integers (``COLUMNS``); what the model looks
up is the hash of a column's value. Nothing here is learned. ``vocabulary`` says what a token is by itself,
``stretches`` what the stretches between separators are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.references.lexicon import bits
from kg.references.stretches import bucket, shift, stretches
from kg.references.tokens import pieces
from kg.references.vocabulary import Vocabulary

__all__ = ["BUCKETS", "COLUMNS", "PADS", "Batch", "Vocabulary", "column_keys", "encode"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

BUCKETS = 1 << 22
"""Features are counted modulo this; a power of two."""

PADS = 3
"""So many empty tokens stand between two strings, so that a neighbour is always at hand."""

COLUMNS: tuple[str, ...] = (
    *("s0", "position", "left", "share", "length", "quotes", "years", "since_year", "until_year", "to_digit"),
    *("since_digit", "same", "longer", "numbers", "initials", "ahead", "behind", "whole", "last_quote"),
    *("next_quote", "last_bracket", "next_bracket", "stretch", "stretch-1", "stretch+1", "from", "to", "width"),
    *("rank", "rank_left", "opening", "closing", "style", "ending", "head", "quoted", "stretches", "initial"),
    "final",
)
"""What is told of a token beside its own properties, each by itself; the order is part of the hash."""

_YEAR, _DIGIT = bits("year"), bits("digit")
_INITIALS = bits("initial", "initials")
_MARKS = np.array(
    (
        bits("journal", "journal_en", "proceedings", "proceedings_en"),
        bits("publisher", "publisher_en", "known_publisher"),
        bits("body", "body_en", "society"),
        bits("school", "school_en"),
        bits("degree", "degree_en"),
        bits("volume_word", "issue_word"),
        bits("page_word"),
    ),
    dtype=np.int64,
)
"""What a token is told to have before and behind it, one bit each."""


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
    columns: dict[str, Ints]
    keys: NDArray[np.int32] | None = None
    """The hashes of the columns, once they were asked for."""


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
    if strings:
        _columns(batch, vocabulary.columns()[batch.numbers])
    else:
        batch.columns = {name: np.zeros(PADS, dtype=np.int64) for name in COLUMNS}
    return batch


def column_keys(batch: Batch) -> NDArray[np.int32]:
    """Hash the columns of every place: one row a column of ``COLUMNS``, one column a place."""
    if batch.keys is not None:
        return batch.keys
    salt = np.arange(1, len(COLUMNS) + 1, dtype=np.uint64) * np.uint64(0x2545F4914F6CDD1D)
    mixed = np.stack([batch.columns[name] for name in COLUMNS]).view(np.uint64)
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    mixed ^= salt[:, None]
    mixed *= np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(32)
    mixed &= np.uint64(BUCKETS - 1)
    batch.keys = mixed.astype(np.int32)
    return batch.keys


def _last(mask: Mask) -> Ints:
    """Find the place of the nearest marked token before each place, or -1."""
    places = np.where(mask, np.arange(len(mask)), -1)
    return np.concatenate([[-1], np.maximum.accumulate(places)[:-1]])


def _next(mask: Mask) -> Ints:
    """Find the place of the nearest marked token at or after each place, or the end."""
    size = len(mask)
    places = np.where(mask, np.arange(size), size)
    return np.minimum.accumulate(places[::-1])[::-1]


def _columns(batch: Batch, table: Ints) -> None:
    kind_of, flags, kind, space, value = np.ascontiguousarray(table.T)
    size = len(kind_of)
    here = np.arange(size)
    pad = batch.numbers == 0
    c = batch.columns
    # the string that a place belongs to (padding: the one before)
    string = np.maximum(np.searchsorted(batch.first, here, side="right") - 1, 0)
    begin = batch.first[string]
    end = begin + batch.count[string]
    long = np.maximum(end - begin, 1)
    final_place, head_place = np.minimum(end, size - 1), np.minimum(begin, size - 1)
    position, left = here - begin, end - here
    c["s0"] = space
    c["position"] = bucket(position, (1, 2, 3, 4, 6, 9, 13, 18, 25, 35, 50))
    c["left"] = bucket(left, (1, 2, 3, 4, 5, 7, 10, 14, 20, 28, 40))
    c["share"] = (position * 8) // long
    c["length"] = bucket(end - begin, (5, 9, 14, 20, 28, 40, 60))

    def around(mask: Mask, name: str) -> None:
        before, after = _last(mask), _next(mask)
        c["last_" + name] = np.where(before >= begin, kind_of[before], 0)
        c["next_" + name] = np.where(after < end, kind_of[np.minimum(after, size - 1)], 0)

    bare = (kind == 0) & ~pad
    apostrophe = (kind == 1) & (space == 0) & shift(bare, -1) & shift(bare & (space == 0), 1)
    quote = (kind == 1) & ~apostrophe
    around(quote, "quote")
    around(kind == 2, "bracket")
    starts = np.cumsum(quote)
    c["quotes"] = np.minimum(starts - quote - (starts - quote)[begin], 4)

    def seen(mask: Mask) -> tuple[Ints, Ints]:
        """Count the marked tokens of the string before and behind each place."""
        total: Ints = np.cumsum(mask, axis=-1)
        open_ = total - mask
        return open_ - open_[..., begin], total[..., final_place] - total

    year, digit = (flags & _YEAR) != 0, (flags & _DIGIT) != 0
    years_before, years_after = seen(year & ~pad)
    c["years"] = np.minimum(years_before, 2) * 3 + np.minimum(years_after, 2)
    next_year, last_digit, next_digit = _next(year), _last(digit), _next(digit)
    c["since_year"] = np.where(years_before > 0, bucket(here - _last(year), (2, 3, 4, 5, 7, 10, 15)), 9)
    c["until_year"] = np.where(years_after > 0, bucket(next_year - here, (1, 2, 3, 4, 6, 10, 20)), 9)
    c["to_digit"] = np.where(next_digit < end, bucket(next_digit - here, (1, 2, 3, 4, 5, 7, 10, 15, 25)), 10)
    met = last_digit >= begin
    c["since_digit"] = np.where(met, bucket(here - last_digit, (2, 3, 4, 6, 10)), 7)
    c["same"] = (digit & met & (value == value[last_digit])).astype(np.int64)
    c["longer"] = np.where(digit & met, np.sign(value - value[last_digit]) + 2, 0)
    numbers_before, numbers_after = seen(digit & ~year)
    c["numbers"] = np.minimum(numbers_before, 4) * 6 + np.minimum(numbers_after, 5)
    initials_before, initials_after = seen((flags & _INITIALS) != 0)
    c["initials"] = np.minimum(initials_before, 3) * 4 + np.minimum(initials_after, 3)

    before, after = seen((flags & _MARKS[:, None]) != 0)
    weights = (1 << np.arange(len(_MARKS)))[:, None]
    c["behind"] = ((before > 0) * weights).sum(axis=0)
    c["ahead"] = ((after > 0) * weights).sum(axis=0)
    c["whole"] = c["ahead"] | c["behind"]

    c |= stretches(kind_of, flags, kind, space, pad, apostrophe, begin, end)

    c["ending"] = kind_of[np.maximum(end - 1, 0)]
    c["head"] = kind_of[head_place]
    first_year = next_year[head_place]
    in_bracket = (first_year < end) & (kind[np.minimum(first_year, size - 1) - 1] == 2)
    where_year = np.where(first_year >= end, 0, 1 + np.minimum(3, ((first_year - begin) * 4) // long))
    c["quoted"] = c["next_quote"][head_place]
    c["style"] = where_year * 2 + in_bracket + 16 * (c["quoted"] != 0)
