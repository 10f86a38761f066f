"""Small pictures of our own: bars, drawn as SVG when the page is made, without script, library or inline style."""

from __future__ import annotations

from html import escape

from kg.answers.rows import Texts
from kg.answers.tables import display_width
from kg.charts.plan import Bar, Plan, plain_number, with_gaps

__all__ = ["NARROW", "draw"]

_WIDTH = 520
NARROW = 320
"""How wide a picture is drawn for a phone: a wider one would shrink there, and its letters with it."""

_ABOUT = Texts("Highest: {top} with {value}. {count} bars.", "가장 큰 값: {top}, {value}. 막대 {count}개.")


def draw(found: Plan, title: str, lang: str, width: int = _WIDTH) -> str:
    """Return a picture as SVG.

    Args:
        found: what is drawn.
        title: what the picture is called, for those who do not see it; it may be empty.
        lang: the language of its description.
        width: how wide it is; the letters have one size in pictures of any width.
    """
    top = max(found.bars, key=lambda bar: sum(bar.values))
    told = _ABOUT.of(lang).format(top=top.label, value=plain_number(sum(top.values)), count=len(found.bars))
    about = f"{title}. {told}" if title else told
    body, height = (_columns if found.ordered else _rows)(found, width)
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(about)}" '
        f'preserveAspectRatio="xMidYMid meet">{body}</svg>'
    )


def _columns(found: Plan, wide: int) -> tuple[str, int]:
    bars = with_gaps(found)
    height, left, bottom, head = 220, 30, 26, 14
    most = max(sum(bar.values) for bar in bars)
    step = _step(most)
    scale = (height - bottom - head) / (step * -(-most // step))
    out = []
    tick = 0.0
    while tick * scale <= height - bottom - head + 0.01:
        y = height - bottom - tick * scale
        out.append(f'<line class="axis" x1="{left}" x2="{wide}" y1="{y:.1f}" y2="{y:.1f}"/>')
        out.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{plain_number(tick)}</text>')
        tick += step
    pitch = (wide - left - 16) / len(bars)
    width = min(pitch * 0.8, 34)
    widest = max(display_width(bar.label) for bar in bars) * 7 + 8
    every = max(1, int(-(-widest // pitch)))
    for index, bar in enumerate(bars):
        x = left + pitch * index + (pitch - width) / 2
        y = float(height - bottom)
        parts = "".join(
            f'<rect class="s{number % 6}" x="{x:.1f}" y="{(y := y - part * scale):.1f}" width="{width:.1f}" '
            f'height="{part * scale:.1f}"/>'
            for number, part in enumerate(bar.values)
            if part
        )
        if parts:
            out.append(f"<g><title>{escape(_told(bar, found))}</title>{parts}</g>")
        if (len(bars) - 1 - index) % every == 0:
            out.append(
                f'<text x="{x + width / 2:.1f}" y="{height - 8}" text-anchor="middle">{escape(bar.label)}</text>'
            )
    return "".join(out), height


def _rows(found: Plan, wide: int) -> tuple[str, int]:
    longest = max(display_width(bar.label) for bar in found.bars)
    # Hangul takes about two of these units a syllable; longer names are cut in the picture, whole in the table.
    left = min(220, wide // 2, 7 * longest + 10)
    pitch, width = 26, wide - left - 40
    most = max(sum(bar.values) for bar in found.bars)
    out = []
    for index, bar in enumerate(found.bars):
        y = index * pitch + 4
        x = float(left)
        label = _cut(bar.label, (left - 10) / 7)
        out.append(f"<g><title>{escape(_told(bar, found))}</title>")
        out.append(f'<text class="name" x="{left - 8}" y="{y + 13}" text-anchor="end">{escape(label)}</text>')
        for number, part in enumerate(bar.values):
            size = part / most * width
            out.append(
                f'<rect class="s{number % 6}" x="{x:.1f}" y="{y}" width="{size:.1f}" height="18" rx="2"/>'
                if part
                else ""
            )
            x += size
        out.append(f'<text class="value" x="{x + 6:.1f}" y="{y + 13}">{plain_number(sum(bar.values))}</text></g>')
    return "".join(out), len(found.bars) * pitch + 6


def _told(bar: Bar, found: Plan) -> str:
    if len(found.series) == 1:
        return f"{bar.label}: {plain_number(bar.values[0])}"
    parts = zip(found.series, bar.values, strict=True)
    return f"{bar.label}: " + ", ".join(f"{name} {plain_number(part)}" for name, part in parts if part)


def _step(most: float) -> float:
    step = 1.0
    while most / step > 5:
        step *= 2.5 if str(step).startswith("2") else 2
    return step


def _cut(text: str, room: float) -> str:
    if display_width(text) <= room:
        return text
    used, kept = 1, ""
    for char in text:
        used += display_width(char)
        if used > room:
            break
        kept += char
    return kept.rstrip() + "…"
