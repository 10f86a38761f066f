"""What is remembered, and what is not."""

from __future__ import annotations

import asyncio

from kg.web.cache import Cache
from kg.web.replies import Call, Reply


def test_a_page_is_made_once_and_the_oldest_is_forgotten() -> None:
    made: list[str] = []

    async def ask(call: Call) -> Reply:
        made.append(call.path)
        await asyncio.sleep(0)
        return Reply(404 if call.path == "/none" else 200, {}, call.path.encode() * 10)

    async def run() -> None:
        cache = Cache(ask, most=1600)
        one = Call("node", path="/a" * 10)
        replies = await asyncio.gather(*(cache.ask(one) for _ in range(5)), cache.ask(one._replace(method="HEAD")))
        assert len({reply.body for reply in replies}) == 1
        assert made == ["/a" * 10]
        assert (await cache.ask(one._replace(accept="text/turtle"))).status == 200
        assert len(made) == 2
        for number in range(8):
            await cache.ask(Call("node", path=f"/{number}" * 10))
        await cache.ask(one)
        assert made.count("/a" * 10) == 3
        for _ in range(2):
            await cache.ask(Call("node", path="/none"))
        assert made.count("/none") == 2
        large = Call("node", path="/large" * 20)
        for _ in range(2):
            await cache.ask(large)
        assert made.count(large.path) == 2

    asyncio.run(run())
