"""A worker makes ready for pages only as long as nobody asks."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from kg.web import worker
from kg.web.worker import frame

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there, a pipe does not tell whether something waits")


class _Pipe:
    """The two ends of a worker's standard input."""

    def __init__(self) -> None:
        read, self._write = os.pipe()
        self.source: BinaryIO = os.fdopen(read, "rb")

    def say(self, path: str) -> None:
        os.write(self._write, frame({"path": path}))

    def end(self) -> None:
        os.close(self._write)


@pytest.fixture
def pipe() -> Iterator[_Pipe]:
    made = _Pipe()
    yield made
    made.source.close()


def path(asked: tuple[dict[str, object], bytes] | None) -> object:
    return asked and asked[0]["path"]


def test_who_asks_comes_between_two_steps_and_the_rest_is_done_afterwards(pipe: _Pipe) -> None:
    done: list[int] = []

    def steps() -> Iterator[None]:
        for number in range(6):
            done.append(number)
            if number in (1, 3):
                pipe.say(f"/{number}")
            yield
        pipe.end()

    making = steps()
    assert path(worker._next(pipe.source, making)) == "/1"
    assert done == [0, 1]
    assert path(worker._next(pipe.source, making)) == "/3"
    assert done == [0, 1, 2, 3]
    assert worker._next(pipe.source, making) is None
    assert done == [0, 1, 2, 3, 4, 5]


def test_who_waits_already_is_answered_first(pipe: _Pipe) -> None:
    pipe.say("/")
    assert path(worker._next(pipe.source, iter(lambda: pytest.fail("a step was taken"), None))) == "/"
    pipe.end()


def test_who_asks_soon_after_the_last_answer_waits_for_no_step(pipe: _Pipe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_PATIENCE", 60)
    later = threading.Timer(0.05, pipe.say, ["/"])
    later.start()
    assert path(worker._next(pipe.source, iter(lambda: pytest.fail("a step was taken"), None))) == "/"
    later.join()
    pipe.end()


def test_with_nothing_to_do_the_next_call_is_waited_for(pipe: _Pipe) -> None:
    pipe.say("/one")
    pipe.say("/two")
    pipe.end()
    assert [path(worker._next(pipe.source, iter(()))) for _ in range(3)] == ["/one", "/two", None]


def test_where_a_pipe_does_not_tell_it_everything_is_made_ready_first(
    pipe: _Pipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*words: object) -> object:
        raise OSError("not a socket")

    monkeypatch.setattr(worker.select, "select", refuse)
    steps = iter([None, None])
    pipe.say("/")
    pipe.end()
    assert path(worker._next(pipe.source, steps)) == "/"
    assert list(steps) == []
