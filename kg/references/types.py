"""What kind of work a reference points to: a few certain signs, else a small linear model over what was read.

The model is a softmax regression over words and fields; its weights are in ``model/types.tsv``, made by
``training/types.py``. Where the string does not tell, the type is a plain document. The probabilities are calibrated.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.records import WorkType
from kg.references.type_signs import FORMS, anywhere, signs
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
    for name in signs(outside):
        found += [f"sign {name}", f"sign {name} {held}"]
    found += [f"sign {name} in title" for name in signs(title)]
    found += [f"form {name}" for name, pattern in FORMS if pattern.search(outside)]
    held = "c" if "container" in fields else ""
    for name in anywhere(raw[:2000]):
        found += [f"any {name}", f"any {name} {held} {who}"]
    return found


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
_PATENT = re.compile(
    r"\bPat(?:ent|\.)\s?(?:Appl\.?\s?|Pub\.?\s?)?(?:No\.?\s?)?[A-Z]{0,2}\s?[\d,]{3,}|특허\s?(?:출원|등록|공개)?\s?(?:번호|제)?\s?:?\s?10-\d"
)
_STANDARD = re.compile(
    r"\bRFC\s?\d{3,4}\b|\bKS\s[A-Z](?:\s?ISO)?\s?\d{4}|\bISO(?:/IEC|/TS|/TR)?\s?\d{3,5}\b|\bASTM\s[A-Z]?\d{2,4}\b|\bJIS\s[A-Z]\s?\d{4}"
    r"|\bW3C (?:Recommendation|Working [Dd]raft)|\bBS\s(?:EN\s)?\d{3,5}|\bDIN\s(?:EN\s)?\d{3,5}"
)
_DEGREE = re.compile(
    r"학위|석사|박사|碩士|博士|修士|硕士|[Tt]hes[ie]s|[Dd]issertation|Ph\.?\s?[Dd]|[Dd]octor|[Mm]aster|\bM\.?\s?(?:A|S|Eng|Ed|Phil)\b"
    r"|MBA|[Dd]iss\b|[Dd]iplom|Habil|學位|学位"
)
_CASE = re.compile(
    r"판결|선고\s|\d{2,4}\s?(?:다|도|누|두|나|가합|가단|구합|헌가|헌나|헌마|헌바|허|후|마|므|재다|고합|노)\s?\d{1,6}\b|\bv\.\s[A-Z]"
)
_DATA = re.compile(r"\[?\b(?:[Dd]ata ?set|[Dd]atabase)\b\]|[Dd]ataverse|[Zz]enodo|[Ff]igshare|데이터셋")


def _certain(evidence: Evidence) -> tuple[WorkType, str] | None:
    """Return what a sign says that leaves no doubt."""
    fields = evidence.fields
    if "degree" in fields and "volume" not in fields and "container" not in fields and _DEGREE.search(evidence.raw):
        return WorkType.THESIS, "rule: degree wording"
    series = fields.get("series", "")
    if _PAPERS.search(series):
        return WorkType.WORKING_PAPER, "rule: named a working paper"
    if _REPORTS.search(series) and "pages" not in fields:
        return WorkType.REPORT, "rule: series of reports"
    if "volume" not in fields and "pages" not in fields and "container" not in fields:
        if _PATENT.search(evidence.raw):
            return WorkType.PATENT, "rule: number of a patent"
        number = _STANDARD.search(evidence.raw)
        if number and not _within(number.start(), evidence.title):
            return WorkType.STANDARD, "rule: number of a standard"
    if set(fields) <= {"url", "accessed"} and "url" in fields:
        return WorkType.WEBPAGE, "rule: an address and nothing else"
    return None


def _within(at: int, title: tuple[int, int] | None) -> bool:
    """Tell whether a place lies in the title, behind its first words."""
    return title is not None and title[0] + 4 < at < title[1]


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
