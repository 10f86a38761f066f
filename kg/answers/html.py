"""An answer as HTML: a table and, where it says more, a picture; for a notebook, or as a page that stands alone.

Nothing is loaded and nothing runs: the drawing is the site's own, the style stands in the page, all text is escaped.
"""

from __future__ import annotations

from html import escape

from kg.answers.rows import NUMERIC, Answer, plain
from kg.answers.tables import cells
from kg.quads import Iri

__all__ = ["document", "fragment", "table"]

_MOST = 60
_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59606a; --line: #dedbd2; --paper: #fbfaf7; --link: #1d55b4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7e5df; --soft: #a3a9b3; --line: #343a43; --paper: #14171b; --link: #8db8ff } }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; background: var(--paper); color: var(--ink); line-height: 1.6;
  font-family: system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", "Noto Sans CJK KR", sans-serif }
h1 { font-size: 1.5rem; line-height: 1.3 } a { color: var(--link) } :lang(ko) { word-break: keep-all }
figure { margin: 0 0 1.5rem } figure svg { max-width: 100%; height: auto; border-radius: 8px }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .93rem }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line) }
thead th { color: var(--soft) } .num { text-align: right; font-variant-numeric: tabular-nums }
footer { color: var(--soft); font-size: .85rem; margin-top: 1.5rem }
"""


def table(answer: Answer, lang: str = "en", most: int = 0) -> str:
    """Return the table of an answer; where there are no rows, the reason.

    Args:
        answer: what was answered.
        lang: the language of labels and names.
        most: how many rows are shown; 0 for all.
    """
    if not answer.rows:
        return f"<p>{escape(_reason(answer, lang))}</p>\n"
    numeric = [' class="num" style="text-align: right"' if column.kind in NUMERIC else "" for column in answer.columns]
    shown = answer.rows[:most] if most else answer.rows
    texts = cells(Answer(answer.columns, shown), lang)
    heads = "".join(
        f'<th scope="col"{right}>{escape(column.label.of(lang))}</th>'
        for column, right in zip(answer.columns, numeric, strict=True)
    )
    lines = []
    for row, line in zip(shown, texts, strict=True):
        marked = (
            f"<td{right}>{_linked(plain(term), text) if isinstance(term, Iri) else escape(text)}</td>"
            for term, text, right in zip(row, line, numeric, strict=True)
        )
        lines.append(f"<tr>{''.join(marked)}</tr>\n")
    left = len(answer.rows) - len(shown)
    more = f"… {left} more rows" if lang != "ko" else f"… 그 밖에 {left}행"
    rest = f"<p>{more}</p>\n" if left else ""
    return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(lines)}</tbody>\n</table>\n{rest}"


def fragment(answer: Answer, most: int = _MOST) -> str:
    """Return an answer as a piece of HTML for a notebook, in the answer's language.

    Args:
        answer: what was answered.
        most: how many rows are shown.
    """
    title = answer.title.of(answer.lang)
    head = f'<div lang="{answer.lang}">\n'
    return f"{head}{_heading(title, 'p')}{_figure(answer, answer.lang, '')}{table(answer, answer.lang, most)}</div>\n"


def document(answer: Answer, title: str, lang: str = "en") -> str:
    """Return an answer as a page that stands alone.

    Args:
        answer: what was answered.
        title: what the page is called.
        lang: the language of labels and names.
    """
    from kg import __version__

    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{_heading(title, 'h1')}{_figure(answer, lang, '')}"
        f'<div class="scroll">\n{table(answer, lang)}</div>\n'
        f"<footer>paper-kg {escape(__version__)}</footer>\n</body>\n</html>\n"
    )


def _heading(title: str, tag: str) -> str:
    if not title:
        return ""
    inner = f"<strong>{escape(title)}</strong>" if tag == "p" else escape(title)
    return f"<{tag}>{inner}</{tag}>\n"


def _figure(answer: Answer, lang: str, title: str) -> str:
    from kg.charts.plain import alone
    from kg.charts.plan import plan

    found = plan(answer, lang)
    return f"<figure>{alone(found, title, lang).strip()}</figure>\n" if found else ""


def _linked(iri: str, text: str) -> str:
    if not iri.startswith(("http://", "https://")):
        return escape(text)
    return f'<a href="{escape(iri)}" rel="noreferrer">{escape(text)}</a>'


def _reason(answer: Answer, lang: str) -> str:
    if answer.emptiness is not None:
        return answer.emptiness.message.of(lang)
    return "답이 없다." if lang == "ko" else "No rows."
