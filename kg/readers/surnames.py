"""Korean family names and how they are spelt in Latin letters.

A family name is a fact about the Korean language; the list holds those of the census that are borne by more than a
few hundred people, and the spellings that passports and journals use for them.
"""

from __future__ import annotations

from functools import cache

__all__ = ["COMPOUND", "is_frequent", "is_latin", "is_surname", "matches", "spellings", "split_hangul"]

COMPOUND = (
    "남궁",
    "황보",
    "제갈",
    "사공",
    "선우",
    "서문",
    "독고",
    "동방",
    "어금",
    "망절",
    "무본",
    "소봉",
    "장곡",
    "강전",
)
"""Family names of two syllables."""

# One row a family name: Hangul, then its Latin spellings.
_TABLE = """
김 kim gim ghim kym|이 lee yi rhee ree li rhie yee i lie leigh|박 park pak bak bahk pack paik|최 choi choe chai choy
정 jung chung jeong cheong joung chong jong joeng|강 kang gang khang|조 cho jo joe choh|윤 yoon yun youn yune
장 jang chang zhang|임 lim im yim rim leem|한 han hahn hann|오 oh o ohh oe|서 seo suh so su seoh sur
신 shin sin shinn synn|권 kwon gwon kweon gweon kwun|황 hwang whang hwangh|안 an ahn ann|송 song
류 ryu ryoo yoo yu rhyu lyu ryou|유 yoo yu ryu you yoou|전 jeon jun chun jeun cheon chon jon|홍 hong|고 ko go koh goh
문 moon mun|양 yang ryang|손 son sohn|배 bae pae bai pai|백 baek paik baik back paek beck|허 heo hur huh her hu heu
남 nam nahm|심 shim sim|노 noh no ro roh nho rho|하 ha hah|곽 kwak gwak kwag|성 sung seong|차 cha tcha
주 joo ju chu choo|우 woo u wu|구 koo gu ku goo kou|나 na ra nah rha|민 min|진 jin chin zin|지 ji jee chi gee
엄 um eom uhm aum ohm|채 chae chai|원 won weon|천 chun cheon chon|방 bang pang|공 kong gong|현 hyun hyeon
함 ham hahm|변 byun byeon pyun byon|염 yeom yum lyeom|여 yeo yuh yo|추 choo chu|도 do doh to|소 so soh sho
석 seok suk sok|선 sun seon son|설 seol sul seul|마 ma mah|길 gil kil|연 yeon youn yun|위 wi wee we|표 pyo phyo
명 myung myeong|기 ki kee gi|반 ban bahn pan|왕 wang|금 keum kum geum|옥 ok ock|육 yook yuk|인 in ihn
맹 maeng|제 je jae che|모 mo moh|탁 tak tag|국 kook guk kuk gook|어 eo uh euh|은 eun un|편 pyun pyeon
용 yong|예 ye yeh|경 kyung kyeong|봉 bong|사 sa|부 boo bu|황보 hwangbo|남궁 namgoong namgung namkoong namkung
제갈 jegal|선우 sunwoo seonwoo|서문 seomun seomoon|독고 dokko dokgo|사공 sagong|가 ka ga|복 bok|태 tae|목 mok
형 hyung hyeong|계 kye gye|피 pi|두 doo du|감 kam gam|음 eum|빈 bin|동 dong|온 on|호 ho|범 bum beom|좌 jwa
팽 paeng|승 seung|간 kan gan|상 sang|시 si shi|갈 gal kal|서문 seomun|단 dan|견 kyun|당 dang|화 hwa|창 chang
라 ra na rah la|림 lim rim|량 ryang yang|리 ri lee|로 ro noh|련 ryeon|여 yeo|판 pan|순 soon|옹 ong|방 bang|삼 sam
탄 tan|뇌 noe|아 a|묵 mook|망절 mangjeol|곡 gok|초 cho|필 pil|풍 poong|돈 don|미 mi|마 ma|대 dae|평 pyung|십 sib
"""

# The rows are in the order of frequency; so many of them are the names of nine Koreans in ten.
_FREQUENT = 48


@cache
def _hangul() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for row in _TABLE.replace("\n", "|").split("|"):
        if row:
            hangul, *latin = row.split()
            names.setdefault(hangul, set()).update(latin)
    return {hangul: frozenset(latin) for hangul, latin in names.items()}


@cache
def _latin() -> frozenset[str]:
    return frozenset(spelling for spellings in _hangul().values() for spelling in spellings)


@cache
def _frequent() -> frozenset[str]:
    return frozenset(spelling for row in list(_hangul().values())[:_FREQUENT] for spelling in row)


def is_surname(text: str) -> bool:
    """Tell whether a string in Hangul is a family name."""
    return text in _hangul() or text in COMPOUND


def is_latin(word: str) -> bool:
    """Tell whether a word in Latin letters is a spelling of a Korean family name."""
    return word.rstrip(".,").lower() in _latin()


def is_frequent(word: str) -> bool:
    """Tell whether a word in Latin letters is a spelling of one of the frequent family names."""
    return word.rstrip(".,").lower() in _frequent()


def spellings(hangul: str) -> frozenset[str]:
    """Return the known Latin spellings of a family name in Hangul, in lower case."""
    return _hangul().get(hangul, frozenset())


def matches(hangul: str, latin: str) -> bool:
    """Tell whether the Latin word is a known spelling of the family name in Hangul."""
    return latin.rstrip(".,").lower() in _hangul().get(hangul, ())


def split_hangul(name: str) -> tuple[str, str]:
    """Split a Hangul name into family and given name by the list; both empty where the list does not tell.

    A space that is printed between them counts before the list does. Names of two syllables whose two syllables could
    be a compound family name are split after the first, as nobody is called by the family name alone.
    """
    parts = name.split()
    if len(parts) == 2 and is_surname(parts[0]):
        return parts[0], parts[1]
    joined = "".join(parts)
    if not 2 <= len(joined) <= 5:
        return "", ""
    if joined[:2] in COMPOUND and len(joined) > 2:
        return joined[:2], joined[2:]
    return (joined[0], joined[1:]) if joined[0] in _hangul() and len(joined) <= 4 else ("", "")
