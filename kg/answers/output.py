"""Write an answer to a file or to standard output, and read the words that go with a question."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable

from kg.answers.rows import Answer
from kg.answers.tables import FORMATS, layout
from kg.errors import UsageError

__all__ = ["OUTPUTS", "check", "encoded", "format_of", "pairs", "write"]

OUTPUTS = (*FORMATS, "html", "svg", "png", "vega-lite")
"""The formats of an answer in a file: those of tables, a page, and those of pictures."""


def pairs(words: Iterable[str]) -> dict[str, str]:
    """Read ``name=value`` words.

    Raises:
        UsageError: a word has no ``=``, or a name stands twice.
    """
    found: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        name = name.strip()
        if not sign or not name:
            raise UsageError(f"--set takes NAME=VALUE, not {word!r}")
        if name in found:
            raise UsageError(f"--set {name} stands twice")
        found[name] = value
    return found


def format_of(path: str, format_: str | None) -> str:
    """Return the format of an answer: the one that was said, else the one that the file's name tells, else a table.

    Args:
        path: a file, or ``-``.
        format_: one of :data:`OUTPUTS`, or nothing.
    """
    if format_ is not None:
        return format_
    ends = {f".{name}": name for name in OUTPUTS if name not in ("table", "vega-lite")} | {".htm": "html"}
    lowered = path.lower().removesuffix(".gz")
    if lowered.endswith((".vl.json", ".vega-lite.json")):
        return "vega-lite"
    return next((name for end, name in ends.items() if lowered.endswith(end)), "table")


def check(path: str, format_: str) -> None:
    """See whether an answer can be written at all, before a graph is asked.

    Raises:
        UsageError: a picture would go to a terminal, or needs an extra that is not installed.
    """
    if format_ not in ("png", "vega-lite"):
        return
    from kg import charts

    if format_ == "png" and path == "-" and sys.stdout.isatty():
        raise UsageError("a PNG is nothing for a terminal; name a file: -o picture.png")
    if not charts.installed():
        other = "; --format svg and html work without" if format_ == "png" else ""
        raise UsageError(f"--format {format_} needs the extra 'charts': pip install 'paper-kg[charts]'{other}")


def write(answer: Answer, path: str, format_: str, lang: str, title: str = "") -> None:
    """Write an answer; a file is whole or not there.

    Args:
        answer: what was answered.
        path: a file, or ``-`` for standard output, where a table is fitted to the terminal.
        format_: one of :data:`OUTPUTS`.
        lang: the language of labels, ``en`` or ``ko``.
        title: what stands above a picture or a page.

    Raises:
        UsageError: a picture is asked for, and the answer makes none.
        InputError: the file cannot be written.
    """
    if path == "-" and format_ in FORMATS:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
        sys.stdout.write(layout(answer, format_, lang, width))
        return
    from kg.export.output import whole_file

    body = encoded(answer, format_, lang, title)
    sys.stdout.flush()
    with whole_file(path) as file:
        file.write(body)


def encoded(answer: Answer, format_: str, lang: str, title: str = "") -> bytes:
    """Return an answer as the bytes of a file.

    Args:
        answer: what was answered.
        format_: one of :data:`OUTPUTS`.
        lang: the language of labels, ``en`` or ``ko``.
        title: what stands above a picture or a page.

    Raises:
        UsageError: a picture is asked for, and the answer makes none or the extra ``charts`` is not installed.
    """
    if format_ in FORMATS:
        return layout(answer, format_, lang).encode("utf-8")
    if format_ == "html":
        from kg.answers.html import document

        return document(answer, title or "Answer", lang).encode("utf-8")
    from kg import charts

    made: bytes | None
    if format_ == "vega-lite":
        drawn = charts.chart(answer, title, lang)
        said = drawn.configure(**charts.LOOKS).to_dict() if drawn is not None else None
        made = (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8") if said else None
    else:
        made = charts.picture(answer, format_, title, lang)
    if made is None:
        why = answer.emptiness.message.of(lang) if answer.emptiness else "a table says it better"
        raise UsageError(f"this answer makes no picture: {why.rstrip('.')}. --format table, csv or html shows it")
    return made
