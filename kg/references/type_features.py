"""What is seen of a reference when its type is decided: words, fields, kinds of bodies, as strings.

The same for training and for use. Where a field may have been read as another, what stands in it is told of the whole
string as well.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.references.lexicon import FLAGS, flags
from kg.references.patterns import lazy
from kg.references.type_evidence import Evidence, around, halves, issuer
from kg.references.type_names import bodies, conference, newspaper
from kg.references.type_signs import FORMS, anywhere, proceedings, signs, visited

__all__ = ["features"]

_TOKEN = lazy(r"[가-힣]+|[一-鿿㐀-䶿々]+|[ぁ-ヺ]+|[A-Za-zÀ-ɏ]+|(?<![\d])(?:19|20)\d\d(?!\d)")
_TOTAL = lazy(r"\d\s?(?:pp\b|p\b(?!\.\s?\d)|쪽|면)")
_RANGE = lazy(r"\d-[A-Z]?\d")
_MARK_AFTER = lazy(r"[\"'”’」』》〉>\s]*([.,:;(\[]?)")
_FIELDS = (
    "container", "series", "volume", "issue", "number", "pages", "publisher", "institution", "place", "edition",
    "degree", "doi", "url", "accessed", "note", "year", "date",
)  # fmt: skip
_ASKED = ("container", "volume", "pages", "publisher", "place", "year", "title")
_LETTERS = (
    ("c", "container"), ("s", "series"), ("v", "volume"), ("i", "issue"), ("n", "number"), ("p", "pages"),
    ("P", "publisher"), ("I", "institution"), ("l", "place"),
)  # fmt: skip


def features(evidence: Evidence) -> list[str]:
    """List what is seen of a reference, as strings; the same for training and for use."""
    raw, fields = evidence.raw, evidence.fields
    found = ["bias"]
    found += [f"has {name}" for name in _FIELDS if name in fields]
    found += [f"no {name}" for name in _ASKED if name not in fields]
    kind = "".join([mark for mark, name in _LETTERS if name in fields])
    who = f"{'p' if evidence.people else ''}{'b' if evidence.bodies else ''}"
    found += [f"form {kind}", f"who {who}", f"form {kind} {who}"]
    for role in sorted(evidence.roles):
        found.append(f"role {role} {'c' if 'container' in fields else ''}")
    outside, title = halves(evidence)
    shown = _title(evidence)
    found += shown
    found += _told(evidence, kind, who, shown, outside)
    for name in ("container", "series", "publisher", "institution", "number"):
        if value := fields.get(name):
            found += _words(name[0:2], value)
    if pages := fields.get("pages"):
        found.append("pages range" if _RANGE.search(pages) else "pages single")
    elif _TOTAL.search(raw):
        found.append("pages total")
    for word in dict.fromkeys(_TOKEN.findall(outside)):
        if not word.isdigit():
            found.append(f"rest {word[-4:] if '가' <= word[0] <= '힣' else word.lower()}")
    found += [f"known {name}" for name in _known(outside)]
    held = "c" if "container" in fields else "P" if "publisher" in fields or "institution" in fields else ""
    for name in signs(outside):
        found += [f"sign {name}", f"sign {name} {held}"]
    found += [f"sign {name} in title" for name in signs(title)]
    found += [f"form {name}" for name, pattern in FORMS if pattern.search(outside)]
    held = "c" if "container" in fields else ""
    for name in anywhere(raw[:2000]):
        found += [f"any {name}", f"any {name} {held} {who}"]
    return found


def _told(evidence: Evidence, kind: str, who: str, title: list[str], outside: str) -> list[str]:
    """Tell of bodies, newspapers and conferences, of what the whole string is known for, of the number's form."""
    raw, fields = evidence.raw, evidence.fields
    published = fields.get("publisher") or fields.get("institution") or ""
    held = fields.get("container") or fields.get("series") or ""
    end = _end(raw[evidence.title[0] : evidence.title[1]]) if evidence.title else ""
    found = [f"end {end}", f"end {end} {kind}", f"end {end} {who} {kind}"]
    kinds = bodies(published) if published else ()
    found += [f"body {one}" for one in kinds]
    first = _first(kinds) if published else "none"
    if author := issuer(evidence):
        own = bodies(author)
        found += [f"author {one}" for one in own]
        found += [f"author {word[-4:]}" for word in _TOKEN.findall(author)[:6]]
        if not published:
            first = f"author {_first(own)}"
    found += [f"from {first}", f"from {first} {kind}", f"from {first} {end}", f"from {first} {who}"]
    quote = title[0] if title else "quote"
    found += [f"{quote} {kind}", f"{quote} {first}"]
    if "house" in kinds or "known house" in kinds:
        numbered = "volume" in fields or "issue" in fields
        found.append(
            f"house {'held' if held else ''} {'numbered' if numbered else ''} {'pages' if 'pages' in fields else ''}"
        )
    if held:
        found += [f"held {name}" for name in _known(held)]
        if proceedings(held):
            found.append("held proceedings of all kinds")
    rest = around(evidence)
    if newspaper(rest):
        found += ["newspaper", f"newspaper {kind}"]
    if conference(outside):
        found += ["conference", f"conference {kind}"]
    if proceedings(rest):
        found.append(f"proceedings around {kind}")
    if "accessed" in fields or visited(raw):
        found += ["visit", f"visit {kind} {who}"]
    if number := fields.get("number"):
        found.append(f"number as {_form(number)}")
        at = raw.find(number)
        found.append(f"number behind {raw[max(0, at - 5) : at].strip().lower()[-3:]}")
    return found


_KNOWN = tuple(
    (name, 1 << at)
    for at, name in enumerate(FLAGS)
    if name
    in frozenset(
        str.split(
            "journal society study proceedings school body publisher degree report law edition newspaper book_word"
            " paper_word place web journal_en abbreviation proceedings_en publisher_en school_en body_en report_en"
            " standard edition_en place_en in_word editor_word known_publisher"
        )
    )
)
_ENDS = ("report", "law", "proceedings", "paper_word", "book_word", "degree", "journal", "study", "report_en")
_ORDER = (
    "known house",
    "known institute",
    "institute of a university",
    "government",
    "house",
    "institute",
    "museum",
    "society",
    "university",
    "office",
    "company",
    "initials",
)


def _first(kinds: tuple[str, ...]) -> str:
    return next((name for name in _ORDER if name in kinds), "other")


@lru_cache(maxsize=8192)
def _flags(word: str) -> tuple[str, ...]:
    bits = flags(word)
    return tuple(name for name, bit in _KNOWN if bits & bit)


def _known(text: str) -> list[str]:
    return list(dict.fromkeys(name for word in _TOKEN.findall(text) for name in _flags(word)))


def _end(title: str) -> str:
    words = _TOKEN.findall(title)
    return next((name for name in _ENDS if name in _flags(words[-1])), "") if words else ""


def _form(number: str) -> str:
    for pattern, mark in ((r"[A-Z]+", "A"), (r"[a-z]+", "a"), (r"\d+", "9"), (r"[가-힣]+", "가")):
        number = re.sub(pattern, mark, number)
    return number[:12]


def _title(evidence: Evidence) -> list[str]:
    raw = evidence.raw
    if evidence.title is None:
        return []
    start, end = evidence.title
    before = raw[:start].rstrip()[-1:]
    mark = before if before in "\"'“‘「『《〈<`[" else ""
    after = _MARK_AFTER.match(raw, end, end + 4)
    words = _TOKEN.findall(raw, start, end)
    found = [
        f"quote {mark}",
        f"place {'first' if start < 4 else 'later'} {'last' if len(raw) - end < 4 else 'more'}",
        f"after {after[1] if after else ''}",
        f"title words {min(len(words), 12) // 3}",
    ]
    found += [f"title -{word[-2:]}" if "가" <= word[0] <= "힣" else f"title {word.lower()}" for word in words]
    if words:
        last = words[-1]
        if "가" <= last[0] <= "힣":
            found += [f"title ends {last[-2:]}", f"title ends {last[-3:]}"]
        else:
            found.append(f"title ends {last.lower()}")
    return found


@lru_cache(maxsize=4096)
def _words(name: str, value: str) -> tuple[str, ...]:
    words = _TOKEN.findall(value)
    found = []
    for word in words:
        if "가" <= word[0] <= "힣":
            found += [f"{name} -{word[-2:]}", f"{name} -{word[-3:]}"]
        else:
            found.append(f"{name} {word.lower()}")
    if words:
        first, last = words[0], words[-1]
        found.append(f"{name} ends {last[-3:] if '가' <= last[0] <= '힣' else last.lower()}")
        found.append(f"{name} begins {first[:2] if '가' <= first[0] <= '힣' else first.lower()}")
    found.append(f"{name} words {min(len(words), 6)}")
    return tuple(found)
