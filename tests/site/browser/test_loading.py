"""Every page: it loads without a word in the console, asks nobody, and fits a phone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kg import stores
from kg.site import Site
from tests.site.browser.pages import written
from tests.site.browser.window import DESKTOP, PHONE, Place, Window
from tests.site.conftest import HOSTILE, hostile

Windows = Callable[..., Window]
# A page that is there tells what it is like, and is told the address of the next: nobody outside waits for it.
_ON = """addEventListener("load", async () => {
    while (document.querySelector(".entry[data-rest]")) await new Promise(go => setTimeout(go, 50));
    const root = document.documentElement;
    const next = await window.on({
        address: location.href,
        fits: root.scrollWidth <= root.clientWidth,
        heads: document.querySelectorAll("h1").length,
        styled: [...document.querySelectorAll("link[rel=stylesheet]")].every(one => one.sheet),
        lang: root.lang,
        asked: performance.getEntriesByType("resource").map(one => one.name),
    });
    if (next) location.replace(next);
});"""
_TABS = 3


@pytest.fixture(params=["static", "served", "seed_static", "seed_served"])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["static", "served"])
def samples(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


def test_every_page_loads_from_disk_and_served_and_none_is_wider_than_a_phone(place: Place, window: Windows) -> None:
    # One language of a page is read from disk and the other served; which is which, its name decides.
    languages = {
        place.address(f"ko/{name}" if lang == "ko" else name): lang
        for name in place.names
        for lang in ("en", "ko")
        if (sum(name.encode()) % 2 == (lang == "ko")) == place.served
    }
    assert len(languages) > 300
    left = iter(languages)
    seen: list[str] = []
    wrong: list[tuple[str, object]] = []
    options = {"viewport": PHONE, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}
    # The console tells of what could not be had, and each page what it asked for.
    tabs = [window(place, closely=False, **options) for _ in range(_TABS)]

    def on(tab: Window, told: dict[str, Any]) -> str:
        address = told["address"]
        seen.append(address)
        foreign = [one for one in told["asked"] if not one.startswith((place.root, "data:", "blob:"))]
        fine = told["fits"] and told["styled"] and told["heads"] == 1 and told["lang"] == languages[address]
        if not fine or foreign or tab.faults:
            wrong.append((address, [told, *tab.faults]))
            tab.faults.clear()
        return next(left, "")

    for tab in tabs:
        tab.page.expose_function("on", partial(on, tab))
        tab.page.add_init_script(_ON)
        tab.page.goto(next(left), wait_until="commit")
    before = -1
    # Which page stays away is seen when for a long time none has come.
    while before < len(seen) < len(languages):
        before = len(seen)
        for _ in range(600):
            tabs[0].page.wait_for_timeout(100)
            if len(seen) == len(languages) or before + 100 < len(seen):
                break
    assert wrong == []
    assert sorted(seen) == sorted(languages)


def test_the_language_changes_and_the_page_stays(samples: Place, window: Windows) -> None:
    page = window(samples, viewport=DESKTOP).open(next(name for name in samples.names if name.startswith("person/")))
    address, name = page.url, page.locator("tr code").last.text_content()
    switch = page.locator(".tools a[hreflang]")
    assert switch.text_content() == "한국어"
    with page.expect_navigation():
        switch.click()
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.url != address
    assert page.locator("tr code").last.text_content() == name
    assert page.locator(".top nav a").all_text_contents()[:2] == ["개요", "질문"]
    with page.expect_navigation():
        switch.click()
    assert page.url == address


def test_the_theme_is_kept_from_page_to_page(samples: Place, window: Windows) -> None:
    page = window(samples, viewport=DESKTOP).open("")
    light = _ground(page)
    page.locator("#theme").click()
    dark = _ground(page)
    assert light != dark
    with page.expect_navigation():
        page.locator("nav a").nth(1).click()
    assert _ground(page) == dark


def _ground(page: Any) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def test_what_a_page_prints_stays_text(chromium: Any, window: Windows, tmp_path: Path) -> None:
    with stores.of_quads(hostile()) as store:
        site = Site(store)
        paths = list(site.paths())
        some = [
            "",
            "network",
            "search",
            "question/papers",
            "question/works-without-year",
        ]
        some += [next(path for path in paths if path.startswith(kind)) for kind in ("source/", "person/", "journal/")]
        some.append(next(path for path in paths if path.startswith("work/") and "cites" in _ids(site, path)))
        place = written(site, tmp_path / "site", some)
    source, person, journal, work = some[-4:]
    tab = window(place, viewport=DESKTOP)
    for path in ("", source, person, journal, work, "network"):
        page = tab.open(path)
        assert "</script><script>alert(1)" in page.locator("main").text_content(), path
        _nothing_ran(page)
    page = tab.open(source)
    # The author's triple leads to a person, whose name the panel tells.
    page.locator(".printed .g-author.first").first.hover()
    assert HOSTILE in page.locator("#panel-body .said").first.text_content()
    _nothing_ran(page)
    page = tab.open("search")
    page.locator("#q").fill("<script>")
    assert page.locator("#results li").count() > 20
    assert "<script>alert(1)</script>" in page.locator("#results li").first.text_content()
    _nothing_ran(page)


def _ids(site: Site, path: str) -> str:
    made = site.page(path)
    return made.body.decode() if made else ""


def _nothing_ran(page: Any) -> None:
    assert page.locator("img, script:not([src])").count() == 0
    assert page.locator("a[href^='javascript' i]").count() == 0
