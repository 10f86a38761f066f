"""Which language a printed string is in: told by its script, and for Latin letters by small words and letters.

Titles are short, so a language other than English must show itself by words that English does not have.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.references.patterns import lazy

__all__ = ["language", "latin"]

# By name; a class of many thousand characters is compiled only where a string needs it.
_SCRIPTS = {
    "hangul": r"[가-힣ᄀ-ᇿㄱ-ㆎ]",
    "hanja": r"[㐀-䶿一-鿿豈-﫿々]",
    "kana": r"[ぁ-ゖァ-ヺ]",
    "latin": r"[A-Za-zÀ-ɏ]",
    "cyrillic": r"[Ѐ-ӿ]",
}
_WORD = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Forms of characters that only the Japanese write.
_SHINJITAI = lazy(
    r"[仏駅円図沢竜桜広黒毎関説鉄総権労営応実発経変伝拡検験県圏団帰気様楽済満焼訳読両顕厳戦処従続択剤徴恵悪巻売庁弁転軽辺込働峠畑栃]"
)

# A syllable of Hangul or a Chinese character says about as much as three Latin letters.
_WEIGHT = 3
_LONGEST = 4000
"""So many characters tell the language; some patterns look far ahead."""

_WORDS: dict[str, str] = {
    "en": "the of and in for a an on to with by from at as is are its using between under into how what why toward"
    " towards among through their new study analysis effects effect approach",
    "de": "der die das und des dem den ein eine einer eines im in zur zum über für mit von auf als bei nach aus am zu"
    " ist nicht oder durch gegen unter zwischen deutschen deutsche deutschland beiträge geschichte entwicklung",
    "fr": "le la les des du de et en un une dans sur pour par au aux avec chez entre ses son sa étude français"
    " histoire essai dictionnaire société",
    "es": "el la los las de del y en un una para por con al su sus como entre sobre desde historia estudio análisis",
    "it": "lo gli di del della dei delle e in un una per con su nel nella al alla come tra dal storia studio",
    "pt": "os do da dos das de em na nos nas um uma para por com ao à como entre sobre história",
    "la": "et de in ad cum ex ab pro sive seu per quae quod est liber opera",
    "nl": "de het een en van in op voor met der te aan bij uit over tot naar ",
}
# Each pattern beside what a string must hold for it to be found: most titles hold nothing of it.
_LETTERS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "de",
        (*"äöüßÄÖÜ", "sch", "ung", "bau", "lehre", "kunde", "keit", "heit", "lich", "ologie", "und", "Uber"),
        lazy(
            r"[äöüßÄÖÜ]|[a-z]sch|[a-z]{2}ung(?:s|en)?\b|ungsbau|bau\b|lehre\b|kunde\b|keit\b|heit\b|lich\b|schaft|ologie\b|\bund\b|\bUber\b"
        ),
    ),
    (
        "fr",
        (*"éèêàçùûîôœ", "eau", "ique", "d'", "l'", "d’", "l’"),
        lazy(r"[éèêàçùûîôœ]|tion\b.*\bd'|eau\b|ique\b|\b[ld]['’]"),
    ),
    ("es", (*"ñ¿¡áíóú", "ción", "idad"), lazy(r"[ñ¿¡áíóú]|ción\b|idad\b")),
    ("pt", (*"ãõç", "dade"), lazy(r"[ãõç]|ção\b|dade\b")),
    ("it", ("zione", "ità", "dell'", "dell’"), lazy(r"zione\b|ità\b|\bdell['’]")),
)


@cache
def _script(name: str) -> re.Pattern[str]:
    return re.compile(_SCRIPTS[name])


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    """Give the languages of each small word."""
    found: dict[str, tuple[str, ...]] = {}
    for lang, words in _WORDS.items():
        for word in dict.fromkeys(words.split()):
            found[word] = (*found.get(word, ()), lang)
    return found


def language(text: str) -> str:
    """Return the BCP 47 tag of a title, a name of a journal or of a body; empty where no letter tells.

    Chinese characters alone are ``zh``: the string does not tell whether a Korean, a Chinese or a Japanese wrote them.
    """
    return _language(text[:_LONGEST])


@lru_cache(maxsize=8192)
def _language(text: str) -> str:
    if text.isascii():
        return latin(text) if _script("latin").search(text) else ""
    hangul = len(_script("hangul").findall(text)) * _WEIGHT
    hanja = len(_script("hanja").findall(text)) * _WEIGHT
    kana = len(_script("kana").findall(text)) * _WEIGHT
    letters = len(_script("latin").findall(text))
    if kana and kana >= hangul and hanja + kana >= letters:
        return "ja"
    if hangul and hangul + hanja >= letters:
        return "ko"
    if hanja and hanja >= letters:
        return "ja" if _SHINJITAI.search(text) and not hangul else "zh"
    if len(_script("cyrillic").findall(text)) > letters:
        return "ru"
    return latin(text) if letters else ""


def latin(text: str) -> str:
    """Tell the language of a string in Latin letters; English unless another shows itself."""
    words = _WORD.findall(text.lower())
    if not words:
        return ""
    tables = _tables()
    scores = dict.fromkeys(_WORDS, 0.0)
    for word in words:
        for lang in tables.get(word, ()):
            scores[lang] += 1
    english = scores.pop("en") + 0.4
    for lang, hints, pattern in _LETTERS:
        if any(map(text.__contains__, hints)):
            scores[lang] += min(2.0, 0.6 * len(pattern.findall(text)))
    best = max(scores, key=lambda lang: (scores[lang], lang == "de"))
    return best if scores[best] > max(english, 0.5) * 1.15 else "en"
