"""The network: its gradients are true, what it reads does not depend on what stands beside it, and it learns."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from kg.references import chain
from kg.references.features import Vocabulary, encode
from kg.references.network import Committee, Network, blocks
from kg.references.segments import Segment
from kg.references.training.augment import Parts, damaged
from kg.references.training.example import Example
from kg.references.training.gradients import Fit, Settings
from kg.references.training.network import Reader, committee, train

TEXTS = (
    ("김하늘", "2011", "강변 마을의 우물", "가람학회지", "12"),
    ("박바다", "1998", "종이의 결", "한빛논총", "3"),
    ("Moss, T.", "2004", "On quiet rivers", "Journal of Slow Water", "21"),
    ("이산", "2015", "돌담의 높이와 그늘", "마을연구", "7"),
    ("Hale, R.", "1987", "The weight of paper", "Annals of Print", "5"),
)
SMALL = Settings(width=16, vector=12, reach=(1, 2, 1), passes=2, batch=4, properties=400)


def example(author: str, year: str, title: str, container: str, volume: str) -> Example:
    """Print a reference in one style and say where its parts are."""
    raw, segments = "", []
    for label, before, text in (
        ("author", "", author),
        ("year", " (", year),
        ("title", "), “", title),
        ("container", ",” ", container),
        ("volume", ", ", volume),
    ):
        raw += before
        segments.append(Segment(label, len(raw), len(raw) + len(text)))
        raw += text
    return Example(raw + ".", tuple(segments))


EXAMPLES = [example(*texts) for texts in TEXTS]


def scores(network: Network | Committee, strings: list[str]) -> list[np.ndarray]:
    """Score each string's tokens."""
    network.forget()
    vocabulary = Vocabulary()
    batch = encode(strings, vocabulary)
    found = network.scores(batch, vocabulary)
    return [found[first : first + count] for first, count in zip(batch.first, batch.count, strict=True)]


def fresh() -> tuple[Fit, Reader]:
    """Make a small network with weights that are all at work."""
    how = dataclasses.replace(SMALL, drop=0.0, forget=0.0, unknown=0.0)
    reader = Reader(EXAMPLES, how)
    fit = Fit(how, reader.properties, reader.columns)
    fit.flat += np.random.default_rng(5).normal(0, 0.15, len(fit.flat)).astype(np.float32)
    return fit, reader


@pytest.mark.parametrize(
    "name", ["rows", "entry", "entry_gain", "layers", "gains", "told", "exit", "transition", "start"]
)
def test_the_gradient_is_the_slope_of_the_loss(name: str) -> None:
    fit, reader = fresh()
    random = np.random.default_rng(3)
    strings, targets = reader.read(EXAMPLES, random)
    fit.step(strings, targets, None)
    gradient = fit.changes[name].copy()
    weights, before = fit.weights[name], fit.weights[name].copy()
    direction = gradient / np.linalg.norm(gradient)
    ends = []
    for by in (0.01, -0.01):
        weights[...] = before + np.float32(by) * direction
        ends.append(fit.step(strings, targets, None))
    assert (ends[0] - ends[1]) / 0.02 == pytest.approx(np.linalg.norm(gradient), rel=0.02)


def test_reading_computes_what_training_computed() -> None:
    fit, reader = fresh()
    loss = fit.step(*reader.read(EXAMPLES, np.random.default_rng(0)), None)
    network = Network(fit.arrays(fit.flat))
    strings, targets = reader.read(EXAMPLES, np.random.default_rng(0))
    total = 0.0
    for at, own in enumerate(scores(network, [e.raw for e in EXAMPLES])):
        states = targets[at, : len(own)]
        found = chain.sums(own[None], np.array([len(own)]), network.transition, network.start)
        way = own[np.arange(len(own)), states].sum() + network.start[states[0]]
        total += float(found.log_total[0] - way - network.transition[states[:-1], states[1:]].sum())
    assert total / strings.sizes.sum() == pytest.approx(loss, rel=1e-4)


def test_a_string_is_scored_alike_alone_and_in_a_batch_of_any_order() -> None:
    network = Network(fresh()[0].arrays(fresh()[0].flat))
    strings = [e.raw for e in EXAMPLES] + ["", "?", "가" * 50, "김하늘 " * 900]
    together = scores(network, strings)
    for string, own in zip(strings, together, strict=True):
        np.testing.assert_allclose(scores(network, [string])[0], own, atol=1e-4)
    for own, turned in zip(together, scores(network, strings[::-1])[::-1], strict=True):
        np.testing.assert_allclose(own, turned, atol=1e-4)


def test_the_same_data_gives_the_same_bytes_and_the_bytes_the_same_network() -> None:
    first, second = (Network(train(EXAMPLES[:3], EXAMPLES[3:], SMALL)) for _ in range(2))
    data = first.dump()
    assert data == second.dump()
    assert Network.read(data).dump() == data
    before, after = (scores(network, [EXAMPLES[0].raw])[0] for network in (first, Network.read(data)))
    np.testing.assert_allclose(before, after, atol=0.02)


def test_a_committee_scores_the_mean_of_its_members_and_comes_back_from_its_bytes() -> None:
    found = committee(EXAMPLES, (), dataclasses.replace(SMALL, passes=12, rate=1e-2, mean=0.5))
    raw = EXAMPLES[2].raw
    own = [scores(member, [raw])[0] for member in found.members]
    assert np.abs(own[0] - own[1]).max() > 0.05
    np.testing.assert_allclose(scores(found, [raw])[0], (own[0] + own[1]) / 2, atol=1e-5)
    again = Committee.read(found.dump())
    assert again.dump() == found.dump()
    assert np.array_equal(np.isfinite(again.transition), chain.allowed())
    with pytest.raises(ValueError, match="not a reference network"):
        Committee.read(b"")


@pytest.mark.parametrize("data", [b"", b"paper-kg sequence model 1\n{}\n"])
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a reference network"):
        Network.read(data)


def test_it_learns_a_style_from_examples_and_reads_names_it_never_met() -> None:
    network = Network(train(EXAMPLES * 8, (), dataclasses.replace(SMALL, passes=12, rate=1e-2, damage=0.0, mean=0.9)))
    other = example("최노을", "2020", "느린 강", "물결학보", "33")
    [own] = scores(network, [other.raw])
    states = chain.best(own, network.transition, network.start)
    found = [chain.FIELDS[state] for state in states if state < chain.COUNT]
    assert found == ["author", "year", "title", "container", "volume"]


def test_exchanged_and_damaged_strings_keep_their_parts_in_place() -> None:
    random = np.random.default_rng(11)
    parts = Parts(EXAMPLES)
    known = {text for texts in TEXTS for text in texts}
    changed = set()
    for _ in range(300):
        start = EXAMPLES[int(random.integers(len(EXAMPLES)))]
        exchanged = parts.exchanged(start, random)
        assert [s.label for s in exchanged.segments] == [s.label for s in start.segments]
        assert {exchanged.raw[s.start : s.end] for s in exchanged.segments} <= known
        broken = damaged(exchanged, random)
        changed.add(broken.raw)
        for segment, sound in zip(broken.segments, exchanged.segments, strict=False):
            text, before = broken.raw[segment.start : segment.end], exchanged.raw[sound.start : sound.end]
            assert text
            assert before.casefold().startswith(text.casefold())
    assert len(changed) > 100


def test_blocks_hold_every_string_once_and_like_lengths_together() -> None:
    count = np.array([5, 0, 300, 6, 5, 2000, 7, 1])
    found = blocks(count, 40)
    assert sorted(np.concatenate(found).tolist()) == [0, 2, 3, 4, 5, 6, 7]
    for members in found:
        sizes = count[members]
        assert len(members) == 1 or len(members) * sizes.max() <= 40
        assert sizes.max() <= sizes.min() * 1.15 + 2
