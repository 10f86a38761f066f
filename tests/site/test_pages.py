"""Every page of the sample: well-formed, linked, closed to the outside, and true to what the graph says."""

from __future__ import annotations

import importlib.util
import posixpath
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from kg import questions, stores
from kg.answers.tables import layout
from kg.quads import Iri
from kg.site import Page, Site, base_of, paths
from kg.site.paths import file_of
from tests.questions.expected import sample as with_concepts
from tests.site.conftest import HOSTILE, hostile, sample
from tests.site.tree import Node, read


def _is_html(page: Page) -> bool:
    return page.media_type.startswith("text/html")


def test_there_is_a_page_for_every_node_and_question_in_both_languages(site: Site, pages: dict[str, Page]) -> None:
    nodes = {q.subject.partition("#")[0] for q in sample() if isinstance(q.subject, Iri)}
    for iri in nodes:
        if iri.startswith(site.base) and iri != f"{site.base}dataset":
            assert site.path_of(Iri(iri)) in pages, iri
            assert f"ko/{site.path_of(Iri(iri))}" in pages
    for one in questions.catalogue():
        assert {f"question/{one.id}", f"ko/question/{one.id}", f"question/{one.id}.csv"} <= pages.keys()


@pytest.fixture(scope="module")
def trees(pages: dict[str, Page]) -> dict[str, Node]:
    """Every page that is HTML, read strictly."""
    return {path: read(page.body) for path, page in pages.items() if _is_html(page)}


def test_an_id_stands_once_on_a_page(trees: dict[str, Node]) -> None:
    for path, tree in trees.items():
        ids = tree.values("id")
        assert len(ids) == len(set(ids)), path


def test_every_link_leads_to_a_page_and_to_its_anchor(
    site: Site, pages: dict[str, Page], trees: dict[str, Node]
) -> None:
    files = {file_of(path, live=False): path for path in pages}
    files |= {f"static/{name}": name for name in site.assets()}
    ids = {path: set(tree.values("id")) for path, tree in trees.items()}
    for path, tree in trees.items():
        here = file_of(path, live=False)
        for link in tree.values("href") + tree.values("src"):
            if re.match(r"https?://", link):
                continue
            target, _, anchor = link.partition("#")
            name = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(target))) if target else here
            assert name in files, (path, link)
            assert not anchor or anchor in ids[files[name]], (path, link)


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_inline(trees: dict[str, Node]) -> None:
    for path, tree in trees.items():
        for node in tree.all():
            if node.tag == "script":
                assert node.get("src"), path
                assert not node.text, path
            loaded = node.get("src") or node.get("action") or (node.get("href") if node.tag == "link" else "")
            assert not re.match(r"[a-z]+:|//", loaded), (path, loaded)
            assert node.tag != "style", path
            assert not [name for name in node.attributes if name == "style" or name.startswith("on")], path


def test_what_a_page_prints_stays_text() -> None:
    with stores.of_quads(hostile()) as store:
        site = Site(store)
        shown = pictures = 0
        for at, path in enumerate(site.paths()):
            # A third of the entity pages is enough; those of one kind are made alike.
            if path.count("/") and at % 3 and not path.startswith(("source/", "ko/source/")) and ".svg" not in path:
                continue
            page = site.page(path)
            assert page is not None
            if page.media_type == "image/png":
                continue
            body = page.body.decode()
            if page.media_type == "image/svg+xml":
                drawn = ElementTree.fromstring(page.body)
                kinds = {node.tag.rpartition("}")[2] for node in drawn.iter()}
                assert kinds <= {"svg", "g", "rect", "line", "text", "title"}, path
                pictures += HOSTILE in "".join(drawn.itertext())
            elif _is_html(page):
                tree = read(page.body)
                assert not [node for node in tree.all() if node.tag == "img"], path
                assert not [node for node in tree.all() if node.tag == "script" and node.text], path
                assert not [link for link in tree.values("href") if link.lower().startswith("javascript")], path
                shown += HOSTILE in tree.text
            elif path.endswith(".js"):
                assert "<" not in body.replace("\\u003c", "")
        assert shown > 50
        assert pictures > 2


def test_the_words_of_the_interface_are_in_the_language_of_the_page(trees: dict[str, Node]) -> None:
    def spoken(node: Node) -> str:
        if node.get("lang") == "ko":
            return ""
        return "".join(part if isinstance(part, str) else spoken(part) for part in node.parts)

    def language(tree: Node) -> str:
        return next(node.get("lang") for node in tree.all() if node.tag == "html")

    assert language(trees[""]) == "en"
    assert language(trees["ko/"]) == "ko"
    for path in ("about", "search"):
        assert not re.search("[가-힣]", spoken(trees[path]))
        assert re.search("[가-힣]", trees[f"ko/{path}"].text)


def test_the_files_of_a_question_are_what_the_command_writes(
    site: Site, pages: dict[str, Page], trees: dict[str, Node]
) -> None:
    for one in questions.catalogue()[::7]:
        answer = questions.ask(one, site.store)
        assert pages[f"question/{one.id}.csv"].body.decode() == layout(answer, "csv")
        assert pages[f"question/{one.id}.json"].body.decode() == layout(answer, "json")
        assert one.query.strip() in trees[f"question/{one.id}"].text


def test_a_picture_lies_beside_the_page_that_shows_it(pages: dict[str, Page], trees: dict[str, Node]) -> None:
    for one in questions.catalogue():
        for prefix in ("", "ko/"):
            path = f"{prefix}question/{one.id}"
            links = [link for link in trees[path].values("href") if link.endswith((".svg", ".png")) and one.id in link]
            shown = any("chart" in node.get("class").split() for node in trees[path].all() if node.tag == "figure")
            assert (f"{one.id}.svg" in links) == (f"{path}.svg" in pages) == shown, path
            assert (f"{one.id}.png" in links) == (f"{path}.png" in pages), path
            if shown:
                assert (
                    one.question.of(prefix.rstrip("/") or "en")
                    in ElementTree.fromstring(pages[f"{path}.svg"].body).itertext()
                )
    drawn = pages["question/references-by-year.svg"]
    assert drawn.media_type == "image/svg+xml"
    if "question/references-by-year.png" in pages:
        assert pages["question/references-by-year.png"].body.startswith(b"\x89PNG")


def test_without_vl_convert_there_is_svg_and_no_png(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    page = site.page("question/references-by-year")
    assert page is not None
    links = read(page.body).values("href")
    assert "references-by-year.svg" in links
    assert "references-by-year.png" not in links
    assert site.page("question/references-by-year.svg") is not None
    assert site.page("question/references-by-year.png") is None


def test_what_was_asked_with_other_values_is_downloaded_with_these() -> None:
    with stores.of_quads(sample()) as store:
        site = Site(store, live=True)
        page = site.page("question/most-cited-authors", {"atLeast": "3"})
        assert page is not None
        assert "most-cited-authors.csv?atLeast=3" in read(page.body).values("href")


def test_a_question_is_asked_once_for_its_page_and_its_files(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask = questions.ask

    def counted(which: questions.Question, *rest: object) -> object:
        asked.append(which.id)
        return ask(which, *rest)  # type: ignore[arg-type]

    with stores.of_quads(sample()) as store:
        site = Site(store)
        monkeypatch.setattr(questions, "ask", counted)
        for path in site.paths():
            if path.startswith("question/strands"):
                assert site.page(path) is not None
            elif path.startswith("ko/"):
                break
    assert {asked.count(one.id) for one in questions.catalogue()} == {1}


def test_pages_are_the_same_each_time() -> None:
    with stores.of_quads(sample()) as one, stores.of_quads(reversed(sample())) as other:
        first, second = Site(one), Site(other)
        for path in ("", "network", "search-index.js", first.path_of(Iri(next(iter(first.pages.pages))))):
            assert first.page(path) == second.page(path), path


def test_a_question_takes_parameters_and_a_path_that_is_none_gives_nothing(site: Site) -> None:
    few = site.page("question/most-cited-authors", {"atLeast": "3"})
    many = site.page("question/most-cited-authors")
    assert few is not None
    assert many is not None
    assert len(few.body) < len(many.body)
    for path in ("nothing", "work/0000000000000000", "question/none", "source/0000000000000000", "../etc/passwd"):
        assert site.page(path) is None, path
    assert site.asset("../site.py") is None
    assert site.asset("site.css")


def test_an_empty_graph_has_its_pages_too() -> None:
    with stores.of_quads(()) as store:
        site = Site(store, lang="ko")
        for path in ("", "questions", "network", "search", "search-index.js", "about", "en/", "question/papers"):
            page = site.page(path)
            assert page is not None, path
        assert base_of(store) == site.base


def test_the_concepts_of_a_scheme_have_pages() -> None:
    with stores.of_quads(with_concepts()) as store:
        site = Site(store)
        found = set(site.paths())
        assert site.foreign
        assert set(site.foreign) <= found
        for path, iri in site.foreign.items():
            assert (site.path_of(iri), site.iri_of(path)) == (path, iri)
        assert site.page(min(site.foreign)) is not None


@pytest.mark.parametrize(
    ("source", "target", "root", "live", "link"),
    [
        ("work/a", "person/b", "", False, "../person/b.html"),
        ("work/a", "work/b", "", False, "b.html"),
        ("work/a", "", "", False, "../index.html"),
        ("", "ko/", "", False, "ko/index.html"),
        ("ko/work/a", "work/a#reference-5", "", False, "../../work/a.html#reference-5"),
        ("work/a", "work/a#x", "", False, "#x"),
        ("", "question/a.csv", "", False, "question/a.csv"),
        ("work/a", "person/b", "", True, "../person/b"),
        ("work/a", "", "", True, "../"),
        ("", "", "", True, "./"),
        ("work/a", "person/b", "/kg", True, "/kg/person/b"),
        ("work/a", "", "/", True, "/"),
    ],
)
def test_links(source: str, target: str, root: str, live: bool, link: str) -> None:
    assert paths.href(source, target, root, live) == link
