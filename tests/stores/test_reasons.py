"""What a server says when it refuses is told in its own words, and when it may be asked again."""

from __future__ import annotations

import json
import time
from email.message import Message
from email.utils import formatdate

import pytest

from kg.stores.reasons import reason, retry_after, unfinished
from tests import vectors


@pytest.mark.parametrize(("body", "told"), vectors.rows("refusals.tsv"))
def test_the_servers_own_words_are_told(body: str, told: str) -> None:
    assert reason(json.loads(body).encode()) == told


def test_a_long_sermon_is_cut() -> None:
    assert reason(b"x" * 5000) == "x" * 300 + " …"


def headers(**said: str) -> Message:
    message = Message()
    for name, value in said.items():
        message[name.replace("_", "-")] = value
    return message


def test_when_to_ask_again_is_told_in_seconds_or_by_a_date() -> None:
    assert retry_after(headers(Retry_After="7")) == 7
    assert retry_after(headers(Retry_After="0")) == 0
    ahead = retry_after(headers(Retry_After=formatdate(time.time() + 100, usegmt=True)))
    assert ahead is not None
    assert 90 < ahead <= 100
    assert retry_after(headers(Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")) == 0
    for nothing in (None, headers(), headers(Retry_After=""), headers(Retry_After="soon"), headers(Retry_After="-3")):
        assert retry_after(nothing) is None


def test_an_unfinished_answer_is_known_by_its_headers() -> None:
    assert unfinished(headers(Server="Virtuoso")) == ""
    said = "RC...: Returning incomplete results, query interrupted by result timeout.  Activity:  1.2M rnd"
    assert unfinished(headers(X_SQL_State="S1TAT", X_SQL_Message=said)) == (
        "S1TAT RC...: Returning incomplete results, query interrupted by result timeout."
    )
