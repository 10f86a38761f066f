"""What the stretch between two separators is that a token stands in, and what those beside it are.

The kind of a stretch is told by the flags of its tokens and by its length, the surest sign first. Nothing is learned
here; everything is computed for a batch of strings at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.references.lexicon import bits

__all__ = ["bucket", "shift", "stretches"]

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

_INITIAL = bits("initial")


def shift(values: NDArray[Any], by: int) -> NDArray[Any]:
    """Give each place what stands at a distance; what wraps around is padding."""
    return np.roll(values, -by)


def bucket(values: Ints, edges: tuple[int, ...]) -> Ints:
    """Give the number of the range that each value falls in."""
    return np.searchsorted(np.asarray(edges), values, side="right").astype(np.int64)


def stretches(
    class_: Ints, flags: Ints, kind: Ints, space: Ints, pad: Mask, apostrophe: Mask, begin: Ints, end: Ints
) -> dict[str, Ints]:
    """Say of each token what the stretch is that it stands in, where in it, and what the stretches beside it are.

    Args:
        class_: the class of each token.
        flags: what each is known for.
        kind: the kind of mark, 0 for what is none.
        space: whether white space stands before it.
        pad: whether it is an empty token between strings.
        apostrophe: whether it is a quotation mark inside a word.
        begin: the place where its string begins.
        end: the place where its string ends.
    """
    size = len(class_)
    here = np.arange(size)
    initial_before = (shift(flags, -1) & _INITIAL) != 0
    glued_after = (shift(space, 1) == 0) & ~shift(pad, 1)
    inner_period = (kind == 3) & (initial_before | glued_after)
    separator = ((kind >= 1) & (kind <= 4) & ~inner_period & ~apostrophe) | pad
    middle = pad & shift(pad, 1) & shift(pad, -1)  # an empty stretch between strings, so that none looks across
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
    held = np.bitwise_or.reduceat(np.where(text, flags, 0), places)
    nature = _natures(held, spans, pad[places])
    top = len(nature) - 1

    def of(values: Ints, which: Ints) -> Ints:
        return values[np.clip(which, 0, top)]

    mine, before = of(places, own), own - text
    close = of(stops, own)
    width = np.where(nature == 1, 0, bucket(spans, (2, 3, 4, 5, 7, 10, 15, 22)))
    base, last = own[np.minimum(begin, size - 1)], own[np.clip(end - 1, 0, size - 1)]
    return {
        "stretch": np.where(text, of(nature, own), 50 + kind),
        "stretch-1": of(nature, before),
        "stretch+1": of(nature, own + 1),
        "from": np.where(text, np.minimum(here - mine, 4), 9),
        "to": np.where(text, np.minimum(close - here, 4), 9),
        "width": np.where(text, of(width, own), 12),
        "initial": np.where(text, class_[mine], 0),
        "final": np.where(text, class_[close], 0),
        "opening": class_[np.maximum(mine - 1, 0)],
        "closing": class_[np.minimum(close + 1, size - 1)],
        "rank": np.minimum(own - base, 8),
        "rank_left": np.minimum(last - own, 8),
        "stretches": np.minimum(last - base, 10),
    }


def _natures(held: Ints, spans: Ints, empty: Mask) -> Ints:
    """Tell the kind of each stretch by a number, by what it holds and how many tokens it has; 1 is an empty one."""

    def has(*names: str) -> Mask:
        return np.asarray((held & bits(*names)) != 0)

    digits, short = has("digit"), spans <= 3
    journal = has("journal", "journal_en")
    kinds: list[Mask] = [
        empty,
        has("link", "doi") | (has("web") & (spans >= 3)),
        has("year") & (spans <= 2),
        (spans == 1) & digits,
        has("page_word") & digits & (spans <= 8),
        has("volume_word", "issue_word") & digits & (spans <= 9),
        digits & ~has("latin", "hangul", "hanja", "kana"),
        has("month") & (spans <= 5) & digits,
        has("degree", "degree_en") & (spans <= 10),
        has("edition", "edition_en") & short,
        has("access_word") & short,
        has("editor_word", "translator_word") & (spans <= 2),
        (spans == 1) & has("initial"),
        has("initial") & (spans <= 6),
        has("newspaper") & short,
        has("proceedings", "proceedings_en") & (spans <= 16),
        journal & digits & (spans <= 14),
        journal & (spans <= 10),
        has("school", "school_en") & (spans <= 8),
        has("publisher", "known_publisher") & short,
        has("publisher_en") & (spans <= 5),
        has("place", "place_en") & (spans <= 3),
        has("body", "body_en", "society") & (spans <= 5),
        has("name", "hanja_name") & short & ~has("paper_word"),
        has("report", "report_en") & (spans <= 10),
        has("law", "standard", "patent") & (spans <= 8),
        has("abbreviation") & (spans <= 8),
        has("paper_word") & (spans > 3),
        has("function") & (spans > 3),
        spans > 6,
        spans > 2,
        spans == 2,
    ]
    return np.select(kinds, list(range(1, len(kinds) + 1)), 0).astype(np.int64)
