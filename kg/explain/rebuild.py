"""A page's lists, character for character, from the transcription layer alone: nothing was lost on the way."""

from __future__ import annotations

from kg.errors import InputError, UsageError
from kg.explain.asking import rows, spans, text
from kg.explain.pages import Page, Pages
from kg.quads import Iri
from kg.stores import Store

__all__ = ["SECTIONS", "encoded", "rebuild"]

SECTIONS = ("references", "cited-by")
"""The lists of a page."""

_LISTS = """
SELECT ?list ?class ?trailing
WHERE {
  VALUES ?thing { $THINGS }
  ?list dcterms:isPartOf ?thing ; a ?class .
  FILTER(?class IN (biro:ReferenceList, kg:CitedByList))
  OPTIONAL { ?list kg:trailingText ?trailing }
}"""


def rebuild(store: Store, page: Page, section: str = "", pages: Pages | None = None) -> str:
    """Return the lists of a page as they stand in its file, in its order.

    Args:
        store: the graph.
        page: the page.
        section: only this one of :data:`SECTIONS`.
        pages: the graph's pages, where they are known already.

    Raises:
        UsageError: the page has no such list.
        InputError: the transcription is incomplete.
    """
    entries = (pages or Pages(store)).of_page(page)
    found: list[tuple[int, str, str]] = []
    lists = list(rows(store, _LISTS, [page.iri]))
    where = spans(store, [Iri(text(row, "list")) for row in lists])
    for row in lists:
        kind = "cited-by" if text(row, "class").endswith("CitedByList") else "references"
        start, end = next(iter(where.get(text(row, "list"), ())), (None, None))
        if section and kind != section:
            continue
        if start is None or end is None:
            if kind == section:
                raise UsageError(f"{page.name}: the page has no section of its own for its list {kind!r}")
            continue
        mine = [entry for entry in entries if entry.kind == ("reference" if kind == "references" else kind)]
        if any(entry.leading is None for entry in mine) or "trailing" not in row:
            raise InputError(f"the transcription of {page.name} is incomplete", hint="Build the graph again.")
        pieces = [f"{entry.leading}{entry.source}" for entry in sorted(mine, key=lambda entry: entry.position)]
        whole = "".join(pieces) + text(row, "trailing")
        if len(whole) != end - start:
            raise InputError(
                f"the transcription of {page.name} has {len(whole)} characters for the list {kind!r}, "
                f"and the page {end - start}",
                hint="Build the graph again.",
            )
        found.append((start, kind, whole))
    if not found:
        what = f"list {section!r}" if section else "list of references or of citing works"
        raise UsageError(f"{page.name}: the page has no {what}")
    return "".join(whole for _, _, whole in sorted(found))


def encoded(whole: str, page: Page) -> bytes:
    """Return text of a page as the bytes of its file.

    Args:
        whole: the text.
        page: the page, which knows its encoding.

    Raises:
        InputError: bytes of the file were damaged, and the graph does not hold them.
    """
    if "\ufffd" in whole:
        raise InputError(
            f"bytes of {page.name} could not be decoded when it was read, and U+FFFD stands for them",
            hint="Leave --encoding source away.",
        )
    try:
        return whole.encode(page.encoding or "utf-8")
    except (LookupError, UnicodeEncodeError) as error:
        raise InputError(f"{page.name} cannot be written as {page.encoding!r}: {error}") from None
