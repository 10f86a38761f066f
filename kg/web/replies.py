"""What a worker is asked and what it replies: plain values that cross a pipe."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from kg.web.spool import Spool

__all__ = ["Call", "Flow", "Limits", "RefusedError", "Reply", "document", "plain"]


class Limits(NamedTuple):
    """How much one query may take: seconds, rows or triples, bytes of the answer, bytes of memory."""

    seconds: float = 30.0
    rows: int = 100_000
    bytes: int = 64 << 20
    memory: int = 2 << 30


class Call(NamedTuple):
    """A request, as far as an answer depends on it.

    ``room`` says who answers: ``sparql``, ``node``, ``api``, ``void`` or ``asset``. ``fields`` are the decoded
    parameters of the URL and of a form, in order. ``origin`` is the server's own address, without a slash at the end.
    """

    room: str
    method: str = "GET"
    path: str = "/"
    fields: Sequence[tuple[str, str]] = ()
    accept: str = ""
    language: str = "en"
    origin: str = ""
    body: str | None = None

    def all(self, name: str) -> list[str]:
        """Return every value of a parameter."""
        return [value for key, value in self.fields if key == name]

    def one(self, name: str) -> str:
        """Return the first value of a parameter, or nothing."""
        return next(iter(self.all(name)), "")


class Reply(NamedTuple):
    """A status, headers and a body; of a long answer the body is empty, and stands in the spool as it comes."""

    status: int
    headers: dict[str, str]
    body: bytes
    spool: Spool | None = None


class Flow(NamedTuple):
    """An answer in the making: its headers, its bytes piece by piece, and what the last piece returns, more headers.

    ``early`` tells that the answer itself says where it was cut, so that it may be sent before it has ended.
    """

    headers: dict[str, str]
    pieces: Generator[bytes, None, dict[str, str]]
    early: bool


class RefusedError(Exception):
    """A request that is not answered: the status, and the reason in plain words."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def plain(status: int, text: str, headers: dict[str, str] | None = None) -> Reply:
    """Return a reply of plain text."""
    return Reply(status, {"Content-Type": "text/plain; charset=utf-8", **(headers or {})}, f"{text}\n".encode())


def document(value: Any, media_type: str = "application/json") -> Reply:
    """Return a reply of JSON."""
    body = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    return Reply(200, {"Content-Type": media_type}, body.encode())
