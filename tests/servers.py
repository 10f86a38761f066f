"""A SPARQL server on a loopback port, for as long as a test needs it: a real one, or one that misbehaves."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
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


# -- a server that misbehaves ----------------------------------------------------------------------------------------

Reply = tuple[int, dict[str, str], bytes]
"""Status, headers and body."""

ONE_ROW = json.dumps(
    {"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "http://a"}}]}}
).encode()
"""An answer of one row."""


class Requests(list[tuple[str, str, dict[str, str], dict[str, list[str]]]]):
    """What was asked: method, path, headers, parameters."""


@contextmanager
def answering(
    reply: Callable[[int, dict[str, str]], Reply], tls: ssl.SSLContext | None = None
) -> Iterator[tuple[str, Requests]]:
    """Serve what a function of the request's number and headers says; the check for a default graph gets a yes.

    Args:
        reply: makes the answer.
        tls: the server's certificate, for one that speaks TLS.
    """
    asked = Requests()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            path, _, text = self.path.partition("?")
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            parameters = urllib.parse.parse_qs(text + "&" + body)
            if parameters.get("query") == ["SELECT ?s WHERE { ?s ?p ?o } LIMIT 1"]:
                status, headers, data = 200, {"Content-Type": "application/sparql-results+json"}, ONE_ROW
            else:
                asked.append((self.command, path, dict(self.headers), parameters))
                status, headers, data = reply(len(asked), dict(self.headers))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        httpd.socket = tls.wrap_socket(httpd.socket, server_side=True)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http{'s' if tls else ''}://127.0.0.1:{httpd.server_port}/sparql", asked
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()
