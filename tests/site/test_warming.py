"""What is made ready before the first visitor comes: then no page of a node reads a template or a list of the graph."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

from kg import stores
from kg.errors import InputError
from kg.quads import Iri
from kg.site import Site, ahead
from kg.site.context import environment
from kg.stores import Rows, disk
from tests.site.conftest import sample

KINDS = ("source", "work", "person", "journal", "organization")


class _Noted:
    """A store that notes what it is asked, and can be told to fail."""

    def __init__(self, store: stores.Store) -> None:
        self._store = store
        self.asked: list[str] = []
        self.broken = False

    def select(self, query: str) -> Rows:
        self.asked.append(query)
        if self.broken:
            raise InputError("the data are damaged")
        return self._store.select(query)


@pytest.fixture
def noted() -> Iterator[_Noted]:
    with stores.of_quads(sample()) as store:
        yield _Noted(store)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The templates that are compiled from here on, as in a process that has read none."""
    found: list[str] = []
    compile_ = jinja2.Environment.compile

    def note(self: jinja2.Environment, source: str, name: str, filename: str) -> object:
        found.append(name)
        return compile_(self, source, name, filename)

    environment.cache_clear()
    monkeypatch.setattr(jinja2.Environment, "compile", note)
    yield found
    environment.cache_clear()


def test_the_first_page_of_each_kind_reads_no_template_and_no_module(noted: _Noted, compiled: list[str]) -> None:
    site = Site(noted, live=True)  # type: ignore[arg-type]
    site.warm()
    assert {"base.html", "entries.html", "macros.html", "paper.html"} <= set(compiled)
    assert len(compiled) == len(set(compiled))
    before, known = len(compiled), set(sys.modules)
    paths = [site.path_of(Iri(str(node))) for (node,) in noted.select("SELECT ?node WHERE { ?node a ?class }").rows]
    for kind in KINDS:
        assert site.page(next(path for path in paths if path.startswith(f"{kind}/"))) is not None
    assert len(compiled) == before
    assert set(sys.modules) == known


def test_what_is_made_ready_is_not_asked_again(noted: _Noted) -> None:
    site = Site(noted, live=True)  # type: ignore[arg-type]
    site.warm()
    asked = len(noted.asked)
    assert len(site.pages.pages) == 1
    assert site.foreign == {}
    assert len(noted.asked) == asked


def test_one_page_of_each_kind_is_made_in_a_step_of_its_own(noted: _Noted, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    page = Site.page
    monkeypatch.setattr(Site, "page", lambda self, path: made.append(path.partition("/")[0]) or page(self, path))
    before = 0
    for _ in Site(noted, live=True).warming():  # type: ignore[arg-type]
        assert len(made) - before <= 1
        before = len(made)
    assert set(made) >= set(KINDS)


def test_a_saved_page_is_made_first_and_its_first_visitor_meets_nothing_new(noted: _Noted, compiled: list[str]) -> None:
    site = Site(noted, live=True)  # type: ignore[arg-type]
    next(site.warming())
    before, known = len(compiled), set(sys.modules)
    (saved,) = site.pages.pages
    assert site.page(site.path_of(Iri(saved))) is not None
    assert len(compiled) == before > 0
    assert set(sys.modules) == known


def test_that_it_fails_is_told_when_somebody_asks(noted: _Noted) -> None:
    site = Site(noted, base="https://paper-kg.example/", live=True)  # type: ignore[arg-type]
    noted.broken = True
    site.warm()
    with pytest.raises(InputError, match="damaged"):
        site.page("work/0123456789abcdef")
    noted.broken = False
    assert len(site.pages.pages) == 1


def test_the_lists_of_a_large_store_are_kept_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    word = str(tmp_path / "store")
    disk.write(word, sample(), "https://paper-kg.example/")
    assert ahead.prepare(word, least=1)
    with disk.open_folder(word) as store:
        monkeypatch.setattr(store, "_query", lambda *words: pytest.fail("the engine was asked"))
        site = Site(store, base=store.base, live=True)
        assert len(site.pages.pages) == 1
        assert site.foreign == {}
