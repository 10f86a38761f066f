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

from kg.records import WorkType
from kg.resources import model

__all__ = ["Decision", "Evidence", "Weights", "decide", "features", "parse"]


class Weights(NamedTuple):
    """The types that are told apart, what each feature speaks for, and how far the sums are to be trusted."""

    types: tuple[WorkType, ...]
    temperature: float
    rows: Mapping[str, Sequence[tuple[int, float]]]


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
# Words that tell a type wherever they stand outside the title; the weights say how far.
_SIGNS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("proceedings", r"학술\s?대회|학술\s?발표|발표\s?대회|발표\s?논문|춘계|추계|하계|동계|심포지[엄움]|논문\s?초록|국제\s?회의|콘퍼런스|컨퍼런스"
         r"|\bproc(?:eedings)?\b|\bconference\b|\bconf\.|\bsymposi(?:um|a)\b|\bcongress\b|\bworkshop\b|annual meeting|\bint'?l\.? conf"),
        ("journal", r"학회지|논문집|논총|학보|저널|연구지|회지\b|journal|\bJ\.|\btrans(?:actions)?\b|\breview\b|\bletters\b|\bannals\b|\bbulletin\b"
         r"|\bInt\.|\bmagazine\b|雑誌|學報|學會|学报|紀要"),
        ("thesis", r"학위\s?논문|석사|박사|\bthesis\b|\bdissertation\b|碩士|博士|修士|\bph\.?\s?d"),
        ("report", r"보고서|연구원|연구소|개발원|진흥원|공사|\breports?\b|\btech(?:nical)?\b|\brept?\b|\binstitute\b|\bagency\b|\bministry\b"
         r"|최종\s?보고|용역|과제|지침|편람|백서|통계연보"),
        ("law", r"법률\s?제|대통령령|시행령|시행\s?규칙|고시\s?제?|훈령|예규|조례|\bact\b|\bstatute|\bregulation|\bdirective\b|공고\s?제"),
        ("court", r"판결|대법원|헌법재판소|선고|결정례"),
        ("standard", r"\b(?:ISO|IEC|ASTM|KS|JIS|DIN|EN|BS|ANSI|IEEE\s?Std|ITU|3GPP|RFC|AASHTO|ACI|AISC|ASHRAE|ETSI|W3C|TTA|NIST|NFPA|API)\b"
         r"[\s./-]*(?:[A-Z]{0,4}[\s./-]?)?\d|표준|기준|\bstandards?\b|\bspecification|시방서"),
        ("patent", r"특허|\bpatent|출원|\bU\.?S\.?\s?Pat|등록\s?번호"),
        ("newspaper", r"신문|일보|뉴스|\btimes\b|\bdaily\b|\bnews\b|\bherald\b|\bpost\b|매경|한겨레|조선|동아|중앙|경제\b"),
        ("talk", r"세미나|발표\s?자료|강연|토론회|포럼|워크[숍샵]|공청회|\bseminar\b|\bpresented\b|\bpresentation\b|\blecture\b|\bkeynote\b"),
        ("web", r"https?:|www\.|홈페이지|웹\s?사이트|\bwebsite\b|\bavailable (?:at|from|online)|검색일|접속|\baccessed\b|\bretrieved\b"),
        ("press", r"출판|\bpress\b|\bpublish|\bbooks?\b|문화사|서원|서림|\bverlag\b|\bwiley\b|\bspringer\b|\belsevier\b|\broutledge\b|\bsons\b"),
        ("in", r"(?:\A|[.,\"”’]\s?)\s?\bin\s?:|[.,\"”’]\s+in\s+[A-Z]|\bedited by\b|\(eds?\.?\)|\beds?\.|편\)|\bHrsg"),
        ("dated", r"\d{4}[.년/-]\s?\d{1,2}[.월/-]\s?\d{1,2}|\d{1,2}\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|월\s?\d{1,2}일"),
        ("edition", r"\b\d(?:st|nd|rd|th)\s?ed|제?\d판|개정|증보|\bedition\b"),
        ("chapters", r"\bch(?:ap(?:ter)?)?\.?\s?\d|제\d장"),
    )
)  # fmt: skip
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
    yield from (f"rest {word}" for word in _rest(evidence))
    outside, title = _halves(evidence)
    held = "c" if "container" in fields else "P" if "publisher" in fields or "institution" in fields else ""
    for name, pattern in _SIGNS:
        if pattern.search(outside):
            yield f"sign {name}"
            yield f"sign {name} {held}"
        if pattern.search(title):
            yield f"sign {name} in title"


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


def _rest(evidence: Evidence) -> Iterable[str]:
    """List the words outside title and names, each once."""
    raw, at, seen = evidence.raw, 0, set()
    for start, end in [*sorted(evidence.hidden), (len(raw), len(raw))]:
        if at < start:
            for word in _TOKEN.findall(raw[at:start]):
                word = word.lower() if not _HANGUL.match(word) else word[-4:]
                if word not in seen and not word.isdigit():
                    seen.add(word)
                    yield word
        at = max(at, end)


@cache
def _model() -> Weights:
    """Read the weights of the package."""
    return parse(model("types.tsv").read_text(encoding="utf-8"))


def parse(text: str) -> Weights:
    """Read weights that ``training.types.write`` wrote."""
    lines = text.splitlines()
    types = tuple(WorkType(name) for name in lines[1].split("\t")[1:])
    temperature = float(lines[2].split("\t")[1])
    rows: dict[str, tuple[tuple[int, float], ...]] = {}
    for line in lines[3:]:
        name, *cells = line.split("\t")
        rows[name] = tuple((int(at), float(weight)) for at, weight in (cell.split(":") for cell in cells))
    return Weights(types, temperature, rows)


_CASE = re.compile(
    r"판결|선고\s|\d{2,4}\s?(?:다|도|누|두|나|가합|가단|구합|헌가|헌나|헌마|헌바|허|후|마|므|재다|고합|노)\s?\d{1,6}\b|\bv\.\s[A-Z]"
)
_DATA = re.compile(r"\[?\b(?:[Dd]ata ?set|[Dd]atabase)\b\]|[Dd]ataverse|[Zz]enodo|[Ff]igshare|데이터셋")


def _certain(evidence: Evidence) -> tuple[WorkType, str] | None:
    """Return what a sign says that leaves no doubt."""
    fields = evidence.fields
    if "degree" in fields and "volume" not in fields and "container" not in fields:
        return WorkType.THESIS, "rule: degree wording"
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
    types, temperature, rows = weights or _model()
    scores = [0.0] * len(types)
    for name in features(evidence):
        for at, weight in rows.get(name, ()):
            scores[at] += weight
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
