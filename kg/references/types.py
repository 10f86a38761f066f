"""What kind of work a reference points to: a few certain signs, else a small linear model over what was read.

The model is a softmax regression over words and fields; its weights are in ``model/types.tsv``, made by
``training/types.py``. Where the string does not tell, the type is a plain document. The probabilities are calibrated.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.records import WorkType
from kg.resources import model

__all__ = ["Decision", "Evidence", "Weights", "decide", "features", "parse"]


class Weights(NamedTuple):
    """The types that are told apart, the row of each feature, what it speaks for, how far sums are to be trusted."""

    types: tuple[WorkType, ...]
    temperature: float
    rows: Mapping[str, int]
    table: NDArray[np.float32]


class Evidence(NamedTuple):
    """What speaks for a type.

    ``fields`` are the values by name, ``roles`` the roles of the names, ``bodies`` how many of the authors are bodies,
    ``people`` how many are not; ``hidden`` the characters of title, names and second half, whose words do not count.
    """

    raw: str
    fields: Mapping[str, str]
    roles: frozenset[str]
    bodies: int
    people: int
    hidden: Sequence[tuple[int, int]]
    title: tuple[int, int] | None


class Decision(NamedTuple):
    """A type, the rule or model that says so, and how sure it is."""

    type: WorkType
    basis: str
    confidence: float


_TOKEN = re.compile(r"[가-힣]+|[一-鿿㐀-䶿々]+|[ぁ-ヺ]+|[A-Za-zÀ-ɏ]+|(?<![\d])(?:19|20)\d\d(?!\d)")
_TOTAL = re.compile(r"\d\s?(?:pp\b|p\b(?!\.\s?\d)|쪽|면)")
_RANGE = re.compile(r"\d-[A-Z]?\d")
_MARK_AFTER = re.compile(r"[\"'”’」』》〉>\s]*([.,:;(\[]?)")
# Parts of words, and words, that tell a type wherever they stand outside the title; the weights say how far.
_PARTS: dict[str, tuple[str, ...]] = {
    name: tuple(words.split())
    for name, words in {
        "proceedings": "학술대회 학술발표 발표대회 발표논문 춘계 추계 하계 동계 심포지엄 심포지움 논문초록 국제회의"
        " 콘퍼런스 컨퍼런스 발표회",
        "journal": "학회지 논문집 논총 학보 저널 연구지 회지 雑誌 學報 學會 学报 紀要",
        "thesis": "학위논문 석사 박사 碩士 博士 修士 대학원",
        "report": "보고서 연구원 연구소 개발원 진흥원 공사 최종보고 용역 과제"
        " 지침 편람 백서 통계연보 연구보고 통계청 부처",
        "law": "법률 대통령령 시행령 시행규칙 고시 훈령 예규 조례 공고제",
        "court": "판결 대법원 헌법재판소 선고 결정례",
        "standard": "표준 기준 시방서",
        "patent": "특허 출원 등록번호",
        "newspaper": "신문 일보 뉴스 매경 한겨레 조선 동아 중앙 경제 주간",
        "talk": "세미나 발표자료 강연 토론회 포럼 워크샵 워크숍 공청회",
        "web": "http www. 홈페이지 웹사이트 검색일 접속 나무위키 위키",
        "press": "출판 문화사 서원 서림",
    }.items()
}
_PAIRS: dict[str, list[tuple[str, str]]] = {}
for _name, _parts in _PARTS.items():
    for _part in _parts:
        _PAIRS.setdefault(_part[:2], []).append((_part, _name))
_SMALL = re.compile("[a-z]+")
_LATIN_WORDS: dict[str, str] = {
    word: name
    for name, words in {
        "proceedings": "proc proceedings proceeding conference conf symposium symposia congress workshop meeting symp"
        " intl",
        "journal": "journal j trans transactions review letters annals bulletin int magazine jour",
        "thesis": "thesis dissertation phd diss master",
        "report": "report reports tech technical rept rep institute agency ministry policy",
        "law": "act statute regulation directive law",
        "standard": "standard standards specification iso iec astm ks jis din ansi ieee itu"
        " aashto aci aisc ashrae etsi tta nist",
        "patent": "patent patents",
        "newspaper": "times daily news herald post newspaper weekly",
        "talk": "seminar presented presentation lecture keynote forum",
        "web": "website available accessed retrieved online internet cited homepage",
        "press": "press publish publishing publishers publisher books book verlag wiley"
        " springer elsevier routledge sons hill",
        "in": "in edited eds ed hrsg editor editors",
        "edition": "edition",
    }.items()
    for word in words.split()
}
_FORMS = (
    (
        "number of a standard",
        re.compile(
            r"\b(?:ISO|IEC|ASTM|KS|JIS|DIN|EN|BS|ANSI|Std|ITU|3GPP|RFC|AASHTO|ACI|TTA\w?|API)\b[\s./-]*[A-Z]{0,4}[\s./-]?\d"
        ),
    ),
    (
        "dated",
        re.compile(
            r"\d{4}[.년/-]\s?\d{1,2}[.월/-]\s?\d{1,2}|월\s?\d{1,2}일|\d\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
        ),
    ),
    ("nth", re.compile(r"\d(?:st|nd|rd|th)\s?[Ee]d|\d판|개정|증보")),
    ("chapter number", re.compile(r"\b[Cc]h(?:ap(?:ter)?)?\.?\s?\d|제\d장")),
    ("in a book", re.compile(r"[.,\"”’]\s+[Ii]n:?\s+[A-Z]|\([Ee]ds?\.?\)|편\)")),
)
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
    found += _title(evidence)
    for name in ("container", "series", "publisher", "institution", "number"):
        if value := fields.get(name):
            found += _words(name[0:2], value)
    if pages := fields.get("pages"):
        found.append("pages range" if _RANGE.search(pages) else "pages single")
    elif _TOTAL.search(raw):
        found.append("pages total")
    outside, title = _halves(evidence)
    for word in dict.fromkeys(_TOKEN.findall(outside)):
        if not word.isdigit():
            found.append(f"rest {word[-4:] if '가' <= word[0] <= '힣' else word.lower()}")
    held = "c" if "container" in fields else "P" if "publisher" in fields or "institution" in fields else ""
    for name in _signs(outside):
        found += [f"sign {name}", f"sign {name} {held}"]
    found += [f"sign {name} in title" for name in _signs(title)]
    found += [f"form {name}" for name, pattern in _FORMS if pattern.search(outside)]
    return found


def _signs(text: str) -> list[str]:
    """List what the words of a text speak for."""
    found = {_LATIN_WORDS[word] for word in _LATIN_WORDS.keys() & _SMALL.findall(text.lower())}
    if not text.isascii():
        packed = text.replace(" ", "")
        pairs = set(map(add, packed, packed[1:]))  # two characters rule out nearly every part
        found.update(name for pair in _PAIRS.keys() & pairs for part, name in _PAIRS[pair] if part in packed)
    elif "http" in text or "www." in text:
        found.add("web")
    return sorted(found)


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


def _halves(evidence: Evidence) -> tuple[str, str]:
    """Return the string without title, names and second half, and the title alone."""
    raw, at, kept = evidence.raw[:4000], 0, []
    for start, end in sorted(evidence.hidden):
        if at < start:
            kept.append(raw[at:start])
        at = max(at, end)
    kept.append(raw[at:])
    return " ; ".join(kept), raw[evidence.title[0] : evidence.title[1]] if evidence.title else ""


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


@cache
def _model() -> Weights:
    """Read the weights of the package."""
    return parse(model("types.tsv").read_text(encoding="utf-8"))


def parse(text: str) -> Weights:
    """Read weights that ``training.types.write`` wrote."""
    lines = text.splitlines()
    types = tuple(WorkType(name) for name in lines[1].split("\t")[1:])
    temperature = float(lines[2].split("\t")[1])
    rows: dict[str, int] = {}
    table: NDArray[np.float32] = np.zeros((len(lines) - 3, len(types)), dtype=np.float32)
    for number, line in enumerate(lines[3:]):
        name, *cells = line.split("\t")
        rows[name] = number
        for cell in cells:
            at, weight = cell.split(":")
            table[number, int(at)] = float(weight)
    return Weights(types, temperature, rows, table)


_PAPERS = re.compile(r"(?:[Ww]orking|[Dd]iscussion)\s?[Pp]aper|워킹\s?페이퍼")
_REPORTS = re.compile(r"연구\s?보고|보고서|[Ii]ssue [Pp]aper|이슈\s?페이퍼|[Rr]eport|Insight|INSIGHT|Focus|FOCUS|Brief")
_CASE = re.compile(
    r"판결|선고\s|\d{2,4}\s?(?:다|도|누|두|나|가합|가단|구합|헌가|헌나|헌마|헌바|허|후|마|므|재다|고합|노)\s?\d{1,6}\b|\bv\.\s[A-Z]"
)
_DATA = re.compile(r"\[?\b(?:[Dd]ata ?set|[Dd]atabase)\b\]|[Dd]ataverse|[Zz]enodo|[Ff]igshare|데이터셋")


def _certain(evidence: Evidence) -> tuple[WorkType, str] | None:
    """Return what a sign says that leaves no doubt."""
    fields = evidence.fields
    if "degree" in fields and "volume" not in fields and "container" not in fields:
        return WorkType.THESIS, "rule: degree wording"
    series = fields.get("series", "")
    if _PAPERS.search(series):
        return WorkType.WORKING_PAPER, "rule: named a working paper"
    if _REPORTS.search(series) and "pages" not in fields:
        return WorkType.REPORT, "rule: series of reports"
    if set(fields) <= {"url", "accessed"} and "url" in fields:
        return WorkType.WEBPAGE, "rule: an address and nothing else"
    return None


def decide(evidence: Evidence, weights: Weights | None = None) -> Decision:
    """Decide the type of a reference, with the basis of the decision and its calibrated probability.

    Args:
        evidence: what was read.
        weights: other weights than the package's.
    """
    if certain := _certain(evidence):
        return Decision(*certain, 0.99)
    types, temperature, rows, table = weights or _model()
    chosen = [row for row in map(rows.get, features(evidence)) if row is not None]
    scores: list[float] = table[chosen].sum(axis=0, dtype=np.float64).tolist() if chosen else [0.0] * len(types)
    best = max(scores)
    powers = [math.exp((score - best) / temperature) for score in scores]
    at = max(range(len(types)), key=lambda index: powers[index])
    kind, basis = types[at], "model: words and fields"
    if kind is WorkType.LEGAL and _CASE.search(evidence.raw):
        kind, basis = WorkType.LEGAL_CASE, "rule: number of a court's case"
    elif kind in (WorkType.DOCUMENT, WorkType.WEBPAGE) and _DATA.search(evidence.raw):
        kind, basis = WorkType.DATASET, "rule: said to be a data set"
    elif kind is WorkType.BOOK and "editor" in evidence.roles and not evidence.people + evidence.bodies:
        kind = WorkType.EDITED_BOOK
    return Decision(kind, basis, powers[at] / sum(powers))
