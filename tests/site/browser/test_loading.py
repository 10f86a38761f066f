"""Every kind of page: it loads without a word in the console, asks nobody, and fits a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import stores
from kg.site import Site
from tests.site.browser.pages import written
from tests.site.browser.window import DESKTOP, PHONE, Place, Window
from tests.site.conftest import HOSTILE, hostile

Windows = Callable[..., Window]
_TOLD = """() => {
    const root = document.documentElement;
    const heads = document.querySelectorAll("h1").length;
    return { fits: root.scrollWidth <= root.clientWidth, heads, lang: root.lang };
}"""


@pytest.fixture(params=["static", "served", "seed_static"])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["static", "served"])
def samples(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(request.param)
    return found


def _in_turn(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield pages with their language: of a kind that has two here one in each, any other in both."""
    kinds: dict[str, list[str]] = {}
    for name in names:
        kinds.setdefault(name.partition("/")[0], []).append(name)
    for listed in kinds.values():
        for at, name in enumerate(listed):
            yield from ((lang, name) for lang in ("en", "ko") if len(listed) == 1 or lang == ("en", "ko")[at % 2])


def test_pages_load_in_both_languages_and_none_is_wider_than_a_phone(place: Place, window: Windows) -> None:
    tab = window(place, viewport=PHONE, has_touch=True, is_mobile=True, color_scheme="dark")
    seen = []
    for lang, name in _in_turn(place.names):
        path = name if lang == "en" else f"ko/{name}"
        page = tab.open(path)
        seen.append((lang, name.partition("/")[0]))
        found = page.evaluate(_TOLD)
        assert tab.faults == [], path
        assert found == {"fits": True, "heads": 1, "lang": lang}, path
    assert len(seen) > 30
    assert {kind for lang, kind in seen if lang == "en"} == {kind for lang, kind in seen if lang == "ko"}


def test_the_language_changes_and_the_page_stays(samples: Place, window: Windows) -> None:
    page = window(samples, viewport=DESKTOP).open(next(name for name in samples.names if name.startswith("person/")))
    address, name = page.url, page.locator("tr code").last.text_content()
    switch = page.locator(".tools a[hreflang]")
    assert switch.text_content() == "한국어"
    switch.click()
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.url != address
    assert page.locator("tr code").last.text_content() == name
    assert page.locator(".top nav a").all_text_contents()[:2] == ["개요", "질문"]
    page.locator(".tools a[hreflang]").click()
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
