"""The one place where the way of the data is composed: read, parse, identify, convert, validate, write.

Sources are read one at a time, in as many processes as asked for, and their records wait on disk: which works are
one is known only when every source has been read. Then each paper is converted and handed on.
"""

from __future__ import annotations

import collections
import itertools
import pickle
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.errors import InputError, KgError
from kg.namespaces import CITO, DEFAULT_BASE
from kg.quads import LAYERS, Quad

if TYPE_CHECKING:
    from kg.concepts.scheme import Scheme
    from kg.identity.works import Works
    from kg.records import Paper
    from kg.validation import Report

__all__ = ["Build", "Options", "build", "prepare", "read"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a build is asked for.

    ``base`` is where minted IRIs live; ``layers`` are those that are written; ``concepts`` are SKOS files to match;
    ``engine`` checks the shapes, ``none`` checks nothing; ``timestamp`` is the time of the run, for the provenance.
    """

    base: str = DEFAULT_BASE
    layers: tuple[str, ...] = LAYERS
    concepts: tuple[Path, ...] = ()
    engine: str = "auto"
    jobs: int = 1
    timestamp: str = ""
    keep_going: bool = False


@dataclass(slots=True)
class Build:
    """What a build made: its quads, what the shapes say of them, and what could not be read."""

    sources: list[str] = field(default_factory=list)
    quads: list[Quad] = field(default_factory=list)
    report: Report | None = None
    failures: list[KgError] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)

    def count(self) -> dict[str, int]:
        """Return how many triples each layer holds."""
        counts = collections.Counter(quad.layer for quad in self.quads)
        return {layer: counts[layer] for layer in LAYERS}


def read(data: bytes, name: str) -> Paper:
    """Read one saved page and parse its references.

    Args:
        data: the file's bytes.
        name: the file's name, for messages and for the source's label.

    Raises:
        InputError: the bytes are no article page that a reader knows.
    """
    from kg import readers, references

    return references.parse_paper(readers.read(data, Path(name).name))


def build(sources: Iterable[tuple[str, bytes]], options: Options) -> Build:
    """Make the graph of some saved pages.

    Args:
        sources: names and bytes of the files.
        options: what is asked for.

    Raises:
        InputError: a source cannot be read, and ``keep_going`` is not asked for.
    """
    result = Build()
    with prepare(sources, options, result) as quads:
        result.quads = list(quads)
    if options.engine != "none":
        from kg import validation

        result.report = validation.validate(result.quads, engine=options.engine, base=options.base)
    return result


@contextmanager
def prepare(sources: Iterable[tuple[str, bytes]], options: Options, result: Build) -> Iterator[Iterator[Quad]]:
    """Offer the quads of some saved pages as a stream, one paper at a time.

    Args:
        sources: names and bytes of the files.
        options: what is asked for.
        result: is told the sources, the failures and the repeated files.

    Yields:
        The quads; the layers of one paper follow each other, the description of the graph comes last.
    """
    from kg.identity.works import resolve

    with tempfile.TemporaryFile(prefix="kg-") as spool:
        places: dict[str, int] = {}
        for paper in _read_all(sources, options, result):
            key = paper.source.key
            if key in places:
                result.repeated.append(paper.source.name)
                continue
            places[key] = spool.seek(0, 2)
            pickle.dump(paper, spool, pickle.HIGHEST_PROTOCOL)
        if result.failures and not options.keep_going:
            raise _all(result.failures)
        if not places:
            raise InputError("no page was read", hint="name files, folders or globs of saved pages")
        result.sources = sorted(places)
        order = [places[key] for key in result.sources]
        works = resolve(_records(spool, order))
        yield _quads(spool, order, works, options, result)


def _read_all(sources: Iterable[tuple[str, bytes]], options: Options, result: Build) -> Iterator[Paper]:
    if options.jobs <= 1:
        outcomes: Iterable[Paper | KgError] = (_attempt(name, data) for name, data in sources)
        yield from _successes(outcomes, result)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # spawn: a forked child of a process that has used a compiled SHACL engine hangs.
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        pending = iter(sources)
        # A window, so that a folder of any size is not read into memory at once.
        while window := list(itertools.islice(pending, 16 * options.jobs)):
            names = [name for name, _ in window]
            blobs = [data for _, data in window]
            yield from _successes(pool.map(_attempt, names, blobs), result)


def _successes(outcomes: Iterable[Paper | KgError], result: Build) -> Iterator[Paper]:
    for outcome in outcomes:
        if isinstance(outcome, KgError):
            result.failures.append(outcome)
        else:
            yield outcome


def _attempt(name: str, data: bytes) -> Paper | KgError:
    try:
        return read(data, name)
    except KgError as error:
        return error


def _all(failures: Sequence[KgError]) -> KgError:
    if len(failures) == 1:
        return failures[0]
    lines = "\n  ".join(str(failure) for failure in failures)
    return KgError(f"{len(failures)} sources cannot be read (--keep-going builds the others):\n  {lines}")


def _records(spool: IO[bytes], places: Sequence[int]) -> Iterator[Paper]:
    for place in places:
        spool.seek(place)
        yield pickle.load(spool)


def _quads(spool: IO[bytes], places: Sequence[int], works: Works, options: Options, result: Build) -> Iterator[Quad]:
    from kg.converters import Shared, convert, dataset
    from kg.export.choice import choose

    shared = Shared(works, options.base)
    schemes = _schemes(options)
    counts = dict.fromkeys(LAYERS, 0)
    said: set[Quad] = set()
    for paper in _records(spool, places):
        for quad in choose(convert(paper, shared, schemes), options.layers):
            if _is_shared(quad, options.base):
                if quad in said:
                    continue
                said.add(quad)
            counts[quad.layer] += 1
            yield quad
    words = [f"layers={','.join(options.layers)}", *(f"concepts={scheme.iri}" for scheme in schemes)]
    if "quality" in options.layers:
        yield from dataset(options.base, result.sources, counts, words, options.timestamp)


def _is_shared(quad: Quad, base: str) -> bool:
    """Tell whether another source may say the same: of a journal or a body, or that one paper cites another."""
    kind = quad.subject.removeprefix(base).partition("/")[0]
    if kind == "work":
        return "#citation-" in quad.subject or quad.predicate == CITO("cites")
    return kind not in ("source", "person")


def _schemes(options: Options) -> list[Scheme]:
    if not options.concepts:
        return []
    from kg.concepts.scheme import load

    return [load(path) for path in options.concepts]
