from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import pipeline, readers, report, resources, stores
from kg.quads import Iri, Literal, Quad
from kg.site import Page, Site


@functools.cache
def sample() -> tuple[Quad, ...]:
    source = readers.sources([str(resources.examples("sample.txt"))])
    return tuple(pipeline.build(source, pipeline.Options(engine="none")).quads)


HOSTILE = "</script><script>alert(1)</script> \"q\" 's' & <img src=x onerror=alert(2)>"


def hostile() -> Iterator[Quad]:
    """The sample, with what a page could print in the place of the first title and of the first entry's text."""
    for quad in sample():
        if isinstance(quad.object, Literal) and quad.predicate.endswith(("/title", "/name", "#comment")):
            yield quad._replace(object=Literal(HOSTILE + quad.object.value, quad.object.lang, quad.object.datatype))
        elif quad.predicate.endswith("ontology/uri"):
            yield quad._replace(object=Literal("javascript:alert(3)"))
        else:
            yield quad


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with stores.of_quads(sample()) as store:
        yield Site(store)


@pytest.fixture(scope="session")
def pages(site: Site) -> dict[str, Page]:
    """Every page of the sample by its path."""
    found = {}
    for path in site.paths():
        page = site.page(path)
        assert page is not None, path
        found[page.path] = page
    return found


@pytest.fixture(scope="session")
def paper(site: Site) -> str:
    return site.path_of(Iri(next(iter(site.pages.pages))))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("report") / "site"
    with stores.of_quads(sample()) as store:
        report.write(store, str(target))
    return target
