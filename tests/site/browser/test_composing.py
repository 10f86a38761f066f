"""Hangul as it is typed: letters that become a syllable while one types, in the editor and in the search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.site.browser.window import DESKTOP, Place, Window

Windows = Callable[..., Window]

# What an input method shows one after the other for 한글.
_STEPS = ("ㅎ", "하", "한", "한ㄱ", "한그", "한글")


def _compose(tab: Window, steps: tuple[str, ...]) -> None:
    """Compose as an input method does, and take what was composed."""
    method = tab.context.new_cdp_session(tab.page)
    for step in steps:
        asked = {"text": step, "selectionStart": len(step), "selectionEnd": len(step)}
        method.send("Input.imeSetComposition", asked)
    method.send("Input.insertText", {"text": steps[-1]})
    method.detach()


def _begin(page: Any, text: str) -> Any:
    """Put the cursor into the editor, behind a text that stands alone there."""
    drawn = page.locator("#editor[data-drawn=codemirror]").count() > 0
    code = page.locator(".cm-content" if drawn else "#query")
    code.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)
    return code


# The text, what is selected in it by its first and last character, and what is there when 한글 has been composed. With
# the whole text selected, or more than one word of it, the browser would copy the style of the words.
_CASES = (
    ("", (0, 0), "한글"),
    ("SELECT ?x WHERE { ?x ?y  }", (24, 24), "SELECT ?x WHERE { ?x ?y 한글 }"),
    ('SELECT ?x WHERE { ?x dcterms:title "one" }', (36, 39), 'SELECT ?x WHERE { ?x dcterms:title "한글" }'),
    ("SELECT ?x WHERE { ?x a bibo:Book }", (0, 6), "한글 ?x WHERE { ?x a bibo:Book }"),
    ("SELECT ?x WHERE { ?x a bibo:Book }", (7, 32), "SELECT 한글 }"),
    ("SELECT ?x WHERE { ?x a bibo:Book }", (0, 34), "한글"),
    ("SELECT ?x\nWHERE {\n  ?x a bibo:Book }", (4, 14), "SELE한글E {\n  ?x a bibo:Book }"),
)


@pytest.mark.parametrize("bundled", [True, False], ids=["bundled", "plain"])
def test_hangul_is_composed_in_the_editor_and_over_what_is_selected(
    served: Place, window: Windows, bundled: bool
) -> None:
    tab = window(served, viewport=DESKTOP)
    if not bundled:
        tab.page.route("**/bundle-editor.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page = tab.open("editor")
    for text, (start, end), expected in _CASES:
        _begin(page, text)
        page.keyboard.press("Control+Home")
        for _ in range(start):
            page.keyboard.press("ArrowRight")
        for _ in range(end - start):
            page.keyboard.press("Shift+ArrowRight")
        _compose(tab, _STEPS)
        assert page.locator("#query").input_value() == expected, (text, start, end)
        assert tab.faults == [], (text, start, end)
        page.keyboard.press("Control+z")
        assert page.locator("#query").input_value() == text


def test_what_is_composed_and_taken_back_leaves_nothing(served: Place, window: Windows) -> None:
    tab = window(served, viewport=DESKTOP)
    page = tab.open("editor")
    _begin(page, "SELECT ?x WHERE { ?x ?y ")
    _compose(tab, ("ㄴ", "나", "남", ""))
    page.keyboard.type("?z }")
    assert page.locator("#query").input_value() == "SELECT ?x WHERE { ?x ?y ?z }"


@pytest.mark.parametrize("where", ["static", "served"])
def test_the_search_follows_what_is_composed(where: str, request: pytest.FixtureRequest, window: Windows) -> None:
    tab = window(request.getfixturevalue(where), viewport=DESKTOP)
    page = tab.open("search")
    box, results = page.locator("#q"), page.locator("#results li")
    box.focus()
    _compose(tab, ("ㄴ", "나", "남"))
    assert box.input_value() == "남"
    several = results.count()
    _compose(tab, ("ㄱ", "기"))
    _compose(tab, ("ㅂ", "버", "범"))
    assert box.input_value() == "남기범"
    assert 0 < results.count() <= several
    assert any("Nahm" in text for text in results.all_text_contents())
    # Over what was searched for before.
    box.select_text()
    _compose(tab, ("ㅅ", "서", "성"))
    assert box.input_value() == "성"
    assert all("성" in text for text in results.all_text_contents())
    assert results.count() > 0
