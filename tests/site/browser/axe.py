"""axe-core in a page: what it finds, as lines that can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from tests.site.browser.window import DESKTOP, PHONE

# What depends on the colours or on the width; all other rules read the document, which stays the same.
SEEN = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
LOOKS = ((DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "dark"), (PHONE, "light"))


def put(page: Any) -> None:
    """Bring axe into a page that is loaded."""
    base = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python brings axe-core along")
    page.evaluate(str(base.AXE_SCRIPT))


def faults(page: Any, *, only: tuple[str, ...] = ()) -> list[str]:
    """Return what axe finds, whatever its weight, by all of its rules or some."""
    # For two rules (a page held upright, sounds that begin unasked) axe fetches every style sheet and sound once more.
    # A page opened from disk may not do that, and the browser would note the refusal in its console.
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": not page.url.startswith("file:")}
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['impact']} {one['id']} at {node['target']}: {re.sub(chr(10), ' ', node['html'])[:160]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def looked_at(page: Any, looks: Sequence[tuple[dict[str, int], str]] = LOOKS) -> list[str]:
    """Return what axe finds on a desk and on a phone, in light and in dark: at first by all rules, then by some."""
    told = []
    for at, (size, scheme) in enumerate(looks):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        told += [f"{size['width']} {scheme}: {one}" for one in faults(page, only=SEEN if at else ())]
    # As it was, for what comes next.
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light")
    return told
