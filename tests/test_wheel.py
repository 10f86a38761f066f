"""The wheel works installed outside the checkout: ontology, queries, model and sample page are inside."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it, as an installer does, into an empty folder."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("paper_kg-*.whl")
    target = folder / "site"
    with zipfile.ZipFile(wheel) as file:
        file.extractall(target)
    return target


def _files(folder: Path, *, skip: tuple[str, ...] = ()) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {name for path in found if not (name := path.relative_to(folder).as_posix()).startswith(skip)}


def test_everything_that_the_package_reads_is_inside(installed: Path) -> None:
    tracked = subprocess.run(["git", "ls-files", "kg"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode == 0 and tracked.stdout:
        # What bundles the scripts of the site is needed to make a wheel, and not in one.
        names = {name.removeprefix("kg/") for name in tracked.stdout.split()}
        assert {name for name in names if not name.startswith("site/frontend/")} <= _files(installed / "kg")
    assert _files(ROOT / "ontology") <= _files(installed / "kg" / "_data" / "ontology")
    assert _files(ROOT / "queries") <= _files(installed / "kg" / "_data" / "queries")


def test_the_scripts_of_the_site_are_inside_where_they_were_bundled(installed: Path) -> None:
    bundle = ROOT / "kg" / "site" / "bundle"
    made = _files(bundle) if bundle.is_dir() else set()
    inside = installed / "kg" / "site" / "bundle"
    assert (_files(inside) if inside.is_dir() else set()) == made
    assert not (installed / "kg" / "site" / "frontend").exists()


def test_the_sample_is_built_and_asked_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    def kg(*words: str) -> str:
        command = [sys.executable, "-P", "-m", "kg", *words]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        return done.stdout

    kg("build", str(installed / "kg" / "examples" / "sample.txt"), "-o", "graph.ttl")
    assert "AcademicArticle" in (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "article" in kg("ask", "references-by-type", "graph.ttl")
    code = "import kg; print(kg.__file__)"
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert Path(shown.stdout.strip()).is_relative_to(installed)
