"""Write the catalogue: a table, JSON, the README of ``queries/``, and RDF with the terms of SHACL.

``python -m kg.questions.listing`` writes ``queries/README.md`` and ``queries/catalogue.ttl`` again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from kg.answers import Texts, plain
from kg.answers.tables import grid, markdown
from kg.namespaces import DCTERMS, KG, PREFIXES, RDF, RDFS, SCHEMA, SH, SKOS, Namespace
from kg.quads import Iri, Literal, Term
from kg.questions.asking import catalogue
from kg.questions.header import ASPECTS, Question
from kg.questions.parameters import TYPES, Parameter

__all__ = ["QUESTION", "json_list", "readme", "triples", "turtle", "write"]

QUESTION = Namespace("https://w3id.org/paper-kg/question/")
"""The names of the questions."""

_COMMAND = "python -m kg.questions.listing"


def write(questions: Sequence[Question], format_: str, lang: str = "en") -> str:
    """Return a list of questions as text.

    Args:
        questions: the questions, in order.
        format_: ``table``, ``json``, ``md`` or ``turtle``.
        lang: the language of a table.
    """
    if format_ == "json":
        return json.dumps(json_list(questions), ensure_ascii=False, indent=2) + "\n"
    if format_ == "turtle":
        return turtle(questions)
    korean = lang == "ko"
    labels = ["분야", "질문 이름", "질문", "매개변수"] if korean else ["aspect", "id", "question", "parameters"]
    rows = [
        [ASPECTS[one.aspect].of(lang), one.id, one.question.of(lang), ", ".join(p.name for p in one.parameters)]
        for one in questions
    ]
    return (markdown if format_ == "md" else grid)(labels, rows, [False] * len(labels))


def json_list(questions: Iterable[Question]) -> list[dict[str, object]]:
    """Return the questions as JSON has them: every text in both languages."""
    return [
        {
            "id": one.id,
            "question": one.question._asdict(),
            "aspect": one.aspect,
            "parameters": [
                {"name": p.name, "type": p.type, "default": plain(p.default), "meaning": p.meaning._asdict()}
                for p in one.parameters
            ],
            "columns": [{"name": c.name, "kind": c.kind, "label": c.label._asdict()} for c in one.columns],
        }
        for one in questions
    ]


# -- the README ------------------------------------------------------------------------------------------------------


def readme(questions: Sequence[Question]) -> str:
    """Return the catalogue in both languages, as Markdown."""
    lines = [
        "# Questions · 질문",
        "",
        f"Generated from the headers by `{_COMMAND}`. {len(questions)} questions, one a file. Its words, what it",
        "takes, what it answers with and which layers of the graph it needs stand in its header; its answer for the",
        "sample page stands beside it (`.expected.csv`).",
        "How to ask, and how to write your own: [docs/06-questions.md](../docs/06-questions.md).",
        "",
        f"질문은 파일 하나에 하나씩, 모두 {len(questions)}개이다. 질문의 글, 매개변수, 답의 열, 필요한 계층은 파일",
        "머리에 있고, 예제 페이지에 대한 답은 그 옆의 `.expected.csv`에 있다. 묻는 법과 새 질문을 쓰는 법은",
        "[docs/06-questions.md](../docs/06-questions.md)에 있다.",
        "",
    ]
    for aspect, label in ASPECTS.items():
        chosen = [one for one in questions if one.aspect == aspect]
        if chosen:
            lines += [f"## {label.en} · {label.ko}", ""]
            for one in chosen:
                lines += _entry(one)
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(one: Question) -> Iterator[str]:
    yield f"### [{one.id}]({one.aspect}/{one.id}.rq)"
    yield ""
    yield f"**{one.question.en}** {one.description.en}"
    yield ""
    yield f"**{one.question.ko}** {one.description.ko}"
    yield ""
    own = [parameter for parameter in one.parameters if parameter.name not in ("paper", "labels")]
    for parameter in own:
        yield (
            f"- `--set {parameter.name}={plain(parameter.default)}` ({parameter.type}): {parameter.meaning.en} · "
            f"{parameter.meaning.ko}"
        )
    if own:
        yield ""
    yield "| " + " | ".join(column.label.en for column in one.columns) + " |"
    yield "|" + "---|" * len(one.columns)
    yield "| " + " | ".join(column.label.ko for column in one.columns) + " |"
    yield ""


# -- RDF -------------------------------------------------------------------------------------------------------------


def triples(questions: Iterable[Question]) -> Iterator[tuple[Iri, Iri, Term]]:
    """Yield the catalogue as triples: each question a ``sh:SPARQLSelectExecutable`` (SHACL, Appendix of functions)."""
    scheme = Iri(QUESTION)
    yield scheme, RDF("type"), SKOS("Collection")
    yield from _both(scheme, DCTERMS("title"), Texts("Research questions", "연구 질문"))
    yield scheme, DCTERMS("license"), Iri("https://opensource.org/license/mit")
    asked = list(questions)
    for one in asked:
        yield scheme, SKOS("member"), QUESTION(one.id)
    for one in asked:
        node = QUESTION(one.id)
        yield node, RDF("type"), SH("SPARQLExecutable")
        yield node, RDF("type"), SH("SPARQLSelectExecutable")
        yield node, DCTERMS("identifier"), Literal(one.id)
        yield from _both(node, RDFS("label"), one.question)
        yield from _both(node, RDFS("comment"), one.description)
        yield from _both(node, SCHEMA("keywords"), ASPECTS[one.aspect])
        for layer in one.layers:
            yield node, KG("layer"), Literal(layer)
        for number, parameter in enumerate(one.parameters, start=1):
            yield from _parameter(node, number, parameter)
        yield node, SH("select"), Literal(one.query.strip() + "\n")


def _parameter(node: Iri, number: int, parameter: Parameter) -> Iterator[tuple[Iri, Iri, Term]]:
    part = Iri(f"{node}#{parameter.name}")
    yield node, SH("parameter"), part
    yield part, RDF("type"), SH("Parameter")
    yield part, SH("path"), Iri(f"{QUESTION}#{parameter.name}")
    yield part, SH("order"), _integer(number)
    yield part, SH("optional"), Literal("true", "", PREFIXES["xsd"]("boolean"))
    yield part, SH("defaultValue"), parameter.default
    yield part, SH("description"), Literal(f"{TYPES[parameter.type]}: {parameter.meaning.en}", "en")
    yield part, SH("description"), Literal(parameter.meaning.ko, "ko")


def _integer(number: int) -> Literal:
    return Literal(str(number), "", PREFIXES["xsd"]("integer"))


def _both(node: Iri, predicate: Iri, texts: Texts) -> Iterator[tuple[Iri, Iri, Term]]:
    yield node, predicate, Literal(texts.en, "en")
    yield node, predicate, Literal(texts.ko, "ko")


def turtle(questions: Iterable[Question]) -> str:
    """Return the catalogue as Turtle, one block a question, its query as it stands."""
    prefixes = {**PREFIXES, "question": QUESTION}
    blocks: list[str] = []
    last: Iri | None = None
    used: set[str] = set()
    for subject, predicate, obj in triples(questions):
        line = f"    {_turtle(predicate, prefixes, used)} {_turtle(obj, prefixes, used)}"
        if subject == last:
            blocks[-1] += f" ;\n{line}"
        else:
            blocks.append(f"{_turtle(subject, prefixes, used)}\n{line}")
        last = subject
    head = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(used))
    note = f"# The catalogue of questions as RDF. Generated by {_COMMAND}.\n\n"
    return note + head + "\n" + "\n\n".join(f"{block} ." for block in blocks) + "\n"


def _turtle(term: Term, prefixes: dict[str, Namespace], used: set[str]) -> str:
    if isinstance(term, Iri):
        if term == RDF("type"):
            return "a"
        for name, namespace in prefixes.items():
            local = term.removeprefix(namespace)
            if local != term and local.replace("-", "").replace("_", "").isalnum():
                used.add(name)
                return f"{name}:{local}"
        return term.n3()
    if isinstance(term, Literal) and "\n" in term.value:
        text = term.value.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
        return f'"""{text}"""'
    if isinstance(term, Literal) and term.datatype == PREFIXES["xsd"]("integer"):
        return term.value
    return term.n3()


def main() -> int:
    """Write the generated files of ``queries/`` again."""
    from kg import resources

    questions = catalogue()
    for name, text in (("README.md", readme(questions)), ("catalogue.ttl", turtle(questions))):
        resources.queries().joinpath(name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
