"""The page about the pages: what they are made of."""

from __future__ import annotations

from collections.abc import Mapping

from kg.site.context import Context, Page

__all__ = ["page"]


def page(context: Context, parameters: Mapping[str, str]) -> Page:
    """Return the page about the pages."""
    saved = list(context.site.pages.pages.values())
    return context.render("about.html", context.t("about"), pages=saved)
