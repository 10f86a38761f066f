"""axe over every kind of page: English and Korean, light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.site.browser.axe import LOOKS, faults, looked_at, put
from tests.site.browser.window import DESKTOP, Place, Window

Windows = Callable[..., Window]

_NAMED = ("button-name", "link-name", "list", "listitem", "duplicate-id-aria")
_ALIKE = ".entries > li:nth-child(n+{})"


def _kinds(place: Place) -> list[str]:
    seen: dict[str, str] = {}
    for name in place.names:
        seen.setdefault(name.partition("/")[0], name)
    # A question with a picture, one with findings, and a search that has found something: each shows a part more.
    seen["question"] = "question/references-by-year"
    return [*seen.values(), "question/findings-by-kind", "search?q=nahm"]


def _in(lang: str, kinds: list[str]) -> list[str]:
    """Choose what is seen in a language: of the nodes' pages, which one template makes, the work's and each second."""
    nodes = [name for name in kinds if "/" in name and not name.startswith(("question/", "source/", "work/"))]
    chosen = [name for name in kinds if name not in nodes[lang == "en" :: 2]]
    return chosen if lang == "en" else [f"ko/{name}" for name in chosen]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_no_page_has_a_fault(served: Place, window: Windows, lang: str) -> None:
    kinds = _kinds(served)
    assert len(kinds) > 17
    tab = window(served, viewport=DESKTOP, reduced_motion="reduce")
    # The colours are those of the English pages, and the width matters where the words are others.
    looks = LOOKS if lang == "en" else LOOKS[::2]
    found = []
    for path in _in(lang, kinds):
        page = _open(tab, path)
        if "source/" in path:
            # The entries of a paper are made alike: all of them tell whether each thing has a name, some the rest.
            found += [f"{path}: {one}" for one in faults(page, only=_NAMED)]
            _shorten(page, 4)
        found += [f"{path}: {one}" for one in looked_at(page, looks)]
    assert found == []


def _open(tab: Window, path: str) -> Any:
    """Load a page with everything unfolded that is folded, but for the triples of a paper's later entries."""
    page = tab.open(path)
    put(page)
    page.evaluate("document.querySelectorAll('details:not(.entry ~ .entry *)').forEach(one => { one.open = true; })")
    return page


def _shorten(page: Any, first: int) -> None:
    """Take the entries from a certain one on off the page: axe takes seconds to walk thousands of elements."""
    taken = page.evaluate(
        "which => [...document.querySelectorAll(which)].map(one => one.remove()).length", _ALIKE.format(first)
    )
    assert taken > 20


def test_what_opens_on_a_page_has_no_fault_either(served: Place, window: Windows) -> None:
    tab = window(served, viewport=DESKTOP, reduced_motion="reduce")
    page = tab.open(next(name for name in served.names if name.startswith("source/")))
    put(page)
    page.locator("#reference-5 .g-title.first").click()
    page.locator("[data-g=title]").click()
    page.locator("#reference-5 .g-title.first").hover()
    _shorten(page, 6)
    assert page.locator("#panel-body .card").count() > 0
    found = looked_at(page)
    page = tab.open("editor?question=most-cited-authors")
    put(page)
    for shape in ("table", "chart", "raw"):
        page.locator(f"[data-as={shape}]").click()
        with page.expect_response(lambda reply: reply.url.endswith("/sparql")):
            page.locator("#editor .actions button").first.click()
        page.locator("#out").wait_for()
        found += [f"{shape}: {one}" for one in looked_at(page)]
    assert found == []
