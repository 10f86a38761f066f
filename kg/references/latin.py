"""Names in Latin letters: one list of them, in whatever order it takes family and given names.

A list is cut at its separators into parts; a part is initials (``Y. S.``), words (``De Propris``) or both in some
order. What the parts are, one after the other, says where a name begins. Names that are spelt out tell their order by
capitals, hyphens, known family names, and by the other names of the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.readers import surnames
from kg.references.bodies import head, latin_body
from kg.references.latin_bodies import bodies, in_capitals
from kg.references.latin_words import (
    GIVEN,
    GIVEN_FIRST,
    INVERTED,
    PARTICLES,
    SUFFIX,
    Part,
    Range,
    Run,
    alone,
    compact,
    cut,
    family_at,
    initials,
    known_family,
    korean_given,
)
from kg.references.latin_words import order as order_of

__all__ = ["GIVEN_FIRST", "INVERTED", "Part", "Person", "people"]


class Person(NamedTuple):
    """One name: its place, its parts by place, and whether it is a body's.

    ``told`` is the order that the name itself shows, 0 where nothing shows it; ``comma`` says that a comma does.
    """

    span: Range
    family: tuple[Range, ...] = ()
    given: tuple[Range, ...] = ()
    body: bool = False
    told: int = 0
    comma: bool = False


class _List:
    """The names found so far, and what waits for its other half."""

    def __init__(self, text: str, order: int) -> None:
        self.text, self.order = text, order
        self.found: list[Person] = []
        self.family: Run | None = None
        self.given: Run | None = None
        self.opened = False
        """Whether what waits stands behind a separator that never stands inside a name."""

    def add(self, family: Sequence[Range], given: Sequence[Range], told: int = 0, comma: bool = False) -> None:
        spans = [*family, *given]
        span = (min(start for start, _ in spans), max(end for _, end in spans))
        self.found.append(Person(span, tuple(family), tuple(given), False, told, comma))

    def close(self) -> None:
        """End what waits: a family name alone, or a name that is spelt out."""
        if self.family is not None:
            family, self.family = self.family, None
            self.whole(family.tokens)
        if self.given is not None:
            given, self.given = self.given, None
            self.add((), given.tokens)

    def whole(self, tokens: Sequence[Range]) -> None:
        """Add a name that is spelt out without a comma."""
        words = [self.text[start:end] for start, end in tokens]
        if len(words) == 1 or compact(words):
            self.add(tokens, ())
            return
        told = order_of(words)
        if (told or self.order or GIVEN_FIRST) == INVERTED:
            self.add(tokens[:1], tokens[1:], told)
        else:
            at = family_at(words)
            self.add(tokens[at:], tokens[:at], told)

    def suffix(self, part: Part) -> None:
        """Give ``Jr.`` to the name before it, with the family name."""
        if self.family is not None:
            self.family = Run("W", (*self.family.tokens[:-1], (self.family.tokens[-1][0], part.end)))
        elif self.found:
            last = self.found.pop()
            family = (*last.family[:-1], (last.family[-1][0], part.end)) if last.family else ((part.start, part.end),)
            if last.family and last.given and last.given[0][0] > last.family[0][0]:
                family = (*last.family, (part.start, part.end))
            self.found.append(last._replace(span=(last.span[0], part.end), family=family))


def people(text: str, parts: Sequence[Part], order: int = 0) -> list[Person]:
    """Read a list of names.

    Args:
        text: the string.
        parts: the stretches between the separators of the list, in order.
        order: which order names take that do not show it themselves: what the other references of the page do.
    """
    whole = bodies(text, parts)
    if whole is not None:
        return [Person(span, body=True) for span in whole]
    read = [cut(text, part) for part in parts]
    if len(read) == 2 and [_kinds(runs) for runs in read] == ["WI", "W"] and initials(text, read[0][1]) == 1:
        given, family = [*read[0][0].tokens, *read[0][1].tokens], read[1][0].tokens
        if not parts[1].strong and len(family) == 1:  # `Han H, Wellisch`: the name in its spoken order, and a comma
            return [Person((parts[0].start, parts[1].end), family, tuple(given), False, GIVEN_FIRST, True)]
    return _settle(text, _pair(text, parts, read, order), order)


def _pair(text: str, parts: Sequence[Part], read: list[list[Run]], order: int) -> list[Person]:
    state = _List(text, order)
    vancouver = sum(_kinds(runs) == "WI" for runs in read) >= 2
    spelled = _spelled_pairs(text, parts, read)
    capitals = in_capitals(text, parts)
    for at, (part, runs) in enumerate(zip(parts, read, strict=True)):
        following = _kinds(read[at + 1]) if at + 1 < len(read) and not parts[at + 1].strong else ""
        if part.strong:
            state.close()
        if not runs:
            continue
        if SUFFIX.fullmatch(text[part.start : part.end]) and (state.found or state.family):
            state.suffix(part)
            continue
        if state.family is not None and not part.strong:
            runs = alone(text, runs)
        kinds = _kinds(runs)
        piece = text[part.start : part.end]
        acronym = kinds in ("I", "W") and latin_body(piece) and not (capitals and not head(piece))
        if acronym and not _expects(state, kinds, following):
            state.close()
            state.found.append(Person((part.start, part.end), body=True))
            continue
        _step(state, part, runs, kinds, following, vancouver, spelled)
        state.opened = part.strong
    state.close()
    return state.found


def _expects(state: _List, kinds: str, following: str) -> bool:
    """Tell whether a part that may be an acronym is half of a person's name."""
    return state.family is not None if kinds == "I" else following.startswith("I")


def _kinds(runs: Sequence[Run]) -> str:
    return "".join(run.kind for run in runs)


def _spelled_pairs(text: str, parts: Sequence[Part], read: Sequence[Sequence[Run]]) -> int:
    """Tell what ``Word, Word`` means in this list: family and given name (-1), the reverse (1), two people (0)."""
    chunk = [(part, runs) for part, runs in zip(parts, read, strict=True) if runs]
    words = [runs[0] for _, runs in chunk if _kinds(runs) == "W"]
    if len(words) < 2:
        return INVERTED
    plain = [[text[start:end] for start, end in run.tokens] for run in words]
    reverse = sum(
        ("-" in one[0] and surnames.is_latin(two[0])) - ("-" in two[0] and surnames.is_latin(one[0]))
        for one, two in zip(plain[::2], plain[1::2], strict=False)
    )
    reverse += sum(
        known_family(two[0]) and not known_family(one[0]) and korean_given(one[0])
        for one, two in zip(plain[::2], plain[1::2], strict=False)
    )
    if reverse > 0 and len(words) == len(chunk):
        return GIVEN_FIRST
    sizes: list[int] = []
    for part, runs in chunk:
        if part.strong or not sizes:
            sizes.append(0)
        sizes[-1] += _kinds(runs) == "W" and len(runs[0].tokens) == 1
    if len(words) != len(chunk) or not any(sizes) or any(len(one) > 1 for one in plain):
        return INVERTED
    likely = sum(surnames.is_latin(one[0]) for one in plain[::2]) + sum(
        "-" in one[0] or one[0].lower() in GIVEN for one in plain[1::2]
    )
    if all(size % 2 == 0 for size in sizes) and (likely or max(sizes) == 2):
        return INVERTED
    return INVERTED if likely and len(words) % 2 == 0 else 0


def _single(text: str, run: Run) -> bool:
    """Tell whether words are one family name."""
    return len(run.tokens) == 1 or compact([text[start:end] for start, end in run.tokens])


def _step(state: _List, part: Part, runs: list[Run], kinds: str, following: str, vancouver: bool, spelled: int) -> None:
    """Take the next part: it completes what waits, or begins something."""
    text = state.text
    if state.family is not None:
        family = state.family
        if kinds == "I":
            state.family = None
            state.add(family.tokens, runs[0].tokens, INVERTED, True)
            return
        if kinds == "W" and spelled and _single(text, family):
            state.family = None
            if spelled == GIVEN_FIRST:
                state.add(runs[0].tokens, family.tokens, GIVEN_FIRST, True)
            else:
                state.add(family.tokens, runs[0].tokens, INVERTED, True)
            return
        spelt = not state.found or (state.opened and state.found[-1].comma and not following)
        if kinds == "WI" and not vancouver and spelt and _single(text, family):
            state.family = None
            state.add(family.tokens, [*runs[0].tokens, *runs[1].tokens], INVERTED, True)
            return
        if kinds == "IW" and len(family.tokens) == 1 and text[family.start : family.end].lower() in GIVEN:
            state.family = None
            state.add(runs[1].tokens, [*family.tokens, *runs[0].tokens], GIVEN_FIRST)
            return
        if kinds in ("IW", "IWI"):
            first = text[runs[1].start : runs[1].tokens[0][1]].lower()
            if first in GIVEN or (not following and len(state.found) == 0 and kinds == "IW" and _single(text, family)):
                state.family = None
                state.add(family.tokens, [token for run in runs for token in run.tokens], INVERTED, True)
                return
            if kinds == "IWI" or following.startswith("I"):
                state.family = None
                state.add(family.tokens, runs[0].tokens, INVERTED, True)
                runs, kinds = runs[1:], kinds[1:]
        state.close()
    if kinds == "I" and not following and state.found and not part.strong:
        last = state.found[-1]
        if last.comma and last.given and text[last.given[-1][0] : last.given[-1][1]].isalpha():
            state.found[-1] = last._replace(span=(last.span[0], runs[0].end), given=(*last.given, *runs[0].tokens))
            return
    if state.given is not None:
        given = state.given
        if kinds == "W":
            state.given = None
            state.add(runs[0].tokens, given.tokens, GIVEN_FIRST, True)
            return
        state.close()
    _begin(state, runs, kinds, following, vancouver)


def _begin(state: _List, runs: list[Run], kinds: str, following: str, vancouver: bool) -> None:
    text = state.text
    if kinds == "W":
        words = [text[start:end] for start, end in runs[0].tokens]
        if len(words) == 1 or compact(words) or following == "I":
            state.family = runs[0]
        else:
            state.whole(runs[0].tokens)
    elif kinds == "I":
        state.given = runs[0]
    elif kinds == "WI":
        words = [text[start:end] for start, end in runs[0].tokens]
        dotted = "." in text[runs[1].start : runs[1].end]
        given = words[0].lower() in GIVEN and initials(text, runs[1]) > 1
        given = given or ("-" in words[0] and korean_given(words[0]))
        if dotted and not vancouver and len(words) == 1 and given:
            state.add(runs[1].tokens[-1:], [*runs[0].tokens, *runs[1].tokens[:-1]], GIVEN_FIRST)
            _split_last_initial(state)
        else:
            state.add(runs[0].tokens, runs[1].tokens, INVERTED)
    elif kinds[0] == "I" and len(runs) == 2:
        _initials_first(state, runs[0].tokens, runs[1].tokens)
    elif len(runs) % 2 == 0:
        for one, two in zip(runs[::2], runs[1::2], strict=True):  # `Kim J. Lee S.`: the commas were lost
            if one.kind == "W":
                state.add(one.tokens, two.tokens, INVERTED)
            else:
                _initials_first(state, one.tokens, two.tokens)
    else:
        tokens = [token for run in runs for token in run.tokens]
        words = [text[start:end] for start, end in tokens]
        if runs[-1].kind == "I":
            state.add(tokens[:1], tokens[1:], INVERTED)
        else:
            at = family_at(words)
            state.add(tokens[at:], tokens[:at], GIVEN_FIRST)


def _split_last_initial(state: _List) -> None:
    """Part ``S. V.`` of ``Jennifer S. V.``, which is one token: the last initial is the family name's."""
    last = state.found.pop()
    start, end = last.family[0]
    cluster = state.text[start:end]
    dot = cluster[:-1].rfind(".")
    if dot < 0:
        state.found.append(last)
        return
    at = start + dot + 1
    while at < end and not state.text[at].isalpha():
        at += 1
    state.found.append(last._replace(family=((at, end),), given=(*last.given, (start, start + dot + 1))))


def _initials_first(state: _List, letters: Sequence[Range], words: Sequence[Range]) -> None:
    text = state.text
    plain = [text[start:end] for start, end in words]
    at = 0
    if len(plain) > 1 and not compact(plain) and not SUFFIX.fullmatch(plain[-1]):
        at = len(plain) - 1
        while at > 0 and plain[at - 1].lower() in PARTICLES:
            at -= 1
    state.add(words[at:], [*letters, *words[:at]], GIVEN_FIRST)


def _settle(text: str, found: list[Person], order: int) -> list[Person]:
    """Split the names again that did not show their order, now that the list has shown one."""
    votes = sum(person.told for person in found if not person.comma)
    settled = []
    for person in found:
        if person.told or person.body or person.comma or not person.given or not person.family:
            settled.append(person)
            continue
        tokens = sorted([*person.family, *person.given])
        words = [text[start:end] for start, end in tokens]
        wanted = votes or order or GIVEN_FIRST
        at = 1 if wanted < 0 else family_at(words)
        family, given = (tokens[:1], tokens[1:]) if wanted < 0 else (tokens[at:], tokens[:at])
        settled.append(person._replace(family=tuple(family), given=tuple(given)))
    return settled
