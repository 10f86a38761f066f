"""The headings that pages print, in both languages, what stands under them, and the furniture of web pages."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import NamedTuple

__all__ = ["Inline", "Section", "furniture", "heading", "inline", "numbered"]


class Section(StrEnum):
    """What stands under a heading."""

    ABSTRACT = "abstract"
    KEYWORDS = "keywords"
    REFERENCES = "references"
    CITED_BY = "cited-by"
    FUNDING = "funding"
    ACKNOWLEDGEMENT = "acknowledgement"
    AUTHORS = "authors"
    BODY = "body"
    OTHER = "other"


_HEADINGS: dict[Section, str] = {
    Section.ABSTRACT: """
        초록 국문초록 한글초록 영문초록 국문요약 영문요약 요약 요약문 논문요약 논문초록 요지 국문요지 초록요약
        한국어초록 국문초록요약
        abstract abstracts englishabstract koreanabstract summary 영문abstract 초록abstract abstract초록
        요약abstract""",
    Section.KEYWORDS: """
        키워드 핵심어 주제어 주요어 중심어 색인어 검색어 핵심단어 중심단어 주요단어 핵심용어 주요용어
        국문키워드 국문주제어 국문핵심어
        한글키워드 영문키워드 영문주제어 영문핵심어 주제어keywords 키워드keywords 핵심어keywords keywords주제어
        keywords keyword keywordsandphrases indexterms indexterm subjectheadings englishkeywords koreankeywords""",
    Section.REFERENCES: """
        참고문헌 참고문헌목록 인용문헌 참고자료 참고문헌및자료 인용및참고문헌 참고및인용문헌 문헌 문헌목록
        참고한문헌 참조문헌 인용참고문헌
        참고문헌references references참고문헌 참고논문 參考文獻 参考文献 引用文獻 引用文献
        references reference referencelist listofreferences bibliography literaturecited workscited literature
        literaturereferences referencesandnotes referencescited citedreferences citedliterature citedworks
        selectedbibliography selectedreferences referenceskoreaninenglish""",
    Section.CITED_BY: """
        피인용문헌 피인용 피인용논문 피인용현황 인용한문헌 인용한논문 이논문을인용한문헌 이논문을인용한논문
        인용된문헌 인용현황
        citedby citedbyliterature citingarticles citingliterature articlescitingthisarticle citedbyarticles
        articlescitingthis papersciting thisarticleiscitedby thisarticlehasbeencitedby""",
    Section.FUNDING: """
        연구과제주관기관 연구지원 연구비지원 연구비지원기관 지원기관 과제정보 연구과제정보 연구과제 연구비
        supportedby supported funding fundinginformation fundingstatement fundingsource fundingsources
        grant grants grantinformation financialsupport""",
    Section.ACKNOWLEDGEMENT: """
        감사의글 감사의말 감사의말씀 사사 사의 감사 후기 알림 acknowledgement acknowledgements acknowledgment
        acknowledgments
        acknowledgementsandfunding""",
    Section.AUTHORS: """
        저자 저자정보 저자소개 저자약력 필자소개 authors author authorinformation authorinformationcopyright
        authorinformationandcopyright aboutauthors abouttheauthors aboutauthor abouttheauthor biography biographies
        authorbiography affiliations affiliation authoraffiliations 소속 교신저자""",
    Section.BODY: """
        서론 머리말 들어가며 들어가는말 들어가기 시작하며 문제제기 문제의제기 연구의필요성 연구배경
        연구배경및목적 연구의배경및목적
        연구의배경과목적 연구의목적 연구목적 본문 본론 서언 서설 序論 緖論 序言 緖言 머리글 여는말 introduction
        background main
        maintext fulltext body introductionandbackground 본문내용 원문""",
    Section.OTHER: """
        부록 付錄 附錄 appendix appendices 각주 미주 주석 notes footnotes endnotes 표목차 그림목차 목차 차례 contents
        tableofcontents figures tables figure table 그림 표 파일 file files fulltextlinks 추천논문 관련논문
        연관논문 유사논문
        관련자료 함께본논문 recommendedarticles relatedarticles relatedpapers similararticles relatedarticle
        supplementarymaterial supplementarymaterials supplementary supportinginformation conflictofinterest
        conflictsofinterest competinginterests 이해상충 이해관계 authorcontributions authorcontribution
        dataavailability dataavailabilitystatement ethicsapproval orcid 이용통계 통계 metrics articlemetrics views
        downloads copyright 저작권 license 라이선스""",
}


@cache
def _names() -> dict[str, Section]:
    return {word: section for section, words in _HEADINGS.items() for word in words.split()}


_FRAME = " \t\xa0\u3000<>〈〉《》【】〔〕［］[](){}「」『』◎○●■□◆◇▣▶▷▼▲※*#=~_:：;.,|·•-–—−"
_NUMBER = re.compile(r"(?:제?\s?\d{1,2}\s?[장절.)]|[IVXivx]{1,5}[.)]|[Ⅰ-Ⅻⅰ-ⅻ][.)]?|\d{1,2}(?=\s))\s*")
_COUNT = re.compile(r"[\s(（\[]*\d{1,4}\s*(?:건|편|개)?[\s)）\]]*$")
_LETTERS = re.compile(r"[\W\d_]+")


def heading(text: str) -> Section | None:
    """Return what stands under a line that is a heading and nothing else, or nothing where it is none.

    Brackets, bullets, a number before it (``Ⅴ. 참고문헌``), spaces between syllables (``참 고 문 헌``), a count
    behind it (``References (45)``) and a colon do not matter.
    """
    if len(text) > 60:
        return None
    bare = text.strip(_FRAME)
    bare = _NUMBER.sub("", bare, count=1) if _NUMBER.match(bare) else bare
    found = _names().get(_LETTERS.sub("", _COUNT.sub("", bare)).lower())
    # '2. 연구의 목적' heads a section of the body; 'Summary' with a number does too.
    if found is Section.ABSTRACT and bare != text.strip(_FRAME):
        return Section.BODY
    return found


class Inline(NamedTuple):
    """Say that a line begins with a heading, and where the text behind it begins."""

    section: Section
    start: int


@cache
def _inline() -> re.Pattern[str]:
    return re.compile(
        r"[\s<【\[(*■□●▣-]*(?P<word>[A-Za-z가-힣][A-Za-z가-힣 ]{0,28}?)\s?[>】\])]?[ \xa0\u3000]*"
        r"(?P<sign>[:：>】\]\t]|(?<=[가-힣a-zA-Z])\s[-–—]\s)\s*"
    )


def inline(text: str) -> Inline | None:
    """Read a heading that stands at the beginning of the line that it heads, as in ``Keywords: a, b``."""
    match = _inline().match(text)
    if not match or match.end() == len(text):
        return None
    section = _names().get(_LETTERS.sub("", match["word"]).lower())
    if section not in (Section.ABSTRACT, Section.KEYWORDS, Section.FUNDING, Section.ACKNOWLEDGEMENT):
        return None
    return Inline(section, match.end())


_SECTION = re.compile(
    r"(?:제?\s?\d{1,2}\s?[장.]|\d{1,2}|[IVX]{1,5}\.|[Ⅰ-Ⅻ]\s?\.?)\s*(?P<title>[^\d\s.,:;()][^.:;]{0,40})", re.UNICODE
)


def numbered(text: str) -> bool:
    """Tell whether a line looks like the numbered heading of a section of the body, such as ``Ⅰ. 서 론``."""
    match = _SECTION.fullmatch(text.strip())
    return match is not None and "," not in match["title"]


_FURNITURE = """
    doiqr코드 doiqrcode qr코드 qrcode mobileqrcodeqrcode mobileqrcode doi pdf pdf다운로드 pdf보기 pdfdownload
    downloadpdf
    pdffulltext fulltextpdf fulltextviewpdf html ksci kci scopus 인용 인용하기 공유 공유하기 원문보기 원문
    초록보기 원문다운로드
    다운로드 미리보기 서지정보 서지정보내보내기 내보내기 스크랩 즐겨찾기 저장 인쇄 print 프린트 이메일 email
    share export
    citation cite citethisarticle downloadcitation home 홈 메뉴 menu 로그인 login 회원가입 검색 search 상세검색
    english 한국어
    korean 국문 영문 article articles originalarticle originalarticles researcharticle researcharticles reviewarticle
    reviewarticles review reviewpaper casereport casestudy shortcommunication note notes researchnote researchpaper
    originalresearch originalpaper 논문 연구논문 원저 원저논문 종설 일반논문 특집논문 기획논문 연구노트 단보
    학술논문 국내논문
    koreascience 코리아사이언스 scienceon kisti riss dbpia 학술지 저널 journals journalarchive archive archives allissue
    allissues currentissue prev next previous 이전 다음 이전논문 다음논문 목록 목록으로 top 맨위로 더보기 more
    close 닫기
    aihelper아이콘aihelper aihelper indexedby koreacitationindexkci 영문홈페이지 사이트맵 sitemap contactus aboutus
    googlescholar crossref pubmed pmcfreearticle 상세보기 상세정보 doi바로가기 네이버학술정보 webofscience
    openaccess peerreviewed crossmark checkforupdates authorinformationcopyright fundinginformation 펼치기 접기
"""


@cache
def _furniture() -> frozenset[str]:
    return frozenset(str.split(_FURNITURE))


_RIGHTS = re.compile(
    r"^\W*copyright\W*(?:\(c\)|[\d©ⓒ]|by\b|the\b|$)|all rights reserved|creative\s?commons|\bCC BY|^[\W\d]*[©ⓒ]|"
    r"reproduction, stored in|무단\s?(?:전재|복제)|저작권(?:은|법에|자는)\s|open[- ]access article",
    re.IGNORECASE,
)
_OMITTED = re.compile(
    r"\[[^\]]{0,40}(?:omitted|생략|중략|이하\s?생략)[^\]]{0,40}\](?:\s*\([^)]{0,20}\))?", re.IGNORECASE
)
_YEAR = re.compile(r"\d{4}")
_TRAIL = re.compile(r"(?:home|홈)\s*[>›»/]", re.IGNORECASE)


def furniture(text: str) -> str:
    """Say what a line is that belongs to the web page and not to the paper; empty where it is none of that."""
    if len(text) <= 60 and not _YEAR.search(text) and _LETTERS.sub("", text).lower() in _furniture():
        return "a label or button of the web page"
    if len(text) <= 60 and re.fullmatch(r"\[\s[^\]]+\s\]", text):
        return "the section of the journal"
    if _OMITTED.fullmatch(text):
        return "a remark that text was left out"
    if len(text) <= 400 and _RIGHTS.search(text):
        return "a notice of rights"
    if _TRAIL.match(text):
        return "the way through the web site"
    if not any(char.isalnum() for char in text):
        return "only signs"
    return ""
