"""The words of titles by period: what ``then: terms`` makes of a query's rows.

SPARQL 1.1 cuts no text into words in a way that engines share. Korean words lose their particles, English ones their
plural; the British and the American spelling of a word are one; function words are left out.
"""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable, Iterator

from kg.answers import Row, plain
from kg.concepts.morphology import FUNCTION_WORDS, singular, spelling_key, strip_particles
from kg.namespaces import XSD
from kg.quads import Literal, Term

__all__ = ["base_form", "count", "words"]

_WORD = re.compile(r"[가-힣]+|[^\W\d_가-힣][^\W_가-힣]*(?:['’-][^\W_가-힣]+)*")
_HANGUL = re.compile(r"[가-힣]+")


def count(rows: Iterable[Row]) -> list[Row]:
    """Count the works of each period whose titles bear a word.

    Args:
        rows: period, title, work, and the least number of works, as the query answers.

    Returns:
        Period, word, number of works; by period, then the most frequent word first. Of several spellings, the one
        that most titles of all periods have stands for the word.
    """
    works: dict[tuple[int, str], set[str]] = collections.defaultdict(set)
    forms: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    least = 1
    for period, title, work, at_least in rows:
        least = int(plain(at_least))
        for word in sorted(set(words(title))):
            key = spelling_key(word)
            works[int(plain(period)), key].add(plain(work))
            forms[key][word] += 1
    shown = {key: min(counter, key=lambda word: (-counter[word], word)) for key, counter in forms.items()}
    kept = [(period, shown[key], len(found)) for (period, key), found in works.items() if len(found) >= least]
    kept.sort(key=lambda row: (row[0], -row[2], row[1]))
    return [(_integer(period), Literal(word), _integer(number)) for period, word, number in kept]


def _integer(number: int) -> Literal:
    return Literal(str(number), "", XSD("integer"))


def words(title: Term | None) -> Iterator[str]:
    """Yield the words of a title in their base form, without function words.

    Args:
        title: a literal; its language tells how its words are inflected, Hangul is always Korean.
    """
    text = plain(title)
    lang = title.lang if isinstance(title, Literal) else ""
    found_words = [match.group() for match in _WORD.finditer(text)]
    latin = [word for word in found_words if word.lower() != word.upper()]
    # A title in capitals throughout has no acronyms that one could tell.
    shouting = len(latin) > 2 and all(word.isupper() for word in latin)
    for word in found_words:
        if not word.isupper() or shouting or len(word) < 2:
            word = word.lower()
        found = base_form(word, lang)
        if found:
            yield found


def base_form(word: str, lang: str) -> str:
    """Return a word without inflection; empty where it is a function word, or one letter.

    Args:
        word: one word; lower case, but for an acronym.
        lang: the language of the text that it stands in.

    Example:
        >>> [base_form(word, "ko") for word in ("정책의", "중심으로", "EU", "clusters")]
        ['정책', '', 'EU', 'cluster']
    """
    if _HANGUL.fullmatch(word):
        if word in FUNCTION_WORDS["ko"]:
            return ""
        stem = strip_particles(word)
        return "" if len(stem) < 2 or stem in FUNCTION_WORDS["ko"] else stem
    if lang and lang.partition("-")[0] not in ("en", "ko"):
        # No list of function words for other languages: short words are left out.
        return word if len(word) > 3 else ""
    word = re.sub(r"['’]s?$", "", word)
    if len(word) < 2 or word in FUNCTION_WORDS["en"]:
        return ""
    return singular(word) if word.islower() else word
