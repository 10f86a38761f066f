"""The sums over the chain agree with adding up every way through it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kg.references import chain
from kg.references.decode import mended, segments


def _random(steps: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    dice = np.random.default_rng(seed)
    states = chain.STATES
    scores = dice.normal(0, 2, (steps, states)).astype(np.float32)
    transition = np.where(chain.allowed(), dice.normal(0, 1, (states, states)), -np.inf).astype(np.float32)
    start = np.where(chain.opening(), 0.0, -np.inf).astype(np.float32)
    return scores, transition, start


def _ways(scores: np.ndarray, transition: np.ndarray, start: np.ndarray) -> dict[tuple[int, ...], float]:
    found = {}
    for way in itertools.product(range(chain.STATES), repeat=len(scores)):
        total = float(start[way[0]]) + sum(float(scores[at, state]) for at, state in enumerate(way))
        total += sum(float(transition[left, right]) for left, right in itertools.pairwise(way))
        if np.isfinite(total):
            found[way] = total
    return found


def test_sums_are_those_of_all_ways() -> None:
    scores, transition, start = _random(3, 1)
    ways = _ways(scores, transition, start)
    values = np.array(list(ways.values()))
    log_total = float(values.max() + np.log(np.exp(values - values.max()).sum()))
    found = chain.sums(scores[None], np.array([3]), transition, start, pairs=True)
    assert found.log_total[0] == pytest.approx(log_total, abs=1e-4)
    posterior = np.zeros((3, chain.STATES))
    pairs = np.zeros((chain.STATES, chain.STATES))
    for way, value in ways.items():
        share = np.exp(value - log_total)
        for at, state in enumerate(way):
            posterior[at, state] += share
        for left, right in itertools.pairwise(way):
            pairs[left, right] += share
    assert np.allclose(found.posterior[0], posterior, atol=1e-4)
    assert found.pairs is not None
    assert np.allclose(found.pairs, pairs, atol=1e-4)


def test_a_shorter_string_in_a_batch_is_summed_as_if_alone() -> None:
    scores, transition, start = _random(6, 2)
    both = np.zeros((2, 6, chain.STATES), dtype=np.float32)
    both[0, :4], both[1] = scores[:4], scores
    together = chain.sums(both, np.array([4, 6]), transition, start)
    alone = chain.sums(scores[None, :4], np.array([4]), transition, start)
    assert np.allclose(together.posterior[0, :4], alone.posterior[0], atol=1e-5)


def test_what_is_read_is_what_was_summed_whatever_the_lengths() -> None:
    lengths = np.array([1, 2, 2, 5, 9])
    _, transition, start = _random(1, 5)
    scores = np.random.default_rng(6).normal(0, 3, (5, 9, chain.STATES)).astype(np.float32)
    wanted = chain.sums(scores, lengths, transition, start).posterior
    found = chain.marginals(scores.swapaxes(0, 1), lengths, transition, start)
    for at, length in enumerate(lengths):
        np.testing.assert_allclose(found[:length, at], wanted[at, :length], atol=1e-5)
        assert not found[length:, at].any()


def test_the_best_way_is_the_best_of_all() -> None:
    scores, transition, start = _random(3, 3)
    ways = _ways(scores, transition, start)
    assert tuple(chain.best(scores, transition, start)) == max(ways, key=lambda way: ways[way])


def test_segments_stand_where_the_pieces_stand() -> None:
    string = " 김철수, 1999,  제목"
    lengths = [4, 1, 5, 1, 4]
    field = {name: at for at, name in enumerate(chain.FIELDS)}
    states = [field["author"], field["author"] + 2 * chain.COUNT, field["year"]]
    states += [field["year"] + 2 * chain.COUNT, field["title"]]
    posterior = np.full((5, chain.STATES), 1e-4, dtype=np.float32)
    posterior[np.arange(5), states] = 0.9
    _, transition, start = _random(1, 4)
    transition = np.where(np.isfinite(transition), 0, -np.inf).astype(np.float32)
    found = segments(
        [string, ""], [lengths, []], [posterior, posterior[:0]], [posterior, posterior[:0]], transition, start
    )
    assert [(s.label, string[s.start : s.end]) for s in found[0]] == [
        ("author", "김철수"),
        ("year", "1999"),
        ("title", "제목"),
    ]
    assert all(s.confidence == pytest.approx(0.9, abs=1e-3) for s in found[0])
    assert found[1] == []


def test_where_the_likeliest_states_do_not_fit_the_best_way_is_taken() -> None:
    field = chain.FIELDS.index("title")
    posterior = np.full((2, chain.STATES), 1e-4, dtype=np.float32)
    posterior[0, field + chain.COUNT] = 0.9  # a further token cannot come first
    posterior[1, field + chain.COUNT] = 0.9
    _, transition, start = _random(1, 5)
    transition = np.where(np.isfinite(transition), 0, -np.inf).astype(np.float32)
    scores = np.log(posterior)
    [found] = segments(["가 나"], [[1, 2]], [posterior], [scores], transition, start)
    assert all(0 <= s.start < s.end <= 3 for s in found)


def test_mended_states_are_possible_and_possible_ones_stay() -> None:
    dice = np.random.default_rng(7)
    _, transition, start = _random(1, 6)
    for _ in range(50):
        found = mended(dice.integers(0, chain.STATES, 40).tolist(), transition, start)
        assert np.isfinite(start[found[0]])
        assert all(np.isfinite(transition[left, right]) for left, right in itertools.pairwise(found))
        assert mended(found, transition, start) == found
