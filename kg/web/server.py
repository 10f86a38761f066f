"""Listen, serve, and leave nothing behind."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kg.errors import UsageError
from kg.stores import shown
from kg.web.replies import Limits

__all__ = ["Options", "serve"]


_UNREAD = 60_000
"""For how many milliseconds a client may leave unread what it asked for (Linux)."""


class Options(NamedTuple):
    """How a graph is served."""

    host: str = "127.0.0.1"
    port: int = 8000
    limits: Limits = Limits()
    workers: int = 2
    language: str = "en"
    browser: bool = False


def serve(word: str, options: Options) -> None:
    """Serve a graph until the process is asked to end (SIGINT, SIGTERM).

    Args:
        word: a graph file, a store folder or an endpoint's URL.
        options: how.

    Raises:
        UsageError: the port is taken, or the host is none of this machine.
        InputError: the graph cannot be read.
    """
    with _listening(options.host, options.port) as listening, _store(word) as folder:
        asyncio.run(_run(word, folder, listening, options))


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take the port before anything else is done, so that a fault is told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            # What is accepted inherits it: a client that stops reading is let go, and with it what waits for it.
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNREAD)
        try:
            listening.bind((host, port))
            listening.listen(512)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise UsageError(f"cannot listen on {host} port {port}: {reason}. Name another with --port") from None
        yield listening


@contextmanager
def _store(word: str) -> Iterator[str]:
    """Give the folder of a store: the user's own, or one for as long as a graph file is served.

    From a folder, every worker reads without holding the graph in memory, and a new one is there at once.
    """
    from kg import stores
    from kg.stores import disk

    if stores.is_url(word):
        yield word
    elif disk.names_folder(word):
        disk.state(word)
        yield word
    else:
        from kg.site import ahead

        with tempfile.TemporaryDirectory(prefix="kg-serve-") as folder:
            base, quads = stores.with_base(word)
            path = str(Path(folder) / "store")
            disk.write(path, quads, base)
            ahead.prepare(path)
            yield path


async def _run(word: str, folder: str, listening: socket.socket, options: Options) -> None:
    from kg.web.app import Service, application

    service = Service(folder, options.limits, options.workers, options.language)
    # The workers start in processes of their own, and take longer than what is made ready here meanwhile.
    starting = asyncio.create_task(service.start())
    await asyncio.to_thread(importlib.import_module, "uvicorn")
    import uvicorn

    class Server(uvicorn.Server):
        """Leave the signals to us: uvicorn's own way ends the process before the workers and the folder are gone."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            yield

    app = application(folder, service=service)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=3, lifespan="on"
    )
    config.load()
    server = Server(config)
    await starting

    def leave() -> None:
        server.should_exit = True

    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: there, Ctrl+C is a KeyboardInterrupt.
            loop.add_signal_handler(name, leave)
    host, port = listening.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    said = f"kg serve: {shown(word)} is at {address} (SPARQL: {address}sparql); Ctrl+C ends it"
    print(said, file=sys.stderr, flush=True)  # noqa: T201
    if options.browser:
        import webbrowser

        webbrowser.open(address)
    try:
        await server.serve(sockets=[listening])
    finally:
        await service.stop()
