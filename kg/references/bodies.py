"""Which printed authors are bodies and not people: ministries, institutes, societies, companies, committees.

The words are facts of Korean, English and a few other languages. Where a string could be either, it counts as a person:
a family name is far more often a person's than part of a three-syllable name of an office.
"""

from __future__ import annotations

from kg.readers import surnames
from kg.references.patterns import lazy

__all__ = ["begins_body", "hangul_body", "hanja_body", "head", "latin_body"]

# Offices of three syllables that begin with a family name, so that their ending alone does not tell.
_OFFICES = frozenset(
    str.split("""
    노동부 국방부 외교부 통일부 법무부 내무부 재무부 문화부 건설부 체신부 상공부 농림부 보건부 과기부 과기처 정통부
    산자부 복지부 여성부 건교부 행자부 재경부 문교부 교육부 환경부 국토부 해수부 기재부 고용부 안행부 행안부 지경부
    교과부 미래부 문체부 농수부 총무처 공보처 법제처 보훈처 식약처 식약청 통계청 산림청 기상청 관세청 특허청 병무청
    조달청 경찰청 소방청 국세청 철도청 해경청 방재청 농진청 중기청 환경청 검찰청 감사원 국정원 대법원 서울시 부산시
    대구시 인천시 광주시 대전시 울산시 수원시 성남시 고양시 용인시 창원시 경기도 강원도 제주도 국회 법원 대검 유엔
    조선사 소방서 서울대 연세대 고려대 한양대 한국전 한은 심평원 건보 국토원 정부 편집부 기획부 노사정 공정위 금융위
    금감원 방통위 권익위 인권위 국조실 청와대
    """)
)
_ENDS = tuple(
    str.split("""
    연구원 연구소 개발원 진흥원 평가원 교육원 정보원 관리원 인력원 과학원 기술원 기록원 감정원 보호원 안전원 문화원
    위원회 협의회 연합회 진흥회 중앙회 발전회 편찬회 연구회 학회 협회 교회 공의회 주교회의 회의소 의회 국회 총회
    공단 공사 재단 법인 은행 기금 조합 연맹 연합 본부 지부 지사 사업단 연구단 기획단 추진단 연구실 정책실 교실 학교실
    연구부 정책과 연구과 연구팀 센터 도서관 박물관 미술관 기념관 자료관 문서관 대학교 대학원 대학 학교 학부 학과 학원
    병원 의료원 교육청 지방청 관리청 특별시 광역시 자치도 시청 도청 군청 구청 사무국 사무처 조사국 통계국 관리국
    신문사 출판사 방송사 건설사 주식회사 그룹 컨설팅 엔지니어링 코퍼레이션 건설 전자 산업 전력 통신 시스템 텔레콤
    포럼 네트워크 신문 일보 뉴스 방송 편집부 편집실 편찬실 회사 소방서 경찰서 기상대 관측소 시험장 시험소 사업소
    유네스코 서원 종친회 문중 조사단 발굴단 국학원 학술원 예술원 기준
    """)
)
_BEGINS = ("한국", "대한", "전국", "국립")
_LAST = frozenset("부처청원회사소국시도군팀단실관과")
_HANJA_ENDS = tuple(
    str.split("""
    會 会 院 所 部 局 省 社 廳 庁 館 館 室 大學 大学 學校 学校 協會 協会 委員會 委員会 學會 学会 財團 財団 公社 公團
    公団 銀行 總督府 総督府 政府 組合 聯盟 連盟 本部 史料館 圖書館 图书馆 出版 集團 中心 教室 敎室
    """)
)
_HEADS = frozenset(
    str.split("""
    institute institution institutes ministry university college school department dept society association agency
    council committee commission center centre bureau office organization organisation foundation corporation company
    laboratory laboratories lab federation union academy administration authority board service services survey bank
    museum library archives arboretum group team division consortium collaboration collaborative network networks
    institut ministère université universität gesellschaft verein hochschule bundesamt ministerium conseil comité
    instituto universidad ministerio international project program programme party investigators ltd inc co corp llc
    gmbh industries systems initiative forum fund alliance league congress parliament government state states nations
    statistics kostat hospital clinic press publishing publishers limited secretariat station headquarters club
    electronics diagnostics technologies solutions holdings partners consulting pharmaceuticals airlines software
    telecom province directorate policy convention assembly affairs republic standards conference community task force
    unit branch
    """)
)
# Heads that no other word of a body's name follows or precedes by chance: they tell two bodies joined by `and`.
_STRONG = frozenset(
    str.split("""
    institute institution ministry university college department society association agency council committee
    commission bureau organization organisation foundation corporation laboratory federation union academy
    administration bank
    """)
)
_SMALL = frozenset(["of", "for", "the", "on", "and", "in", "de", "für", "des", "to", "an", "at"])
_ACRONYM = lazy(r"(?=[^A-Z]*[A-Z][^a-z]*[A-Z0-9])(?![A-Z]-[A-Z]\Z)[A-Z0-9][A-Z0-9&/-]{1,14}")
_WORDS = lazy(r"[^\W\d_]+")


def hangul_body(text: str) -> bool:
    """Tell whether a string with Hangul names a body."""
    squeezed = "".join(text.split())
    if squeezed in _OFFICES or squeezed.startswith(("(주)", "㈜", "주식회사", "(사)", "(재)", "사단법인", "재단법인")):
        return True
    if squeezed.endswith(("(주)", "㈜")) or any(char.isascii() and char.isalnum() for char in squeezed):
        return True
    if len(squeezed) > 3 and (squeezed.endswith(_ENDS) or squeezed.startswith(_BEGINS)):
        return True
    if len(squeezed) >= 6 and " " not in text:
        return True
    if squeezed[-1] in _LAST:
        if len(squeezed) == 3:
            return not surnames.is_surname(squeezed[0])
        return len(squeezed) >= 4 and squeezed[:2] not in surnames.COMPOUND
    return False


def hanja_body(text: str) -> bool:
    """Tell whether a string of Chinese characters names a body."""
    squeezed = "".join(text.split())
    return len(squeezed) >= 4 and squeezed.endswith(_HANJA_ENDS)


def head(text: str) -> bool:
    """Tell whether one of the words is the head of a body's name, such as ``Institute``."""
    return any(word.lower() in _HEADS for word in _WORDS.findall(text))


def latin_body(text: str) -> bool:
    """Tell whether a string in Latin letters names a body: a head word, small words inside, an acronym."""
    words = _WORDS.findall(text)
    if not words:
        return False
    if any(word.lower() in _HEADS and (len(word) > 3 or len(words) > 1) for word in words):
        return True
    if len(words) >= 3 and any(word in _SMALL for word in words[1:-1]) and not _particles_only(words):
        return True
    return _ACRONYM.fullmatch(text.strip()) is not None


def begins_body(text: str) -> bool:
    """Tell whether a string behind ``and`` is a body of its own and not the end of the name before it."""
    words = _WORDS.findall(text)
    if not words:
        return False
    return words[0].lower() in _STRONG or (len(words) > 1 and words[-1].lower() in _STRONG)


def _particles_only(words: list[str]) -> bool:
    small = [word for word in words[1:-1] if word in _SMALL]
    return all(word == "de" for word in small)
