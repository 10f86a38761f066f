"""A page in a window, all that went wrong in it, and a server for the pages that need one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

DESKTOP = {"width": 1280, "height": 900}
# What the browser says of the machine and of the test, and not of the page: reading a picture back is slow without a
# graphics card; a field was typed into before the page could put the cursor there.
_HARMLESS = ("GL Driver Message (OpenGL, Performance", "Autofocus processing was blocked")
PHONE = {"width": 390, "height": 844}


class Place(NamedTuple):
    """Where a site is: a folder opened from disk, or a server."""

    root: str
    served: bool
    names: tuple[str, ...]

    def address(self, path: str) -> str:
        """Return the address of a page, by its path without ``.html``; a query and an anchor stay where they are."""
        found = re.fullmatch(r"([^?#]*)(.*)", path)
        assert found
        name, rest = found.groups()
        if self.served:
            return f"{self.root}{name}{rest}"
        return f"{self.root}{name}{'index' if name in ('', 'ko/') else ''}.html{rest}"


class Profiles:
    """What tabs are opened in, one for each set of options: to begin one takes as long as to load several pages."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._begun: dict[str, Any] = {}

    def of(self, options: dict[str, Any]) -> Any:
        """Return the profile with these options: the size of the window, the scheme of colours, a finger or a mouse."""
        key = repr(sorted(options.items()))
        if key not in self._begun:
            self._begun[key] = self._browser.new_context(**options)
        return self._begun[key]


class Window:
    """One tab. ``faults`` gathers what the console says, what failed to load, and what was asked of other machines.

    To be told of each request takes as long as a small page takes to load; without ``closely``, only the console tells.
    """

    def __init__(self, profiles: Profiles, place: Place, *, closely: bool = True, **options: Any) -> None:
        self.place = place
        self._closely = closely
        self.context = profiles.of(options)
        self.page = self.context.new_page()
        # Generous: the machine of a test may be busy with others.
        self.page.set_default_timeout(240_000)
        self.faults: list[str] = []
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("requestfailed", self._failed)
        if closely:
            self.page.on("response", self._answered)
            self.page.on("request", self._asked)
        self.page.on("dialog", self._spoken)

    def _told(self, message: Any) -> None:
        if not any(harmless in message.text for harmless in _HARMLESS):
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.place.root, "data:", "blob:")):
            self.faults.append(f"foreign: {request.url}")

    def _failed(self, request: Any) -> None:
        # A page may be left before its icon came; and in a walk through all pages, before what it asked for at last.
        left = request.url.endswith("/icon.svg") or not self._closely
        if not (request.failure == "net::ERR_ABORTED" and left):
            self.faults.append(f"failed: {request.url}: {request.failure}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def _spoken(self, dialog: Any) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def open(self, path: str) -> Any:
        """Load a page of the site."""
        self.page.goto(self.place.address(path))
        if self.place.served and "source/" in path:
            # Of a long page, the first entries are sent, and its script puts in the others.
            self.page.locator(".entry[data-rest]").first.wait_for(state="detached")
            self.page.locator(".facts li").nth(2).wait_for()
        return self.page

    def close(self) -> None:
        """Close the tab, and forget what its pages kept for the next: the theme."""
        self.page.evaluate("() => { try { localStorage.clear(); } catch { /* an empty tab has none */ } }")
        self.page.close()


@contextmanager
def opened(profiles: Profiles, place: Place, **options: Any) -> Iterator[Window]:
    """Open a window, and see in the end that nothing went wrong in it."""
    window = Window(profiles, place, **options)
    try:
        yield window
        assert not window.faults, "\n".join(window.faults)
    finally:
        window.close()


@contextmanager
def server(store: Path, temporary: Path) -> Iterator[str]:
    """Serve a store as ``kg serve`` does, and yield its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", str(store), "--port", "0", "--workers", "1"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        address = re.search(r"http://[\d.]+:\d+/", said)
        assert address, said
        yield address[0]
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()
