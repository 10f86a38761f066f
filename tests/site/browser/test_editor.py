"""The editor: it runs every question of the catalogue, shows what the Python interface returns, and tells a fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from kg import questions, stores
from tests.questions.expected import sample as with_concepts
from tests.site.browser.window import DESKTOP, Place, Window

Windows = Callable[..., Window]


# How many rows the editor says, and how many lines and columns it shows.
_ANSWER = """() => [document.getElementById("state").textContent,
    ...["tbody tr", "thead th"].map(part => document.querySelectorAll(`#out ${part}`).length)]"""


def _run(page: Any) -> None:
    with page.expect_response(lambda reply: reply.url.endswith("/sparql")):
        page.locator("#editor .actions button").first.click()
    page.locator("#out").wait_for()


def test_it_runs_every_question_of_the_catalogue(served: Place, window: Windows) -> None:
    page = window(served, viewport=DESKTOP).open("editor")
    asked = questions.catalogue()
    offered = page.locator("#example option").evaluate_all("all => all.map(one => one.value).filter(Boolean)")
    assert sorted(offered) == sorted(one.id for one in asked)
    with stores.of_quads(with_concepts()) as store:
        for one in asked:
            rows = store.select(one.query).rows
            # Where nothing follows the query, this is what the question answers.
            assert one.then or len(questions.ask(one, store).rows) == len(rows), one.id
            page.locator("#example").select_option(one.id)
            _run(page)
            told, lines, columns = page.evaluate(_ANSWER)
            assert int(re.search(r"\d+", told.replace(",", ""))[0]) == len(rows), (one.id, told)  # type: ignore[index]
            assert lines == min(len(rows), 1000), one.id
            assert not rows or columns == len(rows[0]), one.id


def test_an_answer_is_shown_as_table_picture_and_as_it_came(served: Place, window: Windows) -> None:
    page = window(served, viewport=DESKTOP).open("ko/editor?question=most-cited-authors")
    _run(page)
    assert page.locator("#out table").count() == 1
    page.locator("[data-as=chart]").click()
    assert page.locator("#out table").count() == 0
    assert page.locator("#out svg, #out canvas").count() >= 1
    page.locator("[data-as=raw]").click()
    assert '"bindings"' in page.locator("#out").text_content()
    page.locator("[data-as=table]").click()
    assert "남기범" in page.locator("#out tbody").text_content()


def test_what_a_query_returns_stays_text(served: Place, window: Windows) -> None:
    word = '<script>alert(1)</script>"<img src=x onerror=alert(2)>'
    query = "SELECT ?word WHERE { VALUES ?word { '''%s''' <javascript:alert(3)> } }" % word  # noqa: UP031
    page = window(served, viewport=DESKTOP).open(f"editor?{urlencode({'query': query})}")
    _run(page)
    assert page.locator("#out tbody tr").first.text_content() == word
    assert page.locator("#out :is(script, img, a)").count() == 0


def test_a_fault_is_told_in_the_words_of_the_server(served: Place, window: Windows) -> None:
    tab = window(served, viewport=DESKTOP)
    page = tab.open(f"editor?{urlencode({'query': 'SELECT ?x WHERE { ?x a bibo: '})}")
    _run(page)
    assert len(page.locator("#out").text_content()) > 20
    assert "400" in page.locator("#state").text_content()
    refused = [fault for fault in tab.faults if fault.startswith("400: ")]
    assert len(refused) == 1
    # The browser notes each refusal in its console; this one was asked for.
    assert all("400" in fault for fault in tab.faults)
    tab.faults.clear()


def test_a_question_leads_to_the_editor(served: Place, window: Windows) -> None:
    page = window(served, viewport=DESKTOP).open("question/reference-age")
    # Until its scripts have come, the button sends the form as any page does, and the answer takes the page's place.
    with page.expect_navigation():
        page.locator("a[href*='editor?question=']").click()
    assert page.locator("#example").input_value() == "reference-age"
    _run(page)
    assert page.locator("#out tbody tr").count() == 3
