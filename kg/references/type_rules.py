"""Signs that leave no doubt about the type of a work: numbers of standards, degrees, names of newspapers, sites."""

from __future__ import annotations

from collections.abc import Mapping

from kg.records import WorkType
from kg.references.patterns import lazy
from kg.references.type_evidence import Evidence, around, halves
from kg.references.type_names import PREPRINT, REPOSITORY, bodies, conference, newspaper
from kg.references.type_signs import proceedings, visited

__all__ = ["certain", "refine"]

_PAPERS = lazy(r"(?:[Ww]orking|[Dd]iscussion)\s?[Pp]aper|워킹\s?페이퍼")
_REPORTS = lazy(r"연구\s?보고|보고서|[Ii]ssue [Pp]aper|이슈\s?페이퍼|[Rr]eport|Insight|INSIGHT|Focus|FOCUS|Brief")
_PATENT = lazy(
    r"\bPat(?:ent|\.)\s?(?:[A-Z]{0,2}\s?\d[\d,]{5,}|(?:Appl\.?|Pub\.?|No\.?)[\sA-Z:.No]{0,6}\d[\d,]{2,})"
    r"|특허\s?(?:출원|등록|공개)?\s?(?:번호|제)?\s?:?\s?10-\d"
)
_STANDARD = lazy(
    r"\bRFC\s?\d{3,4}\b|\bKS\s[A-Z](?:\s?ISO)?\s?\d{4}|\bISO(?:/IEC|/TS|/TR)?\s?\d{3,5}\b|\bASTM\s[A-Z]?\d{2,4}\b|\bJIS\s?[A-Z]\s?\d{4}"
    r"|\bW3C (?:Recommendation|Working [Dd]raft)|\bBS\s(?:EN\s)?\d{3,5}|\bDIN\s(?:EN\s)?\d{3,5}"
    r"|\b3GPP2? [A-Z]{1,2}\.?[A-Z]?\d|\bTTA[KSE]\.|\bKDS\s\d\d|\bKCS\s\d\d|\bKBC\s?20\d\d"
    r"|\bASAB?E\s(?:D|EP|S|X)\d{3}|\bASHRAE\s(?:Standard|Std\.?)\s?\d|\bIEEE\s(?:Standard|Std\.?)\s?\d|\bAASHTO\s[TM]\s?\d"
)
_DEGREE = lazy(
    r"학위|석사|박사|碩士|博士|修士|硕士|[Tt]hes[ie]s|[Dd]issertation|Ph\.?\s?[Dd]|[Dd]octor|[Mm]aster|\bM\.?\s?(?:A|S|Eng|Ed|Phil)\b"
    r"|MBA|[Dd]iss\b|[Dd]iplom|Habil|學位|学位"
)
_THESIS = lazy(
    r"(?:석사|박사)\s?(?:학위)?\s?(?:청구)?\s?논문|학위\s?논문|[Dd]oc-?\s?toral\s(?:[Dd]iss|[Tt]hes)|[Dd]issertation|(?:Ph\.?\s?D\.?|[Mm]aster['’]?s?|M\.?S\.?c?\.?)\s?[Tt]hes[ie]s"
    r"|[博修碩硕][士土]\S{0,2}論文"
)
_FOR_A_DEGREE = lazy(r"\bdegree of (?:Doctor|Master)\b")
_GRADUATE = lazy(r"大學院|大学院")
_SCHOOL = lazy(r"Graduate School|대학원|大學院|大学院")
_CASE = lazy(
    r"판결|선고\s|\d{2,4}\s?(?:다|도|누|두|나|가합|가단|구합|헌가|헌나|헌마|헌바|허|후|마|므|재다|고합|노)\s?\d{1,6}\b|\bv\.\s[A-Z]"
)
_REPORTED = lazy(
    r"\sv\.\s.*\b\d{1,4}\s(?:U\.\s?S\.|S\.\s?Ct\.|F\.(?:\s?[23]d)?|F\.\s?Supp\.(?:\s?[23]d)?|L\.\s?Ed\.(?:\s?2d)?)\s\d"
)
_COURT = lazy(
    r"\W*(?:대법원|헌법재판소|헌재|[가-힣]{2,8}법원(?:\s?[가-힣]{2,4}지원)?)\s.*?\d{2,4}\s?"
    r"(?:[다도누두나허후마므]|가합|가단|구합|헌[가나마바라사아]|재다|고합|노)\s?\d{1,6}\b"
    r"|\W*(?:BVerfG|BVerwG|BGH|BAG|BFH|BSG|EuGH)\b.*\b(?:Urteil|Urt\.|Beschlu(?:ss|ß)|Beschl\.)"
)
_MARKED_DATA = lazy(r"\[(?:[Dd]ata\s?(?:sets?|base|files?)|데이터\s?(?:세트|셋|파일|베이스))\]")
_NASA = lazy(r"\bNASA[\s/-]+(?:TM|TP|CR|TN|SP|RP|CP)\b")
_DATA = lazy(r"\[?\b(?:[Dd]ata ?set|[Dd]atabase)\b\]|데이터셋")
_LAW = lazy(
    r"\b(?:Decree|Act|Ordinance) No\.?\s?\d"
    r"|(?:법률|대통령령|부령|고시|훈령|예규|조례)\s?제\s?\d[\d-]*\s?호"
)
_ARTICLE_OF_LAW = lazy(r"\s*[가-힣·\s]{1,30}(?:법|법률|시행령|시행규칙|조례)\s?제\s?\d+조[의제\s\d조항호.,]*\Z")
_SITE = lazy(
    r"(?:홈페이지|웹사이트|ホームページ)(?=\W*(?:\Z|[,.;:(\[\d]|http|www))|나무위키|위키백과|위키피디아|\bWikipedia\b"
)
_VISITED = lazy(r"접속|검색일|인출|[Rr]etrieved|[Aa]ccessed|\[[Cc]ited|閲覧|参照")
_TALK = lazy(
    r"(?:세미나|강연회?|토론회|공청회|간담회)\W*(?:\Z|발표|[\d(])|(?:발표\s?자료|포럼\s?발표)(?!집)"
    r"|\b[Kk]eynote\b|\bSeminar\b|[Pp]resented (?:at|to)\b"
)
_PRESENTED = lazy(
    r"\b(?:[Pp]aper|[Pp]oster|[Ll]ecture)\s(?:was\s)?presented\s(?:at|to)\b|\[(?:Paper|Poster|Conference)\s[Pp]resentation\]"
)
_ORGAN = lazy(
    r"\bProc(?:\.|eedings)?\s(?:of\s)?(?:the\s)?"
    r"(?:Nat|Amer|Am\b|Roy|R\b|Inst|IEEE|IEE\b|Lond|Camb|Edin|Japan Acad|Soc|Biol|Nutr)"
)
_CHAPTER = lazy(r"\b[Cc]hap(?:ter|\.)\s?\d|제\s?\d+\s?장\b")
_JOURNAL = lazy(
    r"\b(?:Journal|J\.|Review|Trans(?:actions|\.)|Letters|Magazine|Bulletin|Annals|Quarterly|Newsletter)\b"
    r"|학회지|논문집|학보|저널|연구$|논총|雜誌|學報|学報|紀要"
)
_NUMBERED = frozenset(("volume", "issue", "pages"))
_OF_A_BOOK = lazy(
    r"[Hh]andbook|[Ee]ncyclop|[Cc]hap(?:ter|\.)|Works\b|사전|전서|전집|총서|문집|辭典|事典|全集|叢書|文集"
    r"|\b[Ee]ds?\b|편\)"
)
_BARE = frozenset(("title", "year", "date", "note"))
_HOUSES = frozenset(("known house", "house"))
_PUBLISHED = frozenset(("title", "year", "date", "place", "publisher", "edition", "pages", "note"))
_HELD = frozenset(("title", "year", "container", "pages"))
_ELSEWHERE = frozenset(
    ("publisher", "institution", "place", "edition", "degree", "series", "number", "url", "accessed")
)
"""What an article with its journal's number does not print, and a chapter, a report or a page of the web may."""


def certain(evidence: Evidence) -> tuple[WorkType, str] | None:
    """Return what a sign says that leaves no doubt, and its name."""
    fields, raw = evidence.fields, evidence.raw
    series = fields.get("series", "")
    held = fields.get("container", "")
    numbered = not _NUMBERED.isdisjoint(fields)
    counted = "volume" in fields or "issue" in fields
    if "degree" in fields and "volume" not in fields and not held and _DEGREE.search(raw):
        return WorkType.THESIS, "rule: degree wording"
    if _PAPERS.search(series) or _PAPERS.search(held):
        return WorkType.WORKING_PAPER, "rule: named a working paper"
    if _REPORTS.search(series) and "pages" not in fields:
        return WorkType.REPORT, "rule: series of reports"
    if "선고" in raw and not held and _CASE.search(fields.get("number", "")):
        return WorkType.LEGAL_CASE, "rule: number of a court's case"
    if not held and not evidence.people and _COURT.match(raw):
        return WorkType.LEGAL_CASE, "rule: number of a court's case"
    if " v. " in raw and _REPORTED.search(raw):
        return WorkType.LEGAL_CASE, "rule: report of a court's case"
    if "[" in raw and not counted and _MARKED_DATA.search(raw):
        return WorkType.DATASET, "rule: said to be a data set"
    if not counted and not held and REPOSITORY.search(fields.get("publisher", "")):
        return WorkType.DATASET, "rule: kept in an archive of data"
    if not counted and not held and PREPRINT.search(raw):
        return WorkType.ARTICLE, "rule: number of a preprint"
    rest = around(evidence)
    if fields.keys() >= _NUMBERED and not proceedings(rest):
        return WorkType.ARTICLE, "rule: volume, issue and pages"
    journal = counted and fields.keys() >= _HELD and _ELSEWHERE.isdisjoint(fields) and "editor" not in evidence.roles
    if journal and not proceedings(rest) and not _CASE.search(raw) and not _OF_A_BOOK.search(rest):
        return WorkType.ARTICLE, "rule: a journal's number and pages"
    if "volume" not in fields and _PATENT.search(raw):
        return WorkType.PATENT, "rule: number of a patent"
    if "NASA" in raw and "volume" not in fields and _NASA.search(rest):
        return WorkType.REPORT, "rule: number of a report"
    if not counted and (not held or _STANDARD.search(held)):
        number = _STANDARD.search(raw)
        if number and not _within(number.start(), evidence.title):
            return WorkType.STANDARD, "rule: number of a standard"
    if set(fields) <= {"url", "accessed"} and "url" in fields:
        return WorkType.WEBPAGE, "rule: an address and nothing else"
    if not counted and (_THESIS.search(rest) or _graduate(fields, rest) or _FOR_A_DEGREE.search(raw)):
        return WorkType.THESIS, "rule: degree wording"
    return _named(evidence, rest, numbered=numbered, counted=counted)


def _named(evidence: Evidence, rest: str, *, numbered: bool, counted: bool) -> tuple[WorkType, str] | None:
    """Return what the name of a newspaper, a site, a law or a conference says."""
    fields, raw = evidence.fields, evidence.raw
    held, published = fields.get("container", ""), fields.get("publisher", "")
    day = fields.get("date", "").count("-") == 2
    # A newspaper's staff writes books, and its house prints them; then a house or a place is named.
    if newspaper(published or rest) and (day or (not numbered and "place" not in fields)):
        return WorkType.NEWSPAPER, "rule: name of a newspaper"
    if fields.keys() <= _BARE and newspaper(fields.get("title", "")) and len(fields.get("title", "")) < 12:
        return WorkType.NEWSPAPER, "rule: name of a newspaper"
    visited = "accessed" in fields or _VISITED.search(rest) is not None
    if not numbered and _SITE.search(raw) and (visited or not evidence.people):
        return WorkType.WEBPAGE, "rule: named a site"
    if visited and not (
        numbered or evidence.people or published or held or {"series", "institution", "number"} & fields.keys()
    ):
        return WorkType.WEBPAGE, "rule: visited, and nothing said of a publication"
    if not counted and not (held and numbered) and _LAW.search(raw):
        return WorkType.LEGAL, "rule: number of a law"
    if not numbered and not evidence.people and _ARTICLE_OF_LAW.match(raw):
        return WorkType.LEGAL, "rule: number of a law"
    if not numbered and _PRESENTED.search(rest):
        return WorkType.PRESENTATION, "rule: given as a talk"
    printed = held or fields.get("series", "")
    if proceedings(printed) and ("volume" not in fields or not _ORGAN.search(printed)):
        return WorkType.PROCEEDINGS_PAPER, "rule: named a conference"
    outside = halves(evidence)[0]
    if "volume" not in fields and conference(outside):
        return WorkType.PROCEEDINGS_PAPER, "rule: named a conference"
    if not numbered and "url" not in fields and _TALK.search(outside):
        return WorkType.PRESENTATION, "rule: given as a talk"
    book = evidence.people and not evidence.bodies and "title" in fields and fields.keys() <= _PUBLISHED
    if book and not _HOUSES.isdisjoint(bodies(published)) and not _OF_A_BOOK.search(outside):
        return WorkType.BOOK, "rule: by people, and a house publishes it"
    if held and "title" in fields and not _JOURNAL.search(held):
        if not counted and not _HOUSES.isdisjoint(bodies(published)):
            return WorkType.CHAPTER, "rule: in a book that a house publishes"
        if "pages" in fields and "issue" not in fields and _CHAPTER.search(outside):
            return WorkType.CHAPTER, "rule: number of a chapter"
    return None


def _graduate(fields: Mapping[str, str], rest: str) -> bool:
    """Tell whether a graduate school stands where a thesis has its school."""
    if _SCHOOL.search(fields.get("institution", "")):
        return True
    return "container" not in fields and _GRADUATE.search(rest) is not None


def refine(kind: WorkType, evidence: Evidence) -> tuple[WorkType, str]:
    """Return the narrower type that a rule tells from the one that the model says, with its name, or the same."""
    if kind is WorkType.LEGAL and _CASE.search(evidence.raw):
        return WorkType.LEGAL_CASE, "rule: number of a court's case"
    kept = kind in (WorkType.DOCUMENT, WorkType.WEBPAGE)
    if kept and any(sign.search(evidence.raw) for sign in (_DATA, REPOSITORY)):
        return WorkType.DATASET, "rule: said to be a data set"
    web = not evidence.fields.keys().isdisjoint(("url", "accessed")) or visited(evidence.raw)
    if kind is WorkType.WEBPAGE and not web and not _SITE.search(evidence.raw):
        return WorkType.DOCUMENT, ""
    if kind is WorkType.BOOK and "editor" in evidence.roles and not evidence.people + evidence.bodies:
        return WorkType.EDITED_BOOK, ""
    return kind, ""


def _within(at: int, title: tuple[int, int] | None) -> bool:
    """Tell whether a place lies in the title, behind its first words."""
    return title is not None and title[0] + 4 < at < title[1]
