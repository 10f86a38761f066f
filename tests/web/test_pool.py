"""A query that takes too long, or too much, costs its own process and nobody else's answer."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import sys
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


def test_a_query_without_end_is_stopped(folder: str) -> None:
    async def run() -> tuple[Reply, Reply]:
        pool = Pool(folder, 1, Limits(seconds=2))
        await pool.start()
        try:
            return await pool.ask(call(FOREVER)), await pool.ask(call(SMALL))
        finally:
            await pool.stop()

    slow, quick = asyncio.run(run())
    assert slow.status == 503
    assert b"time limit of 2 seconds" in slow.body
    assert quick.status == 200


def test_queries_without_end_keep_nobody_waiting(folder: str) -> None:
    async def run() -> tuple[list[Reply], int]:
        pool = Pool(folder, 2, Limits(seconds=300))
        await pool.start()
        slow = [asyncio.create_task(pool.ask(call(FOREVER))) for _ in range(3)]
        try:
            await asyncio.sleep(0.2)
            # All workers are busy, and stay so: another must come.
            quick = [await pool.ask(call(SMALL)) for _ in range(5)]
            return quick, sum(not task.done() for task in slow)
        finally:
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)
            await pool.stop()

    quick, still = asyncio.run(run())
    assert [reply.status for reply in quick] == [200] * 5
    assert still == 3


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


# -- long answers ----------------------------------------------------------------------------------------------------

LONG = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"


async def read(reply: Reply) -> bytes:
    if reply.spool is None:
        return reply.body
    try:
        return b"".join([chunk async for chunk in reply.spool.chunks()])
    finally:
        reply.spool.close()


def asked(folder: str, limits: Limits, query: str, format_: str) -> tuple[Reply, bytes]:
    async def run() -> tuple[Reply, bytes]:
        pool = Pool(folder, 1, limits)
        await pool.start()
        try:
            reply = await pool.ask(call(query)._replace(fields=[("query", query), ("format", format_)]))
            return reply, await read(reply)
        finally:
            await pool.stop()

    return asyncio.run(run())


def test_a_long_answer_comes_in_pieces_and_says_at_its_end_where_it_was_cut(folder: str) -> None:
    reply, body = asked(folder, Limits(rows=3000), LONG, "json")
    assert reply.spool is not None
    assert reply.body == b""
    told = json.loads(body)
    assert len(told["results"]["bindings"]) == 3000
    assert "cut at 3000 rows" in told["note"]
    _, text = asked(folder, Limits(rows=3000), LONG, "xml")
    assert text.count(b"<result>") == 3000
    assert text.endswith(b"-->\n</sparql>\n")


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_a_long_table_says_it_in_its_headers(folder: str, format_: str) -> None:
    reply, body = asked(folder, Limits(rows=3000), LONG, format_)
    assert reply.spool is not None
    assert reply.headers["KG-Answer-Cut"] == "rows"
    assert reply.headers["Content-Length"] == str(len(body))
    lines = list(csv.reader(io.StringIO(body.decode(), newline=""))) if format_ == "csv" else body.splitlines()
    assert len(lines) == 3001


def test_an_answer_is_cut_at_its_bytes_too(folder: str) -> None:
    reply, body = asked(folder, Limits(bytes=1 << 19), LONG, "json")
    assert reply.spool is not None
    assert len(body) < (1 << 19) + 500
    assert "bytes" in json.loads(body)["note"]


def test_a_short_answer_is_handed_on_whole(folder: str) -> None:
    reply, body = asked(folder, Limits(rows=10), LONG, "json")
    assert reply.spool is None
    assert reply.headers["KG-Answer-Cut"] == "rows"
    assert len(json.loads(body)["results"]["bindings"]) == 10


def test_a_client_that_does_not_read_holds_no_worker(folder: str) -> None:
    async def run() -> tuple[list[Reply], Reply, bytes]:
        pool = Pool(folder, 1, Limits(rows=3000))
        await pool.start()
        try:
            unread = [await pool.ask(call(LONG)) for _ in range(3)]
            small = await pool.ask(call(SMALL))
            # Who reads late reads all of it.
            return unread, small, [await read(reply) for reply in unread][-1]
        finally:
            await pool.stop()

    unread, small, late = asyncio.run(run())
    assert all(reply.spool is not None for reply in unread)
    assert small.status == 200
    assert len(json.loads(late)["results"]["bindings"]) == 3000


ENDLESS = Limits(seconds=300, rows=1 << 40, bytes=1 << 50)


def test_whoever_goes_away_in_the_middle_of_an_answer_leaves_a_whole_pool(folder: str) -> None:
    async def run() -> tuple[bytes, Reply]:
        pool = Pool(folder, 1, ENDLESS)
        await pool.start()
        try:
            reply = await pool.ask(call(LONG))
            assert reply.spool is not None
            first = await anext(reply.spool.chunks())
            reply.spool.close()
            return first, await pool.ask(call(SMALL))
        finally:
            await pool.stop()

    first, small = asyncio.run(run())
    assert first.startswith(b'{"head"')
    assert small.status == 200


def test_an_answer_that_breaks_off_is_not_taken_for_whole(folder: str) -> None:
    with pytest.raises(ConnectionError):
        asked(folder, ENDLESS._replace(seconds=1), LONG, "json")


def open_files() -> int:
    """Count the files that this process holds open and nobody can name, as those of the spools."""
    named = (os.path.realpath(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd"))
    return sum(name.endswith("(deleted)") or "/#" in name for name in named)


@pytest.mark.skipif(sys.platform != "linux", reason="open files are told by /proc")
def test_long_answers_leave_no_open_file(folder: str) -> None:
    async def run() -> tuple[int, int, int, set[int]]:
        pool = Pool(folder, 1, Limits(rows=4000))
        await pool.start()
        try:
            before = open_files()
            replies = [await pool.ask(call(LONG)) for _ in range(8)]
            lengths = {len(await read(reply)) for reply in replies[1:]}
            during = open_files()
            assert replies[0].spool is not None
            replies[0].spool.close()
            return before, during, open_files(), lengths
        finally:
            await pool.stop()

    before, during, after, lengths = asyncio.run(run())
    assert (during, after) == (before + 1, before)
    assert len(lengths) == 1
