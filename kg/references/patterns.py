"""Regular expressions that are compiled when they are first used: most strings need few of them.

Two hundred patterns take a tenth of a second to compile, which is most of what the first reference would wait for.
"""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["lazy"]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _Lazy:
    """A pattern before its first use; afterwards its methods are those of the compiled one."""

    def __init__(self, text: str, flags: int) -> None:
        self._source = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(*self._source)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(text: str, flags: int = 0) -> re.Pattern[str]:
    """Make a pattern that is compiled when it is first used.

    Args:
        text: the regular expression.
        flags: as in ``re.compile``.
    """
    return cast("re.Pattern[str]", _Lazy(text, flags))
