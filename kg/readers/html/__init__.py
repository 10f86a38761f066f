"""Saved HTML: elements, meta tags and visible lines → a paper, by the rooms that read copied text.

The markup says where a line, a list or a block of authors begins; what a line means, the rooms of copied text tell.
The head's meta tags fill what the visible page does not say. Every position is one in the decoded file.
"""

from __future__ import annotations

import re

from kg.records import Paper, Source

__all__ = ["read", "recognises"]

_SIGNS = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s[^>]{0,300}(?:content|charset)\s*=|"
    r"<title>|<(?:div|table|ul|ol|p|span|li|h[1-6])(?:\s[\w-]+\s*=\s*[\"'][^\"'>]{0,300}[\"'][^>]{0,300})?>[^<]{0,2000}<[/a-z]",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)", re.I | re.S
)


def read(text: str, source: Source) -> Paper:
    """Read a page that was saved as HTML; raise InputError where it is no article page."""
    # Copied text, which is asked first whether it is HTML, needs none of what reads it.
    from kg.readers.html import page

    return page.read(text, source)


def recognises(text: str, name: str) -> bool:
    """Tell whether a page is HTML: it begins as such, or its suffix says so and there are tags."""
    if _BEGINS.match(text[:8192]):
        return True
    start = text[:65536]
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return _SIGNS.search(start) is not None
    # A piece of a page, without its head; a '<TEX>' in copied text is none.
    return start.lstrip().startswith("<") and len(_TAGS.findall(start)) >= 4


_TAGS = re.compile(r"</(?:div|table|ul|ol|li|p|span|h[1-6]|section|article|a)\s*>", re.IGNORECASE)
