"""Write an answer to a file or to standard output, and read the words that go with a question."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable

from kg.answers.rows import Answer
from kg.answers.tables import layout
from kg.errors import UsageError

__all__ = ["pairs", "write"]


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


def write(answer: Answer, path: str, format_: str, lang: str) -> None:
    """Write an answer; a file is whole or not there.

    Args:
        answer: what was answered.
        path: a file, or ``-`` for standard output, where a table is fitted to the terminal.
        format_: one of :data:`kg.answers.FORMATS`.
        lang: the language of labels, ``en`` or ``ko``.

    Raises:
        InputError: the file cannot be written.
    """
    if path == "-":
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
        sys.stdout.write(layout(answer, format_, lang, width))
        return
    from kg.export.output import whole_file

    with whole_file(path) as file:
        file.write(layout(answer, format_, lang).encode("utf-8"))
