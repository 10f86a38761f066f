"""One store of the sample, and one application over it, for all tests of the room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.namespaces import DEFAULT_BASE
from kg.stores import disk
from kg.web.app import application
from kg.web.replies import Limits
from tests.questions.expected import sample


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    word = str(tmp_path_factory.mktemp("served") / "store")
    disk.write(word, sample(), DEFAULT_BASE)
    return word


@pytest.fixture(scope="session")
def client(folder: str) -> Iterator[TestClient]:
    limits = Limits(seconds=60, rows=500)
    with TestClient(application(folder, limits=limits, workers=2), base_url="http://127.0.0.1:8000") as client:
        client.headers["accept"] = "*/*"
        yield client


@pytest.fixture(scope="session")
def small() -> Path:
    return Path(__file__).parents[1] / "fixtures" / "small.trig"
