"""The faults that a person can mend, each with what to do next."""

from __future__ import annotations

__all__ = ["InputError", "KgError", "UsageError"]


class KgError(Exception):
    """A fault that is told to the person in one line, without a traceback; the exit code is 2."""


class UsageError(KgError):
    """The words of the command do not fit; the message says which would."""


class InputError(KgError):
    """A source, graph or query cannot be read: which file, where in it, and what to do next."""

    def __init__(self, message: str, *, file: str = "", line: int = 0, column: int = 0, hint: str = "") -> None:
        place = file + (f":{line}" if line else "") + (f":{column}" if line and column else "")
        text = f"{place}: {message}" if place else message
        super().__init__(f"{text}. {hint}" if hint else text)
        self.file, self.line, self.column, self.hint = file, line, column, hint
