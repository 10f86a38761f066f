"""One browser for the whole room, and the sites that it looks at: on disk and served, the sample's and the seed's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from kg import pipeline, readers, stores
from kg.namespaces import DEFAULT_BASE
from kg.quads import Quad
from kg.site import Site, context
from kg.stores import disk
from tests.questions.expected import sample as with_concepts
from tests.shared import SHARED
from tests.site.browser.pages import every, written
from tests.site.browser.window import Place, Profiles, Window, opened, server
from tests.site.conftest import sample

_FLAGS = "--disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
# Pages are painted without a graphics card, which takes less; the network is drawn as if there were one.
_PAINTED = "--disable-gpu --disable-software-rasterizer"
_DRAWN = "--use-angle=swiftshader --enable-unsafe-swiftshader"
# The next page of a tab comes into the frame of the one before (RenderDocument): to make a frame for each takes a
# quarter of a load. The others Playwright leaves out too; of a switch given twice, the browser reads the second.
_LEFT = "RenderDocument,PaintHolding,MediaRouter,OptimizationHints,PreconnectToSearch,HttpsUpgrades"
# The first has no windows, menus or bookmarks to keep, which take more of the processor than our pages do.
_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


# Package and not session: while Playwright runs, no other test could run an event loop of its own.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """A browser without a window. Debian's Chromium, or a Chrome that is there: Playwright's own is not needed."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="browser tests need Playwright: pip install -r requirements/dev.txt"
    )
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), "")
    if not program:
        pytest.skip("browser tests need Chromium: apt-get install chromium-headless-shell")
    with sync_api.sync_playwright() as playwright:
        browser = _begun(playwright.chromium, program, _PAINTED)
        yield browser
        browser.close()


def _begun(kind: Any, program: str, flags: str) -> Any:
    # Chromium refuses to run as root in its sandbox.
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    left = f"--disable-features={_LEFT}"
    return kind.launch(executable_path=program, args=[*_FLAGS.split(), *flags.split(), left, *root])


def _served(quads: Sequence[Quad], folder: Path) -> Iterator[Place]:
    disk.write(str(folder / "store"), quads, DEFAULT_BASE)
    with stores.of_quads(quads) as store:
        names = every(Site(store, live=True).paths())
    with server(folder / "store", folder) as address:
        yield Place(address, True, names)


@pytest.fixture(scope="package")
def static(chromium: Any, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The sample's pages in a folder, as this checkout makes them: with the bundled scripts where those were made."""
    return written(site, tmp_path_factory.mktemp("static") / "site", every(site.paths()))


@pytest.fixture(scope="package")
def bare(chromium: Any, static: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Some of the sample's pages as a checkout without the bundled scripts makes them."""
    if not context.BUNDLE.is_dir():
        return static
    with pytest.MonkeyPatch.context() as patch, stores.of_quads(sample()) as store:
        patch.setattr(context, "BUNDLE", tmp_path_factory.mktemp("no") / "bundle")
        return written(Site(store), tmp_path_factory.mktemp("bare") / "site", ("", "network", "about"))


@pytest.fixture(scope="package")
def served(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The sample's graph, with its scheme of concepts, behind ``kg serve``."""
    yield from _served(with_concepts(), tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="package")
def seed() -> tuple[Quad, ...]:
    """The graph of the development page that is beside some checkouts."""
    pages = sorted((SHARED / "seed").glob("*.txt"))
    if not pages:
        pytest.skip("the development data is not beside this checkout (../shared)")
    source = readers.sources([str(page) for page in pages])
    return tuple(pipeline.build(source, pipeline.Options(engine="none")).quads)


@pytest.fixture(scope="package")
def seed_static(chromium: Any, seed: tuple[Quad, ...], tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The seed's pages in a folder."""
    with stores.of_quads(seed) as store:
        site = Site(store)
        return written(site, tmp_path_factory.mktemp("seed") / "site", every(site.paths()))


@pytest.fixture(scope="package")
def seed_served(chromium: Any, seed: tuple[Quad, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The seed's graph behind ``kg serve``."""
    yield from _served(seed, tmp_path_factory.mktemp("seed-served"))


@pytest.fixture(scope="package")
def profiles(chromium: Any) -> Profiles:
    """The profiles of the browser, which all tests share."""
    return Profiles(chromium)


@pytest.fixture(scope="package")
def drawing(chromium: Any) -> Iterator[Profiles]:
    """The profiles of a browser that has WebGL."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)))
    browser = _begun(chromium.browser_type, program, _DRAWN)
    yield Profiles(browser)
    browser.close()


@pytest.fixture
def window(profiles: Profiles) -> Iterator[Callable[..., Window]]:
    """Open windows; at the end of the test, nothing may have gone wrong in any of them."""
    with ExitStack() as stack:
        yield lambda place, **options: stack.enter_context(opened(profiles, place, **options))
