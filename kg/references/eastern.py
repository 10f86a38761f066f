"""Names in Hangul and in Chinese characters: where one ends, and where family and given name part.

Nobody prints a border inside such a name. Korean and Chinese family names are known and short; a Japanese one has two
characters where nothing else is known. Names of foreigners in Hangul keep the order in which they are printed.
"""

from __future__ import annotations

import re
from functools import cache

from kg.readers import surnames
from kg.references.bodies import hangul_body, hanja_body
from kg.references.latin import GIVEN_FIRST, INVERTED, Person
from kg.references.patterns import lazy

__all__ = ["HANGUL", "HANJA", "hangul", "hanja", "looks_hangul"]

HANGUL = "가-힣"
HANJA = "々〆〇㐀-䶿一-鿿豈-﫿"

_WORD = lazy(r"\S+")
# Family names of one character that Koreans and Chinese have; a few are also Japanese.
_ONE = frozenset(
    "金李朴崔鄭姜趙尹張林任韓吳徐申權黃安宋柳劉全洪高文梁孫裵裴白許南沈盧河郭成車朱禹具閔陳池嚴蔡元千方孔玄咸卞廉呂秋都"
    "蘇石宣薛馬吉王丁楊謝龍康程曹周俞兪劉辛羅田潘杜阮藍閻余杜戴夏鍾鐘汪范姚譚廖鄒熊陸郝崔丘邱秦江史顧侯邵孟萬段錢湯尹黎易常武喬賀賴龔文"
    "魏蔣沈韋葉唐馮于董袁鄧許傅曾彭吕蘇盧蔣蔡賈魯皮卓魚殷片昔龐表明奇諸牟陰太睦芮承溫赵张刘陈杨黄吴孙马罗郑谢韩冯许邓叶苏蒋贾丁范"
    "谭邹陆龙钱汤贺赖庞钟卢荀葛管屈包左岳齊齐梅盛刁童沙古郎饒雲單宓梅穆戚"
)
# Japanese family names of three characters, by their frequency.
_THREE = frozenset(
    str.split("""
    佐々木 長谷川 五十嵐 久保田 大久保 小野寺 佐久間 宇佐美 波多野 長谷部 日比野 小笠原 三田村 東海林 阿久津 宇都宮
    小宮山 曽我部 海老原 海老沢 喜多村 安孫子 我妻 小山田 大河内 大河原 大和田 千代田 古賀野 御手洗 加賀谷 仲宗根
    比嘉 久保寺 美濃部 西大路 武者小 二階堂 伊集院 勅使河 長曽我 小早川 真田 菊地原 小田切 小田島 大曽根
    """)
)


# Japanese family names as they are written in Hangul: in it, other foreigners' names begin with the given name.
_JAPANESE = frozenset(
    str.split("""
    사토 스즈키 다카하시 다나카 와타나베 이토 야마모토 나카무라 고바야시 가토 요시다 야마다 사사키 야마구치 마쓰모토
    이노우에 기무라 하야시 시미즈 사이토 야마자키 나카지마 모리 아베 이케다 하시모토 이시카와 야마시타 오가와 이시이
    하세가와 고토 오카다 곤도 마에다 후지타 엔도 아오키 사카모토 무라카미 오타 가네코 후지이 후쿠다 니시무라 미우라
    다케우치 나카가와 오카모토 마쓰다 하라다 나카노 오노 다무라 후지와라 나카야마 이시다 고지마 와다 모리타 우치다
    시바타 사카이 하라 다카기 요코야마 안도 미야자키 우에다 시마다 구도 미야모토 스기야마 오노데라 마루야마 이마이
    다카다 다니구치 우에노 후지모토 다케다 무라타 마스다 히라노 오쓰카 스가와라 구보 마쓰이 이와사키 사쿠라이 기노시타
    노구치 마쓰오 노무라 기쿠치 사노 오니시 스기모토 아라이 오카모토 가라타니 미조구치 가와바타 오에 나쓰메 우치무라
    후쿠자와 요시모토 다치바나 미나미 니시다 호리 구로다 니시카와 가와카미 쓰루미 이와나미 마쓰시타 오구라 가와이
    도요타 혼다 히로세 이시하라 미야타 오다 요시카와 나가이 가와구치 가와무라 시라카와 미즈노 무라야마 고이즈미
    """)
)


@cache
def _name() -> re.Pattern[str]:
    return re.compile(rf"[{HANGUL}]{{2,5}}")


@cache
def _initialled() -> re.Pattern[str]:
    """Match a foreigner's name whose family name alone is written in Hangul: ``하버트 J.``, ``J. 하버트``."""
    letters = r"(?:[A-Z]\.[\s-]?){1,3}"
    return re.compile(
        rf"(?P<family>[{HANGUL}]{{1,7}})\s(?P<given>{letters})|(?P<before>{letters})(?P<behind>[{HANGUL}]{{1,7}})"
    )


def looks_hangul(text: str) -> bool:
    """Tell whether a string without spaces is a Korean name of the usual length."""
    if not 2 <= len(text) <= 4 or not _name().fullmatch(text):
        return False
    if text[:2] in surnames.COMPOUND and len(text) > 2:
        return True
    return len(text) <= 3 and surnames.is_surname(text[0]) and not hangul_body(text)


def hangul(text: str, start: int, end: int, *, alone: bool = True) -> list[Person]:
    """Read a stretch of a list that holds Hangul: one name, or several with spaces between them.

    Args:
        text: the string.
        start: where the stretch begins.
        end: where it ends.
        alone: whether it is all of the list; a doubtful word among people is a person too.
    """
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    if len(words) == 1:
        return [_one(text, start, end, alone)]
    if mixed := _initialled().fullmatch(text, start, end):
        family, given = ("family", "given") if mixed["family"] else ("behind", "before")
        first = mixed.start(given)
        return [Person((start, end), (mixed.span(family),), ((first, first + len(mixed[given].rstrip())),))]
    plain = [text[a:b] for a, b in words]
    if len(plain) == 2 and plain[0] in _JAPANESE and _name().fullmatch(plain[1]):
        return [Person((start, end), (words[0],), (words[1],))]
    if len(plain) == 2 and surnames.is_surname(plain[0]) and len(plain[0]) <= 2 and len(plain[1]) <= 2:
        return [Person((start, end), (words[0],), (words[1],))]
    if all(looks_hangul(word) for word in plain) and all(len(word) == 3 for word in plain[1:]):
        return [_one(text, a, b, alone) for a, b in words]
    abroad = len(plain[-1]) == 1 and _frequent(plain[-1]) and not _frequent(plain[0][0])  # `피터 한`
    if len(plain) == 2 and looks_hangul(plain[0]) and len(plain[0]) == 2 and len(plain[1]) == 1 and not abroad:
        return [Person((start, end), ((start, start + 1),), ((start + 1, end),))]
    if hangul_body(text[start:end]) or not all(re.fullmatch(rf"[{HANGUL}]{{1,7}}", word) for word in plain):
        return [Person((start, end), body=True)]
    if len(plain) <= 3 and len(plain[-1]) <= 6 and not any(hangul_body(word) for word in plain):
        return [Person((start, end), (words[-1],), ((start, words[-2][1]),), False, GIVEN_FIRST)]
    return [Person((start, end), body=True)]


def _frequent(syllable: str) -> bool:
    return any(map(surnames.is_frequent, surnames.spellings(syllable)))


def _one(text: str, start: int, end: int, alone: bool) -> Person:
    word = text[start:end]
    if not _name().fullmatch(word):
        return Person((start, end), body=True)
    family = 2 if word[:2] in surnames.COMPOUND and len(word) > 2 else 1
    known = family == 2 or surnames.is_surname(word[0])
    if hangul_body(word) and not (known and not alone and len(word) <= 5):
        return Person((start, end), body=True)
    if known:
        return Person((start, end), ((start, start + family),), ((start + family, end),), False, INVERTED)
    return Person((start, end), ((start, end),), ())


def hanja(text: str, start: int, end: int) -> list[Person]:
    """Read a stretch of a list in Chinese characters: one name, or several with spaces between them."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    if hanja_body(text[start:end]) or any(not re.fullmatch(rf"[{HANJA}\u3040-\u30ff]+", text[a:b]) for a, b in words):
        return [Person((start, end), body=True)]
    if len(words) == 2:
        return [Person((start, end), (words[0],), (words[1],))]
    if len(words) > 2:
        return [one for a, b in words for one in hanja(text, a, b)]
    word = text[start:end]
    if len(word) > 6:
        return [Person((start, end), body=True)]
    if len(word) == 1:
        return [Person((start, end), ((start, end),))]
    cut = 2
    if len(word) == 2 or (len(word) == 3 and word[0] in _ONE):
        cut = 1
    elif word[:3] in _THREE or len(word) == 6:
        cut = 3
    return [Person((start, end), ((start, start + cut),), ((start + cut, end),))]
