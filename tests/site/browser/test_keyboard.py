"""The keyboard alone: it reaches all that can be used, in the order of the page, and one sees where one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.site import context
from tests.site.browser.window import DESKTOP, PHONE, Place, Profiles, Window, opened

Windows = Callable[..., Window]

# What can be used with a finger or a mouse, in the order of the document, beside what was a stop of Tab. In an SVG
# network one node is a stop, and the arrows go on from there; so it is with the fields of an entry.
_COMPARED = """() => {
    const usable = [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary, [tabindex='0']"
    )].filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true })
        && !(one.closest("details:not([open])") && one.tagName !== "SUMMARY"));
    // An editor of its own keeps what it holds in its shadow.
    const stops = window.stops.filter(one => !one.shadowRoot);
    const told = one => one.outerHTML.slice(0, 120);
    return {
        missed: usable.filter(one => !stops.includes(one)).map(told),
        strange: stops.filter(one => !usable.includes(one)).map(told),
        ordered: stops.every((one, at) => !at || stops[at - 1].compareDocumentPosition(one) & 4),
    };
}"""
# Noted where the key comes up again, when the focus has moved and the page has scrolled to it.
_NOTE = """() => {
  window.stops = [];
  window.noted = [];
  document.addEventListener("keyup", () => {
    let here = document.activeElement;
    window.stops.push(here);
    const over = here === document.body || window.stops.indexOf(here) < window.stops.length - 1;
    if (over) window.stops.pop();
    const within = Boolean(here.shadowRoot);
    let style = getComputedStyle(here);
    if (within && style.outlineStyle === "none") {
        here = here.shadowRoot.activeElement.closest(".cm-editor") || here;
        style = getComputedStyle(here);
    }
    const circle = here.closest(".net") && here.querySelector("circle");
    const ring = circle ? parseFloat(getComputedStyle(circle).strokeWidth) : parseFloat(style.outlineWidth);
    const box = here.getBoundingClientRect();
    window.noted.push({
        over,
        entry: (here.closest(".entry") || {}).id || "",
        within,
        ring: circle || style.outlineStyle !== "none" ? ring : 0,
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        told: here.outerHTML.slice(0, 120),
    });
  }, true);
}"""
_MOST = 600
_AT_ONCE = 10


def _walk(page: Any, most: int = _MOST) -> list[dict[str, Any]]:
    """Press Tab until the page ends, and tell each stop."""
    found: list[dict[str, Any]] = []
    page.evaluate(_NOTE)
    while len(found) < most:
        for _ in range(_AT_ONCE):
            page.keyboard.press("Tab")
        noted = page.evaluate("window.noted.splice(0)")
        assert noted
        found += noted
        over = [at for at, here in enumerate(found) if here["over"]]
        if over:
            return found[: over[0]]
    return found


@pytest.mark.parametrize(
    "path", ["", "questions", "question/most-cited-authors", "network", "search", "editor", "work/"]
)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_tab_reaches_all_in_order_and_shows_where_it_is(
    served: Place, drawing: Profiles, window: Windows, path: str, size: dict[str, int]
) -> None:
    path = path if path != "work/" else next(name for name in served.names if name.startswith("work/"))
    if path == "network" and context.BUNDLE.is_dir():
        with opened(drawing, served, viewport=size, reduced_motion="reduce") as tab:
            tab.open(path).locator(".net-section[data-drawn=webgl]").wait_for()
            _walk_through(tab.page)
    else:
        _walk_through(window(served, viewport=size, reduced_motion="reduce").open(path))


def _walk_through(page: Any) -> None:
    # A page that puts the cursor somewhere (the search) is walked from its beginning too.
    page.evaluate("document.activeElement.blur(); document.body.tabIndex = -1; document.body.focus()")
    found = _walk(page)
    assert 10 < len(found) < _MOST
    assert page.evaluate(_COMPARED) == {"missed": [], "strange": [], "ordered": True}
    assert [one["told"] for one in found if one["ring"] < 1] == []
    assert [one["told"] for one in found if not one["seen"]] == []


def test_escape_leaves_the_editor_for_its_button(served: Place, window: Windows) -> None:
    page = window(served, viewport=DESKTOP).open("editor")
    page.locator("#example").focus()
    page.keyboard.press("Tab")
    if page.evaluate("Boolean(document.activeElement.shadowRoot)"):
        page.keyboard.press("Escape")
    else:
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.actions') !== null")


def test_tab_goes_from_entry_to_entry_of_the_paper_page(static: Place, paper: str, window: Windows) -> None:
    page = window(static, viewport=DESKTOP, reduced_motion="reduce").open(paper)
    page.locator("[data-show=unsure]").focus()
    found = _walk(page, 80)
    assert len(found) == 80
    assert [one["told"] for one in found if one["ring"] < 1 or not one["seen"]] == []
    entries = list(dict.fromkeys(one["entry"] for one in found if one["entry"]))
    # A field, the work, the triples: three stops an entry, and none is left out.
    assert entries == [f"reference-{number}" for number in range(1, len(entries) + 1)]
    assert len(entries) > 15


def test_the_first_stop_skips_to_the_content(served: Place, window: Windows) -> None:
    page = window(served, viewport=DESKTOP).open("ko/questions")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("one => one === document.activeElement")
    box = skip.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
