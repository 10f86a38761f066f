"""Settings of every test: made-up examples are the same each time, so that a run can be repeated."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

_BROWSER = "tests/site/browser"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Where tests run side by side, give each process whole files, and all that need a browser to one process.

    They share the browser and the sites that it looks at, and several browsers at once would only hinder one another.
    """
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Rooms(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _BROWSER if nodeid.startswith(f"{_BROWSER}/") else super()._split_scope(nodeid)

    return Rooms(config, log)
