"""A query that takes too long, or too much, costs its own process and nobody else's answer."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.web.pool import Pool
from kg.web.replies import Call, Limits, Reply

# Every triple with every triple with every triple: no machine ends this.
FOREVER = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g) }"
HUNGRY = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c"
SMALL = "ASK { ?s ?p ?o }"


def call(query: str) -> Call:
    return Call("sparql", fields=[("query", query)], origin="http://127.0.0.1:8000")


def test_a_query_without_end_is_stopped_and_hurts_nobody(folder: str) -> None:
    async def run() -> tuple[list[Reply], list[tuple[Reply, float]]]:
        pool = Pool(folder, 2, Limits(seconds=3))
        await pool.start()
        try:
            slow = [asyncio.create_task(pool.ask(call(FOREVER))) for _ in range(3)]
            await asyncio.sleep(0.2)
            quick = []
            for _ in range(5):
                begin = time.monotonic()
                reply = await pool.ask(call(SMALL))
                quick.append((reply, time.monotonic() - begin))
            ended = list(await asyncio.gather(*slow))
            quick.append((await pool.ask(call(SMALL)), 0.0))
            return ended, quick
        finally:
            await pool.stop()

    slow, quick = asyncio.run(run())
    assert [reply.status for reply in slow] == [503] * 3
    assert b"time limit of 3 seconds" in slow[0].body
    assert [reply.status for reply, _ in quick] == [200] * 6
    # Both workers were busy; another came, long before a slow query had used up its time, and stayed.
    assert sorted(seconds for _, seconds in quick)[3] < 0.5


def test_a_query_that_takes_all_memory_is_ended(folder: str) -> None:
    async def run() -> tuple[Reply, Reply]:
        pool = Pool(folder, 1, Limits(seconds=20, memory=300 << 20))
        await pool.start()
        try:
            return await pool.ask(call(HUNGRY)), await pool.ask(call(SMALL))
        finally:
            await pool.stop()

    hungry, small = asyncio.run(run())
    assert hungry.status == 500
    assert b"memory" in hungry.body
    assert small.status == 200


def test_many_readers_at_once_get_their_own_answers(folder: str) -> None:
    async def client(pool: Pool, number: int) -> int:
        right = 0
        for turn in range(20):
            reply = await pool.ask(call(f"SELECT ({number * 1000 + turn} AS ?n) WHERE {{ }}"))
            right += reply.status == 200 and f'"{number * 1000 + turn}"'.encode() in reply.body
        return right

    async def run() -> tuple[int, int]:
        pool = Pool(folder, 2, Limits(seconds=20))
        await pool.start()
        try:
            right = await asyncio.gather(*(client(pool, number) for number in range(20)))
            await asyncio.sleep(0.1)
            return sum(right), len(pool._all)
        finally:
            await pool.stop()

    right, left = asyncio.run(run())
    assert right == 400
    assert left <= 2


def test_more_than_may_wait_are_told_to_come_again(folder: str) -> None:
    async def run() -> list[Reply]:
        pool = Pool(folder, 1, Limits(seconds=1), waiting=3)
        await pool.start()
        try:
            return list(await asyncio.gather(*(pool.ask(call(FOREVER)) for _ in range(8))))
        finally:
            await pool.stop()

    replies = asyncio.run(run())
    assert {reply.status for reply in replies} == {503}
    assert any(b"waiting" in reply.body and reply.headers["Retry-After"] for reply in replies)


def test_a_store_that_is_none_is_told(tmp_path: Path) -> None:
    async def run() -> None:
        pool = Pool(str(tmp_path), 1, Limits())
        try:
            await pool.start()
        finally:
            await pool.stop()

    with pytest.raises(InputError, match="no store"):
        asyncio.run(run())


def test_whoever_goes_away_leaves_a_whole_pool(folder: str) -> None:
    async def run() -> Reply:
        pool = Pool(folder, 1, Limits(seconds=20))
        await pool.start()
        try:
            gone = asyncio.create_task(pool.ask(call(FOREVER)))
            await asyncio.sleep(0.3)
            gone.cancel()
            with pytest.raises(asyncio.CancelledError):
                await gone
            return await pool.ask(call(SMALL))
        finally:
            await pool.stop()

    assert asyncio.run(run()).status == 200
