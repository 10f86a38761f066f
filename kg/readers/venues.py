"""Where the paper appeared, and its identifiers: journal, volume, issue, pages, ISSN, DOI, address."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from kg.readers.scripts import language
from kg.records import PartialDate, Passage, Span, Text

__all__ = [
    "Venue",
    "address",
    "doi",
    "is_address",
    "is_issn",
    "is_journal",
    "names",
    "platform_id",
    "publisher",
    "read",
]


@dataclass(frozen=True, slots=True)
class Venue:
    """Hold what one line says of the journal and of the paper's place in it.

    ``rank`` tells how sure it is that the name is the journal's: 0 beside volume and pages, 1 beside a volume, 2 alone.
    """

    journals: tuple[Text, ...] = ()
    publishers: tuple[Text, ...] = ()
    volume: Text | None = None
    issue: Text | None = None
    page_start: Text | None = None
    page_end: Text | None = None
    issns: tuple[Text, ...] = ()
    eissns: tuple[Text, ...] = ()
    year: PartialDate | None = None
    rank: int = 2


_DOI = re.compile(r"10\.\d{4,9}/[^\s\"“”]+")
_URL = re.compile(r"https?://[^\s<>\"“”]+")
_PLATFORM = re.compile(r"(?<![A-Z0-9])((?:JAKO|CFKO|DIKO|JAFO|CFFO|NPAP|TRKO)\d{10,17})(?!\d)")


def doi(passage: Passage) -> Text | None:
    """Read the DOI in a passage, bare, without the resolver's address and without trailing punctuation.

    Brackets and angles inside a DOI are kept (SICI DOIs hold them); a closing one without its opening one is not.
    """
    match = _DOI.search(passage.text)
    if not match:
        return None
    end = match.end()
    while end > match.start():
        char = passage.text[end - 1]
        part = passage.text[match.start() : end]
        if char in ".,;:'’" or (char in ")]>" and part.count(char) > part.count({")": "(", "]": "[", ">": "<"}[char])):
            end -= 1
        else:
            break
    span = Span(match.start(), end)
    return Text(passage.text[span.start : span.end], "", passage.locate(span)) if len(span) > 8 else None


def address(passage: Passage) -> Text | None:
    """Read the web address in a passage, without trailing punctuation."""
    match = _URL.search(passage.text)
    if not match:
        return None
    value = match[0].rstrip(".,;)]>")
    return Text(value, "", passage.locate(Span(match.start(), match.start() + len(value))))


_ADDRESS_WORDS = frozenset(
    str.split(
        "doi http https dx org www source url 출처 주소 원문 인용 pdf ksci html copy kci citation 공유 복사 링크 link"
    )
)


def is_address(passage: Passage) -> bool:
    """Tell whether a line holds nothing but an address or a DOI, its label, and a web page's words beside it."""
    if len(passage.text) > 500:
        return False
    found = doi(passage), address(passage)
    if found == (None, None):
        return False
    rest = passage.text
    for text in found:
        rest = rest.replace(text.value, " ") if text else rest
    return all(word.lower() in _ADDRESS_WORDS for word in re.findall(r"[^\W\d_]+", rest))


def platform_id(passage: Passage) -> Text | None:
    """Read the platform's article id (``JAKO…``, ``CFKO…``) in an address or on a line of its own."""
    match = _PLATFORM.search(passage.text)
    return Text(match[1], "", passage.locate(Span(*match.span(1)))) if match else None


@cache
def _parts() -> list[tuple[str, re.Pattern[str]]]:
    """Return what a line about the venue is made of, the more telling forms first; each match is taken out of it."""
    flags = re.IGNORECASE
    number = r"\d{1,4}(?:\s?[-–~/]\s?\d{1,3})?"
    page = r"[A-Za-z]?\d{1,6}"
    dash = r"\s?[-‐-―~∼〜～]\s?"
    return [
        (
            "issn",
            re.compile(
                r"(?P<kind>[pe]-?issn|issn)?[\s:：]*(?P<issn>\d{4}-\d{3}[\dXx])"
                r"(?:\s?\(\s?(?P<note>p-?issn|e-?issn|print|online|electronic|인쇄|온라인)\s?\))?",
                flags,
            ),
        ),
        (
            "pages",
            re.compile(rf"(?:\bpages?|\bpp?)\s?[.:]?\s?(?P<start>{page})(?:{dash}(?P<end>{page}))?(?!\d)", flags),
        ),
        (
            "volume",
            re.compile(rf"(?:\bvolume|\bvol|\bv)\s?[.:]?\s?(?P<volume>{number})\s?(?:\((?P<issue>{number})\))?", flags),
        ),
        ("issue", re.compile(rf"(?:\bissue|\bnumber|\bno|\bn)\s?[.:]?\s?(?P<issue>{number})(?!\d)", flags)),
        ("volume", re.compile(rf"제?\s?(?P<volume>{number})\s?[권집卷輯](?!\w)")),
        ("issue", re.compile(rf"(?:제\s?|통권\s?제?)?(?P<issue>{number})\s?[호號](?!\w)")),
        (
            "citation",
            re.compile(
                rf"(?P<year>(?:19|20)\d\d)\s?[;:]\s?(?P<volume>{number})\s?(?:\((?P<issue>[\w-]+)\))?"
                rf"\s?(?:[:;,]\s?(?P<start>{page})(?:{dash}(?P<end>{page}))?)?",
                flags,
            ),
        ),
        (
            "citation",
            re.compile(
                rf"(?<![\d(])(?P<volume>\d{{1,4}})\s?\((?P<issue>{number})\)"
                rf"\s?(?:[:;,]\s?(?:pp?\.?\s?)?(?P<start>{page})(?:{dash}(?P<end>{page}))?)?"
            ),
        ),
        (
            "year",
            re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s?년)?(?:[.\s](?:0?[1-9]|1[0-2])(?:\s?월|(?=\s|$)))?(?!\d)"),
        ),
        ("pages", re.compile(rf"(?<!\w)(?P<start>\d{{1,5}}){dash}(?P<end>\d{{1,5}})(?!\w)\s?쪽?")),
    ]


@dataclass(slots=True)
class _Found:
    texts: dict[str, Span] = field(default_factory=dict)
    issns: list[Text] = field(default_factory=list)
    eissns: list[Text] = field(default_factory=list)
    taken: list[Span] = field(default_factory=list)


_WORDS = re.compile(
    r"\b(?:article|home|abbreviation|print|online|issn|eissn|pissn|pp|pages?|vol|no|journal info|serial|"
    r"누계|통권|수록면|페이지|쪽|면|권호|권호사항|권호정보|등재|kci등재)\b|[\W\d_]+",
    re.IGNORECASE,
)


def read(passage: Passage) -> Venue | None:
    """Read a line that names the journal, or the paper's volume, issue, pages or ISSN; nothing where it is none."""
    text = passage.text
    if not text or len(text) > 300:
        return None
    found = _collect(passage)
    name = _name_span(text, found.taken)
    rest = _outside(text, found.taken, name)
    if _WORDS.sub("", rest):
        return None
    keys = found.texts
    placed = "volume" in keys or "issue" in keys
    titles = names(passage.cut(name)) if name else ()
    labelled = (
        "start" in keys and not titles and re.search(r"pages?|\bpp|쪽|면|페이지", text, re.IGNORECASE) is not None
    )
    if not (placed or labelled or found.issns or found.eissns):
        if (found.taken and "start" not in keys) or not titles or not all(is_journal(one.value) for one in titles):
            return None
    elif name and not titles:
        return None
    elif placed and titles and "start" not in keys and not ("volume" in keys and "issue" in keys) and not _all(titles):
        # A title may name a volume too: '조선왕조실록 제3권'.
        return None

    def text_of(key: str) -> Text | None:
        span = keys.get(key)
        return Text(text[span.start : span.end], "", passage.locate(span)) if span else None

    year = keys.get("year")
    return Venue(
        journals=titles,
        volume=text_of("volume"),
        issue=text_of("issue"),
        page_start=text_of("start"),
        page_end=text_of("end"),
        issns=tuple(found.issns),
        eissns=tuple(found.eissns),
        year=PartialDate(text[year.start : year.end], passage.locate(year)) if year else None,
        rank=0 if placed and "start" in keys else 1 if placed else 2,
    )


def _all(titles: tuple[Text, ...]) -> bool:
    return all(is_journal(one.value) for one in titles)


def _collect(passage: Passage) -> _Found:
    text = passage.text
    found = _Found()
    for kind, pattern in _parts():
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if any(span.start < other.end and other.start < span.end for other in found.taken):
                continue
            groups = {key: Span(*match.span(key)) for key, value in match.groupdict().items() if value is not None}
            if kind == "issn":
                if not is_issn(match["issn"]) and not (match["kind"] or match["note"]):
                    # A range of years looks the same, and so does half a telephone number.
                    continue
                _issn(passage, match, found)
            elif any(key in found.texts for key in groups if key != "year"):
                continue
            else:
                for key, place in groups.items():
                    found.texts.setdefault(key, place)
            found.taken.append(span)
    found.taken.sort()
    return found


def is_issn(text: str) -> bool:
    """Tell whether the check digit of an ISSN is right (ISO 3297: weights 8 to 2, modulo 11)."""
    digits = text.replace("-", "").upper()
    if not digits.strip("0"):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits[:7], strict=True))
    return "0123456789X"[-total % 11] == digits[7]


def _issn(passage: Passage, match: re.Match[str], found: _Found) -> None:
    text = Text(match["issn"], "", passage.locate(Span(*match.span("issn"))))
    kind = ((match["note"] or "") + (match["kind"] or "")).lower()
    online = any(word in kind for word in ("eissn", "e-issn", "online", "electronic", "온라인"))
    (found.eissns if online else found.issns).append(text)


def _name_span(text: str, taken: list[Span]) -> Span | None:
    """Return the stretch before the first number, or the longest one between them, that holds the journal's name."""
    gaps, start = [], 0
    for span in [*taken, Span(len(text), len(text))]:
        gaps.append(Span(start, max(start, span.start)))
        start = span.end
    for gap in gaps:
        part = text[gap.start : gap.end]
        if _WORDS.sub("", part):
            left = len(part) - len(part.lstrip(" \t\xa0\u3000-–—>|/,:;·•.[(<"))
            stripped = part.rstrip(" \t\xa0\u3000-–—>|/,:;·•[(<=")
            return Span(gap.start + left, gap.start + max(left, len(stripped)))
    return None


def _outside(text: str, taken: list[Span], name: Span | None) -> str:
    rest, start = [], 0
    for span in sorted([*taken, *([name] if name else [])]):
        rest.append(text[start : span.start])
        start = max(start, span.end)
    return " ".join([*rest, text[start:]])


_JOURNAL = re.compile(
    r"(?:the\s)?(?:\w+\s){0,3}journal\s(?:of|for|on|in)\b|^J\.?\s(?:[A-Z][\w&.-]*[\s,]*){2,}$|\bJ\.\s(?:[A-Z][a-z]+\.?\s?)+"
    r"|^(?:the\s)?(?:transactions|proceedings|bulletin|annals|archives|memoirs|annual report)\s(?:of|on)\b"
    r"|^(?:the\s)?(?:[A-Z][\w&-]*\s){1,6}(?:journal|transactions|letters|bulletin)$",
    re.IGNORECASE,
)
_KOREAN_JOURNAL = re.compile(
    r"(?:학회지|학회논문지|논문지|논문집|학회보|학보|논총|연구지|저널|회지|회논문집|학회논문집)(?:\s?[A-Z가-힣]{1,8})?$"
)
_BODY = re.compile(
    r"(?:학회|협회|연구소|연구원|위원회|재단|대학교)$|\b(?:society|association|institute|academy|university)\b",
    re.IGNORECASE,
)


def is_journal(text: str) -> bool:
    """Tell whether a string is the name of a journal by its words, as ``Journal of …`` or ``…학회지`` is."""
    if len(text) > 150 or text.count(" ") > 16 or ":" in text or text.rstrip().endswith("?"):
        return False
    if language(text) == "ko":
        return _KOREAN_JOURNAL.search(text) is not None and text.count(" ") <= 6
    return _JOURNAL.search(text) is not None


_NAME_WORDS = re.compile(r"\s+=\s+|\s*[(（]\s*(?=[^()（）]*[)）]\s*$)")


def names(passage: Passage) -> tuple[Text, ...]:
    """Read a journal's name, or both where it is printed in two languages: ``A = 가``, ``A (가)``."""
    pieces: list[Passage] = []
    start = 0
    for match in _NAME_WORDS.finditer(passage.text):
        pieces.append(passage.cut(Span(start, match.start())))
        start = match.end()
    pieces.append(passage.cut(Span(start, len(passage.text))))
    texts: list[Text] = []
    for piece in pieces:
        # ISBD prints an acronym behind a colon: 'Journal of … : JCCT'.
        acronym = re.search(r"\s*:\s*[A-Z&-]{2,10}\s*$", piece.text)
        cut = piece.cut(Span(0, acronym.start() if acronym else len(piece.text)))
        bare = cut.text.strip(" \t\xa0)）],;:/|>-–")
        if len(bare) < 3:
            continue
        at = cut.text.index(bare)
        lang = language(bare)
        if lang and not any(text.lang == lang for text in texts):
            texts.append(Text(bare, lang, cut.cut(Span(at, at + len(bare))).span))
    return tuple(texts)


def publisher(passage: Passage) -> tuple[Text, ...]:
    """Read a line that names the society or institute behind the journal, in one or both languages."""
    found = names(passage) if len(passage.text) <= 150 else ()
    return found if found and all(_BODY.search(name.value) for name in found) else ()
