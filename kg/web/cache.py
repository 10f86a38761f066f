"""Replies that were given already: a store does not change while it is served, so a page is made once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from kg.web.replies import Call, Reply

__all__ = ["Cache"]


class Cache:
    """Remember good replies, the ones last asked for, up to a number of bytes.

    Two who ask for the same at once wait for one answer.

    Args:
        ask: who answers what is not remembered.
        most: how many bytes of bodies are kept.
    """

    def __init__(self, ask: Callable[[Call], Awaitable[Reply]], most: int = 64 << 20) -> None:
        self._ask = ask
        self._most = most
        self._size = 0
        self._kept: OrderedDict[Call, Reply] = OrderedDict()
        self._asked: dict[Call, asyncio.Task[Reply]] = {}

    async def ask(self, call: Call) -> Reply:
        """Answer a request, from memory where it was answered before."""
        key = call._replace(method="GET", fields=tuple(call.fields))
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        task = self._asked.get(key)
        if task is None:
            task = self._asked[key] = asyncio.create_task(self._answer(key))
            task.add_done_callback(lambda _: self._asked.pop(key, None))
        # Who goes away must not take the answer from the others.
        return await asyncio.shield(task)

    async def _answer(self, key: Call) -> Reply:
        reply = await self._ask(key)
        if reply.status == 200 and len(reply.body) <= self._most // 8:
            self._kept[key] = reply
            self._size += len(reply.body)
            while self._size > self._most:
                _, gone = self._kept.popitem(last=False)
                self._size -= len(gone.body)
        return reply
