"""What a server says when it refuses, in the one sentence that helps: out of plain text, HTML or JSON."""

from __future__ import annotations

import json
import re
import time
from email.message import Message
from email.utils import parsedate_to_datetime

__all__ = ["reason", "retry_after", "unfinished"]

_LONGEST = 300
_MEMBERS = ("detailedMessage", "exception", "message", "detail", "error_description", "error", "title", "reason")
"""Where the sentence stands in JSON: Neptune, QLever, Stardog, problem details (RFC 9457), OAuth (RFC 6750), others."""


def reason(body: bytes) -> str:
    """Return what a server says, without markup, on one line.

    Args:
        body: the answer's body, or its beginning.
    """
    text = body.decode("utf-8", "replace")
    if text.lstrip()[:1] == "{":
        text = _of_json(text) or text
    elif text.lstrip()[:1] == "<":
        text = re.sub(r"(?s)<(style|script|head)\b.*?</\1>|<[^>\n]{1,200}>", " ", text)
    # Virtuoso repeats the whole query behind its reason.
    text = text.partition("\n\nSPARQL query:")[0]
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"


def _of_json(text: str) -> str:
    try:
        found = json.loads(text)
    except ValueError:
        return ""
    for _ in range(2):
        if isinstance(found, dict):
            found = next((found[name] for name in _MEMBERS if found.get(name)), "")
    return found if isinstance(found, str) else ""


def retry_after(headers: Message | None) -> float | None:
    """Return how many seconds a server asks to be left alone (RFC 9110, section 10.2.3), or nothing.

    Args:
        headers: those of its answer; ``Retry-After`` holds seconds or a date.
    """
    text = (headers.get("Retry-After") or "").strip() if headers else ""
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time()) if text else None
    except (ValueError, OverflowError):
        return None


def unfinished(headers: Message) -> str:
    """Return why an answer that came with status 200 is not whole, or nothing.

    Virtuoso gives what it has when its time is over, and says so only here.

    Args:
        headers: those of the answer.
    """
    if not headers.get("X-SQL-State"):
        return ""
    said = " ".join(str(headers.get("X-SQL-Message") or "").partition("Activity:")[0].split())
    return f"{headers['X-SQL-State']} {said}".strip()
