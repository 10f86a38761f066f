"""A process that answers requests one at a time, and can be ended at any moment without loss.

Requests and replies cross its standard input and output in frames: two lengths, a JSON head, a body. It holds the
store open for reading; where the system lets it, it has no network, so that even a query that deceived the guard
would reach nobody.
"""

from __future__ import annotations

import json
import os
import select
import signal
import struct
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.web.replies import Call, Flow, Limits, RefusedError, Reply, plain

__all__ = ["FRAME", "frame", "main"]

FRAME = struct.Struct(">II")
"""The lengths of a frame's head and of its body."""

_PATIENCE = 0.3
"""For how many seconds nobody asks before the worker makes ready what may be asked next."""
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def frame(head: dict[str, Any], body: bytes = b"") -> bytes:
    """Return a frame."""
    said = json.dumps(head).encode()
    return FRAME.pack(len(said), len(body)) + said + body


def _read(source: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    lengths = source.read(FRAME.size)
    if len(lengths) < FRAME.size:
        return None
    head, body = FRAME.unpack(lengths)
    said: dict[str, Any] = json.loads(source.read(head))
    return said, source.read(body)


def _next(source: BinaryIO, steps: Iterator[None]) -> tuple[dict[str, Any], bytes] | None:
    """Return the next call; when there has been none for a moment, go on making ready as long as there is none."""
    patience = _PATIENCE
    while not _waits(source, patience):
        try:
            next(steps)
        except StopIteration:
            break
        patience = 0.0
    return _read(source)


def _waits(source: BinaryIO, patience: float) -> bool:
    """Tell whether somebody asks; where the system cannot tell this of a pipe (Windows), nobody does."""
    try:
        return bool(select.select([source], [], [], patience)[0])
    except (OSError, ValueError):
        return False


def _leave_network() -> bool:
    """Move this process where there is no network, if the system allows it (Linux)."""
    import ctypes

    unshare = getattr(ctypes.CDLL(None), "unshare", None) if sys.platform == "linux" else None
    if unshare is None:
        return False
    return 0 in (unshare(_NEW_NETWORK), unshare(_NEW_USER | _NEW_NETWORK))


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = size if most == resource.RLIM_INFINITY else min(size, most)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, most))


class _Rooms:
    """Who answers what."""

    def __init__(self, word: str, limits: Limits, language: str) -> None:
        from kg.web.engine import open_engine
        from kg.web.nodes import Nodes

        self.engine = open_engine(word, limits)
        self._nodes = Nodes(self.engine, language)

    def warming(self) -> Iterator[None]:
        """Make ready for pages, step by step."""
        return self._nodes.warming()

    def answer(self, call: Call) -> Iterator[bytes]:
        """Answer a call in frames; whatever goes wrong becomes a reply."""
        try:
            found = self._answer(call)
            yield from _frames(found) if isinstance(found, Flow) else [_whole(found)]
        except RefusedError as refused:
            yield _whole(plain(refused.status, refused.reason), failed=True)
        except MemoryError:
            raise
        except Exception as error:
            print(f"kg serve: {call.room} {call.path}: {type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
            yield _whole(plain(500, f"this could not be answered: {error}"), failed=True)

    def _answer(self, call: Call) -> Reply | Flow:
        if call.room == "sparql":
            from kg.web import protocol

            return protocol.answer(self.engine, call)
        if call.room == "api":
            from kg.web import api

            return api.answer(self.engine, call)
        if call.room == "void":
            return self._void(call)
        return self._nodes.asset(call) if call.room == "asset" else self._nodes.answer(call)

    def _void(self, call: Call) -> Reply:
        from kg.web import description
        from kg.web.negotiation import TRIPLES, choose
        from kg.web.protocol import triples

        offers = TRIPLES[:4]
        offer, media_type = choose(call.accept, offers) or (offers[0], "")
        body, _ = triples(description.dataset(self.engine, call.origin), offer, self.engine)
        return Reply(200, {"Content-Type": offer.header(media_type), "Vary": "Accept"}, body)


def _whole(reply: Reply, *, failed: bool = False) -> bytes:
    """Return the one frame of a whole reply; where it failed, it stands for whatever was sent before it."""
    return frame({"status": reply.status, "headers": reply.headers, "failed": failed}, reply.body)


def _frames(flow: Flow) -> Iterator[bytes]:
    """Yield the frames of an answer in the making: each but the last says that more follow."""
    head: dict[str, Any] = {"status": 200, "headers": flow.headers, "early": flow.early}
    try:
        while True:
            yield frame({**head, "more": True}, next(flow.pieces))
            head = {}
    except StopIteration as end:
        yield frame({**head, "more": False, "added": end.value})


def main() -> int:
    """Read the setup, open the store, and answer until standard input ends."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # What some library prints must not fall between frames.
    setup = _read(source)
    if setup is None:
        return 0
    limits = Limits(**setup[0]["limits"])
    word = setup[0]["word"]
    remote = word.lower().startswith(("http://", "https://"))
    try:
        alone = not remote and _leave_network()
        rooms = _Rooms(word, limits, setup[0]["language"])
        _limit_memory(limits.memory)
    except Exception as error:
        sink.write(frame({"error": str(error)}))
        sink.flush()
        return 2
    steps = rooms.warming() if setup[0]["warm"] and not remote else iter(())
    # Who opens the site at once, opens a saved page: its first visitor waits no longer than the others.
    next(steps, None)
    sink.write(frame({"ready": True, "base": rooms.engine.base, "alone": alone}))
    sink.flush()
    while (asked := _next(source, steps)) is not None:
        if hasattr(signal, "alarm"):
            # The shell ends a process that takes too long; this ends it where the shell itself is gone.
            signal.alarm(int(limits.seconds) + 5)
        fields = [(name, value) for name, value in asked[0].pop("fields")]
        for said in rooms.answer(Call(fields=fields, **asked[0])):
            sink.write(said)
            sink.flush()
        if hasattr(signal, "alarm"):
            signal.alarm(0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
