"""What the model sees of a string does not depend on its neighbours in the batch."""

from __future__ import annotations

import numpy as np

from kg.references.features import COLUMNS, Vocabulary, column_keys, encode
from kg.references.lexicon import FLAGS, flags

STRINGS = [
    "김철수·이영희, 2001, 「도시의 변화」, 『가나학회지』 12(3), 34~56쪽.",
    "“Leading quote” 1999",
    "『맨 앞의 책』",
    "Smith, J. (2004). A title. Journal of Examples, 3(1), 1-9. https://doi.org/10.1234/abc",
    "연도 없는 책, 서울: 나다출판사",
    ".",
    "",
]


def test_a_string_is_seen_the_same_alone_and_in_any_company() -> None:
    vocabulary = Vocabulary()
    together = encode(STRINGS, vocabulary)
    backwards = encode(STRINGS[::-1], vocabulary)
    for at, string in enumerate(STRINGS):
        alone = encode([string], vocabulary)
        for batch, place in ((together, at), (backwards, len(STRINGS) - 1 - at)):
            count = int(alone.count[0])
            assert int(batch.count[place]) == count
            for name in alone.columns:
                seen = batch.columns[name][batch.first[place] : batch.first[place] + count]
                own = alone.columns[name][alone.first[0] : alone.first[0] + count]
                assert np.array_equal(seen, own), (string, name)


def test_flags_tell_what_a_word_is_known_for() -> None:
    def known(word: str) -> set[str]:
        bits = flags(word)
        return {name for at, name in enumerate(FLAGS) if bits >> at & 1}

    assert "journal" in known("가나학회지")
    assert {"digit", "year"} <= known("1998")
    assert "year" not in known("2998")
    assert known("10.1234/abc") == {"doi"}
    assert "link" in known("http://example.org/a")
    assert "mark" in known("「")
    assert {"hangul", "name"} <= known("김철수")


def test_the_properties_of_a_token_have_keys_of_their_own() -> None:
    vocabulary = Vocabulary()
    words = ["학회지", "Journal", "12", "2003", ",", "10.1234/abc", "김철수"]
    for word in words:
        vocabulary.add(word)
    keys, sizes = vocabulary.keys(1)
    assert len(sizes) == len(words)
    assert sizes.sum() == len(keys)
    for own in np.split(keys, np.cumsum(sizes)[:-1]):
        assert len(own) == len(set(own.tolist())) > 0
    vocabulary.add("Press")
    fresh, size = vocabulary.keys(len(words) + 1)
    assert size.tolist() == [len(fresh)]
    assert [len(part) for part in vocabulary.keys(len(words) + 2)] == [0, 0]


def test_one_value_in_two_columns_has_two_keys() -> None:
    batch = encode(STRINGS, Vocabulary())
    found = column_keys(batch)
    assert found.shape == (len(COLUMNS), len(batch.numbers))
    columns = [batch.columns[name] for name in COLUMNS]
    ones = [int(row[values == 1][0]) for row, values in zip(found, columns, strict=True) if (values == 1).any()]
    assert len(set(ones)) == len(ones) > 10
