"""The pages in a browser, opened from disk: no server, no network, no word in the console."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.site import Site
from kg.site.evidence import Statement, statements
from kg.site.paper import triple

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="browser tests need Playwright: pip install playwright (and Chromium)"
)
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="browser tests need Chromium: apt install chromium")

_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


class Window:
    """A page in a window, and all that went wrong in it."""

    def __init__(self, browser: Any, folder: Path, **options: Any) -> None:
        self.page = browser.new_context(**options).new_page()
        self.page.set_default_timeout(20_000)
        self.folder = folder
        self.faults: list[str] = []
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("requestfailed", lambda request: self.faults.append(request.url))
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:")):
            self.faults.append(request.url)

    def open(self, path: str) -> Any:
        name, mark, anchor = path.partition("#")
        self.page.goto(f"{(self.folder / name).as_uri()}{mark}{anchor}")
        return self.page


@pytest.fixture
def wide(chromium: Any, folder: Path) -> Iterator[Window]:
    window = Window(chromium, folder, viewport={"width": 1280, "height": 900})
    yield window
    assert window.faults == []
    window.page.context.close()


@pytest.fixture
def phone(chromium: Any, folder: Path) -> Iterator[Window]:
    window = Window(
        chromium, folder, viewport={"width": 390, "height": 844}, has_touch=True, color_scheme="dark", is_mobile=True
    )
    yield window
    assert window.faults == []
    window.page.context.close()


def _files(folder: Path) -> list[str]:
    """Name every page that is one of its kind, and some of each kind of which there are many."""
    found = [file.name for file in sorted(folder.glob("*.html"))]
    for kind in sorted(part for part in folder.iterdir() if part.is_dir() and part.name not in ("static", "ko")):
        listed = sorted(kind.glob("*.html"))
        found += [f"{kind.name}/{file.name}" for file in listed[:: max(1, len(listed) // 6)]]
    return found


def test_pages_load_in_both_languages_and_none_is_wider_than_a_phone(phone: Window, folder: Path) -> None:
    for name in _files(folder):
        for path in (name, f"ko/{name}"):
            page = phone.open(path)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, path
            assert page.locator("h1").count() == 1, path


def _said(site: Site) -> dict[str, Statement]:
    saved = site.pages.choose()
    parts = [saved.iri, *(entry.iri for entry in site.pages.of_page(saved))]
    return {one.id: one for one in statements(site.store, parts)}


def test_a_field_shows_its_triples_and_a_triple_its_characters(wide: Window, site: Site, paper: str) -> None:
    page = wide.open(f"{paper}.html")
    said = _said(site)
    fields = page.locator(".printed .f.first")
    many = fields.count()
    assert many > 400
    for number in range(0, many, many // 20):
        field = fields.nth(number)
        field.scroll_into_view_if_needed()
        field.hover()
        marks = field.get_attribute("data-s").split()
        cards = page.locator("#panel-body .card")
        assert [card.get_attribute("data-s") for card in cards.all()] == marks
        for card, mark in zip(cards.all(), marks, strict=True):
            one = said[mark]
            assert card.locator("code").text_content() == triple(one.subject, one.predicate, one.object)
            assert one.value in card.locator(".quote").text_content()
            if one.confidence:
                assert f"{int(float(one.confidence) * 100 + 1e-9)}%" in card.locator(".sure").text_content()
        lit = page.locator(".printed .f.on").all_text_contents()
        assert "".join(lit).replace(" ", "") == said[marks[0]].value.replace(" ", "")
    # And back: the triple in the list under an entry.
    entry = page.locator("#reference-19")
    entry.locator("summary").click()
    entry.locator("tr[data-s]", has_text="title").first.locator(".lit").click()
    assert page.locator(".printed .f.pin").all_text_contents() == ["The architecture of platforms: a unified view"]
    page.keyboard.press("Escape")


def test_the_keyboard_goes_from_field_to_field(wide: Window, paper: str) -> None:
    page = wide.open(f"{paper}.html#reference-5")
    fields = page.locator("#reference-5 .f.first")
    fields.first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == fields.nth(1).text_content()
    assert page.locator("#panel-body .card").first.get_attribute("data-s") == "reference-5-year"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.entry').id") == "reference-6"
    page.keyboard.press("Escape")
    assert page.locator("#panel-body .card").count() == 0


def test_a_finger_opens_the_panel_and_closes_it(phone: Window, paper: str) -> None:
    page = phone.open(f"ko/{paper}.html")
    assert not page.locator("#panel").is_visible()
    page.locator("#reference-8 .g-title").first.tap()
    assert page.locator("#panel").is_visible()
    assert page.locator("#panel-body .chip").first.text_content() == "제목"
    page.locator("#panel-close").tap()
    assert not page.locator("#panel").is_visible()


def test_colours_and_findings_choose_what_is_shown(wide: Window, paper: str) -> None:
    page = wide.open(f"{paper}.html")
    page.locator("[data-g=year]").click()
    assert page.locator(".printed .f.alone").count() == page.locator(".printed .f.g-year").count() > 60
    page.locator("[data-show=odd]").click()
    shown = page.locator(".entry:not([hidden])")
    assert 0 < shown.count() < 75
    assert shown.count() == page.locator(".entry .notices").count()
    page.locator("[data-show=unsure]").click()
    sure = [int(one.get_attribute("data-sure")) for one in page.locator("section:has(#reference-list) .entry").all()]
    assert len(sure) == 69
    assert sure == sorted(sure)


def test_the_search_finds_hangul_latin_and_initials(wide: Window) -> None:
    page = wide.open("search.html")
    box, results = page.locator("#q"), page.locator("#results li")
    for word, expected in (
        ("남기범", "Nahm"),
        ("nahm", "Nahm"),
        ("ㅅㅅㄷ ㅅㅈㅎ", "성수동 수제화"),
        ("smart special", "special"),
    ):
        box.fill(word)
        assert results.count() > 0, word
        assert any(expected.lower() in text.lower() for text in results.all_text_contents()), word
    box.fill("zzzz")
    assert results.count() == 0
    box.fill("nahm")
    results.first.locator("a").click()
    assert "Nahm" in page.locator("h1").text_content()


def test_the_network_filters_finds_and_comes_closer(wide: Window) -> None:
    page = wide.open("network.html")
    view = page.locator(".net-view").first
    nodes = view.locator("a[data-n]")
    many = nodes.count()
    assert many == 76
    view.locator("input[data-group=foreign]").uncheck()
    hidden = view.locator("a[data-n][hidden]").count()
    assert 0 < hidden < many
    assert view.locator("line[hidden]").count() >= hidden
    view.locator("input[data-group=foreign]").check()
    view.locator(".net-find").fill("남기범")
    view.locator(".net-find").fill("클러스터")
    assert 0 < view.locator("a.found").count() < many
    before = view.locator("svg[role]").get_attribute("viewBox")
    view.locator("[data-zoom=in]").click()
    closer = view.locator("svg[role]").get_attribute("viewBox")
    assert float(closer.split()[2]) < float(before.split()[2])
    view.locator("[data-zoom=all]").click()
    assert view.locator("svg[role]").get_attribute("viewBox") == before


def test_the_theme_is_kept_from_page_to_page(wide: Window) -> None:
    page = wide.open("index.html")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    page.locator("nav a").nth(1).click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
