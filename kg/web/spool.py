"""A long answer on its way: written by a worker as fast as it can, read by a client as slowly as it likes.

What does not fit in a little memory waits in a file that has no name, so a client that stops reading holds a file, and
never a worker. A short answer is handed on whole; of a long one that can say itself where it was cut, the beginning is
sent before the end is known.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

from kg.web.replies import Reply

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

__all__ = ["Flowing", "Spool"]

_HELD = 1 << 18
"""How many bytes are waited for before an answer that has not ended is sent: up to here it can still be refused."""
_MEMORY = 1 << 20
_CHUNK = 1 << 16


class Spool:
    """What a worker says in answer to one call.

    Args:
        stop: called when nobody wants the rest.
    """

    def __init__(self, stop: Callable[[], object]) -> None:
        self._stop = stop
        self._file = tempfile.SpooledTemporaryFile(max_size=_MEMORY)  # noqa: SIM115
        self._size = 0
        self._reply: Reply | None = None
        self._status, self._headers, self._early = 200, dict[str, str](), False
        self._sent = self._ended = self._broken = False
        self._news = asyncio.Event()

    def take(self, head: dict[str, Any], body: bytes) -> None:
        """Take a frame of a worker.

        Args:
            head: its head; see :mod:`kg.web.worker`.
            body: its body.
        """
        if "status" in head:
            self._status, self._headers = head["status"], head["headers"]
            self._early = head.get("early", False)
            if "more" not in head:
                self.settle(Reply(self._status, self._headers, body))
                return
        self._headers |= head.get("added", {})
        self._file.seek(0, 2)
        self._file.write(body)
        self._size += len(body)
        self._ended = not head["more"]
        self._news.set()

    def settle(self, reply: Reply) -> None:
        """End with another reply; where the first one has been sent in part, it breaks off."""
        if not self._ended:
            self._reply = reply
            self._ended = True
            self._broken = self._sent
            self._news.set()

    async def reply(self) -> Reply:
        """Return the reply as soon as it can be told: whole, or with this spool for what there is and is to come."""
        while not self._ended and not (self._early and self._size >= _HELD):
            await self._next()
        if self._reply is None and self._ended and self._size <= _HELD:
            self._file.seek(0)
            self._reply = Reply(self._status, self._headers, self._file.read())
        if self._reply is not None:
            self._file.close()
            return self._reply
        self._sent = True
        length = {"Content-Length": str(self._size)} if self._ended else {}
        return Reply(self._status, self._headers | length, b"", self)

    async def chunks(self) -> AsyncIterator[bytes]:
        """Yield the bytes of the answer as they come.

        Raises:
            ConnectionError: the answer breaks off.
        """
        at = 0
        while True:
            if at < self._size:
                self._file.seek(at)
                chunk = self._file.read(_CHUNK)
                at += len(chunk)
                yield chunk
            elif self._broken:
                raise ConnectionError
            elif self._ended:
                return
            else:
                await self._next()

    async def _next(self) -> None:
        self._news.clear()
        await self._news.wait()

    def close(self) -> None:
        """Let go of the file, and of the worker where it is still at it."""
        self._file.close()
        if not self._ended:
            self._stop()


class Flowing:
    """A response whose bytes come from a spool.

    Args:
        reply: the reply, with its spool.
    """

    def __init__(self, reply: Reply) -> None:
        assert reply.spool is not None
        self._reply = reply
        self._spool = reply.spool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer, until it has ended or its reader has gone away."""
        gone = asyncio.create_task(_disconnected(receive))
        try:
            headers = [(name.lower().encode("latin-1"), value.encode("latin-1"))
                       for name, value in self._reply.headers.items()]  # fmt: skip
            await send({"type": "http.response.start", "status": self._reply.status, "headers": headers})
            chunks = aiter(self._spool.chunks())
            while scope["method"] != "HEAD":
                coming = asyncio.create_task(_following(chunks))
                await asyncio.wait({coming, gone}, return_when=asyncio.FIRST_COMPLETED)
                if not coming.done():
                    coming.cancel()
                    return
                chunk = coming.result()
                if not chunk:
                    break
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        except ConnectionError:
            # Without its end, the client sees that the answer is not all of it.
            return
        finally:
            gone.cancel()
            self._spool.close()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _following(chunks: AsyncIterator[bytes]) -> bytes:
    return await anext(chunks, b"")
