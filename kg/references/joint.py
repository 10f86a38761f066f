"""What a first reading says of a string and of its list, as evidence for a second one.

Strings of one list share a style: in what quotes a title stands, what follows the year, which journals recur. Each
string is read again in the light of the first reading: of its own parts (is there a title already? which label comes
next?) and of what the *other* strings of the list say of a like stretch, a like place or the same word.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.references import chain
from kg.references.features import Batch

__all__ = ["TEMPLATES", "evidence", "lists"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_LONGEST = 80
"""Longer lists are read in stretches of this many strings."""

_NOTED = ("author", "editor", "year", "title", "container", "series", "publisher", "institution", "volume", "pages")
_PRIME = 0x9E3779B97F4A7C15
_NONE = chain.COUNT


def lists(count: int) -> Ints:
    """Part so many strings into lists: the number of each one's list."""
    parts = max(1, -(-count // _LONGEST))
    return (np.arange(count, dtype=np.int64) * parts) // max(count, 1)


def evidence(batch: Batch, states: Ints, sure: Floats, second: Ints, groups: Ints, bits: Ints) -> None:
    """Add the columns of a first reading to a batch.

    Args:
        batch: strings cut by ``encode``.
        states: the likeliest state at each place, -1 between strings.
        sure: its probability.
        second: the second likeliest state, -1 where there is hardly any.
        groups: the list of each string.
        bits: 1 for each place that holds a word.
    """
    c = batch.columns
    size = len(states)
    here = np.arange(size)
    string = np.maximum(np.searchsorted(batch.first, here, side="right") - 1, 0)
    begin = batch.first[string]
    last = np.maximum(begin + batch.count[string] - 1, 0)
    label = np.where((states >= 0) & (states < 2 * chain.COUNT), states % chain.COUNT, -1)
    before = np.concatenate([[-1], label[:-1]])
    opens = (label >= 0) & ((states < chain.COUNT) | (label != before))

    c["j"] = states + 1
    c["j<"], c["j>"] = np.roll(c["j"], 1), np.roll(c["j"], -1)
    c["jsure"] = c["j"] * 8 + np.searchsorted(np.array([0.5, 0.7, 0.9, 0.98]), sure)
    c["jalso"] = second + 1

    number = np.cumsum(opens)
    places = np.flatnonzero(opens)
    names = np.concatenate([[-1], label[places], [-1]])
    owner = np.concatenate([[-1], string[places], [-1]])

    def beside(by: Ints) -> Ints:
        at = np.clip(number + by, 0, len(names) - 1)
        return np.where(owner[at] == string, names[at] + 2, 1)

    inside = (label >= 0).astype(np.int64)
    c["jprev"], c["jnext"] = beside(-inside), beside(np.ones(size, dtype=np.int64))
    c["jprev2"], c["jnext2"] = beside(-inside - 1), beside(np.full(size, 2))
    past: Ints = np.zeros(size, dtype=np.int64)
    future: Ints = np.zeros(size, dtype=np.int64)
    for at, name in enumerate(_NOTED):
        which = chain.FIELDS.index(name)
        total = np.cumsum(opens & (label == which))
        floor = np.where(begin > 0, total[begin - 1], 0)
        own = ((label == which) & (inside > 0)).astype(np.int64)
        past |= ((total - floor - own) > 0).astype(np.int64) << at
        future |= ((total[last] - total) > 0).astype(np.int64) << at
    c["jpast"], c["jfuture"] = past, future

    voice = np.where(label >= 0, label, _NONE)
    voters = states >= 0
    group = groups[string] if len(groups) else np.zeros(size, dtype=np.int64)
    manner = c["style"]
    firsts = voters & (c["from"] == 0)
    _vote(c, "vword", np.where(bits > 0, c["w+0"], 0), voice, bits > 0, string, group)
    _vote(c, "vpair", _mix(c["w-1"], c["w+0"]) * (bits > 0), voice, bits > 0, string, group)
    marks = _mix(c["opening"], c["closing"])
    _vote(c, "vmarks", _mix(manner, marks), voice, firsts, string, group)
    _vote(c, "vorder", _mix(manner, _mix(c["jprev"], c["opening"])), voice, firsts, string, group)
    _vote(c, "vrank", _mix(manner, _mix(c["rank"], c["opening"])), voice, firsts, string, group)
    _vote(c, "vkind", _mix(c["stretch"], marks), voice, firsts, string, group)


def _mix(left: Any, right: Any) -> Ints:
    mixed = (left.astype(np.uint64) + np.uint64(1)) * np.uint64(_PRIME) ^ right.astype(np.uint64)
    mixed *= np.uint64(0xC2B2AE3D27D4EB4F)
    result: Ints = (mixed >> np.uint64(1)).astype(np.int64)
    return result


def _vote(c: dict[str, Any], name: str, key: Ints, voice: Ints, voters: Any, string: Ints, group: Ints) -> None:
    """Let the other strings of the list say what a place of this key is: the label, how surely, how many say it."""
    asked = np.flatnonzero(key != 0)
    result = np.zeros(len(key), dtype=np.int64)
    own = np.zeros(len(key), dtype=np.int64)
    if len(asked):
        wide = _NONE + 1
        whole = _mix(group[asked], key[asked])
        _, kind = np.unique(whole, return_inverse=True)
        _, mine = np.unique(_mix(string[asked], whole), return_inverse=True)
        speaks = voters[asked]
        said = voice[asked]
        counts = np.bincount((kind * wide + said)[speaks], minlength=(kind.max() + 1) * wide).reshape(-1, wide)
        part = np.bincount((mine * wide + said)[speaks], minlength=(mine.max() + 1) * wide).reshape(-1, wide)
        others = counts[kind] - part[mine]
        total = others.sum(axis=1)
        top = others.argmax(axis=1)
        most = others[np.arange(len(asked)), top]
        share = np.where(most == total, 3, np.where(most * 4 >= total * 3, 2, np.where(most * 2 >= total, 1, 0)))
        many = np.searchsorted(np.array([2, 4, 9]), total, side="right")
        result[asked] = np.where(total > 0, 1 + (top * 4 + share) * 4 + many, 0)
        agree = others[np.arange(len(asked)), said]
        own[asked] = np.where(total > 0, 1 + (agree * 4) // np.maximum(total, 1), 0)
    c[name] = result
    c[name + "="] = own


_VOTES = ("vword", "vpair", "vmarks", "vorder", "vrank", "vkind")

TEMPLATES: tuple[tuple[str, ...], ...] = (
    ("jsure",),
    ("jsure", "jalso"),
    ("j<", "j", "j>"),
    ("j", "c+0"),
    ("j", "w+0"),
    ("j", "jprev", "jnext"),
    ("jprev", "jnext"),
    ("jprev", "stretch", "from"),
    ("jnext", "stretch", "from"),
    ("j", "jprev2", "jprev"),
    ("j", "jnext", "jnext2"),
    ("j", "jpast"),
    ("j", "jfuture"),
    ("jpast", "jfuture"),
    ("jpast", "stretch", "from"),
    ("jfuture", "stretch", "from"),
    ("jpast", "jnext", "opening"),
    ("j", "rank", "rank_left"),
    ("jalso", "jpast"),
    ("jalso", "jfuture"),
    *((vote,) for vote in _VOTES),
    *((vote, "j") for vote in _VOTES),
    *((vote + "=", "j") for vote in _VOTES),
    *((vote, "from") for vote in _VOTES[2:]),
    ("vword", "vmarks"),
    ("vorder", "vmarks"),
    ("vorder", "vrank"),
    ("vmarks=", "vorder=", "vrank=", "j"),
)
"""Columns that are looked at together in the second reading."""
