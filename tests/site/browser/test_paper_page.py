"""The paper page: a field shows the triples that the graph holds, and a triple the characters that say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest

from kg import namespaces as ns
from kg.namespaces import DEFAULT_BASE, PREFIXES
from kg.quads import Iri, Literal, Quad, Term
from kg.resources import examples
from tests.questions.expected import sample as with_concepts
from tests.shared import SHARED
from tests.site.browser.window import DESKTOP, PHONE, Place, Profiles, Window, opened
from tests.site.conftest import sample

Windows = Callable[..., Window]
_HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + f"@base <{DEFAULT_BASE}> .\n"


class Told(NamedTuple):
    """A statement as the quads tell it, without the help of what makes the pages."""

    triple: tuple[Term, Term, Term]
    characters: str
    confidence: str


# What the panel shows, and the characters that are lit: asked for at once, since each question to a page takes a while.
_PANEL = """() => {
    const text = (one, part) => (one.querySelector(part) || { textContent: "" }).textContent;
    return {
        cards: [...document.querySelectorAll("#panel-body .card")].map(one => ({
            mark: one.dataset.s, code: text(one, "code"), quote: text(one, ".quote"), sure: text(one, ".sure"),
        })),
        lit: [...document.querySelectorAll(".printed .f.on")].map(one => one.textContent).join(""),
    };
}"""


class Shown(NamedTuple):
    """A paper page in a window, and what its graph tells of it."""

    tab: Window
    told: dict[str, Told]

    def panel(self) -> tuple[list[str], str]:
        """Compare each card of the panel with its statement; return the marks of the cards, and what is lit."""
        found = self.tab.page.evaluate(_PANEL)
        for card in found["cards"]:
            one = self.told[card["mark"]]
            (read,) = ox.parse(_HEAD + card["code"], format=ox.RdfFormat.TURTLE)
            assert _plain(read.subject) == _plain(one.triple[0])
            assert _plain(read.predicate) == _plain(one.triple[1])
            assert _plain(read.object) == _plain(one.triple[2])
            if one.characters:
                # Characters that stand apart have a space between them on the card.
                assert _close(one.characters) in _close(card["quote"])
            if one.confidence:
                assert f"{int(float(one.confidence) * 100 + 1e-9)}%" in card["sure"]
        return [card["mark"] for card in found["cards"]], found["lit"]


def _close(text: str) -> str:
    return "".join(text.split())


def _plain(term: Any) -> tuple[str, ...]:
    if isinstance(term, (ox.NamedNode, Iri)):
        return (term.value if isinstance(term, ox.NamedNode) else str(term),)
    if isinstance(term, ox.Literal):
        datatype = "" if term.language else term.datatype.value
        return term.value, (term.language or "").lower(), datatype
    assert isinstance(term, Literal), term
    return term.value, term.lang.lower(), "" if term.lang else str(term.datatype or ns.XSD("string"))


def _told(quads: Sequence[Quad], text: str) -> tuple[str, dict[str, Told]]:
    """Gather what the quads tell of the only saved page, and see that each triple is one of the graph."""
    about: dict[Term, dict[Term, list[Term]]] = {}
    for quad in quads:
        about.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    (source,) = {one for one, said in about.items() if ns.KG("sha256") in said}
    found = {}
    for iri, said in about.items():
        if not str(iri).startswith(f"{source}#") or ns.RDF("predicate") not in said:
            continue
        subject, predicate, value = (said[ns.RDF(part)][0] for part in ("subject", "predicate", "object"))
        if ns.KG("Reading") not in said[ns.RDF("type")]:
            assert value in about[subject][predicate], iri
        spans = sorted(
            (int(about[at][ns.OA("start")][0].value), int(about[at][ns.OA("end")][0].value))  # type: ignore[union-attr]
            for at in said.get(ns.OA("hasSelector"), [])
        )
        sure = said.get(ns.KG("confidence"))
        found[str(iri).partition("#")[2]] = Told(
            (subject, predicate, value),
            "".join(text[start:end] for start, end in spans),
            sure[0].value if sure and isinstance(sure[0], Literal) else "",
        )
    return str(source).removeprefix(DEFAULT_BASE), found


# One that is served, and one on disk: the development page where it is beside this checkout, else the sample too.
_ON_DISK = "seed_static" if any((SHARED / "seed").glob("*.txt")) else "static"


@pytest.fixture(scope="module", params=["served", _ON_DISK])
def one_page(request: pytest.FixtureRequest, profiles: Profiles) -> Iterator[Shown]:
    """A paper page that stays open: of thousands of elements, it takes long to load."""
    place: Place = request.getfixturevalue(request.param)
    if request.param == "seed_static":
        (page,) = (SHARED / "seed").glob("*.txt")
        quads, text = request.getfixturevalue("seed"), page.read_bytes().decode()
    else:
        quads = with_concepts() if request.param == "served" else sample()
        text = examples("sample.txt").read_bytes().decode()
    path, told = _told(quads, text)
    assert len(told) > 600
    with opened(profiles, place, viewport=DESKTOP, reduced_motion="reduce") as tab:
        tab.open(path)
        yield Shown(tab, told)


@pytest.fixture
def shown(one_page: Shown) -> Iterator[Shown]:
    """The page that stays open, with nothing lit or unfolded; nothing may go wrong in it."""
    page = one_page.tab.page
    page.mouse.move(0, 0)
    page.locator(".entry .f.first").first.focus()
    page.keyboard.press("Escape")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false; }); scrollTo(0, 0)")
    assert one_page.panel() == ([], "")
    assert page.locator(".pin").count() == 0
    yield one_page
    assert one_page.tab.faults == []


def test_a_field_pointed_at_shows_its_triples(shown: Shown) -> None:
    page = shown.tab.page
    fields = page.query_selector_all(".text .entry .f.first")
    many = len(fields)
    assert many > 400
    for field in fields[:: many // 20]:
        field.hover()
        marks = field.get_attribute("data-s").split()
        cards, lit = shown.panel()
        assert cards == marks
        assert lit == shown.told[marks[0]].characters, marks


def test_a_field_reached_by_the_keyboard_shows_all_that_it_says(shown: Shown) -> None:
    page = shown.tab.page
    page.locator(".entry .f.first").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    seen = set()
    for step in range(20):
        marks = page.evaluate("""() => {
            const first = document.activeElement.dataset.s.split(" ")[0], found = new Set();
            for (const one of document.querySelectorAll(".text .f[data-s]")) {
                const marks = one.dataset.s.split(" ");
                if (marks.includes(first)) marks.forEach(mark => found.add(mark));
            }
            return [first, ...[...found].filter(mark => mark !== first)];
        }""")
        cards, lit = shown.panel()
        assert sorted(cards) == sorted(marks)
        assert lit == shown.told[marks[0]].characters
        seen.add(marks[0])
        page.keyboard.press("ArrowDown" if step % 3 == 2 else "ArrowRight")
    assert len(seen) == 20
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.s").split()[0] in seen
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert page.locator("#panel-body .card").count() == 0


def test_a_triple_pressed_marks_its_characters(shown: Shown) -> None:
    page = shown.tab.page
    rows = page.query_selector_all(".entry tr:has(.lit)")
    many = len(rows)
    assert many > 500
    for row in rows[3 :: many // 20]:
        row.evaluate("one => { one.closest('details').open = true; }")
        row.query_selector(".lit").click()
        one = shown.told[row.get_attribute("data-s")]
        pinned = page.evaluate("""() => [...document.querySelectorAll(".printed .f.pin")].map(
            one => [one.textContent, one.checkVisibility({ visibilityProperty: true })])""")
        assert "".join(text for text, _ in pinned) == one.characters
        assert pinned[0][1]
    page.keyboard.press("Escape")
    page.locator(".entry .printed").first.click(position={"x": 1, "y": 1})
    assert page.locator(".pin").count() == 0


def test_an_address_with_a_triple_opens_at_it(static: Place, paper: str, window: Windows) -> None:
    page = window(static, viewport=DESKTOP).open(f"{paper}#reference-19-title")
    assert page.locator(".printed .f.pin").all_text_contents() == ["The architecture of platforms: a unified view"]
    assert page.locator("#panel-body .card").first.get_attribute("data-s") == "reference-19-title"
    assert page.locator("#reference-19 .printed").is_visible()


def test_a_finger_opens_the_panel_and_closes_it(static: Place, paper: str, window: Windows) -> None:
    page = window(static, viewport=PHONE, has_touch=True, is_mobile=True).open(f"ko/{paper}")
    assert not page.locator("#panel").is_visible()
    page.locator("#reference-8 .g-title").first.tap()
    assert page.locator("#panel").is_visible()
    assert page.locator("#panel-body .chip").first.text_content() == "제목"
    page.locator("#panel-close").tap()
    assert not page.locator("#panel").is_visible()


def test_colours_and_findings_choose_what_is_shown(static: Place, paper: str, window: Windows) -> None:
    page = window(static, viewport=DESKTOP).open(paper)
    page.locator("[data-g=year]").click()
    assert page.locator(".printed .f.alone").count() == page.locator(".printed .f.g-year").count() > 60
    page.locator("[data-show=odd]").click()
    entries = page.locator(".entry:not([hidden])")
    assert 0 < entries.count() < 75
    assert entries.count() == page.locator(".entry .notices").count()
    page.locator("[data-show=unsure]").click()
    listed = page.locator("section:has(#reference-list) .entry")
    sure = listed.evaluate_all("all => all.map(one => Number(one.dataset.sure))")
    assert len(sure) == 69
    assert sure == sorted(sure)
