"""A pool of workers: a query that takes too long or too much costs its own process and nobody else's answer.

The pool grows while all its workers are busy for long, so that a few slow queries do not keep everyone waiting, and
shrinks again. Workers open the store for reading and share its files in the system's cache: one costs some tens of
megabytes, whatever the size of the graph.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.web.replies import Call, Limits, RefusedError, Reply, plain
from kg.web.spool import Spool
from kg.web.worker import FRAME, frame

__all__ = ["Pool"]

_PATIENCE = 0.5
_GROWTH = 3
_START = 60.0


class _Worker:
    """One process, seen from the shell."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, setup: dict[str, Any]) -> _Worker:
        # The package that runs here is the package that runs there, wherever the user stands.
        root = str(Path(__file__).resolve().parents[2])
        paths = [root, *filter(None, (os.environ.get("PYTHONPATH"),))]
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "kg.web.worker",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )  # fmt: skip
        worker = cls(process)
        try:
            async with asyncio.timeout(_START):
                await worker._say(frame(setup))
                head, _ = await worker._hear()
        except BaseException as error:
            await worker.end()
            if isinstance(error, (EOFError, ConnectionError, TimeoutError)):
                raise InputError("a worker process did not start", hint="See what it said above.") from None
            raise
        if "error" in head:
            await worker.end()
            raise InputError(head["error"])
        return worker

    async def _say(self, sent: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(sent)
        await self._process.stdin.drain()

    async def _hear(self) -> tuple[dict[str, Any], bytes]:
        import json

        assert self._process.stdout is not None
        head, body = FRAME.unpack(await self._process.stdout.readexactly(FRAME.size))
        said: dict[str, Any] = json.loads(await self._process.stdout.readexactly(head))
        return said, await self._process.stdout.readexactly(body)

    async def ask(self, call: Call, spool: Spool) -> None:
        """Ask, and put into the spool whatever is said until the answer has ended."""
        await self._say(frame(call._asdict()))
        more = True
        while more:
            head, body = await self._hear()
            spool.take(head, body)
            more = head.get("more", False)

    async def end(self) -> None:
        """End the process, whatever it does, and wait until it is gone."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.stdout is not None:
            # What it was saying is read to its end: a full pipe would never be seen to close, nor the process to end.
            while await self._process.stdout.read(1 << 16):
                pass
        await self._process.wait()


class Pool:
    """Some workers on one graph.

    Args:
        word: a store folder or an endpoint's URL.
        size: how many workers wait for requests; while all are busy there may be three times as many.
        limits: how much one request may take.
        language: that of the pages.
        waiting: how many requests may wait.
        warm: whether its workers make ready for pages before they are asked for one.
    """

    def __init__(
        self, word: str, size: int, limits: Limits, language: str = "en", waiting: int = 500, *, warm: bool = False
    ) -> None:
        self._setup = {"word": word, "limits": limits._asdict(), "language": language, "warm": warm}
        self._size = size
        self._limits = limits
        self._most_waiting = waiting
        self._free: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all: set[_Worker] = set()
        self._starting = 0
        self._waiting = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending: set[asyncio.Task[None]] = set()
        self._stopped = False

    async def start(self) -> None:
        """Start the workers.

        Raises:
            InputError: the graph cannot be opened.
        """
        await asyncio.gather(*(self._add() for _ in range(self._size)))

    async def _add(self) -> None:
        self._starting += 1
        try:
            worker = await _Worker.start(self._setup)
        finally:
            self._starting -= 1
        if self._stopped:
            await worker.end()
            return
        self._all.add(worker)
        self._free.put_nowait(worker)

    def _later(self) -> None:
        """Start one more worker beside whatever else happens."""
        task = asyncio.create_task(self._try_to_add())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _try_to_add(self) -> None:
        while not self._stopped:
            try:
                await self._add()
                return
            except (InputError, OSError) as error:
                print(f"kg serve: {error}; trying again", file=sys.stderr)  # noqa: T201
                await asyncio.sleep(1)

    async def ask(self, call: Call) -> Reply:
        """Have a worker answer a request, in the time that there is; a long answer comes as a spool, to be closed."""
        try:
            worker = await self._worker()
        except RefusedError as refused:
            return plain(refused.status, refused.reason, {"Retry-After": "5"})
        spool = Spool(lambda: task.cancel())
        task = asyncio.create_task(self._carry(worker, call, spool))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            return await spool.reply()
        except BaseException:
            spool.close()
            await asyncio.gather(task, return_exceptions=True)
            raise

    async def _carry(self, worker: _Worker, call: Call, spool: Spool) -> None:
        """Carry an answer from a worker to its spool: the worker is free again when it has said all, read or not."""
        whole = False
        try:
            async with asyncio.timeout(self._limits.seconds):
                await worker.ask(call, spool)
            whole = True
        except TimeoutError:
            limit = f"{self._limits.seconds:g}"
            said = f"the time limit of {limit} seconds was reached; ask for less"
            spool.settle(plain(503, said, {"KG-Time-Limit": limit}))
        except (EOFError, ConnectionError):
            most = self._limits.memory >> 20
            said = f"this took more memory than the limit of {most} MB, or the process broke; ask for less"
            spool.settle(plain(500, said))
        finally:
            spool.settle(plain(503, "the server is stopping"))
            await self._back(worker, whole=whole)

    async def _worker(self) -> _Worker:
        if self._waiting >= self._most_waiting:
            raise RefusedError(503, f"{self._waiting} requests are waiting; try again in a moment")
        self._waiting += 1
        try:
            with contextlib.suppress(TimeoutError):
                return await asyncio.wait_for(self._free.get(), _PATIENCE)
            if len(self._all) + self._starting < self._size * _GROWTH:
                self._later()
            with contextlib.suppress(TimeoutError):
                return await asyncio.wait_for(self._free.get(), self._limits.seconds)
            raise RefusedError(503, "every worker is busy; try again in a moment")
        finally:
            self._waiting -= 1

    async def _back(self, worker: _Worker, *, whole: bool) -> None:
        if whole and self._free.qsize() < self._size and not self._stopped:
            self._free.put_nowait(worker)
            return
        self._all.discard(worker)
        if len(self._all) + self._starting < self._size and not self._stopped:
            self._later()
        ending = asyncio.create_task(worker.end())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)
        await asyncio.shield(ending)

    async def stop(self) -> None:
        """End every worker."""
        self._stopped = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*self._ending, *(worker.end() for worker in list(self._all)))
        self._all.clear()
