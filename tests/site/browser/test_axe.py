"""axe over every kind of page: English and Korean, light and dark, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.site.browser.window import DESKTOP, PHONE, Place, Window

Windows = Callable[..., Window]

# What depends on the colours or on the width; all other rules read the document, which stays the same.
_SEEN = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
_NAMED = ("button-name", "link-name", "list", "listitem", "duplicate-id-aria")
_ALIKE = ".entries > li:nth-child(n+{})"


@pytest.fixture(scope="session")
def script() -> str:
    base = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python brings axe-core along")
    return str(base.AXE_SCRIPT)


def _faults(page: Any, *, only: tuple[str, ...] = (), without: str = "") -> list[str]:
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    found = page.evaluate(
        "([without, options]) => axe.run(without ? { exclude: [[without]] } : document, options)", [without, options]
    )
    return [
        f"{one['impact']} {one['id']} at {node['target']}: {re.sub(chr(10), ' ', node['html'])[:160]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def _kinds(place: Place) -> list[str]:
    seen: dict[str, str] = {}
    for name in place.names:
        seen.setdefault(name.partition("/")[0], name)
    seen |= {
        "picture": "question/references-by-year",
        "findings": "question/findings-by-kind",
        "found": "search?q=nahm",
    }
    return list(seen.values())


def test_no_page_has_a_fault(served: Place, window: Windows, script: str) -> None:
    kinds = _kinds(served)
    assert len(kinds) > 15
    english = window(served, viewport=DESKTOP, color_scheme="light", reduced_motion="reduce")
    korean = window(served, viewport=PHONE, color_scheme="dark", reduced_motion="reduce")
    found: list[str] = []
    for name in kinds:
        # The entries of a paper are made alike: some tell the colours, all of them whether each thing has a name.
        few = _ALIKE.format(6) if name.startswith("source/") else ""
        page = _open(english, name, script)
        told = _faults(page, without=few)
        if few:
            told += _faults(page, only=_NAMED)
        page.set_viewport_size(PHONE)
        told += _faults(page, only=_SEEN, without=few)
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(DESKTOP)
        told += _faults(page, only=_SEEN, without=few)
        page.emulate_media(color_scheme="light")
        told += _faults(_open(korean, f"ko/{name}", script), without=few)
        found += [f"{name}: {one}" for one in dict.fromkeys(told)]
    assert found == []


def _open(tab: Window, path: str, script: str) -> Any:
    """Load a page with everything unfolded that is folded, but for the triples of a paper's later entries."""
    page = tab.open(path)
    page.evaluate(script)
    page.evaluate("document.querySelectorAll('details:not(.entry ~ .entry *)').forEach(one => { one.open = true; })")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_on_a_page_has_no_fault_either(served: Place, window: Windows, script: str, scheme: str) -> None:
    tab = window(served, viewport=DESKTOP, color_scheme=scheme, reduced_motion="reduce")
    page = tab.open(next(name for name in served.names if name.startswith("source/")))
    page.evaluate(script)
    page.locator("#reference-5 .g-title.first").click()
    page.locator("[data-g=title]").click()
    page.locator("#reference-5 .g-title.first").hover()
    found = _faults(page, only=_SEEN, without=_ALIKE.format(8))
    page = tab.open("editor?question=most-cited-authors")
    page.evaluate(script)
    for shape in ("table", "chart", "raw"):
        page.locator(f"[data-as={shape}]").click()
        with page.expect_response(lambda reply: reply.url.endswith("/sparql")):
            page.locator("#editor .actions button").first.click()
        page.locator("#out").wait_for()
        found += _faults(page)
    assert found == []
