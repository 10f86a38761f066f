"""A Virtuoso 7 server on loopback ports, with a folder and a password of its own, for as long as tests need it."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.stores.client import Client, Settings
from tests.servers import free_port

HOW = "Virtuoso is not installed; on Debian and Ubuntu: apt-get install virtuoso-opensource-7 (make test-servers)"

_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
DirsAllowed = {folder}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryExecutionTime = 30
MaxQueryCostEstimationTime = 0
"""


@dataclass(frozen=True, slots=True)
class Virtuoso:
    """A running server: its query endpoint, and who may write to it."""

    url: str
    user: str
    password: str

    def put(self, graph: str, data: bytes, media_type: str = "application/n-triples") -> None:
        """Replace a graph by the Graph Store Protocol."""
        where = self.url.replace("/sparql", "/sparql-graph-crud-auth")
        client = Client(where, Settings(self.user, self.password, auth="digest"))
        client.write("PUT", f"{where}?graph={urllib.parse.quote(graph, safe='')}", data, media_type)
        client.close()


@contextmanager
def virtuoso(rows: int = 2_000_000) -> Iterator[Virtuoso]:
    """Start a Virtuoso server in a folder of its own, and stop it in the end.

    Args:
        rows: how many rows it gives in one answer.
    """
    program, isql = shutil.which("virtuoso-t"), shutil.which("isql-vt") or shutil.which("isql-v")
    if program is None or isql is None:
        pytest.skip(HOW)
    folder = Path(tempfile.mkdtemp(prefix="kg-virtuoso-"))
    sql, http, password = free_port(), free_port(), secrets.token_hex(8)
    ini = folder / "virtuoso.ini"
    ini.write_text(_INI.format(folder=folder, sql=sql, http=http, rows=rows))
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([program, "+configfile", str(ini), "+foreground"], cwd=folder, **quiet)
    try:
        _wait(f"http://127.0.0.1:{http}/sparql", server, folder / "virtuoso.log")
        words = [isql, f"127.0.0.1:{sql}", "dba", "dba", f'exec=set password "dba" "{password}";']
        subprocess.run(words, check=True, capture_output=True, timeout=30)
        yield Virtuoso(f"http://127.0.0.1:{http}/sparql", "dba", password)
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(timeout=10)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + 240
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text() if log.exists() else "Virtuoso has stopped"
        try:
            opener.open(f"{url}?query=ASK%7B%7D", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("Virtuoso does not answer")
