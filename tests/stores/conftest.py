"""Servers that several tests of the room share: each is started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.virtuoso import Virtuoso, virtuoso


@pytest.fixture(scope="session")
def virtuoso_server() -> Iterator[Virtuoso]:
    with virtuoso() as server:
        yield server
