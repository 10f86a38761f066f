from __future__ import annotations

import re

from kg.converters import listing as mapping
from kg.resources import ontology
from kg.validation import listing
from kg.validation.shapes import shapes


def test_the_page_of_the_shapes_is_fresh_and_lists_every_constraint() -> None:
    page = ontology("shapes", "README.md").read_text(encoding="utf-8")
    assert page == listing.page()
    linked = re.findall(r"^\| \[([\w-]+)\]\(\.\./examples/invalid/\1\.ttl\)", page, re.MULTILINE)
    assert sorted(linked) == sorted(shape.name for shape in shapes().named.values() if shape.messages)


def test_the_page_of_the_mapping_is_fresh() -> None:
    assert ontology("mapping.md").read_text(encoding="utf-8") == mapping.page()


def test_the_readme_names_every_file() -> None:
    readme = ontology("README.md").read_text(encoding="utf-8")
    for path in ontology().iterdir():
        assert f"({path.name}" in readme or path.name == "README.md", path.name
