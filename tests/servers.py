"""A SPARQL server on a loopback port, for as long as a test needs it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _program() -> str:
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.exists() else shutil.which("oxigraph")
    if found is None:
        pytest.skip("the Oxigraph server is not installed: pip install oxigraph (make test-servers)")
    return found


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def oxigraph(data: bytes, media_type: str, *options: str) -> Iterator[str]:
    """Start an Oxigraph server in memory, load a graph into it, and stop it in the end.

    Args:
        data: the graph.
        media_type: its format.
        options: further words for the server.

    Yields:
        The URL of its query endpoint.
    """
    port = free_port()
    server = subprocess.Popen(
        [_program(), "serve", "--bind", f"127.0.0.1:{port}", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        request = urllib.request.Request(f"http://127.0.0.1:{port}/store", data, {"Content-Type": media_type})
        for _ in range(200):
            try:
                opener.open(request, timeout=30).close()
                break
            except urllib.error.HTTPError:
                raise
            except OSError:
                assert server.poll() is None, "the server has stopped"
                time.sleep(0.05)
        else:
            raise AssertionError("the server does not answer")
        yield f"http://127.0.0.1:{port}/query"
    finally:
        server.terminate()
        server.wait(timeout=10)
