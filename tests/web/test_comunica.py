"""Comunica, a query engine in JavaScript that others have written, asks ``kg serve`` and understands its answers."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg import stores
from kg.quads import Literal, Term

CLIENTS = Path(__file__).with_name("clients")
TITLES = "SELECT ?s ?t WHERE { ?s <http://purl.org/dc/terms/title> ?t } ORDER BY ?s ?t"


def plain(term: Term | None) -> list[str]:
    if isinstance(term, Literal):
        string = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString" if term.lang else None
        return ["Literal", term.value, term.lang.lower(), term.datatype or string or f"{XSD}string"]
    return ["NamedNode", str(term), "", ""]


XSD = "http://www.w3.org/2001/XMLSchema#"


def test_comunica_asks_in_every_form(small: Path) -> None:
    node = shutil.which("node")
    if node is None or not (CLIENTS / "node_modules" / "@comunica").is_dir():
        pytest.skip("Comunica is not installed; with Node.js 20 or newer: npm ci --prefix tests/web/clients")
    words = [sys.executable, "-m", "kg", "serve", str(small), "--port", "0", "--time-limit", "60"]
    root = str(Path(__file__).parents[2])
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, cwd=root) as server:
        try:
            assert server.stderr is not None
            match = re.search(r"is at (http://[\d.]+:\d+/)", server.stderr.readline())
            assert match
            run = subprocess.run(
                [node, str(CLIENTS / "ask.mjs"), f"{match[1]}sparql"], capture_output=True, text=True, timeout=300
            )
        finally:
            server.terminate()
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    with stores.open_graph(str(small)) as store:
        titles = [{"s": plain(row[0]), "t": plain(row[1])} for row in store.select(TITLES).rows]
        graphs = store.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").rows
        count = store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0][0]
        triples = len(set(store.construct("CONSTRUCT WHERE { ?s <http://purl.org/dc/terms/title> ?t }")))
    for row in told["titles"]:
        row["t"][2] = row["t"][2].lower()
    assert told["titles"] == titles != []
    assert isinstance(count, Literal)
    assert told["count"] == [{"n": ["Literal", count.value, "", f"{XSD}integer"]}]
    for row in told["values"]:
        row["text"][2] = row["text"][2].lower()
    assert told["values"] == [
        {
            "text": ["Literal", '가"\n', "ko-latn", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"],
            "decimal": ["Literal", "1.5", "", f"{XSD}decimal"],
        }
    ]
    assert [row["g"][1] for row in told["graphs"]] == [str(row[0]) for row in graphs] != []
    assert (told["yes"], told["no"], told["refused"]) == (True, False, "refused")
    assert told["long"] == 500 * len(titles)
    assert told["triples"] == triples
