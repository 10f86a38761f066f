"""Documentation is part of the product: links lead somewhere, generated pages are up to date, examples run."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from kg.cli import COMMANDS
from tests.docs.test_notebook import NEEDED

ROOT = Path(__file__).resolve().parents[2]
_GLOBS = ("*.md", "docs/*.md", "ontology/**/*.md", "queries/*.md")
PAGES = sorted(page for pattern in _GLOBS for page in ROOT.glob(pattern))


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _links(page: Path) -> Iterator[str]:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    yield from (match[1] for match in re.finditer(r"\]\(([^)\s]+)\)", text))


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower().replace("`", "")).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in _links(page):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in _anchors(target), link


@pytest.mark.parametrize("name", list(_generator().PAGES))
def test_generated_pages_are_up_to_date(name: str) -> None:
    if name.endswith(".ipynb") and not all(map(importlib.util.find_spec, NEEDED)):
        pytest.skip("running the notebook needs requirements/dev.txt")
    assert (ROOT / name).read_text(encoding="utf-8") == _generator().PAGES[name](), "make docs writes them again"


def test_every_page_of_docs_is_on_the_front_page() -> None:
    front = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [page.name for page in (ROOT / "docs").glob("*.md") if f"docs/{page.name}" not in front]
    assert not missing


def test_commands_in_the_pages_exist() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        used = set(re.findall(r"^\$? ?kg ([a-z]+)", "\n".join(re.findall(r"```.*?```", text, flags=re.DOTALL)), re.M))
        assert used <= set(COMMANDS), f"{page.name}: {used - set(COMMANDS)}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_queries_in_the_pages_run_on_the_sample(page: Path) -> None:
    from kg import stores
    from tests.questions.expected import sample

    blocks = re.findall(r"```sparql\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    whole = [block for block in blocks if "PREFIX" in block and "SELECT" in block and not block.startswith("#+")]
    with stores.of_quads(sample()) as store:
        for block in whole:
            assert store.select(block).columns
