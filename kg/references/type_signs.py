"""Words and forms that speak for a type of work: what they are; how far they count, the weights of the model say."""

from __future__ import annotations

from operator import add

from kg.references.patterns import lazy

__all__ = ["FORMS", "anywhere", "proceedings", "signs", "visited"]

_PROCEEDINGS = lazy(
    r"\bProc(?:eedings?|\.|\b)|\bConf(?:erence|\.)|Symposi|\bSymp\.|\bCongress\b|\bCong\.|Workshop"
    r"|학술\s?(?:대회|발표|회의|강연)|발표\s?(?:논문|대회|회|요지|초록)|심포지[엄움]|워크[샵숍삽]|웍[샵숍]|[컨콘]퍼런스"
    r"|(?:세미나|포럼|발표|토론회)\s?자료\s?집"
    r"|[춘추하동]계\s?(?:학술|발표|연구|공동|대회|정기|종합|논문)|講演|研究発表|学術大会|學術大會|梗概集"
)
_VISIT = lazy(r"접속|검색일|홈페이지|[Rr]etrieved|[Aa]ccessed|위키|\[Internet\]|\[[Oo]nline\]|\[EB")
# Most strings hold none of these, and to look for them is far cheaper than a pattern.
_MARKS_OF_PROCEEDINGS = tuple(
    str.split(
        "Proc Conf ymposi Symp Cong Workshop 학술 발표 심포지 워크 웍 퍼런스 자료 춘계 추계 하계 동계 講演 研究発表"
        " 大会 大會 梗概集"
    )
)
_MARKS_OF_VISITS = tuple("접속 검색일 홈페이지 etrieved ccessed 위키 [".split())

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
_SMALL = lazy("[a-z]+")
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
FORMS = (
    (
        "number of a standard",
        lazy(
            r"\b(?:ISO|IEC|ASTM|KS|JIS|DIN|EN|BS|ANSI|Std|ITU|3GPP|RFC|AASHTO|ACI|TTA\w?|API)\b[\s./-]*[A-Z]{0,4}[\s./-]?\d"
        ),
    ),
    (
        "dated",
        lazy(
            r"\d{4}[.년/-]\s?\d{1,2}[.월/-]\s?\d{1,2}|월\s?\d{1,2}일|\d\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
        ),
    ),
    ("nth", lazy(r"\d(?:st|nd|rd|th)\s?[Ee]d|\d판|개정|증보")),
    ("chapter number", lazy(r"\b[Cc]h(?:ap(?:ter)?)?\.?\s?\d|제\d장")),
    ("in a book", lazy(r"[.,\"”’]\s+[Ii]n:?\s+[A-Z]|\([Ee]ds?\.?\)|편\)")),
)
# What a whole string speaks for, names and title too. A pattern is tried only where one of its words stands.
_ANYWHERE = tuple(
    (name, tuple(words.split("|")), lazy(pattern))
    for name, words, pattern in (
        (
            "standard",
            "ISO|IEC|ASTM|KS|JIS|DIN|BS|ANSI|RFC|AASHTO|ITU-|IEEE|3GPP|KBC|W3C|TTA|KCS|KDS|EN|Recommendation",
            (
                r"\b(?:ISO(?:/IEC)?|IEC|ASTM|KS|JIS|DIN|BS|ANSI|RFC|AASHTO|ITU-[TR]|IEEE\s(?:Std|P?802)|3GPP|KBC|W3C|TTA\w*|KCS|KDS|EN)"
                r"\b[\s./-]*(?:[A-Z]{1,4}\b[\s./-]*)*\d|W3C (?:Recommendation|Working)|Recommendation [A-Z]\."
            ),
        ),
        (
            "patent",
            "Pat|patent|특허|출원번호",
            r"\bPat(?:ent\b|\.)|[Pp]atent|특허\s?(?:제|출원|등록|공개|10-)|출원번호|공개특허|등록특허",
        ),
        (
            "law",
            "Act|Decree|Law|Ordinance|Notice|법|고시|령|조|시행",
            (
                r"\bAct\b[^.]{0,60}\bNo\b|\b(?:Act|Decree|Law|Ordinance|Notice) No\.?\s?\d"
                r"|(?:법|법률|고시|령)\s?제\s?\d|시행(?:령|규칙)|제\d+조|법률|조례"
            ),
        ),
        (
            "thesis",
            "학위|석사|박사|hesis|issertation|Graduate School|octor of|aster of|대학원|大學院|碩士|博士",
            (
                r"학위\s?논문|석사|박사|[Tt]hesis|[Dd]issertation|Graduate School|[Dd]octor of|[Mm]aster of|大學院"
                r"|대학원|碩士|博士"
            ),
        ),
        (
            "news",
            "신문|일보|뉴스|경제|News|Times|Daily|Weekly|Biz|Herald|Chosun|JoongAng|Dong|Hankyoreh|한겨레|타임",
            (
                r"신문|일보|뉴스|경제\b|\b(?:News|Times|Daily|Weekly|Biz)\b|Herald|Chosun|JoongAng|Dong-?[Aa]|Hankyoreh"
                r"|한겨레|타임즈|타임스"
            ),
        ),
        (
            "proceedings",
            "Proc|Conf|Symp|Congress|Workshop|학술|발표|심포지|講演",
            (
                r"\bProc\b|Proceedings|\bConf\b|Conference|Symp|Congress|Workshop|학술(?:대회|발표|회의)|발표\s?논문|발표회|심포지"
                r"|講演"
            ),
        ),
        ("proceedings", "0|1|2|3|4|5|6|7|8|9", r"\b[A-Z]{3,9}\s?['’]?(?:19|20)?\d\d\b"),
        (
            "day",
            "년",
            r"\d{4}년\s?\d{1,2}월\s?\d{1,2}일",
        ),
        ("day", ".", r"[(]\d{4}\s?\.\s?\d{1,2}\s?\.(?:\s?\d{1,2}\.?)?\)|\d{4}\.\s?\d{1,2}\.\s?\d{1,2}"),
        (
            "day",
            "January|February|March|April|May|June|July|August|September|October|November|December",
            r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2},",
        ),
        (
            "magazine",
            "월간|계간|주간|onthly|eekly|ebzine|agazine",
            r"월간|계간|주간|[Mm]onthly|[Ww]eekly|[Ww]ebzine|[Mm]agazine",
        ),
        (
            "collection",
            "andbook|논총|論叢|문집|ncyclop|hapter|Ch.|Ed|ed|엮|편|전집| In",
            r"[Hh]andbook|논총|論叢|문집|[Ee]ncyclop|[Cc]hapter|Ch\.|\b[Ee]ds?\b|엮|편\b|전집|[.,]? In:? [A-Z]",
        ),
        (
            "report",
            (
                "eport|보고|용역|통계|earbook|tatistics|urvey|백서|동향|실태|방안|uid|paper |정책|조사"
                "|Working Paper|Technical|Indicators|지침"
            ),
            (
                r"\b[Rr]eport|보고|용역|통계|[Yy]earbook|[Ss]tatistics|[Ss]urvey|백서|동향|실태|방안|[Gg]uid(?:ance|elines?)"
                r"|\bpaper \d|정책\s?연구|조사|Working Paper|Technical|Indicators|지침"
            ),
        ),
    )
)


def proceedings(text: str) -> bool:
    """Tell whether a text names a conference, or what is printed for one."""
    return any(map(text.__contains__, _MARKS_OF_PROCEEDINGS)) and _PROCEEDINGS.search(text) is not None


def visited(text: str) -> bool:
    """Tell whether a text speaks of a visit to the web."""
    return any(map(text.__contains__, _MARKS_OF_VISITS)) and _VISIT.search(text) is not None


def anywhere(text: str) -> list[str]:
    """List what a whole string speaks for."""
    found: dict[str, None] = {}
    for name, words, pattern in _ANYWHERE:
        if name not in found and any(map(text.__contains__, words)) and pattern.search(text):
            found[name] = None
    return list(found)


def signs(text: str) -> list[str]:
    """List what the words of a text speak for."""
    found = {_LATIN_WORDS[word] for word in _LATIN_WORDS.keys() & _SMALL.findall(text.lower())}
    if not text.isascii():
        packed = text.replace(" ", "")
        pairs = set(map(add, packed, packed[1:]))  # two characters rule out nearly every part
        found.update(name for pair in _PAIRS.keys() & pairs for part, name in _PAIRS[pair] if part in packed)
    elif "http" in text or "www." in text:
        found.add("web")
    return sorted(found)
