"""``kg demo``: the sample page, built, validated and questioned, with a summary for a person."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.pipeline import Build
    from kg.records import Paper

__all__ = ["add_arguments", "run"]

_MOST = 8

QUESTIONS = ("most-cited-authors", "reference-age", "strands")
"""The questions that the demo answers."""

_FILES = (
    ("sample.trig", ("bibliography", "transcription", "quality", "derived"), "the whole graph, its four layers apart"),
    ("sample.ttl", ("bibliography", "transcription", "quality", "derived"), "the whole graph, in one"),
    ("bibliography.ttl", ("bibliography",), "works, people, journals, citations: the layer to begin reading with"),
    ("sample.jsonld", ("bibliography",), "the same layer for programs that like JSON"),
)
_NAMES = {"ko": "Korean", "en": "English", "": "not told", "zh": "Chinese characters", "ja": "Japanese"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("-o", "--output", metavar="FOLDER", default="out", help="where the files go (out)")
    parser.add_argument(
        "--lang", choices=("en", "ko"), default="en", help="the language of questions and messages (en)"
    )


def run(args: argparse.Namespace) -> int:
    """Build the sample, write its files, answer three questions."""
    from kg import answers, export, pipeline, questions, resources, stores

    page = resources.examples("sample.txt")
    scheme = resources.ontology("schemes", "regional-policy.ttl")
    folder = Path(args.output)
    folder.mkdir(parents=True, exist_ok=True)
    print(f"The sample page is {page.name}: an article page of KoreaScience, copied as text.\n")
    _shell(f"kg build {page.name} --concepts {scheme.name} -o {folder / 'sample.trig'}")
    options = pipeline.Options(concepts=(scheme,))
    data = page.read_bytes()
    made = pipeline.build([(page.name, data)], options)
    for name, layers, _ in _FILES:
        path = folder / name
        export.write(made.quads, str(path), format=export.format_of(name, None), base=options.base, layers=layers)
    _summary(pipeline.read(data, page.name), made)
    report = made.report
    print()
    _shell(f"kg validate {folder / 'sample.trig'}")
    print(_indent((report.summary(args.lang) if report else "not validated").splitlines()))
    with stores.of_quads(made.quads) as store:
        for question in QUESTIONS:
            print()
            _shell(f"kg ask {question} {folder / 'sample.trig'}")
            answer = questions.ask(question, store, {}, args.lang)
            most = replace(answer, rows=answer.rows[:_MOST])
            print(_indent([questions.find(question).question.of(args.lang), ""]))
            print(_indent(answers.layout(most, "table", args.lang).splitlines()))
            if len(answer.rows) > _MOST:
                print(f"  … {len(answer.rows) - _MOST} more")
    print("\nFiles made:")
    for name, _, what in _FILES:
        print(f"  {folder / name!s:24} {what}")
    print("\nNext: kg questions lists what you can ask; kg explain shows which characters of the page say so;")
    print("      kg build YOUR-PAGE.txt -o graph.ttl reads a page of your own (docs/01-saving-a-page.md).")
    return report.exit_code(strict=False) if report else 0


def _shell(command: str) -> None:
    print(f"$ {command}")


def _indent(lines: Iterable[str]) -> str:
    return "\n".join(f"  {line}".rstrip() for line in lines)


def _summary(paper: Paper, made: Build) -> None:
    title = next((text.value for text in paper.titles), "")
    other = next((text.value for text in paper.titles[1:]), "")
    people = ", ".join(" / ".join(name.literal for name in author.names) for author in paper.authors)
    issued = paper.date("issued")
    parsed = [entry.parsed for entry in paper.references if entry.parsed]
    years = sorted(int(one.value("year")) for one in parsed if one.value("year").isdigit())
    findings = Counter(finding.kind for finding in paper.findings)
    for one in (*parsed, *(entry.parsed for entry in paper.cited_by if entry.parsed)):
        findings.update(finding.kind for finding in one.findings)
    rows: list[tuple[str, str]] = [
        ("paper", title),
        ("", other),
        ("by", f"{people} ({issued.value})" if issued else people),
        ("references", f"{len(paper.references)}, of {years[0]} to {years[-1]}" if years else str(len(parsed))),
        ("types", _counts(Counter(one.type.value for one in parsed))),
        ("languages", _counts(Counter(_NAMES.get(one.lang, one.lang) for one in parsed))),
        ("cited by", f"{len(paper.cited_by)} works"),
        ("findings", f"{findings.total()} about the page: {_counts(findings, 6)}"),
        ("triples", f"{len(made.quads)}: {', '.join(f'{layer} {count}' for layer, count in made.count().items())}"),
    ]
    print(_indent(f"{label:<11} {value}" for label, value in rows if value))


def _counts(counter: Counter[str], most: int = 12) -> str:
    ordered: Sequence[tuple[str, int]] = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{count} {name}" for name, count in ordered[:most])
    return shown + (f", {len(ordered) - most} more kinds" if len(ordered) > most else "")
