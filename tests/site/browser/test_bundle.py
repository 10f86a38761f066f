"""The bundled scripts in a browser: charts, network and editor, from disk and under the server's policy."""

from __future__ import annotations

import json
import random
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import questions, stores
from kg.namespaces import CITO, DCTERMS, DEFAULT_BASE
from kg.quads import Iri, Literal, Quad
from kg.site import Site, context
from tests.site.browser import axe
from tests.site.browser.window import DESKTOP, PHONE, Place, Profiles, Window, opened

Windows = Callable[..., Window]

pytestmark = pytest.mark.skipif(
    not context.BUNDLE.is_dir(), reason="the scripts are bundled by `make site`, which needs Node.js"
)


# -- charts ----------------------------------------------------------------------------------------------------------


def test_every_chart_is_drawn_again_and_tells_what_the_pointer_is_on(served: Place, window: Windows) -> None:
    page = window(served, viewport=DESKTOP).open("")
    figures = page.locator("figure[data-spec]")
    many = figures.count()
    assert many >= 5
    for at in range(many):
        figures.nth(at).scroll_into_view_if_needed()
        figures.nth(at).locator("canvas").wait_for()
    assert page.locator("figure svg[role=img]:visible").count() == 0
    bars = figures.filter(has_text="Kinds of cited works")
    bars.scroll_into_view_if_needed()
    box = bars.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 18)
    page.locator(".tip:visible").wait_for()
    first = json.loads(bars.get_attribute("data-spec"))["data"]["values"][0]
    assert page.locator(".tip").inner_text().split("\n")[0] == first["category"]
    assert page.locator(".tip").inner_text().endswith(f": {int(first['value'])}")


def test_a_chart_can_be_taken_away_as_png_and_svg(served: Place, window: Windows) -> None:
    page = window(served, viewport=DESKTOP).open("ko/question/references-by-year")
    page.locator("figure[data-drawn]").wait_for()
    for format_ in ("PNG", "SVG"):
        with page.expect_download() as taken:
            page.locator(".take button", has_text=format_).click()
        file = Path(taken.value.path())
        assert taken.value.suggested_filename.endswith(f".{format_.lower()}")
        if format_ == "PNG":
            assert file.read_bytes().startswith(b"\x89PNG")
        else:
            tree = ElementTree.parse(file).getroot()
            words = "".join(tree.itertext())
            assert page.locator("figcaption").first.text_content() in words
            assert "국내" in words


def test_a_chart_takes_the_colours_of_the_theme_and_the_width_of_a_phone(static: Place, window: Windows) -> None:
    page = window(static, viewport=PHONE, is_mobile=True, has_touch=True).open("question/references-by-type")
    canvas = page.locator("figure canvas")
    canvas.wait_for()
    assert canvas.bounding_box()["width"] <= PHONE["width"] - 20
    light = canvas.evaluate("one => one.toDataURL()")
    page.locator("#theme").tap()
    page.wait_for_function(
        "light => document.querySelector('figure canvas').toDataURL() !== light", arg=light
    )  # fmt: skip


# -- network ---------------------------------------------------------------------------------------------------------

_NODES, _LINKS = 5_000, 20_000


# A clock by which everything takes long, and a count of how often the page was let breathe.
_SLOW = """(() => {
    const wait = window.setTimeout;
    let now = 0;
    window.pauses = 0;
    performance.now = () => (now += 1000);
    window.setTimeout = (go, after, ...rest) => {
        window.pauses += after === undefined;
        return wait(go, after, ...rest);
    };
})()"""


def _large() -> Iterator[Quad]:
    """Works and whom they cite: the first are cited most, as it is everywhere."""
    chance = random.Random(4)

    def work(at: int) -> Iri:
        return Iri(f"{DEFAULT_BASE}work/{at:016x}")

    for at in range(_NODES):
        name = Literal(f"지역 혁신 체계 {at}", "ko") if at % 3 else Literal(f"Regional innovation systems {at}", "en")
        yield Quad(work(at), DCTERMS("title"), name, "bibliography")
        yield Quad(work(at), DCTERMS("issued"), Literal(str(1970 + at // 100)), "bibliography")
    pairs = {(at, at - 1) for at in range(1, _NODES)}
    while len(pairs) < _LINKS:
        one = chance.randrange(1, _NODES)
        pairs.add((one, int(one * chance.random() ** 2)))
    for one, other in sorted(pairs):
        yield Quad(work(one), CITO("cites"), work(other), "bibliography")


@pytest.fixture(scope="package")
def large(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The network's page of a large graph, without the thousands of other pages."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "static").mkdir()
    with stores.of_quads(_large()) as store:
        site = Site(store)
        for path, name in (("network", "network.html"), ("network-data.js", "network-data.js")):
            page = site.page(path)
            assert page is not None
            (folder / name).write_bytes(page.body)
        for name in site.assets():
            (folder / "static" / name).write_bytes(site.asset(name) or b"")
    return Place(f"{folder.as_uri()}/", False, ("network",))


def _shown(section: Any) -> int:
    return int(section.get_attribute("data-shown"))


def test_five_thousand_nodes_are_drawn_searched_and_filtered(drawing: Profiles, large: Place) -> None:
    with opened(drawing, large, viewport=DESKTOP, reduced_motion="reduce") as tab:
        tab.page.add_init_script(_SLOW)
        page = tab.open("network")
        section = page.locator(".net-section:visible")
        page.locator(".net-section[data-drawn=webgl]").wait_for()
        assert _shown(section) == _NODES
        # Made, and looked at once: what is done between two pauses is the same for a large graph as for a small one.
        assert page.evaluate("window.pauses") >= 2 * (_NODES + _LINKS) / 500
        find = section.locator(".net-find")
        find.fill("innovation 4998")
        page.wait_for_function("document.querySelector('.net-section[data-drawn]').dataset.shown === '1'")
        find.fill("체계")
        korean = sum(1 for at in range(_NODES) if at % 3)
        page.wait_for_function(f"document.querySelector('.net-section[data-drawn]').dataset.shown === '{korean}'")
        find.fill("")
        page.wait_for_function(f"document.querySelector('.net-section[data-drawn]').dataset.shown === '{_NODES}'")
        section.locator("input[data-group=citing]").uncheck()
        # Only the first cites nothing.
        page.wait_for_function("document.querySelector('.net-section[data-drawn]').dataset.shown === '1'")
        section.locator("input[data-group=citing]").check()
        # By the keyboard alone: from the word to the list, to a node, and to what it is linked with.
        find.fill("systems 0")
        find.press("Enter")
        page.wait_for_function("document.activeElement.classList.contains('net-node')")
        page.keyboard.press("Enter")
        card = section.locator(".net-card")
        card.wait_for()
        assert card.locator(".net-head").text_content() == "Regional innovation systems 0"
        assert card.locator(".net-node").count() == 40
        assert card.locator("a").get_attribute("href") == f"work/{0:016x}.html"
        section.locator(".net-stage").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("+")
        page.keyboard.press("Escape")
        assert not card.is_visible()


def test_each_kind_of_links_is_drawn_in_its_turn(drawing: Profiles, static: Place, site: Site) -> None:
    with opened(drawing, static, viewport=DESKTOP, color_scheme="dark") as tab:
        page = tab.open("ko/network#view-authors")
        kinds = page.locator("#kinds button")
        drawn = {view.key: len(view.nodes) for view in site.pictures if view.nodes}
        assert kinds.evaluate_all("all => all.map(one => one.dataset.view)") == list(drawn)
        for key in ("view-authors", *drawn, "view-authors"):
            page.locator(f"#kinds [data-view={key}]").click()
            section = page.locator(f".net-section[data-view={key}][data-drawn=webgl]")
            section.locator(".net-node").first.wait_for()
            assert _shown(section) == drawn[key]
            assert page.locator(".net-section:visible").count() == 1
            assert page.locator("[data-drawn=webgl]").count() == 1
        page.locator("#theme").click()
        assert page.locator(".net-stage:visible canvas").count() > 0


@pytest.mark.parametrize("path", ["network", "ko/network#view-authors"])
def test_axe_finds_no_fault_in_the_drawn_network(drawing: Profiles, static: Place, path: str) -> None:
    with opened(drawing, static, viewport=DESKTOP, reduced_motion="reduce") as tab:
        page = tab.open(path)
        page.locator(".net-section[data-drawn=webgl]").wait_for()
        page.locator(".net-node:visible").first.click()
        page.locator(".net-card:visible").wait_for()
        axe.put(page)
        assert axe.looked_at(page) == []


def _picture(page: Any) -> bytes:
    # From the same place of the page: between two lines of the screen it would be painted differently.
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    taken: bytes = page.locator(".net-stage:visible").screenshot()
    return taken


def _changed(page: Any, before: bytes) -> bytes:
    """Wait until the picture is another one, and stays so."""
    last = before
    for _ in range(100):
        page.wait_for_timeout(50)
        now = _picture(page)
        if before != now == last:
            return now
        last = now
    raise AssertionError("the picture stays as it was")


def test_a_search_lights_the_picture_and_a_drag_moves_it(drawing: Profiles, served: Place) -> None:
    with opened(drawing, served, viewport=DESKTOP) as tab:
        page = tab.open("network")
        page.locator(".net-section[data-drawn=webgl]").wait_for()
        stage = page.locator(".net-stage:visible")
        stage.scroll_into_view_if_needed()
        # What is found stands out, and what is asked last is what is shown.
        whole = _picture(page)
        find = page.locator(".net-find:visible")
        find.fill("클러스터")
        _changed(page, whole)
        find.fill("zzzz")
        find.fill("")
        for _ in range(100):
            if _picture(page) == whole:
                break
            page.wait_for_timeout(50)
        assert _picture(page) == whole
        stage.scroll_into_view_if_needed()
        place = "document.querySelector('.net-years span:not([hidden])').style.transform"
        before = page.evaluate(place)
        box = stage.bounding_box()
        page.mouse.move(box["x"] + 200, box["y"] + 200)
        page.mouse.down()
        for step in range(1, 8):
            page.mouse.move(box["x"] + 200 + 15 * step, box["y"] + 200)
        page.mouse.up()
        page.wait_for_function(f"before => {place} !== before", arg=before)


def test_without_webgl_the_plain_picture_remains(static: Place, window: Windows) -> None:
    tab = window(static, viewport=DESKTOP)
    tab.page.add_init_script(
        "const old = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        "  return kind.startsWith('webgl') ? null : old.call(this, kind, ...rest); };"
    )
    page = tab.open("network")
    view = page.locator(".net-view").first
    assert view.locator("svg[role]").is_visible()
    view.locator(".net-find").fill("클러스터")
    assert view.locator("a.found").count() > 0
    before = view.locator("svg[role]").get_attribute("viewBox")
    view.locator("[data-zoom=in]").click()
    assert view.locator("svg[role]").get_attribute("viewBox") != before


# -- editor ----------------------------------------------------------------------------------------------------------


def test_the_editor_completes_marks_runs_and_is_left_by_the_keyboard(served: Place, window: Windows) -> None:
    page = window(served, viewport=DESKTOP).open("editor")
    page.locator("#editor[data-drawn=codemirror]").wait_for()
    assert not page.locator("#query").is_visible()
    code = page.locator(".cm-content")
    assert code.get_attribute("aria-label")
    code.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?work ?name WHERE { ?work dcterms:tit")
    page.locator(".cm-tooltip-autocomplete li", has_text="dcterms:title").first.wait_for()
    # A completion is taken after a moment only, so that fast typing does not take one unasked.
    page.wait_for_timeout(200)
    page.keyboard.press("Enter")
    page.keyboard.type(" ?name } LIMIT 3")
    text = page.locator("#query").input_value()
    assert text.startswith("PREFIX dcterms: <http://purl.org/dc/terms/>\nSELECT ?work ?name")
    assert "dcterms:title ?name" in text
    page.keyboard.press("Control+Enter")
    page.locator("#out tbody tr").first.wait_for()
    assert page.locator("#out tbody tr").count() == 3
    # Escape puts away what is offered; where nothing is to be seen, it leaves at once.
    assert page.locator(".cm-tooltip-autocomplete").count() == 0
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    # So it is while the editor only looks for what it could offer.
    code.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("33")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    code.click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("PRE")
    page.locator(".cm-tooltip-autocomplete li", has_text="PREFIX").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".cm-tooltip-autocomplete").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "DIV"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_the_editor_marks_what_is_no_sparql_and_takes_an_example(served: Place, window: Windows) -> None:
    page = window(served, viewport=DESKTOP).open("ko/editor")
    code = page.locator(".cm-content")
    code.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?x WHERE [ ?x a ?y ")
    page.locator(".cm-lintRange-error").first.wait_for()
    one = questions.find("co-citation")
    page.locator("#example").select_option(one.id)
    assert page.locator("#query").input_value() == one.query.strip()
    assert "HAVING" in code.text_content()


def test_an_answer_becomes_a_chart(served: Place, window: Windows) -> None:
    page = window(served, viewport=DESKTOP).open("editor?question=references-by-year")
    page.locator("#editor .actions button").first.click()
    page.locator("#out table").wait_for()
    page.locator("[data-as=chart]").click()
    page.locator("#out figure[data-drawn] canvas").wait_for()
    made = json.loads(page.locator("#out figure").get_attribute("data-spec"))
    assert made["encoding"]["x"]["title"] == "year"
    assert made["encoding"]["y"]["title"] == "works"
