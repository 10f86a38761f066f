from __future__ import annotations

import re

import pyoxigraph
import pyshacl
import rdflib

from kg import namespaces as ns
from kg.quads import LAYERS
from kg.resources import ontology
from kg.validation.shapes import shapes

NAMED = shapes().named.values()


def test_every_message_is_in_korean_and_english() -> None:
    for shape in NAMED:
        assert not shape.messages or set(shape.messages) == {"en", "ko"}, shape.name
        if shape.messages:
            assert re.search("[가-힣]", shape.messages["ko"]), shape.name
            assert not re.search("[가-힣]", shape.messages["en"]), shape.name


def test_no_two_shapes_say_the_same() -> None:
    for lang in ("en", "ko"):
        messages = [shape.messages[lang] for shape in NAMED if shape.messages]
        assert len(set(messages)) == len(messages)


def test_every_shape_with_a_target_has_a_name_in_both_languages() -> None:
    text = shapes().text
    targeted = {
        name for name, body in re.findall(r"^kgs:([\w-]+) a(.*?) \.$", text, re.M | re.S) if "sh:target" in body
    }
    assert targeted
    for name in targeted:
        assert set(shapes().named[ns.KGS(name)].labels) == {"en", "ko"}, name


def test_a_shape_that_holds_others_needs_no_layer_itself() -> None:
    # Else the others would rest with it, whatever they need.
    holders = re.findall(r"^kgs:([\w-]+) a sh:NodeShape ;(?:(?!\n\n).)*?sh:property kgs:", shapes().text, re.M | re.S)
    assert len(holders) > 20
    assert [name for name in holders if shapes().named[ns.KGS(name)].layers] == []


def test_layers_and_severities_are_known() -> None:
    assert {layer for shape in NAMED for layer in shape.layers} == set(LAYERS)
    assert {shape.severity for shape in NAMED} == {"Violation", "Warning", "Info"}


def test_every_shape_is_in_a_file_of_its_own_entity_once() -> None:
    defined: list[str] = []
    for path in ontology("shapes").glob("*.ttl"):
        defined += re.findall(r"^(kgs:[\w-]+) a ", path.read_text(encoding="utf-8"), re.M)
    assert len(set(defined)) == len(defined)


def test_every_term_of_shacl_is_one_of_the_standard() -> None:
    # A misspelt keyword is silently ignored by every engine, meta-SHACL included.
    assets = ontology().__class__(pyshacl.__file__).parent / "assets"
    standard = {
        triple.subject.value
        for triple in pyoxigraph.parse((assets / "shacl.ttl").read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
        if isinstance(triple.subject, pyoxigraph.NamedNode)
    }
    used = {
        node.value
        for triple in pyoxigraph.parse(shapes().text.encode(), format=pyoxigraph.RdfFormat.TURTLE)
        for node in (triple.subject, triple.predicate, triple.object)
        if isinstance(node, pyoxigraph.NamedNode) and node.value.startswith(ns.SH)
    }
    assert used
    assert used <= standard


def test_the_shapes_are_valid_shapes() -> None:
    assets = ontology().__class__(pyshacl.__file__).parent / "assets"
    graph = rdflib.Graph().parse(data=shapes().text, format="turtle")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(assets / "shacl-shacl.ttl"))
    assert conforms, text
