"""The expected answers: ``queries/<aspect>/<id>.expected.csv`` for the sample page, ``small/<id>.csv`` for the other.

``python -m tests.questions.expected`` writes them again. Every change is to be read against the page: the file says
what the page says, not what the program happens to answer.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg import pipeline, questions, resources, stores
from kg.answers import Answer, layout
from kg.quads import Quad
from kg.questions import Question

SMALL = Path(__file__).parents[1] / "fixtures" / "small.trig"
ANSWERS = Path(__file__).parent / "small"


@cache
def sample() -> tuple[Quad, ...]:
    """Build the graph of the sample page, with its scheme of concepts."""
    page = resources.examples("sample.txt")
    scheme = resources.ontology("schemes", "regional-policy.ttl")
    options = pipeline.Options(engine="none", concepts=(scheme,) if scheme.is_file() else ())
    return tuple(pipeline.build([(page.name, page.read_bytes())], options).quads)


def beside(question: Question) -> Path:
    """Return where the answer for the sample page stands."""
    return question.path.with_name(f"{question.id}.expected.csv")


def text(answer: Answer) -> str:
    """Return an answer as its file holds it; where there are no rows, the reason stands below the header."""
    rows = layout(answer, "csv")
    if answer.emptiness is None:
        return rows
    return f"{rows}# {answer.emptiness.lacks}: {answer.emptiness.message.en}\n"


def main() -> int:
    """Write every expected answer again."""
    ANSWERS.mkdir(exist_ok=True)
    with stores.of_quads(sample()) as page, stores.open_graph(str(SMALL)) as small:
        for question in questions.catalogue():
            beside(question).write_text(text(questions.ask(question, page, lang="ko")), encoding="utf-8")
            answer = text(questions.ask(question, small, lang="ko"))
            (ANSWERS / f"{question.id}.csv").write_text(answer, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
