"""What Korean and English words look like: particles, affixes, plurals, function words.

There is no dictionary behind it. Korean particles agree with the sound before them (은 behind a closed syllable, 는
behind an open one), which tells many of them from the end of a noun; what this leaves open is settled by lists.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = [
    "FUNCTION_WORDS",
    "PREFIXES",
    "RARE_PARTICLES",
    "SUFFIXES",
    "is_particle",
    "singular",
    "spelling_key",
    "strip_particles",
]

# --- Korean -----------------------------------------------------------------------------------------------------------

# A particle, and behind which syllables it stands: any, closed ones (with a final consonant), open ones; `l` is open
# or closed with ㄹ, where 로 stands and not 으로.
_PARTICLES = {
    **dict.fromkeys(
        str.split("""
        의 에 에서 에게 에게서 에의 에서의 에는 에서는 에도 에서도 에만 에서만 에게는 에게도 에서만의 까지 까지의 까지는
        부터 부터의 부터는 보다 보다는 보다도 처럼 만 만의 만을 만이 도 마다 마저 조차 밖에 뿐 하고 이외 에서와 에서의
        에까지 에서부터 께서 한테 같이 만으로 만으로는 만큼 만큼의 에서조차 들 들의 들은 들이 들을 들과 들에 들에게 들로
        """),
        "any",
    ),
    **dict.fromkeys(
        str.split("""
        은 이 을 과 과의 과는 과도 이나 이며 이란 이라 이라는 이라고 이자 이든 이야 으로 으로의 으로는 으로도 으로서
        으로서의 으로써 으로부터 으로부터의 이라도 이라면 이다 인가 이지만 이었다
        """),
        "closed",
    ),
    **dict.fromkeys(
        str.split("는 가 를 와 와의 와는 와도 나 며 란 라 라는 라고 자 든 야 라도 라면 다 인가 지만 였다"), "open"
    ),
    **dict.fromkeys(str.split("로 로의 로는 로도 로서 로서의 로써 로부터 로부터의"), "l"),
}
_LONGEST = max(map(len, _PARTICLES))

RARE_PARTICLES = frozenset(str.split("도 만 나 라 자 든 야 며 다 들 뿐 같이 하고"))
"""Particles that titles hardly use, while many nouns end on their syllable: 제도, 속도; 불만; 투자."""

# Nouns whose last syllable is no particle, by their end. Closed or open syllables before it have been told apart.
_NOUN_ENDS = tuple(
    str.split("""
    주의 회의 협의 논의 합의 편의 마을 고을 가을 노을 어린이
    놀이 높이 깊이 길이 넓이 먹이 풀이 젊은이 늙은이 고양이 맞이 벌이 살이 잡이 추가 허가 주가 여가 부가 지가 고가 저가
    대가 정치가 투자가 만화가 수가 결과 학과 경과 통과 인과 도로 활로 기로 회로 미로 피로 대로 유로 가로 세로 수로
    원자로 기와 폐로 계란 교란 혼란 논란
    """)
)
# 회의 is a meeting, but also the end of 사회 with 의; likewise 합의 and 통합, 결과 and 연결, 성과 and 특성.
_NOT_NOUN_ENDS = re.compile(
    r"(?:[사학협의원기국교총대]회의|[광전청공경여파원충상진나양]주의|[연통조융복결종집부화]합의|[농수산]협의"
    r"|[연해종체동타가판대]결과)\Z"
)
_ACHIEVEMENT = re.compile(
    r"(?:경영|재무|혁신|연구|사업|조직|직무|수출|기업|학업|정책|고용|기술|시장|투자|운영|업무|교육|개발|협력)성과\Z"
)

PREFIXES = frozenset(
    str.split("신 재 탈 비 준 초 저 고 대 소 반 친 전 총 구 다 무 미 범 본 내 외 타 주 역 포스트 글로벌")
)
"""What stands before a Korean noun and makes no other word of it."""

SUFFIXES = frozenset(
    str.split("""
    론 학 성 적 화 형 권 지 계 력 율 률 업 자 인 가 원 회 법 제 망 체 별 간 내 상 하 중 식 급 용 품 층 군 사 관 실 장 촌
    들 론적 적인 적으로 화된 화된다 화되는 하는 하기 하여 하고 한 할 함 해 되는 된 되어 됨 되고 시킨 시키는 성장 주의
    """)
)
"""What stands behind a Korean noun and makes no other word of it."""


def is_particle(text: str, before: str) -> bool:
    """Tell whether a string is a particle, or particles in a row, that can stand behind that syllable.

    Args:
        text: the end of a word.
        before: the syllable before it.

    Example:
        >>> is_particle("가", "제"), is_particle("가", "책"), is_particle("으로의", "책")
        (True, False, True)
    """
    behind = _PARTICLES.get(text)
    if behind is None or not before:
        return False
    if behind == "any":
        return True
    final = _final(before[-1])
    if behind == "l":
        return final in (0, 8)
    return (final == 0) == (behind == "open") if final is not None else True


def strip_particles(word: str) -> str:
    """Return a Korean word without the particle at its end, where the end is more likely a particle than the noun's.

    At least two syllables are left: a noun of two syllables is never cut.

    Example:
        >>> [strip_particles(word) for word in ("클러스터정책의", "민주주의", "사회의", "경영성과", "특성과")]
        ['클러스터정책', '민주주의', '사회', '경영성과', '특성']
    """
    for size in range(min(_LONGEST, len(word) - 2), 0, -1):
        end = word[-size:]
        if end in RARE_PARTICLES or not is_particle(end, word[-size - 1]):
            continue
        if size == 1 and _noun(word):
            break
        return word[:-size]
    return word


def _noun(word: str) -> bool:
    return (word.endswith(_NOUN_ENDS) and not _NOT_NOUN_ENDS.search(word)) or _ACHIEVEMENT.search(word) is not None


def _final(syllable: str) -> int | None:
    """Return the number of a syllable's final consonant, 0 for none; nothing for what is no syllable of Hangul."""
    return (ord(syllable) - 0xAC00) % 28 if "가" <= syllable <= "힣" else None


# --- English ----------------------------------------------------------------------------------------------------------

_IRREGULAR = {
    word: one
    for one, *many in map(
        str.split,
        """child children|woman women|man men|foot feet|tooth teeth|goose geese|mouse mice|criterion criteria
        phenomenon phenomena|index indices|matrix matrices|vertex vertices|appendix appendices|focus foci|locus loci
        nucleus nuclei|stimulus stimuli|alumnus alumni|syllabus syllabi|fungus fungi|bacterium bacteria
        curriculum curricula|stratum strata|spectrum spectra|memorandum memoranda|corpus corpora|schema schemata
        formula formulae|analysis analyses|crisis crises|thesis theses|hypothesis hypotheses|synthesis syntheses
        diagnosis diagnoses|prognosis prognoses|emphasis emphases|parenthesis parentheses|basis bases|oasis oases
        life lives|knife knives|leaf leaves|half halves|shelf shelves|wolf wolves|self selves|wife wives|thief thieves
        calf calves|loaf loaves|quiz quizzes|gas gases|bias biases|lens lenses|canvas canvases|atlas atlases
        alias aliases|movie movies|cookie cookies|calorie calories|prairie prairies|zombie zombies|tie ties|die dies
        lie lies|pie pies|selfie selfies|cache caches|niche niches|headache headaches|ache aches|avalanche avalanches
        psyche psyches|shoe shoes|toe toes|canoe canoes|foe foes|use uses|abuse abuses|excuse excuses|reuse reuses
        house houses|cause causes|axis axes|potato potatoes|tomato tomatoes|hero heroes|echo echoes|veto vetoes
        embargo embargoes|cargo cargoes|volcano volcanoes|medium media""".replace("\n", "|").split("|"),
    )
    for word in many
}
_INVARIABLE = frozenset(
    str.split("""
    news series species means always perhaps thus plus gas bus lens bias canvas atlas alias chaos ethos pathos cosmos
    overseas whereas christmas headquarters kudos texas kansas paris brussels wales netherlands philippines laos davos
    los las des les dos us is as his its this was has does goes yes unless besides towards afterwards upwards across
    apparatus access process success business progress congress address express less loss mass class cross gross
    diabetes rabies mars venus james charles thomas jones williams adams harris davis
    """)
)


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """Return an English noun in the singular; a word that is none, or is singular already, stays as it is.

    Args:
        word: one word in lower case.

    Example:
        >>> [singular(word) for word in ("policies", "clusters", "analyses", "economics", "processes", "status")]
        ['policy', 'cluster', 'analysis', 'economics', 'process', 'status']
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word in _INVARIABLE:
        return word
    if word.endswith(("ss", "us", "is", "ics")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    if word.endswith("uses") and word[-5] not in "aeo":
        return word[:-2]
    return word[:-1]


# British → American, of what the singular leaves: so that both spellings have one key. Nothing here has to be a word.
_SPELLINGS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"([a-z]{2})is(ation|ational|e|ed|er|ing|able|ability)\Z", r"\1iz\2"),
        (r"([a-z])ys(e|ed|er|ing)\Z", r"\1yz\2"),
        (r"([a-z]{3})our(hood|al|er|ing|able|ed|ism|ful|less|ist|ite|ally|ably|)\Z", r"\1or\2"),
        (r"\A(cent|theat|fib|lit|calib|spect|lust|meag|sab|[a-z]*met)re(d?)\Z", r"\1er\2"),
        (r"((?:def|off|lic|pret)en)ce\Z", r"\1se"),
        (r"logue\Z", "log"),
        (r"\Aprogramme\Z", "program"),
        (r"([aeiou][a-z]{1,2}[aeiou])ll(ing|ed|er)\Z", r"\1l\2"),
        (r"([a-z])ae|\Aae", r"\1e"),
        (r"\Aoe", "e"),
        (r"(f|man|rrh)oe(t|u|a)", r"\1e\2"),
        (r"([gd])ement(al|)\Z", r"\1ment\2"),
        (r"\Aageing\Z", "aging"),
        (r"\Agrey", "gray"),
        (r"aluminium", "aluminum"),
        (r"\Asulph", "sulf"),
        (r"(fulfi|enro|insta)l(ment|)\Z", r"\1ll\2"),
        (r"\A(skil|wil)ful", r"\1lful"),
        (r"\Amould", "mold"),
        (r"\Aplough", "plow"),
    )
)


@lru_cache(maxsize=50_000)
def spelling_key(word: str) -> str:
    """Return what the spellings of one English word have in common: number, case, accents, British and American.

    The key is for comparing only; it need not be a word.

    Example:
        >>> spelling_key("Specialisations") == spelling_key("specialization"), spelling_key("Neighbourhoods")
        (True, 'neighborhood')
    """
    folded = unicodedata.normalize("NFKD", word.casefold())
    folded = singular("".join(char for char in folded if not unicodedata.combining(char)))
    if len(folded) > 4 and folded.isascii():
        for pattern, to in _SPELLINGS:
            folded = pattern.sub(to, folded)
    return folded


# --- words that carry no topic ----------------------------------------------------------------------------------------

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        str.split("""
        a about above across after again against all along also although among an and any are around as at be because
        been before being below between beyond both but by can could did do does doing down during each either et few
        for from further had has have having he her here hers him his how i if in into is it its itself let may me might
        more most much must my neither no nor not now of off on once one only onto or other our out over own per rather
        same shall she should since so some such than that the their them then there these they this those through
        throughout thus to too toward towards under until up upon us use used using versus via vs was we were what when
        where whether which while who whom whose why will with within without would yet you your
        """)
    ),
    "ko": frozenset(
        str.split("""
        및 등 그 이 저 것 수 중 더 각 위한 위해 위하여 대한 대해 대하여 관한 관해 관하여 통한 통해 통하여 따른 따라
        의한 의해 의하여 미치는 미친 있는 없는 있어서 있어 하는 되는 되어 된 한 할 하기 하여 또는 혹은 그리고 그러나
        그런데 어떻게 무엇 무엇인가 무엇을 누가 왜 어디 어떤 이런 그런 저런 모든 여러 다른 새로운 간의 간 내 외 상 상의
        하의 중의 비롯한 둘러싼 나타난 나아가 바탕으로 중심으로 중심 대상으로 토대로 사례로 기초로 기반으로 관점에서
        측면에서 이후 이전 동안 사이 가운데 여부 경우 때 곳 우리 우리의 우리나라 앞으로 다시 아울러 함께 같은 보다 매우
        가장 모두 즉 제
        """)
    ),
}
"""Words of a title that say nothing of its topic: articles, prepositions, pronouns and what stands for them."""
