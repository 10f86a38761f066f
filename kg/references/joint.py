"""A list as evidence: what the other references of a list say of one that was left half understood.

Works without a volume or pages name their publisher last, or a style has none. Where most of a list's other such works
end in a publisher, a last stretch that was taken for a container or a place is one too, and so is a name after the last
comma of a title that runs to the end.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.references.lexicon import FLAGS, flags
from kg.references.patterns import lazy
from kg.references.segments import Segment
from kg.references.tokens import tokens

__all__ = ["settle", "whole"]

_SERIAL = frozenset(("volume", "pages", "doi", "url", "degree", "accessed", "parallel", "date"))
_HOUSES = frozenset(("publisher", "institution"))
_TAKEN = frozenset(("container", "place", "series", "author", "editor", "note"))
_AFTER = frozenset(("series", "number", "issue", "note"))
_LEAST, _SHARE = 3, 0.6
"""So many other works must end in a publisher, and such a share of those without volume or pages."""
_NAME = lazy(
    r"[A-Z][\w.&'’/-]*(?:\s+(?:(?:of|for|and|the|de|di|du|des|van|von|y|&)\s+)*[A-Z(][\w.&'’()/-]*){0,6}"
    r"|[가-힣A-Za-z]{2,14}(?:출판사|출판부|출판|사|원|소|회|부|청|센터|재단|공사|공단)"
)
_BODY = sum(
    1 << at
    for at, name in enumerate(FLAGS)
    if name in ("body", "body_en", "school", "school_en", "publisher", "publisher_en", "known_publisher", "society")
)
_LEFT = lazy(r"(?:^|[\s\"”’'」』,.])([A-Za-z가-힣]{1,6}[:/·&-])$")
_COLLECTION = lazy(r"(?<=[가-힣])\s집(?=\s*(?:[,.’”'\"』」》>〉)\]]|제\s?\d|\d|\Z))")
"""The last word of ``자료 집``: the unit of a volume stands behind a number."""
_SCHOOL = lazy(r"\bUniversi|\bInstitut|\bHochschule\b|\b[EÉ]cole\b|\bPolitecnico\b")
_END = lazy(r"[\s.,;:)\]]*$")


def _open(segments: Sequence[Segment]) -> bool:
    """Whether a string names neither volume nor pages nor anything else that is not a publisher's to close."""
    return not any(segment.label in _SERIAL for segment in segments)


def settle(strings: Sequence[str], found: Sequence[list[Segment]]) -> list[list[Segment]]:
    """Read again, by the list, the end of each string that was left without a publisher.

    Args:
        strings: the references of one list.
        found: the segments of each.
    """
    ends = [bool(s) and _open(s) and any(one.label in _HOUSES for one in s[-2:]) for s in found]
    loose = [bool(s) and _open(s) for s in found]
    closed, all_loose = sum(ends), sum(loose)
    results = []
    for raw, segments, end, own in zip(strings, found, ends, loose, strict=True):
        others = all_loose - own
        if own and not end and closed >= _LEAST and closed >= _SHARE * others:
            results.append(_settled(raw, segments))
        else:
            results.append(segments)
    return results


def whole(raw: str, segments: list[Segment]) -> list[Segment]:
    """Put right what the forms of one string tell.

    A body that stands between the title and a series is the publisher; a container keeps the letters before its colon;
    the number of an institute's series is no volume; a second half in another script is one stretch; ``집`` may be a
    title's last word.

    Args:
        raw: the string.
        segments: what the model read.
    """
    segments = _last_word(raw, _second_half(raw, segments))
    results = segments
    houses = [raw[one.start : one.end] for one in segments if one.label in _HOUSES]
    titles = [at for at, one in enumerate(segments) if one.label == "title"]
    after = segments[titles[-1] + 1 :] if titles else []
    if after and not houses and all(one.label in _AFTER for one in after):
        results = _parted(raw, segments, titles[-1], sure=True)
    segments = results
    for at, one in enumerate(segments):
        if one.label == "issue" and at and segments[at - 1].label == "series":
            results = [*results[:at], one._replace(label="number"), *results[at + 1 :]]
        elif one.label == "container":
            begin = segments[at - 1].end if at else 0
            if match := _LEFT.search(raw[begin : one.start]):
                results = [*results[:at], one._replace(start=begin + match.start(1)), *results[at + 1 :]]
        elif one.label == "volume" and at and segments[at - 1].label == "series":
            alone = not any(s.label in ("issue", "number", "pages", "container") for s in segments)
            if alone and any(_is_body(house) for house in houses):
                results = [*results[:at], one._replace(label="number"), *results[at + 1 :]]
    return results


def _last_word(raw: str, segments: list[Segment]) -> list[Segment]:
    if " 집" not in raw:
        return segments
    results = []
    for one in segments:
        match = _COLLECTION.match(raw, one.end) if one.label in ("title", "container", "series") else None
        if match and not any(other.start < match.end() and match.start() < other.end for other in segments):
            one = one._replace(end=match.end())
        results.append(one)
    return results


def _settled(raw: str, segments: list[Segment]) -> list[Segment]:
    last = segments[-1]
    if any(one.label in _HOUSES for one in segments):
        return segments
    titles = [at for at, one in enumerate(segments) if one.label == "title"]
    if not _END.fullmatch(raw, last.end):
        return segments
    if (
        last.label in _TAKEN
        and titles
        and titles[-1] == len(segments) - 2
        and _NAME.fullmatch(raw, last.start, last.end)
    ):
        if last.label == "container" and raw[last.start - 1] in '『《〈“"「':
            return segments
        return [*segments[:-1], last._replace(label="publisher", confidence=min(last.confidence, 0.6))]
    if last.label == "title":
        return _parted(raw, segments, len(segments) - 1, sure=False)
    return segments


def _is_body(name: str) -> bool:
    return bool(_SCHOOL.search(name)) or any(flags(token.text) & _BODY for token in tokens(name))


def _parted(raw: str, segments: list[Segment], at: int, *, sure: bool) -> list[Segment]:
    """Part the name after a title's last comma from it; where ``sure``, only one that a body goes by."""
    title = segments[at]
    cut = raw.rfind(", ", title.start, title.end)
    if cut <= title.start + 8 or not _NAME.fullmatch(raw, cut + 2, title.end):
        return segments
    if sure and not _is_body(raw[cut + 2 : title.end]):
        return segments
    name = Segment("publisher", cut + 2, title.end, min(title.confidence, 0.6))
    return [*segments[:at], title._replace(end=cut), name, *segments[at + 1 :]]


def _second_half(raw: str, segments: Sequence[Segment]) -> list[Segment]:
    """Make one stretch of a second half that is printed bare behind a whole reference, in another script."""
    said = [segment.label for segment in segments]
    if said.count("title") < 2 or said.count("author") + said.count("editor") < 2 or "parallel" in said:
        return list(segments)
    first = next(at for at, label in enumerate(said) if label in ("author", "editor"))
    for at in range(first + 1, len(said)):
        before, after = said[first:at], said[at:]
        if said[at] not in ("author", "editor") or "title" not in before or "title" not in after:
            continue
        if "year" not in before or "year" not in after:
            continue
        scripts = [_latin(raw, segments[one]) for one in (first, at)]
        if scripts[0] != scripts[1]:
            sure = min(segment.confidence for segment in segments[at:])
            return [*segments[:at], Segment("parallel", segments[at].start, segments[-1].end, sure)]
    return list(segments)


def _latin(raw: str, segment: Segment) -> bool:
    letters = [char for char in raw[segment.start : segment.end] if char.isalpha()]
    return sum(char < "ʰ" for char in letters) * 2 > len(letters)
