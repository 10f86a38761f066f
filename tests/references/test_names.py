import pytest

from kg.references.names import read, repeats, role_at
from tests.vectors import rows


def _shown(text: str) -> tuple[str, str]:
    found = read(text, 0, len(text))
    names = "|".join(f"={n.literal}" if n.corporate else f"{n.family}/{n.given}" for n in found.names)
    return names, "1" if found.et_al else "0"


@pytest.mark.parametrize(("text", "names", "et_al"), rows("names.tsv"))
def test_names_are_split_and_ordered(text: str, names: str, et_al: str) -> None:
    assert _shown(text) == (names, et_al)


@pytest.mark.parametrize(("text", "_names", "_et_al"), rows("names.tsv"))
def test_a_name_claims_its_own_characters(text: str, _names: str, _et_al: str) -> None:
    for name in read(text, 0, len(text)).names:
        assert name.span is not None
        assert text[name.span.start : name.span.end] == name.literal


@pytest.mark.parametrize("mark", ["____", "———", "동기관", "〃"])
def test_a_dash_repeats_the_names_before(mark: str) -> None:
    found = repeats(f"{mark}, 2004, 제목")
    assert found is not None
    assert f"{mark}, 2004, 제목"[found.start : found.end] == mark


@pytest.mark.parametrize(
    ("text", "role"),
    [("홍길동 역", "translator"), ("홍길동 편", "editor"), ("Kim, J., eds.", "editor"), ("홍길동, 2003", "")],
)
def test_the_word_behind_a_list_gives_the_role(text: str, role: str) -> None:
    end = text.index("동") + 1 if "동" in text else text.index(".") + 1
    assert role_at(text, end)[0] == role
