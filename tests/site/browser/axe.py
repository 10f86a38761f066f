"""axe-core in a page: what it finds, as lines that can be read."""

from __future__ import annotations

import re
from typing import Any

import pytest

# What depends on the colours or on the width; all other rules read the document, which stays the same.
SEEN = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")


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
