"""A long paper page that is served: its script makes it whole, and without one every entry is still there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.site.browser.window import DESKTOP, Place, Window

Windows = Callable[..., Window]


def _source(served: Place) -> str:
    return next(name for name in served.names if name.startswith("source/"))


def test_the_page_becomes_whole_and_stays_where_it_was(served: Place, window: Windows) -> None:
    page = window(served, viewport=DESKTOP).open(f"{_source(served)}#reference-55-title")
    assert page.locator(".entry").count() == 75
    assert page.locator(".entry:has(.f.first)").count() == 75
    assert [page.locator(".facts li b").nth(at).text_content() for at in (0, 1)] == ["69", "6"]
    assert int(page.locator(".facts li b").nth(2).text_content()) > 700
    assert int(page.locator("[data-g=year] .n").text_content()) > 60
    assert page.locator("#panel-body .card").first.get_attribute("data-s") == "reference-55-title"
    # There and staying there, while what comes above it takes its room.
    page.wait_for_timeout(300)
    assert 0 < page.locator("#reference-55").bounding_box()["y"] < DESKTOP["height"]


def test_a_choice_made_meanwhile_holds_for_what_comes_later(served: Place, window: Windows) -> None:
    tab = window(served, viewport=DESKTOP)
    held: list[Any] = []
    chosen = False

    def hold(route: Any) -> None:
        if chosen:
            route.continue_()
        else:
            held.append(route)

    tab.page.route("**/*part=entries", hold)
    tab.page.goto(served.address(_source(served)))
    tab.page.locator("[data-g=year]").click()
    tab.page.locator("[data-show=odd]").click()
    tab.page.locator(".entry[data-rest]").first.wait_for(state="hidden")
    chosen = True
    held[0].continue_()
    tab.page.locator(".entry[data-rest]").first.wait_for(state="detached")
    tab.page.locator(".facts li").nth(2).wait_for()
    assert tab.page.locator(".printed .f.alone").count() == tab.page.locator(".printed .f.g-year").count() > 60
    assert tab.page.locator("[data-g=year]").get_attribute("aria-pressed") == "true"
    shown = tab.page.locator(".entry:not([hidden])").count()
    assert shown == tab.page.locator(".entry .notices").count() > 20


def test_without_scripts_the_text_is_there_and_a_link_leads_to_the_fields(served: Place, window: Windows) -> None:
    tab = window(served, viewport=DESKTOP, java_script_enabled=False)
    tab.page.goto(served.address(f"{_source(served)}#reference-55"))
    assert tab.page.locator(".entry .printed").count() == 75
    entry = tab.page.locator("#reference-55")
    assert entry.bounding_box()["y"] < DESKTOP["height"]
    text = entry.locator(".printed").text_content()
    with tab.page.expect_navigation():
        entry.locator("a").click()
    assert tab.page.url.endswith("?from=48#reference-55")
    assert entry.locator(".f.first").count() > 3
    assert entry.locator(".printed").text_content() == text
    entry.locator("summary").click()
    assert entry.locator("table.triples tr").count() > 5
