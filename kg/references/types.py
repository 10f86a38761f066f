"""What kind of work a reference points to: a few certain signs, else a small linear model over what was read.

The model is a softmax regression over words and fields; its weights are in ``model/types.tsv``, made by
``training/types.py``. Where the string does not tell, the type is a plain document. The probabilities are calibrated.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
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
_HANGUL = re.compile(r"[가-힣]")
_TOTAL = re.compile(r"\d\s?(?:pp\b|p\b(?!\.\s?\d)|쪽|면)")
_RANGE = re.compile(r"\d-[A-Z]?\d")
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


def features(evidence: Evidence) -> Iterable[str]:
    """Yield what is seen of a reference, as strings; the same for training and for use."""
    raw, fields = evidence.raw, evidence.fields
    yield "bias"
    present = [name for name in _FIELDS if name in fields]
    for name in present:
        yield f"has {name}"
    for name in ("container", "volume", "pages", "publisher", "place", "year", "title"):
        if name not in fields:
            yield f"no {name}"
    kind = "".join(
        mark for mark, name in (("c", "container"), ("s", "series"), ("v", "volume"), ("i", "issue"), ("n", "number"),
                                ("p", "pages"), ("P", "publisher"), ("I", "institution"), ("l", "place"))
        if name in fields
    )  # fmt: skip
    yield f"form {kind}"
    yield f"who {'p' if evidence.people else ''}{'b' if evidence.bodies else ''}"
    yield f"form {kind} {'p' if evidence.people else ''}{'b' if evidence.bodies else ''}"
    for role in sorted(evidence.roles):
        yield f"role {role} {'c' if 'container' in fields else ''}"
    yield from _title(evidence)
    for name in ("container", "series", "publisher", "institution", "number"):
        if value := fields.get(name):
            yield from _words(name[0:2], value)
    if pages := fields.get("pages"):
        yield "pages range" if _RANGE.search(pages) else "pages single"
    elif _TOTAL.search(raw):
        yield "pages total"
    outside, title = _halves(evidence)
    for word in dict.fromkeys(_TOKEN.findall(outside)):
        if not word.isdigit():
            yield f"rest {word[-4:] if _HANGUL.match(word) else word.lower()}"
    held = "c" if "container" in fields else "P" if "publisher" in fields or "institution" in fields else ""
    for name in _signs(outside):
        yield f"sign {name}"
        yield f"sign {name} {held}"
    for name in _signs(title):
        yield f"sign {name} in title"
    for name, pattern in _FORMS:
        if pattern.search(outside):
            yield f"form {name}"


def _signs(text: str) -> Iterable[str]:
    """List what the words of a text speak for."""
    found = {_LATIN_WORDS[word] for word in re.findall("[a-z]+", text.lower()) if word in _LATIN_WORDS}
    if not text.isascii():
        packed = text.replace(" ", "")
        found.update(name for name, parts in _PARTS.items() if any(part in packed for part in parts))
    elif "http" in text or "www." in text:
        found.add("web")
    return sorted(found)


def _title(evidence: Evidence) -> Iterable[str]:
    raw = evidence.raw
    if evidence.title is None:
        return
    start, end = evidence.title
    before = raw[:start].rstrip()[-1:]
    mark = before if before in "\"'“‘「『《〈<`[" else ""
    yield f"quote {mark}"
    yield f"place {'first' if start < 4 else 'later'} {'last' if len(raw) - end < 4 else 'more'}"
    after = re.match(r"[\"'”’」』》〉>\s]*([.,:;(\[]?)", raw[end : end + 4])
    yield f"after {after[1] if after else ''}"
    words = _TOKEN.findall(raw[start:end])
    yield f"title words {min(len(words), 12) // 3}"
    for word in words:
        if _HANGUL.match(word):
            yield f"title -{word[-2:]}"
        else:
            yield f"title {word.lower()}"
    if words:
        last = words[-1]
        yield f"title ends {last[-2:] if _HANGUL.match(last) else last.lower()}"
        if _HANGUL.match(last):
            yield f"title ends {last[-3:]}"


def _halves(evidence: Evidence) -> tuple[str, str]:
    """Return the string without title, names and second half, and the title alone."""
    raw, at, kept = evidence.raw[:4000], 0, []
    for start, end in sorted(evidence.hidden):
        if at < start:
            kept.append(raw[at:start])
        at = max(at, end)
    kept.append(raw[at:])
    return " ; ".join(kept), raw[evidence.title[0] : evidence.title[1]] if evidence.title else ""


def _words(name: str, value: str) -> Iterable[str]:
    words = _TOKEN.findall(value)
    for word in words:
        if _HANGUL.match(word):
            yield f"{name} -{word[-2:]}"
            yield f"{name} -{word[-3:]}"
        else:
            yield f"{name} {word.lower()}"
    if words:
        yield f"{name} ends {words[-1][-3:] if _HANGUL.match(words[-1]) else words[-1].lower()}"
        yield f"{name} begins {words[0][:2] if _HANGUL.match(words[0]) else words[0].lower()}"
    yield f"{name} words {min(len(words), 6)}"


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
