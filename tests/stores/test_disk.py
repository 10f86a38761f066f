"""A store in a folder: reopened as it was written, whole or not at all, with one writer and any number of readers."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import cli, stores
from kg.errors import InputError, UsageError
from kg.quads import LAYERS, Blank, Iri, Literal, Quad
from kg.stores import blanks, disk
from tests import effort

SMALL = Path(__file__).parents[1] / "fixtures" / "small.trig"
BASE = "https://paper-kg.example/"
S, P = Iri("https://x.example/s"), Iri("https://x.example/p")
ONE = Quad(S, P, Literal("서울", "ko"), "bibliography")
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def count(store: stores.Store) -> int:
    term = store.select(COUNT).rows[0][0]
    assert isinstance(term, Literal)
    return int(term.value)


def said(quads: Iterator[Quad]) -> list[Quad]:
    return sorted(blanks.named(quads), key=repr)


def test_a_store_gives_back_what_was_written(tmp_path: Path) -> None:
    word = str(tmp_path / "store")
    base, quads = stores.with_base(str(SMALL))
    made = disk.write(word, quads, base)
    assert stores.with_base(word)[0] == BASE
    assert said(stores.quads(word)) == said(stores.quads(str(SMALL)))
    assert list(made.triples) == list(LAYERS)
    with stores.open_graph(word) as store, stores.open_graph(str(SMALL)) as memory:
        assert count(store) == count(memory) == sum(made.triples.values())
        assert store.ask("ASK { GRAPH <https://paper-kg.example/graph/quality> { ?s ?p ?o } }")
        assert store.construct("CONSTRUCT WHERE { ?s a ?c }")
        with pytest.raises(InputError, match="no SPARQL"):
            store.select("SELECT")


def test_two_writings_say_the_same_in_the_same_order(tmp_path: Path) -> None:
    quads = list(stores.quads(str(SMALL)))
    disk.write(str(tmp_path / "a"), quads, BASE)
    disk.write(str(tmp_path / "b"), reversed(quads), BASE)
    assert list(stores.quads(str(tmp_path / "a"))) == list(stores.quads(str(tmp_path / "b")))


def test_adding_twice_adds_once_and_lists_stay_whole(tmp_path: Path) -> None:
    word = str(tmp_path / "store")
    first = disk.write(word, stores.quads(str(SMALL)), BASE)
    again = disk.write(word, stores.quads(str(SMALL)), BASE, add=True)
    assert again.triples == first.triples
    more = disk.write(
        word, [ONE, Quad(S, P, Blank("b1"), "quality"), Quad(Blank("b1"), P, S, "quality")], BASE, add=True
    )
    assert more.triples["bibliography"] == first.triples["bibliography"] + 1
    assert more.triples["quality"] == first.triples["quality"] + 2
    assert disk.write(word, [ONE], BASE).triples == {"bibliography": 1}
    assert [path.name for path in Path(word).glob("data-*")] == ["data-4"]


def test_a_triple_of_several_graphs_is_seen_once(tmp_path: Path) -> None:
    word = str(tmp_path / "store")
    disk.write(word, [ONE], BASE)
    disk.write(word, [ONE._replace(layer="derived"), Quad(S, P, Literal("x"), "")], BASE, add=True)
    with stores.open_graph(word) as store:
        assert count(store) == 2
        rows = store.select("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").rows
        assert rows == [(Iri(f"{BASE}graph/bibliography"),), (Iri(f"{BASE}graph/derived"),)]
        assert [quad.layer for quad in store.quads()] == ["bibliography", "derived", ""]


def test_readers_keep_what_they_opened(tmp_path: Path) -> None:
    word = str(tmp_path / "store")
    disk.write(word, [ONE], BASE)
    with stores.open_graph(word) as reader:
        disk.write(word, [ONE, Quad(S, P, S, "derived")], BASE)
        assert count(reader) == 1
        with stores.open_graph(word) as later:
            assert count(later) == 2
        assert {path.name for path in Path(word).glob("data-*")} == {"data-1", "data-2"}
    disk.write(word, [ONE], BASE)
    assert {path.name for path in Path(word).glob("data-*")} == {"data-3"}


def _write_slowly(word: str, gate: str) -> None:
    def quads() -> Iterator[Quad]:
        yield ONE
        Path(gate).touch()
        while Path(gate).exists():
            pass

    disk.write(word, quads(), BASE, add=True)


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    word, gate = str(tmp_path / "store"), tmp_path / "gate"
    disk.write(word, [Quad(S, P, S, "derived")], BASE)
    process = multiprocessing.get_context("spawn").Process(target=_write_slowly, args=(word, str(gate)))
    process.start()
    try:
        while not gate.exists():
            assert process.is_alive()
        with pytest.raises(InputError, match=r"another process is writing.*Wait"):
            disk.write(word, [ONE], BASE)
        with stores.open_graph(word) as reader:
            assert count(reader) == 1
    finally:
        gate.unlink(missing_ok=True)
        process.join(30)
    with stores.open_graph(word) as reader:
        assert count(reader) == 2


def test_a_writer_that_is_killed_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    word, gate = str(tmp_path / "store"), tmp_path / "gate"
    disk.write(word, [Quad(S, P, S, "derived")], BASE)
    process = multiprocessing.get_context("spawn").Process(target=_write_slowly, args=(word, str(gate)))
    process.start()
    while not gate.exists():
        assert process.is_alive()
    process.kill()
    process.join(30)
    assert list(stores.quads(word)) == [Quad(S, P, S, "derived")]
    disk.write(word, [ONE], BASE)
    assert [path.name for path in Path(word).glob("data-*")] == ["data-2"]


def test_a_writer_that_is_killed_before_there_is_a_store_leaves_none(tmp_path: Path) -> None:
    word, gate = str(tmp_path / "a[b]"), tmp_path / "gate"
    process = multiprocessing.get_context("spawn").Process(target=_write_slowly, args=(word, str(gate)))
    process.start()
    while not gate.exists():
        assert process.is_alive()
    assert not Path(word).exists()
    made = [path for path in tmp_path.iterdir() if path != gate]
    # While it is being made, another writer takes it for no left one, and the first to finish wins.
    disk.write(word, [Quad(S, P, S, "derived")], BASE)
    assert [path for path in tmp_path.iterdir() if path not in (gate, Path(word))] == made
    process.kill()
    process.join(30)
    assert list(stores.quads(word)) == [Quad(S, P, S, "derived")]
    shutil.rmtree(word)
    disk.write(word, [ONE], BASE)
    assert [path for path in tmp_path.iterdir() if path != gate] == [Path(word)]


def test_two_who_make_one_store_are_told(tmp_path: Path) -> None:
    word = str(tmp_path / "store")

    def quads() -> Iterator[Quad]:
        yield ONE
        disk.write(word, [Quad(S, P, S, "derived")], BASE)

    with pytest.raises(InputError, match=r"another process has made this store meanwhile\. Run the command again"):
        disk.write(word, quads(), BASE)
    assert list(stores.quads(word)) == [Quad(S, P, S, "derived")]
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


@pytest.mark.parametrize("command", ["build", "load"])
def test_a_command_that_is_killed_leaves_the_old_state(tmp_path: Path, command: str) -> None:
    """Wherever the process ends, the store is what it was or what it was to be, and takes the next command."""
    word = f"{tmp_path}/store/"
    disk.write(word, [Quad(S, P, S, "derived")], BASE)
    before = list(stores.quads(word))
    sample = str(Path(cli.__file__).parent / "examples" / "sample.txt")
    words = {
        "build": ["build", sample, "-o", word, "--engine", "none"],
        "load": ["load", str(SMALL), word, "--replace"],
    }
    # The process is killed in its first, fifth, … call of the store's own functions: before, between and behind writes.
    code = (
        "import os, signal, sys\n"
        "from kg import cli\nfrom kg.stores import writing\n"
        "left = int(sys.argv.pop(1))\n"
        "def watched(function):\n"
        "    def called(*words, **named):\n"
        "        global left\n"
        "        for end in (0, 1):\n"
        "            left -= 1\n"
        "            if left < 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "            if not end: found = function(*words, **named)\n"
        "        return found\n"
        "    return called\n"
        "for name in ('_fill', 'mark', '_sweep'): setattr(writing, name, watched(getattr(writing, name)))\n"
        "sys.exit(cli.main(sys.argv[1:]))\n"
    )
    environ = os.environ | {"PYTHONPATH": str(Path(cli.__file__).parents[1])}
    ends = []
    for left in range(9):
        run = subprocess.run([sys.executable, "-c", code, str(left), *words[command]], capture_output=True, env=environ)
        now = list(stores.quads(word))
        ends.append((run.returncode, now == before))
        if run.returncode == 0:
            break
    # Killed until the marker was replaced, it was the old state; from then on, the new one.
    assert ends == [*[(-signal.SIGKILL, True)] * 5, *[(-signal.SIGKILL, False)] * 3, (0, False)]
    assert len(list(Path(word).glob("data-*"))) == 1


def test_a_failing_source_changes_nothing(tmp_path: Path) -> None:
    def quads() -> Iterator[Quad]:
        yield ONE
        raise InputError("broken")

    for word in (str(tmp_path / "new"), str(tmp_path / "old")):
        if word.endswith("old"):
            disk.write(word, [Quad(S, P, S, "derived")], BASE)
        with pytest.raises(InputError, match="broken"):
            disk.write(word, quads(), BASE)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old"]
    assert list(stores.quads(str(tmp_path / "old"))) == [Quad(S, P, S, "derived")]


def test_what_is_no_store_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"the folder is no store.*kg build"):
        stores.open_graph(str(tmp_path))
    with pytest.raises(InputError, match="no such folder"):
        stores.open_graph(str(tmp_path / "none/") + "/")
    (tmp_path / "text").write_text("x")
    with pytest.raises(UsageError, match="holds other things"):
        disk.write(str(tmp_path), [ONE], BASE)
    with pytest.raises(UsageError, match="no folder"):
        disk.write(str(tmp_path / "a" / "b"), [ONE], BASE)
    word = tmp_path / "store"
    disk.write(str(word), [ONE], BASE)
    marker = word / disk.MARKER
    good = marker.read_text()
    for text, message in (
        ("{}", "damaged"),
        (json.dumps(json.loads(good) | {"data": "../x"}), "damaged"),
        (json.dumps(json.loads(good) | {"version": 99}), "version 99"),
        (json.dumps(json.loads(good) | {"data": "data-7"}), "data-7 is missing"),
    ):
        marker.write_text(text)
        with pytest.raises(InputError, match=message):
            stores.open_graph(str(word))
    marker.write_text(good)
    with pytest.raises(InputError, match="mints IRIs at"):
        disk.write(str(word), [ONE], "https://other.example/", add=True)
    next((word / "data-1").glob("CURRENT")).write_text("nothing\n")
    with pytest.raises(InputError, match="the data are damaged"):
        stores.open_graph(str(word))


def test_every_command_takes_a_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    word, file = f"{tmp_path}/store/", f"{tmp_path}/graph.nq"
    sample = str(Path(cli.__file__).parent / "examples" / "sample.txt")
    for graph in (word, word, file):
        assert cli.main(["build", sample, "-o", graph, "--engine", "none"]) == 0
    assert cli.main(["build", sample, "-o", word, "--format", "turtle"]) == 2
    (tmp_path / "all.rq").write_text(COUNT)
    capsys.readouterr()
    answers = {}
    for graph in (word, word.rstrip("/"), file):
        outputs = []
        for words in (
            ["ask", "references-by-type", graph],
            ["query", str(tmp_path / "all.rq"), graph],
            ["explain", graph, "--page"],
        ):
            assert cli.main(words) == 0
            outputs.append(capsys.readouterr().out)
        answers[graph] = outputs
    assert answers[word] == answers[word.rstrip("/")] == answers[file]
    small = f"{tmp_path}/small"
    assert cli.main(["load", str(SMALL), small]) == 0
    assert cli.main(["validate", small]) == cli.main(["validate", str(SMALL)])
    assert cli.main(["export", small, "-o", f"{tmp_path}/back.nq"]) == 0
    assert len(list(stores.quads(f"{tmp_path}/back.nq"))) == len(list(stores.quads(str(SMALL))))


def test_a_store_opens_at_once(tmp_path: Path) -> None:
    word = str(tmp_path / "store")
    disk.write(word, (Quad(S, P, Literal(str(number)), "derived") for number in range(50_000)), BASE)
    few = str(tmp_path / "few")
    disk.write(few, [ONE], BASE)

    def opened(name: str) -> None:
        with stores.open_graph(name) as store:
            store.ask("ASK { ?s ?p ?o }")

    opened(few)
    # However many triples it holds, as much is done to open it.
    assert effort.calls(lambda: opened(word)) == effort.calls(lambda: opened(few))


def test_blank_nodes_are_named_by_what_is_said_of_them() -> None:
    first, rest = Iri("urn:first"), Iri("urn:rest")

    def listed(anchor: str, labels: list[str]) -> list[Quad]:
        cells = [Blank(label) for label in labels]
        found = [Quad(Iri(anchor), P, cells[0], "")]
        for number, cell in enumerate(cells):
            found.append(Quad(cell, first, Literal("same"), ""))
            found.append(Quad(cell, rest, cells[number + 1] if number + 1 < len(cells) else Iri("urn:nil"), ""))
        return found

    one, two = listed("urn:a", ["x", "y", "z"]), listed("urn:a", ["z", "x", "q"])
    assert set(blanks.named(one)) == set(blanks.named(reversed(two)))
    assert set(blanks.named(one)).isdisjoint(blanks.named(listed("urn:b", ["x", "y", "z"])))
    assert set(blanks.named(one)).isdisjoint(blanks.named(listed("urn:a", ["x", "y"])))
    twins = [Quad(Blank("a"), P, S, ""), Quad(Blank("b"), P, S, "")]
    assert len(set(blanks.named(twins))) == 2
    ring = [Quad(Blank("a"), P, Blank("b"), ""), Quad(Blank("b"), P, Blank("a"), "")]
    assert len(set(blanks.named(ring))) == 2
