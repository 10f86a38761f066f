"""``kg report``: a folder, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import report, stores
from kg.errors import UsageError
from kg.site import Site
from tests.site.conftest import sample


def test_the_folder_holds_every_page_and_static_file(folder: Path, site: Site) -> None:
    assert (folder / "index.html").is_file()
    assert (folder / "ko" / "index.html").is_file()
    assert {file.name for file in (folder / "static").iterdir()} == set(site.assets())
    assert not list(folder.parent.glob(".*"))


def test_an_earlier_report_is_replaced_and_other_files_are_not(tmp_path: Path) -> None:
    with stores.of_quads(sample()[:300]) as store:
        made = report.write(store, str(tmp_path / "out"))
        (tmp_path / "out" / "stray.txt").write_text("x")
        assert report.write(store, str(tmp_path / "out"), lang="ko") == made
        assert not (tmp_path / "out" / "stray.txt").exists()
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "thesis.txt").write_text("x")
        with pytest.raises(UsageError, match="holds other files"):
            report.write(store, str(tmp_path / "mine"))
        with pytest.raises(UsageError, match="there is no folder"):
            report.write(store, str(tmp_path / "none" / "out"))
        with pytest.raises(UsageError, match="is a file"):
            report.write(store, str(tmp_path / "mine" / "thesis.txt"))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mine", "out"]
