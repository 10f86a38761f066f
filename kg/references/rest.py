"""What is left of a reference when its values are taken out: marks, labels, and what was not understood."""

from __future__ import annotations

from collections.abc import Sequence

from kg.records import Span
from kg.references.patterns import lazy

__all__ = ["unread"]

_TOKEN = lazy(r"[가-힣]+|[一-鿿㐀-䶿豈-﫿]+|[ぁ-ヺ]+|[^\W\d_]+|\d+")

# Words that say what stands beside them and are no value themselves.
_LABELS = frozenset(
    str.split("""
    p pp page pages pg s ss vol vols volume v no nr n num number nos issue iss bd band heft jg tome tom t art article
    in ed eds editor editors edited hrsg by trans translated translator translators comp and und et y al others & with
    doi http https dx org www url available from at accessed access retrieved cited visited date on last online
    internet electronic print pdf html homepage website web site isbn issn pmid pmcid arxiv id
    korean japanese chinese english german french language abstract summary text written year month day ch chap chapter
    st nd rd th c m j d n cd rom dvd forthcoming press accepted review jan feb mar apr may jun jul aug sep sept oct nov
    dec january february march april june july august september october november december spring summer autumn fall
    winter special supplement suppl part pt series ser a b e f eb ol the of to for dr prof teil hg
    제 권 호 집 통권 통호 쪽 면 페이지 년 월 일 편 저 역 외 등 인 명 및 와 과 의 편저 공저 지음 옮김 엮음 공역 편역 번역
    저자 글 감수 책임편집 책임 편집
    년도 월호 일자 봄호 여름호 가을호 겨울호 봄 여름 가을 겨울 상반기 하반기 검색 검색일 접속
    접속일 방문 방문일 인출 에서 에 자 참조 참고 재인용 원저 발간 발행 출판 게재 예정 게재예정 인용 미간행 논문 한국어
    선고 판결 결정 전원합의체 전원재판부
    영문 국문 영어 일본어 중국어 인터넷 온라인 홈페이지 자료 출처 발표자료 발표문 발표 부터 까지 별책 부록 특집 특집호
    창간호 판 인쇄
    第 卷 巻 券 號 号 期 輯 頁 年 月 日 編 著 譯 訳 譯註 編著 共著 外 他 等 撰 校注 參照 参照 論文 版 集 共譯 共訳 主編
    の と に より から ページ
    """)
)
_LETTER_AFTER_YEAR = lazy(r"(?:1[4-9]|20)\d\d\Z")
_TOTAL = lazy(
    r"\bpp?\.\s?\d{1,4}(?=\.?\s*(?:\Z|\())"
    r"|\d{1,4}\s?(?:pp?\b\.?|쪽|면|페이지|頁|葉|책|권)|(?:제\s?)?\d{1,3}\s?(?:쇄|장)|\d{1,2}\s?(?:인|명)|[12]\d{3}[a-z]?(?=\W)"
    r"|PMID:?\s?\d+|PMC\d+|ISBN[:\s]?[\dXx-]+|ISSN[:\s]?[\dXx-]+|<\d+::[^>]{0,500}>[\w.;()-]*"
)


def unread(raw: str, claimed: Sequence[tuple[int, int]], within: tuple[int, int]) -> tuple[Span, ...]:
    """List the stretches that belong to no value and are no mark or label either.

    Args:
        raw: the reference.
        claimed: the characters of the values.
        within: the part of the reference that was read.
    """
    left: list[Span] = []
    at = within[0]
    for start, end in [*sorted(claimed), (within[1], within[1])]:
        if start > at and start <= within[1]:
            left += _gap(raw, at, start)
        at = max(at, min(end, within[1]))
    return tuple(left)


def _gap(raw: str, start: int, end: int) -> list[Span]:
    """Find what is not understood between two values."""
    strange: list[tuple[int, int]] = []
    known = True
    totals: list[tuple[int, int]] | None = None
    at = 0
    for match in _TOKEN.finditer(raw, start, end):
        token = match.group()
        if token.lower() in _LABELS:
            known = True
            continue
        if totals is None:
            totals = [match.span() for match in _TOTAL.finditer(raw, start, end)]
        while at < len(totals) and totals[at][1] <= match.start():
            at += 1
        if at < len(totals) and totals[at][0] <= match.start() and match.end() <= totals[at][1]:
            known = True
            continue
        if (
            len(token) == 1
            and token.isascii()
            and _LETTER_AFTER_YEAR.search(raw, max(0, match.start() - 4), match.start())
        ):
            continue
        if strange and not known:
            strange[-1] = (strange[-1][0], match.end())
        else:
            strange.append(match.span())
        known = False
    return [Span(a, b) for a, b in strange]
