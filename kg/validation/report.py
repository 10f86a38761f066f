"""What a validation found, for people (text, two languages) and for machines (JSON, W3C ``sh:ValidationReport``)."""

from __future__ import annotations

import collections
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg import namespaces as ns
from kg.quads import Blank, Iri, Literal, Term

__all__ = ["SEVERITIES", "Report", "Result"]

SEVERITIES = ("Violation", "Warning", "Info")
"""The severities of SHACL, the gravest first."""

_WORDS = {
    "en": {"Violation": "violation", "Warning": "warning", "Info": "note"},
    "ko": {"Violation": "위반", "Warning": "경고", "Info": "참고"},
}


@dataclass(frozen=True, slots=True)
class Result:
    """One result: which shape says what of which node, and where that stands in the saved page.

    ``shape`` is the IRI of a shape; ``path`` the property that it looks at, as Turtle writes it; ``messages`` pairs of
    language and text; ``page`` and ``line`` are empty and 0 where nothing of the page says the node.
    """

    severity: str
    page: str
    line: int
    shape: str
    focus: Term
    value: Term | None = None
    path: str = ""
    messages: tuple[tuple[str, str], ...] = ()
    components: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return the local name of the shape."""
        return self.shape.rpartition("#")[2]

    def message(self, lang: str = "en") -> str:
        """Return the message in a language, else in English."""
        words = dict(self.messages)
        return words.get(lang) or words.get("en") or self.name

    def order(self) -> tuple[int, str, int, str, str, str]:
        """Return what results are sorted by: the gravest first, then as the pages are read."""
        value = self.value.n3() if self.value is not None else ""
        return SEVERITIES.index(self.severity), self.page, self.line, self.name, self.focus.n3(), value


class Report:
    """The results of one validation, the gravest first.

    Args:
        results: in their order.
        engine: which engine found them.
        base: where the graph's IRIs were minted; texts for people write them without it.
        layers: the layers that the graph holds; shapes that need others rested.
    """

    def __init__(
        self, results: Sequence[Result], *, engine: str = "", base: str = "", layers: Sequence[str] = ()
    ) -> None:
        self.results = tuple(results)
        self.engine = engine
        self.base = base
        self.layers = tuple(layers)

    @property
    def conforms(self) -> bool:
        """Tell whether there is no violation; a defect of the page itself is none."""
        return not self.counts["Violation"]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many results there are of each severity."""
        counts = collections.Counter(result.severity for result in self.results)
        return {severity: counts[severity] for severity in SEVERITIES}

    def exit_code(self, *, strict: bool = False) -> int:
        """Return 1 where there are violations, or with ``strict`` warnings; else 0."""
        return int(not self.conforms or (strict and bool(self.counts["Warning"])))

    def summary(self, lang: str = "en") -> str:
        """Return one line: whether the graph conforms, and how many results there are of each severity."""
        counts = self.counts
        if lang == "ko":
            words = ", ".join(f"{_WORDS['ko'][severity]} {counts[severity]}건" for severity in SEVERITIES)
            return f"{'셰이프에 맞음' if self.conforms else '셰이프에 맞지 않음'}: {words}"
        words = ", ".join(_counted(counts[severity], _WORDS["en"][severity]) for severity in SEVERITIES)
        return f"{'conforms' if self.conforms else 'does not conform'}: {words}"

    def text(self, lang: str = "en") -> str:
        """Return the report as a person reads it: one result a line, the page and its line first."""
        words = _WORDS.get(lang, _WORDS["en"])
        lines = [
            f"{self._where(result)}{words[result.severity]}: {self._said(result, lang)}" for result in self.results
        ]
        return "\n".join([*lines, self.summary(lang), ""])

    def json(self, lang: str = "en") -> str:
        """Return the report as a JSON object; a result's ``line`` is null where the page does not say it."""
        results = [
            {
                "severity": result.severity,
                "shape": result.shape,
                "focus": result.focus.n3(),
                "path": result.path or None,
                "value": result.value.n3() if result.value is not None else None,
                "message": result.message(lang),
                "page": result.page or None,
                "line": result.line or None,
            }
            for result in self.results
        ]
        said = {
            "conforms": self.conforms,
            "counts": self.counts,
            "layers": self.layers,
            "engine": self.engine,
            "results": results,
        }
        return json.dumps(said, ensure_ascii=False, indent=2) + "\n"

    def turtle(self) -> str:
        """Return the report as a ``sh:ValidationReport`` (SHACL, section 3.6), each message in every language.

        The standard says ``sh:conforms true`` of a report without any result; :attr:`conforms` asks for violations.
        """
        prefixes = [f"@prefix {name}: <{ns.PREFIXES[name]}> ." for name in ("kgs", "sh")]
        blocks = [block for result in self.results for block in self._blocks(result)]
        head = ["", "[] a sh:ValidationReport ;", f"    sh:conforms {'false' if blocks else 'true'}"]
        if not blocks:
            return "\n".join([*prefixes, *head]) + " .\n"
        return "\n".join([*prefixes, *head]) + " ;\n    sh:result " + " , ".join(blocks) + " .\n"

    def _blocks(self, result: Result) -> Iterator[str]:
        for component in result.components:
            pairs = [("sh:focusNode", _turtle(result.focus))]
            if result.path:
                pairs.append(("sh:resultPath", result.path))
            if result.value is not None:
                pairs.append(("sh:value", _turtle(result.value)))
            pairs.append(("sh:resultSeverity", f"sh:{result.severity}"))
            pairs.append(("sh:sourceShape", f"kgs:{result.name}"))
            pairs.append(("sh:sourceConstraintComponent", f"<{component}>"))
            pairs.extend(("sh:resultMessage", Literal(text, lang).n3()) for lang, text in result.messages)
            lines = " ;\n".join(f"        {name} {value}" for name, value in [("a", "sh:ValidationResult"), *pairs])
            yield f"[\n{lines}\n    ]"

    def _where(self, result: Result) -> str:
        if not result.page:
            return ""
        return f"{result.page}:{result.line}: " if result.line else f"{result.page}: "

    def _said(self, result: Result, lang: str) -> str:
        words = [result.message(lang), f"[{result.name}]", self._short(result.focus)]
        if isinstance(result.value, Literal) or (result.value is not None and result.value != result.focus):
            words.append(self._short(result.value))
        return " ".join(words)

    def _short(self, term: Term) -> str:
        if isinstance(term, Iri):
            if self.base and term.startswith(self.base):
                return f"<{term.removeprefix(self.base)}>"
            for prefix, namespace in ns.PREFIXES.items():
                local = term.removeprefix(namespace)
                if local != term and local and not set("/#") & set(local):
                    return f"{prefix}:{local}"
        return term.n3()


def _turtle(term: Term) -> str:
    # The label of a blank node of the graph means nothing in the report: it is written as a node of its own.
    return "[]" if isinstance(term, Blank) else term.n3()


def _counted(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
