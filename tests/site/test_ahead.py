"""The overview of a store is made from what was kept when the store was written, and says what it would say anyway."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import cli, stores
from kg.site import Site, ahead
from kg.stores import disk
from tests.site.conftest import sample

BASE = "https://paper-kg.example/"


class _Engine:
    """The engine of a store, with its queries counted."""

    def __init__(self, engine: object) -> None:
        self._engine = engine
        self.count = 0

    def query(self, *words: object, **more: object) -> object:
        self.count += 1
        return self._engine.query(*words, **more)  # type: ignore[attr-defined]


@pytest.fixture
def word(tmp_path: Path) -> str:
    path = str(tmp_path / "store")
    disk.write(path, sample(), BASE)
    return path


def overview(word: str, lang: str) -> tuple[bytes, int]:
    """Return the overview, and how many queries the engine ran for it."""
    with disk.open_folder(word) as store:
        counted = store._store = _Engine(store._store)  # type: ignore[assignment]
        page = Site(store, base=store.base, lang=lang, live=True).page("")
        assert page is not None
        return page.body, counted.count


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_overview_runs_no_query_and_is_the_same(word: str, lang: str) -> None:
    plain, asked = overview(word, lang)
    assert asked > 10
    assert ahead.prepare(word, least=1)
    prepared, left = overview(word, lang)
    assert prepared == plain
    assert left == 0


def test_the_overview_of_what_was_added_is_of_all(word: str) -> None:
    ahead.prepare(word, least=1)
    before, _ = overview(word, "en")
    other = [quad._replace(subject=type(quad.subject)(f"{quad.subject}9")) for quad in sample()]
    disk.write(word, other, BASE, add=True)
    after, asked = overview(word, "en")
    assert asked > 10
    assert after != before


def test_a_small_store_is_left_alone(word: str) -> None:
    assert ahead.prepare(word) == 0
    assert not (Path(word) / "data-1" / "kept").exists()


def test_of_a_graph_of_others_making_the_store_is_whole_all_the_same(tmp_path: Path) -> None:
    source = tmp_path / "graph.nt"
    source.write_text('<urn:x:a> <http://purl.org/dc/terms/issued> "soon" .\n' * 3, encoding="utf-8")
    target = str(tmp_path / "store")
    assert cli.main(["load", str(source), target]) == 0
    ahead.prepare(target, least=1)
    assert len(list(stores.quads(target))) == 1


def test_where_nothing_can_be_kept_nothing_fails(word: str) -> None:
    (Path(word) / "data-1" / "kept").write_text("in the way", encoding="utf-8")
    assert ahead.prepare(word, least=1)
    assert overview(word, "en")[1] > 10
