"""Saved pages → records. One module a source format; the rooms that know header lines and lists are shared.

Knows nothing of RDF, and nothing of how a reference string is parsed. Every line that gives nothing is said to.
"""

from __future__ import annotations

import hashlib

from kg.readers.decode import decode
from kg.readers.detect import detect, load
from kg.readers.sources import sources
from kg.records import Finding, Paper, Source, Span

__all__ = ["read", "sources"]


def read(data: bytes, name: str) -> Paper:
    """Read one saved page; its references are not parsed.

    Args:
        data: the file's bytes.
        name: the file's name, for messages and for the source's label.

    Raises:
        InputError: the bytes cannot be decoded, or are no article page.
    """
    from kg.readers.findings import check

    decoded = decode(data, name)
    format_ = detect(decoded.text, name)
    source = Source(
        sha256=hashlib.sha256(data).hexdigest(),
        name=name,
        format=format_.name,
        media_type=format_.media_type,
        encoding=decoded.encoding,
        length=len(decoded.text),
        bom=decoded.bom,
    )
    paper = load(format_).read(decoded.text, source)
    cut: tuple[Finding, ...] = ()
    if decoded.cut:
        end = len(decoded.text)
        cut = (Finding("truncated-page", Span(max(0, end - 1), end), "the file ends in the middle of a character"),)
    return paper.replace(findings=(*paper.findings, *cut, *check(paper)))
