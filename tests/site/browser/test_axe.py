"""axe over every kind of page: English and Korean, light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.site.browser.axe import SEEN, faults, put
from tests.site.browser.window import DESKTOP, PHONE, Place, Window

Windows = Callable[..., Window]

_NAMED = ("button-name", "link-name", "list", "listitem", "duplicate-id-aria")
_ALIKE = ".entries > li:nth-child(n+{})"


def _kinds(place: Place) -> list[str]:
    seen: dict[str, str] = {}
    for name in place.names:
        seen.setdefault(name.partition("/")[0], name)
    seen["question"] = "question/references-by-year"
    return list(seen.values())


def _is_node(name: str) -> bool:
    return "/" in name and not name.startswith(("question/", "source/", "work/"))


def test_no_page_has_a_fault(served: Place, window: Windows) -> None:
    kinds = _kinds(served)
    assert len(kinds) > 15
    english = window(served, viewport=DESKTOP, color_scheme="light", reduced_motion="reduce")
    korean = window(served, viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
    # The nodes' pages are made of one template, the work's in every way: of the others each is looked at once, in one
    # language or the other. So is what differs in a part only: a table of findings, a search that has found something.
    nodes = [name for name in kinds if _is_node(name)]
    others = [name for name in kinds if name not in nodes]
    found = [
        f"{path}: {one}"
        for tab, paths in (
            (english, [*others, *nodes[1::2], "question/findings-by-kind"]),
            (korean, [*(f"ko/{name}" for name in [*others, *nodes[::2]]), "ko/search?q=nahm"]),
        )
        for path in paths
        for one in _looked_at(tab, path)
    ]
    assert found == []


def _looked_at(tab: Window, path: str) -> list[str]:
    page = _open(tab, path)
    told = []
    if "source/" in path:
        # The entries of a paper are made alike: all of them tell whether each thing has a name, some of them the rest.
        if not path.startswith("ko/"):
            told += faults(page, only=_NAMED)
        _shorten(page, 4)
    return told + faults(page)


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_on_a_page_has_no_fault_either(served: Place, window: Windows, scheme: str) -> None:
    tab = window(served, viewport=DESKTOP, color_scheme=scheme, reduced_motion="reduce")
    page = tab.open(next(name for name in served.names if name.startswith("source/")))
    put(page)
    page.locator("#reference-5 .g-title.first").click()
    page.locator("[data-g=title]").click()
    page.locator("#reference-5 .g-title.first").hover()
    _shorten(page, 6)
    assert page.locator("#panel-body .card").count() > 0
    found = faults(page, only=SEEN)
    page = tab.open("editor?question=most-cited-authors")
    put(page)
    for shape in ("table", "chart", "raw"):
        page.locator(f"[data-as={shape}]").click()
        with page.expect_response(lambda reply: reply.url.endswith("/sparql")):
            page.locator("#editor .actions button").first.click()
        page.locator("#out").wait_for()
        # Whatever the scheme, the document is the same.
        found += faults(page, only=SEEN if scheme == "dark" else ())
    assert found == []
