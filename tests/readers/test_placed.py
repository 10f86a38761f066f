"""What a line is that nothing but its place tells."""

from __future__ import annotations

import pytest

from kg.readers.placed import prose


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On reading Kant vs. the readers of the nineteen thirties in Korean, and on what they made of him", False),
        ("We asked forty readers what they made of the old book. Most of them had never opened it at all.", True),
        (
            (
                "이 글은 마을의 우물이 언제부터 어떻게 쓰였는지를 여러 기록과 "
                "오래된 지도를 견주어 가며 자세히 살펴 보려고 한다."
            ),
            True,
        ),
        ("A short sentence.", False),
    ],
)
def test_running_text_is_told_from_a_long_title(text: str, wanted: bool) -> None:
    assert prose(text) is wanted
