"""Files are written whole or not at all, and the same each time."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import export, resources, stores
from kg.cli import main
from kg.errors import InputError, UsageError
from kg.namespaces import PREFIXES
from kg.quads import Iri, Literal, Quad
from tests.export.graphs import BASE, SMALL, small

BROKEN = Quad(Iri("no IRI"), Iri("urn:x:p"), Literal("x"), "derived")


@pytest.mark.parametrize(
    ("path", "said", "format_"),
    [
        ("a.ttl", None, "turtle"),
        ("a.b.TRIG.gz", None, "trig"),
        ("a.nt", None, "ntriples"),
        ("a.nq", None, "nquads"),
        ("a.jsonld", None, "jsonld"),
        ("a.rdf", None, "rdfxml"),
        ("a.xml", None, "rdfxml"),
        ("-", "nquads", "nquads"),
        ("a.ttl", "jsonld", "jsonld"),
    ],
)
def test_the_format_is_told(path: str, said: str | None, format_: str) -> None:
    assert export.format_of(path, said) == format_


@pytest.mark.parametrize(("path", "said"), [("-", None), ("a.pdf", None), ("a", None), ("a.ttl", "n3")])
def test_a_format_that_nothing_tells_is_asked_for(path: str, said: str | None) -> None:
    with pytest.raises(UsageError, match="turtle"):
        export.format_of(path, said)


@pytest.mark.parametrize("format_", export.FORMATS)
def test_a_fault_leaves_the_old_file_and_no_other(format_: str, tmp_path: Path) -> None:
    path = tmp_path / "graph"
    path.write_text("old")
    with pytest.raises(InputError):
        export.write([*small(), BROKEN], str(path), format=format_, base=BASE)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["graph"]


def test_half_a_character_is_refused(tmp_path: Path) -> None:
    quad = Quad(Iri("urn:x:s"), Iri("urn:x:p"), Literal("a\ud800b"), "derived")
    for format_ in export.FORMATS:
        with pytest.raises(InputError, match="lone surrogate"):
            export.write([quad], str(tmp_path / "graph"), format=format_, base=BASE)
    assert not os.listdir(tmp_path)


def test_files_are_replaced_and_packed(tmp_path: Path) -> None:
    plain, packed, link = tmp_path / "a.nq", tmp_path / "a.nq.gz", tmp_path / "link.nq"
    export.write(small(), str(plain), format="nquads", base=BASE)
    plain.chmod(0o640)
    link.symlink_to(plain)
    export.write(small()[:10], str(link), format="nquads", base=BASE)
    assert link.is_symlink()
    assert len(plain.read_text().splitlines()) == 10
    assert plain.stat().st_mode & 0o777 == 0o640
    export.write(small()[:10], str(packed), format="nquads", base=BASE)
    first = packed.read_bytes()
    assert gzip.decompress(first) == plain.read_bytes()
    other = tmp_path / "other.nq.gz"
    export.write(small()[:10], str(other), format="nquads", base=BASE)
    assert other.read_bytes() == first


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        export.write(small(), str(tmp_path / "none" / "a.nq"), format="nquads", base=BASE)
    with pytest.raises(UsageError, match="is a folder"):
        export.write(small(), str(tmp_path), format="nquads", base=BASE)


def test_a_stream_of_any_length_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    export.write((quad for _ in range(30) for quad in small()), str(path), format="nquads", base=BASE)
    assert len(path.read_text().splitlines()) == 30 * len(small())


def test_the_command(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    out = tmp_path / "a.nq"
    assert main(["export", str(SMALL), "-o", str(out), "--layers", "bibliography", "--views"]) == 0
    text = out.read_text()
    assert "isReferencedBy" in text
    assert "graph/derived" in text
    assert "graph/transcription" not in text
    assert main(["export", str(out), "-o", "-", "--format", "turtle"]) == 0
    printed = capsysbinary.readouterr().out.decode()
    assert len(list(stores.quads_of(printed, "turtle"))) == len(set(text.splitlines()))
    assert main(["export", str(SMALL), "-o", str(tmp_path / "a.pdf")]) == 2
    assert main(["export", str(tmp_path / "none.ttl"), "-o", str(out)]) == 2
    assert b"no such file" in capsysbinary.readouterr().err


_BUILD = """
import hashlib, json, sys
from kg import export, pipeline, resources
data = resources.examples("sample.txt").read_bytes()
quads = pipeline.build([("sample.txt", data)], pipeline.Options(engine="none")).quads
texts = {f: "".join(export.serialize(quads, format=f, base=pipeline.Options().base)) for f in export.FORMATS}
some = export.serialize(quads, format="trig", base="https://x.example/", layers=["derived", "quality"])
texts["some layers"] = "".join(some)
json.dump({name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}, sys.stdout)
"""


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """Another hash seed, another folder: in every format the same bytes."""
    root = str(Path(export.__file__).parents[2])
    found = []
    for seed, folder in (("0", root), ("4321", str(tmp_path))):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root}
        run = subprocess.run([sys.executable, "-c", _BUILD], cwd=folder, env=env, check=True, capture_output=True)
        found.append(json.loads(run.stdout))
    assert found[0] == found[1]
    assert len(set(found[0].values())) == len(export.FORMATS) + 1


def test_the_context_names_terms_of_our_vocabularies_only() -> None:
    text = resources.ontology("context.jsonld").read_text(encoding="utf-8")
    pairs: list[tuple[str, object]] = []
    json.loads(text, object_pairs_hook=lambda found: pairs.extend(found) or dict(found))
    names = [name for name, _ in pairs if not name.startswith("@")]
    assert len(names) == len(set(names))
    context = json.loads(text)["@context"]
    for name, meaning in context.items():
        iri = meaning if isinstance(meaning, str) else meaning["@id"]
        if iri.startswith("@"):
            continue
        if iri.endswith(("#", "/")):
            assert PREFIXES[name] == iri
        else:
            assert iri.partition(":")[0] in PREFIXES, name


def test_the_context_has_a_word_for_everything_that_we_say() -> None:
    written = "".join(export.serialize(small(), format="jsonld", base=BASE))
    keys = {key for node in json.loads(written)["@graph"] for key in node}
    assert not [key for key in keys if ":" in key]
