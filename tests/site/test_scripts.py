"""The bundled scripts: what the pages give them, what the pages are without them, and that a bundle is reproducible."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from kg import charts, questions, stores
from kg.namespaces import CITO, DCTERMS, DEFAULT_BASE, FOAF
from kg.quads import Iri, Quad
from kg.site import Site, context, layout
from kg.site.figures import specification
from kg.site.links import views
from kg.site.network import DATA, GROUPS
from tests.effort import calls
from tests.site.conftest import sample
from tests.site.tree import Node, read

FRONTEND = Path(context.__file__).resolve().parent / "frontend"
NAMES = ("bundle-charts.js", "bundle-editor.js", "bundle-licenses.txt", "bundle-network.js")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout in which nothing was bundled."""
    monkeypatch.setattr(context, "BUNDLE", tmp_path / "none")


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout in which scripts were bundled; what is in them does not matter to the pages."""
    for name in NAMES:
        (tmp_path / name).write_text("void 0;\n", encoding="utf-8")
    monkeypatch.setattr(context, "BUNDLE", tmp_path)


@pytest.fixture
def live() -> Iterator[Site]:
    with stores.of_quads(sample()) as store:
        yield Site(store, live=True)


def _tree(site: Site, path: str) -> Node:
    page = site.page(path)
    assert page is not None, path
    return read(page.body)


def _scripts(tree: Node) -> list[str]:
    return [node.get("src").rpartition("/")[2] for node in tree.all() if node.tag == "script"]


def test_without_the_bundle_every_page_is_whole_and_says_what_adds_more(bare: None, site: Site, live: Site) -> None:
    assert not [name for name in site.assets() if name.startswith("bundle-")]
    assert site.page(DATA) is None
    assert DATA not in set(site.paths())
    for made in (site, live):
        for path in ("", "network", "editor", "about", "questions", "question/references-by-year", "ko/network"):
            tree = _tree(made, path)
            assert not [name for name in _scripts(tree) if "bundle" in name or "data" in name], path
            assert not tree.values("data-spec"), path
    for path in ("network", "ko/network", "about", "ko/about"):
        assert "make site" in _tree(site, path).text
    for path in ("editor", "ko/editor"):
        assert "make site" in _tree(live, path).text
    assert len([node for node in _tree(site, "network").all() if node.tag == "circle" and node.get("r") != "5"]) > 100
    assert _tree(live, "editor").by_id("query").tag == "textarea"


def test_with_the_bundle_a_page_loads_only_what_it_needs(bundled: None, site: Site, live: Site) -> None:
    assert set(NAMES) <= set(site.assets())
    assert site.asset("bundle-charts.js") == b"void 0;\n"
    expected = {
        "": ["bundle-charts.js"],
        "question/references-by-year": ["bundle-charts.js"],
        "network": [DATA, "bundle-network.js"],
        "ko/network": [DATA, "bundle-network.js"],
        "editor": [],
        "search": ["search-index.js"],
        "about": [],
        site.path_of(Iri(next(iter(site.pages.pages)))): [],
    }
    for path, names in expected.items():
        tree = _tree(site, path)
        found = [name for name in _scripts(tree) if name.startswith("bundle") or name.endswith(("data.js", "index.js"))]
        assert found == names, path
        assert "make site" not in tree.text
    found = [name for name in _scripts(_tree(live, "editor")) if name.startswith("bundle")]
    assert found == ["bundle-editor.js", "bundle-charts.js"]
    about = _tree(site, "about")
    assert any(link.endswith("bundle-licenses.txt") for link in about.values("href"))


def test_static_pages_say_that_the_editor_needs_a_server(site: Site) -> None:
    assert "editor" in set(site.paths())
    for path in ("editor", "ko/editor"):
        tree = _tree(site, path)
        assert "kg serve" in tree.text
        assert not [node for node in tree.all() if node.tag in ("textarea", "form")]


def test_a_chart_of_a_page_is_the_specification_that_altair_makes(site: Site) -> None:
    pytest.importorskip("altair", reason="the extra 'charts' makes specifications")
    for name in ("references-by-year", "age-distribution", "references-by-type", "cited-journals"):
        answer = questions.ask(name, site.store)
        found = charts.plan(answer)
        made = charts.specification(answer)
        assert found is not None
        assert made is not None
        ours = specification(found)
        # How it looks is the page's affair, and which release of the schema Altair names, Altair's.
        for part in ("$schema", "config"):
            ours.pop(part, None)
            made.pop(part, None)
        assert ours == made, name


def test_the_data_of_the_network_are_all_its_nodes_and_links(bundled: None, site: Site) -> None:
    for path, lang in ((DATA, "en"), (f"ko/{DATA}", "ko")):
        page = site.page(path)
        assert page is not None
        text = page.body.decode()
        assert text.startswith("window.KG_NETWORK=")
        data = json.loads(text.removeprefix("window.KG_NETWORK=").rstrip().removesuffix(";"))
        assert data["groups"] == list(GROUPS)
        for view in site.pictures:
            if not view.nodes:
                assert view.key not in data["views"]
                continue
            told = data["views"][view.key]
            many = len(view.nodes)
            assert {len(told[name]) for name in ("nodes", "groups", "years", "degrees", "x", "y")} == {many}
            assert len(told["links"]) == 3 * len(view.links)
            assert all(0 <= end < many for at, end in enumerate(told["links"]) if at % 3 < 2)
            assert all(weight > 0 for weight in told["links"][2::3])
        first = data["nodes"][data["views"]["view-citations"]["nodes"][0]]
        assert first[1] == lang
        assert first[2].endswith(".html")


def test_a_plain_picture_comes_for_a_desk_and_for_a_phone(bare: None, site: Site) -> None:
    for path in ("", "question/references-by-year", "ko/question/cited-journals"):
        for figure in (node for node in _tree(site, path).all() if node.tag == "figure"):
            drawn = [node for node in figure.all() if node.tag == "svg" and node.get("role") == "img"]
            assert [node.get("viewbox").split()[2] for node in drawn] == ["520", "320"]
            assert drawn[0].get("aria-label") == drawn[1].get("aria-label") != ""


def test_the_years_below_the_plain_network_are_few_enough_for_a_phone(bare: None, site: Site) -> None:
    svg = next(node for node in _tree(site, "network").all() if node.tag == "svg" and node.get("role") == "group")
    ticks = [
        (node.get("class"), float(node.get("x"))) for node in svg.all() if node.get("text-anchor") and node.get("class")
    ]
    assert ticks[0][0] == "first"
    assert ticks[-1][0] in ("last", "between")
    places = [x for kind, x in ticks if kind != "between"]
    assert 3 <= len(places) < len(ticks)
    # There is room for four digits in the size that they have on a phone.
    assert all(later - x > 140 for x, later in pairwise(places))


def _work(name: str) -> Iri:
    return Iri(f"{DEFAULT_BASE}work/{name:0>16}")


def _cites(*pairs: str) -> Iterator[Quad]:
    """Works by a letter each: ``ab`` says that a cites b."""
    for one, other in pairs:
        yield Quad(_work(one), CITO("cites"), _work(other), "bibliography")


def test_works_are_linked_that_two_papers_cite_and_papers_that_cite_the_same() -> None:
    # a cites c d e, b cites c d f, d (no paper of the graph) cites c: c and d are co-cited twice, a and b share two.
    with stores.of_quads(_cites("ac", "ad", "ae", "bc", "bd", "bf", "dc")) as store:
        found = {view.key: view for view in views(store, {_work("a"), _work("b")})}
    together, alike = found["view-cocitation"], found["view-coupling"]
    assert [(set(map(together.nodes.__getitem__, link[:2])), link[2]) for link in together.links] == [
        ({_work("c"), _work("d")}, 2)
    ]
    assert [(set(map(alike.nodes.__getitem__, link[:2])), link[2]) for link in alike.links] == [
        ({_work("a"), _work("b")}, 2)
    ]
    cites = found["view-citations"]
    assert (cites.all_nodes, cites.all_links) == (6, 7)
    group = dict(zip(cites.nodes, cites.groups, strict=True))
    assert (group[_work("a")], group[_work("d")], group[_work("e")]) == ("paper", "citing", "other")


def test_people_are_linked_by_how_many_works_they_wrote_together() -> None:
    def person(name: str) -> Iri:
        return Iri(f"{DEFAULT_BASE}person/{name:0>16}")

    wrote = [("1", "ab"), ("2", "abc"), ("3", "d")]
    quads = [
        Quad(_work(work), DCTERMS("creator"), person(name), "bibliography") for work, names in wrote for name in names
    ]
    quads.append(Quad(person("a"), FOAF("name"), person("b"), "bibliography"))
    with stores.of_quads(quads) as store:
        view = next(view for view in views(store, ()) if view.key == "view-authors")
    told = {frozenset(view.nodes[end] for end in link[:2]): link[2] for link in view.links}
    assert told == {
        frozenset((person("a"), person("b"))): 2,
        frozenset((person("a"), person("c"))): 1,
        frozenset((person("b"), person("c"))): 1,
    }


def _clusters(many: int) -> list[tuple[int, int]]:
    """Fifty rings of nodes, joined to a chain at one node each."""
    around = [(at, at + 50) for at in range(many - 50)]
    return around + [(at, at + 1) for at in range(49)]


def test_thousands_of_nodes_are_placed_apart_and_linked_ones_near() -> None:
    many = 3000
    links = _clusters(many)
    places = layout.springs(many, links, 1200, 640)
    assert places == layout.springs(many, links, 1200, 640)
    assert len(set(places)) > 0.99 * many
    assert all(0 <= x <= 1200 and 0 <= y <= 640 for x, y in places)

    def apart(pairs: list[tuple[int, int]]) -> float:
        far = [
            ((places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2) ** 0.5 for a, b in pairs
        ]  # fmt: skip
        return sum(far) / len(far)

    anyhow = [(at, at * 7919 % many) for at in range(1, many)]
    assert apart(links) < 0.4 * apart(anyhow)


def test_placing_costs_as_many_steps_for_many_nodes_as_for_few() -> None:
    few = calls(lambda: layout.springs(500, _clusters(500), 1200, 640))
    more = calls(lambda: layout.springs(2000, _clusters(2000), 1200, 640))
    # Rounding the places is the only thing that is done node by node.
    assert more - few < 8 * (2000 - 500)


def test_a_year_of_many_works_has_columns_beside_one_another() -> None:
    years = [2001] * 400 + [2002]
    places = layout.timeline(years, [1] * 401, 1200, 640)
    assert len(set(places)) == 401
    assert all(0 <= y <= 640 for _, y in places)
    assert max(x for x, _ in places[:400]) < places[400][0]


def test_the_lock_file_names_no_registry_and_pins_everything() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert len(packages) > 50
    assert all("resolved" not in about and about["integrity"].startswith("sha512-") for about in packages.values())
    wanted = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    for name, version in (wanted["dependencies"] | wanted["devDependencies"]).items():
        assert packages[f"node_modules/{name}"]["version"] == version


@pytest.mark.skipif(
    not shutil.which("node") or not (FRONTEND / "node_modules").is_dir(),
    reason="bundling needs Node.js and what `make site` installs",
)
def test_the_same_lock_file_makes_the_same_bundle(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        command = ["node", "build.mjs", str(tmp_path / name)]
        done = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        made.append({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()})
    assert made[0] == made[1]
    assert sorted(made[0]) == sorted(NAMES)
    licences = made[0]["bundle-licenses.txt"].decode()
    for package in ("vega-lite", "sigma", "graphology", "@codemirror/view", "codemirror-lang-sparql"):
        assert f"\n{package} " in licences
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]
