"""Defects of the printed form: quotes, brackets, commas, addresses, markup, lost characters, entries run together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.records import Finding, ParsedReference, Span
from kg.references.patterns import lazy

__all__ = ["form"]

_LONGEST = 4_000
_DOUBLE = lazy(r"[“”„‟\"＂]|``|(?<![^\s(]),,(?=\w)|''|‘‘|’’")
_MARKED = lazy(r"[“”„‟\"＂`,'‘’「」『』《》〈〉【】]")
_PAIRS = {"」": "「", "』": "『", "》": "《", "〉": "〈", "】": "【"}
_QUOTES = lazy(r"[「」『』《》〈〉【】]")
_CLOSERS = {")": "(", "]": "[", "}": "{", "）": "（", "］": "［", "〕": "〔"}
_SAME = {"（": "(", "）": ")", "［": "[", "］": "]", "〔": "[", "〕": "]"}
_BRACKETS = lazy(r"[()\[\]{}（）［］〔〕]")
_PAIRED = lazy(r"(?:\(\)|\[\]|「」|『』|《》|〈〉)*")
_FORMULA = lazy(r"\$[^$]{1,120}\$|<(\w{2,5})>.{0,200}?</\1>")
_ENUMERATED = lazy(r"(?:\A|[\s,;:])[\dA-Za-z가-하①-⑳]{1,3}\Z")
_COMMAS = lazy(r"[,，](?:\s*[,，])+")
# Two commas that stand for a low quotation mark: ,,Stadt"
_LOW_QUOTE = lazy(r"(?<![^\s(]),,(?=\w)")
_TRAILING = lazy(r"[,，]\s*\Z")
_GLUED = lazy(r"(?<=[a-z]{3})\((?=[A-Za-z])|(?<=[a-z]{3}\))(?=[A-Za-z]{3})")
_SPACED = lazy(r"[,;]\s")
_TIGHT = lazy(r"(?<=[A-Za-z가-힣.)”\"][,;])(?=[A-Za-z가-힣])")
_LEAST_SPACED = 4
_EMPTY_LABEL = lazy(
    r"(?P<end>\b(?:https?://(?:dx\.)?doi\.org/?|doi|DOI|(?<!\d)(?<!\d\s)[Pp]{2}|[Vv]ol|[Nn]o|URL|ISBN)\s*[.:]*\s*\Z)"
    r"|\b(?:[Vv]ol|[Nn]o|[Pp]{2})\s*\.\s*-?\s*(?=[,;)]\s*(?:[Vv]ol|[Nn]o|[Pp]{2}|\(?(?:19|20)\d\d|\Z))"
)
_URL = lazy(r"(?i:https?:/{1,2}|www\.)[^\s<>\"'“”‘’()\[\]가-힣]*")
_HOST = lazy(r"(?:https?:/{1,2})?(?:www\.)?([^/?#:]*)", re.IGNORECASE)
_BROKEN = lazy(
    r"https?://\s+(?=\w)|\bwww\.\s+(?=[a-z\d-]+\.)|https?://[\w.-]+\.\s(?=(?:com|org|net|edu|go\.kr|or\.kr|re\.kr|ac\.kr|co\.kr)\b)"
)
_MARKUP = lazy(
    r"</?(?:TEX|tex|i|b|em|sub|sup|I|B|SUB|SUP|italic|bold)>|&(?:amp|lt|gt|quot|apos|nbsp|#\d{2,5});"
    r"|\$\\[a-zA-Z]+[^$]{0,80}\$|\$[^$]{0,20}[\\^_{}][^$]{0,80}\$"
)
_DAMAGED = lazy(
    r"[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\ue000-\uf8ff]+|(?<=[A-Za-z]{2})\?(?=[a-z]{2})|Ã[\u0080-\u00bf]|â€[\u0080-\uffff]?"
)
_SIGNS_OF_DAMAGE = ("?", "\ufffd", "Ã", "â€")
_SECOND = lazy(
    r"(?:[Pp]{1,2}\.?\s?\d+\s?[-–~∼]\s?\d+|\b\d+\s?[-–~∼]\s?\d+|doi\.org/\S+|(?:DOI|doi):?)[.,]?\s+(?:[-•]\s+|\[?\d{1,3}[\].)]\s+)"
    r"(?=(?:[A-Z][\w'’-]+,?\s(?:[A-Z]\.)|(?:[A-Z]\.\s?){1,3}[A-Z][a-z]+|[가-힣]{2,4}[,·(]).{20,}?(?:19|20)\d\d)",
    re.DOTALL,
)
_YEARS = lazy(r"(?:19|20)\d\d")
_AUTHOR_YEAR = lazy(r"(?:\A|[\s,，)])[一-鿿々]{2,5}\s?[(（](?:1[89]|20)\d\d")


def form(one: ParsedReference) -> Iterator[Finding]:
    """Yield the defects of one entry's printed form."""
    raw = one.raw[:_LONGEST]
    hidden = [match.span() for match in _FORMULA.finditer(raw)] if "$" in raw or "</" in raw else []
    urls = [(span.start, span.end) for name in ("url", "doi") if (at := one.field(name)) for span in at.spans]
    yield from _quotes(raw, hidden)
    yield from _brackets(raw, [*hidden, *urls])
    for match in _COMMAS.finditer(raw):
        if not _LOW_QUOTE.match(raw, match.end() - 2):
            yield Finding("double-comma", Span(*match.span()))
    if (comma := _TRAILING.search(raw[-40:])) and len(raw) == len(one.raw):
        place = max(0, len(raw) - 40) + comma.start()
        yield Finding("trailing-comma", Span(place, place + 1))
    lower = raw.lower()
    linked = ":/" in lower or "www." in lower
    yield from _tight(raw, [*hidden, *urls, *(match.span() for match in (_URL.finditer(raw) if linked else ()))])
    title = one.field("title")
    if title and ("(" in raw or ")" in raw):
        for match in _GLUED.finditer(raw, title.spans[0].start, title.spans[-1].end):
            yield Finding("missing-space-title", Span(match.start() - 1, match.start() + 1))
    for match in _EMPTY_LABEL.finditer(raw):
        yield Finding("label-without-value", Span(match.start(), match.start() + len(match.group().rstrip())))
    if linked:
        yield from _addresses(raw)
    for match in _MARKUP.finditer(raw) if "<" in raw or "&" in raw or "$" in raw else ():
        yield Finding("markup-in-text", Span(*match.span()))
    damaged = not raw.isprintable() or any(map(raw.__contains__, _SIGNS_OF_DAMAGE))
    for match in _DAMAGED.finditer(raw) if damaged else ():
        if not any(start <= match.start() < end for start, end in urls):
            yield Finding("damaged-character", Span(*match.span()))
    yield from _run_together(raw)


def _tight(raw: str, hidden: list[tuple[int, int]]) -> Iterator[Finding]:
    """Find the one comma or semicolon with no space behind it, in an entry that sets one behind all its others."""
    tight = [match.start() for match in _TIGHT.finditer(raw)]
    if len(tight) != 1 or len(_SPACED.findall(raw)) < _LEAST_SPACED:
        return
    if not any(start <= tight[0] <= end for start, end in hidden):
        yield Finding("missing-space", Span(tight[0] - 1, tight[0] + 1))


def _quotes(raw: str, hidden: list[tuple[int, int]]) -> Iterator[Finding]:
    if _MARKED.search(raw) is None:
        return
    marks = [
        match
        for match in _DOUBLE.finditer(raw)
        if not any(start <= match.start() < end for start, end in hidden)
        and not (
            match.group() in "\"”''’’" and raw[match.start() - 1 : match.start()].isdigit() and _inches(raw, match)
        )
    ]
    if len(marks) % 2:
        at = _lonely(raw, marks)
        yield Finding("unbalanced-quote", Span(*at.span()))
    yield from _pair(raw, _QUOTES, _PAIRS, "unbalanced-quote", hidden)


def _inches(raw: str, match: re.Match[str]) -> bool:
    """Tell whether the mark behind a number means inches or seconds: nothing was opened before it."""
    return _DOUBLE.search(raw, 0, match.start()) is None and raw[match.end() : match.end() + 1].isspace()


def _lonely(raw: str, marks: list[re.Match[str]]) -> re.Match[str]:
    """Find the mark without a partner: one that opens where the next one opens too, else the last."""
    waiting: re.Match[str] | None = None
    for match in marks:
        before, after = raw[: match.start()][-1:], raw[match.end() : match.end() + 1]
        opens = match.group() in "“„‘‘``,," or (
            (not before or before in " \t\n([,.:(") and not (not after or after.isspace())
        )
        if waiting is None:
            if not opens and match.group() not in "“„":
                return match
            waiting = match
        elif opens and match.group() != "”":
            return waiting
        else:
            waiting = None
    return waiting or marks[-1]


def _pair(
    raw: str, pattern: re.Pattern[str], pairs: dict[str, str], kind: str, hidden: list[tuple[int, int]]
) -> Iterator[Finding]:
    waiting: list[tuple[str, int]] = []
    if _PAIRED.fullmatch("".join(pattern.findall(raw))):
        return
    for match in pattern.finditer(raw):
        char, at = match.group(), match.start()
        if any(start <= at < end for start, end in hidden):
            continue
        opener = pairs.get(char)
        if opener is None:
            waiting.append((char, at))
        elif waiting and _SAME.get(waiting[-1][0], waiting[-1][0]) == _SAME.get(opener, opener):
            waiting.pop()
        elif kind == "unbalanced-bracket" and _ENUMERATED.search(raw[max(0, at - 4) : at]):
            continue  # `1)`, `가)`: a bracket that needs no partner
        elif waiting and len(waiting) == 1:
            _, start = waiting.pop()
            yield Finding(kind, Span(start, start + 1))
            yield Finding(kind, Span(at, at + 1))
        else:
            yield Finding(kind, Span(at, at + 1))
    for _, at in waiting:
        yield Finding(kind, Span(at, at + 1))


def _brackets(raw: str, hidden: list[tuple[int, int]]) -> Iterator[Finding]:
    yield from _pair(raw, _BRACKETS, _CLOSERS, "unbalanced-bracket", hidden)


def _addresses(raw: str) -> Iterator[Finding]:
    for match in _BROKEN.finditer(raw):
        yield Finding("truncated-url", Span(match.start(), match.end()), "broken by a space")
    for match in _URL.finditer(raw):
        text = match.group().rstrip(".,;:")
        if _BROKEN.match(raw, match.start()):
            continue
        host = _HOST.match(text)
        if host and "." not in host[1].strip(".") and host[1] != "localhost":
            yield Finding(
                "truncated-url", Span(match.start(), match.start() + len(text)), "the host name is not complete"
            )


def _run_together(raw: str) -> Iterator[Finding]:
    if len(_YEARS.findall(raw)) < 2:
        return
    if second := _SECOND.search(raw):
        yield Finding("run-together", Span(second.end(), len(raw.rstrip())))
        return
    if raw.isascii():
        return
    found = list(_AUTHOR_YEAR.finditer(raw))
    if len(found) > 1 and found[0].start() < 8:
        yield Finding("run-together", Span(found[1].start() + 1, len(raw.rstrip())))
