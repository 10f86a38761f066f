"""Run the tutorial notebook from a clean kernel, and print it with its outputs, the same text each time.

    python docs/notebook.py docs/tutorial.ipynb

Cells that are tagged ``not-stored`` are run, and their outputs left out: a drawing by Vega measures its letters with
the fonts of the machine. A cell that fails, or that writes to standard error, is a fault.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("nbclient", "ipykernel", "pandas", "polars", "altair", "vl_convert")
"""The packages without which the notebook cannot be run."""


def executed(path: Path) -> str:
    """Return a notebook as it is when every cell has been run, in the JSON of its file.

    Args:
        path: the notebook (nbformat 4.5).

    Raises:
        RuntimeError: a cell wrote to standard error.
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "IPYTHONDIR": f"{folder}/.ipython",
            "JUPYTER_CONFIG_DIR": f"{folder}/.jupyter",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        }
        resources = {"metadata": {"path": folder}}
        client = NotebookClient(notebook, timeout=600, resources=resources, record_timing=False)
        client.execute(env=environment)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = _stored(cell)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _stored(cell: Any) -> list[Any]:
    """Return the outputs that are kept: pieces of one stream joined, as the kernel parts them by chance."""
    kept: list[Any] = []
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            raise RuntimeError(f"cell {cell.id} wrote to standard error: {output.text}")
        if output.output_type == "stream" and kept and kept[-1].output_type == "stream":
            kept[-1].text += output.text
        else:
            kept.append(output)
    return [] if "not-stored" in cell.metadata.get("tags", ()) else kept


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(executed(Path(sys.argv[1])))
