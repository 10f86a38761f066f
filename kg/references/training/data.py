"""Files of labelled references → records, checked: what the parser is trained on and measured by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.references.segments import Segment

__all__ = ["load", "segments"]


def load(paths: Sequence[str]) -> list[dict[str, Any]]:
    """Read labelled references: one JSON object a line, or one array of them.

    Args:
        paths: the files' names.

    Raises:
        InputError: a file cannot be read, or a line of it holds no labelled reference.
    """
    records: list[dict[str, Any]] = []
    for path in paths:
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is no UTF-8"
            raise InputError(
                reason or "it cannot be read", file=path, hint="Name files of labelled references."
            ) from error
        if text.lstrip().startswith("["):
            records += [_checked(one, path, 0) for one in _json(text, path, 0)]
        else:
            lines = enumerate(text.split("\n"), start=1)
            records += [_checked(_json(line, path, at), path, at) for at, line in lines if line.strip()]
    if not records:
        raise InputError(
            "there is no labelled reference", file=", ".join(paths), hint="One JSON object a line is expected."
        )
    return records


def segments(path: str, records: Sequence[dict[str, Any]]) -> list[list[Segment]]:
    """Read the segments that models found which had not seen the page, one JSON object a line with ``id``.

    Args:
        path: the file's name.
        records: the labelled references, which name them by ``id``.

    Raises:
        InputError: the file cannot be read, or has no segments of a reference.
    """
    found: dict[str, list[Segment]] = {}
    try:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            found[str(one["id"])] = [Segment(*segment) for segment in one["segments"]]
        return [found[str(record["id"])] for record in records]
    except OSError as error:
        raise InputError(error.strerror or "it cannot be read", file=path) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"no segments of these references: {error}", file=path) from error


def _json(text: str, path: str, line: int) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = line or error.lineno
        raise InputError(f"no JSON: {error.msg}", file=path, line=place, column=error.colno) from error


def _checked(record: Any, path: str, line: int) -> dict[str, Any]:
    if not isinstance(record, dict) or not isinstance(record.get("raw"), str):
        raise InputError(
            "no labelled reference", file=path, line=line, hint='An object with "raw" and its fields is expected.'
        )
    record.setdefault("type", "other")
    return record
