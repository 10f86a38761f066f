"""The search and the network: what is typed narrows what is shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.site.browser.window import DESKTOP, Place, Window

Windows = Callable[..., Window]


@pytest.mark.parametrize("where", ["static", "served"])
def test_the_search_finds_hangul_latin_and_initials(
    where: str, request: pytest.FixtureRequest, window: Windows
) -> None:
    page = window(request.getfixturevalue(where), viewport=DESKTOP).open("search")
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
    with page.expect_navigation():
        results.first.locator("a").click()
    assert "Nahm" in page.locator("h1").text_content()


def test_a_search_may_stand_in_the_address(served: Place, window: Windows) -> None:
    page = window(served, viewport=DESKTOP).open("search?q=%EB%82%A8%EA%B8%B0%EB%B2%94")
    assert page.locator("#q").input_value() == "남기범"
    assert page.locator("#results li").count() > 0


def test_the_plain_network_filters_finds_and_comes_closer(bare: Place, window: Windows) -> None:
    page = window(bare, viewport=DESKTOP).open("network")
    view = page.locator(".net-view").first
    nodes = view.locator("a[data-n]")
    many = nodes.count()
    assert many == 76
    view.locator("input[data-group=foreign]").uncheck()
    hidden = view.locator("a[data-n][hidden]").count()
    assert 0 < hidden < many
    assert view.locator("line[hidden]").count() >= hidden
    view.locator("input[data-group=foreign]").check()
    assert view.locator("a[data-n][hidden]").count() == 0
    view.locator(".net-find").fill("클러스터")
    few = view.locator("a.found").count()
    assert 0 < few < many
    assert view.locator("a.off").count() == many - few
    assert all("클러스터" in title for title in view.locator("a.found title").all_text_contents())
    view.locator(".net-find").fill("")
    assert view.locator("a.found, a.off").count() == 0
    before = view.locator("svg[role]").get_attribute("viewBox")
    view.locator("[data-zoom=in]").click()
    closer = view.locator("svg[role]").get_attribute("viewBox")
    assert float(closer.split()[2]) < float(before.split()[2])
    view.locator("[data-zoom=all]").click()
    assert view.locator("svg[role]").get_attribute("viewBox") == before


def test_the_arrows_go_from_node_to_node_of_the_plain_network(bare: Place, window: Windows) -> None:
    page = window(bare, viewport=DESKTOP).open("network")
    page.locator(".net-find").first.fill("cluster")
    page.locator(".net-view").first.locator("[data-zoom=all]").focus()
    page.keyboard.press("Tab")
    seen = []
    for _ in range(4):
        seen.append(page.evaluate("document.activeElement.querySelector('title').textContent"))
        page.keyboard.press("ArrowRight")
    assert len(set(seen)) == 4
    assert all("luster" in title for title in seen[1:])
