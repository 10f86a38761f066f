"""The site's own drawing as a picture that stands alone: a title, a legend, and its colours in every mark.

The drawing on a page takes its colours from the page's sheet. Here they stand as attributes, which show in any viewer
and need no style within the file, so that a strict Content-Security-Policy lets them be.
"""

from __future__ import annotations

import re
from html import escape

from kg.answers.tables import display_width
from kg.charts.drawing import draw
from kg.charts.plan import FONTS, INKS, Plan

__all__ = ["alone"]

_WIDTH, _EDGE, _LINE = 552, 16, 24
_LOOKS = {
    **{f"s{number}": f'fill="{ink}"' for number, ink in enumerate(INKS)},
    "axis": 'stroke="#dedbd2"',
    "name": 'fill="#1f2328"',
    "value": 'fill="#1f2328"',
}
_CLASS = re.compile(r' class="(\w+)"')
_OPEN = re.compile(r'<svg viewBox="0 0 (\d+) (\d+)" [^>]*>')


def alone(found: Plan, title: str, lang: str) -> str:
    """Return a picture as an SVG document.

    Args:
        found: what is drawn.
        title: what stands above it; nothing where it is empty.
        lang: the language of its description.
    """
    drawn = draw(found, title, lang)
    opened = _OPEN.match(drawn)
    assert opened is not None
    # What a page prints is escaped in the drawing, so that no quotation mark of its own stands in it.
    body = _CLASS.sub(lambda match: f" {_LOOKS[match[1]]}", drawn[opened.end() : -len("</svg>")])
    head, top = [], _EDGE
    if title:
        top += _LINE
        head.append(
            f'<text x="{_EDGE}" y="{top - 6}" font-size="15" font-weight="bold" fill="#1f2328">{escape(title)}</text>'
        )
    if len(found.series) > 1:
        top += _LINE
        head += _legend(found.series, top - 6)
    width, height = int(opened[1]), int(opened[2])
    about = re.search(r'aria-label="([^"]*)"', opened[0])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{top + height + _EDGE}" '
        f'viewBox="0 0 {_WIDTH} {top + height + _EDGE}" role="img" '
        f'aria-label="{about[1] if about else ""}" lang="{lang}" '
        f'font-family="{", ".join(FONTS)}" font-size="12">'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{"".join(head)}'
        f'<g transform="translate({(_WIDTH - width) // 2} {top})" fill="#59606a">{body}</g></svg>\n'
    )


def _legend(series: tuple[str, ...], y: int) -> list[str]:
    marks, x = [], _EDGE
    for number, name in enumerate(series):
        marks.append(f'<rect x="{x}" y="{y - 10}" width="11" height="11" rx="2" fill="{INKS[number % len(INKS)]}"/>')
        marks.append(f'<text x="{x + 16}" y="{y}" fill="#1f2328">{escape(name)}</text>')
        x += 16 + 7 * display_width(name) + 18
    return marks
