"""Where the nodes of a picture stand: by their year, or by springs. The same graph gives the same picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.float64]

__all__ = ["springs", "timeline"]

# Up to here every pair of nodes is looked at; beyond, each node is pushed by a field that all of them make.
_PAIRS = 150
# How near one another the works of a year may stand.
_LEAST = 6.0


def timeline(
    years: Sequence[int | None], weights: Sequence[int], width: float, height: float
) -> list[tuple[float, float]]:
    """Place nodes over their years, those of one year beside each other from the middle outwards.

    Args:
        years: the year of each node; those without one stand at the left.
        weights: how many links each has: the most linked stands in the middle.
        width: the width of the picture.
        height: its height.

    Returns:
        The places, in the order of the nodes.
    """
    known = [year for year in years if year is not None]
    if not known:
        known = [0]
    # A single old work must not press all others together: years are placed by rank where they lie far apart.
    ranks: dict[int, float] = {}
    at = 0.0
    last = min(known)
    for known_year in sorted(set(known)):
        at += min(known_year - last, 4)
        ranks[known_year] = at
        last = known_year
    span = max(at, 1.0)
    columns: dict[int | None, list[int]] = {}
    for index, year in enumerate(years):
        columns.setdefault(year, []).append(index)
    places = [(0.0, 0.0)] * len(years)
    room = height - 90.0
    rows = max(1, int(room / _LEAST))
    most = max(map(len, columns.values()), default=1)
    # Where a year has more works than stand above one another, every year has several columns, so that its area tells.
    beside = -(-most // rows)
    pitch = max(_LEAST, min(48.0, room / (-(-most // beside))))
    apart = (width - 130.0) / span
    for year, members in columns.items():
        x = 40.0 if year is None else 90.0 + apart * ranks[year]
        step = min(8.0, 0.75 * min(apart, 60.0) / beside)
        members.sort(key=lambda index: (-weights[index], index))
        for place, index in enumerate(members):
            row, column = divmod(place, beside)
            side = (row + 1) // 2 * (1 if row % 2 else -1)
            places[index] = (x + step * (column - (beside - 1) / 2), height / 2 - 10 + side * pitch)
    return places


def springs(count: int, links: Sequence[tuple[int, int]], width: float, height: float) -> list[tuple[float, float]]:
    """Place nodes so that linked ones stand near one another (Fruchterman and Reingold, 1991).

    Args:
        count: how many nodes there are.
        links: pairs of them.
        width: the width of the picture.
        height: its height.

    Returns:
        The places, in the order of the nodes.
    """
    import numpy as np

    if not count:
        return []
    # A spiral with the golden angle to begin with: no chance, and no two nodes at one place.
    index = np.arange(count)
    radius, angle = np.sqrt((index + 0.5) / count), index * math.pi * (3 - math.sqrt(5))
    place = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    ends = np.array(links, dtype=np.int64).reshape(-1, 2)
    ideal = 1.0 / math.sqrt(count)
    rounds = 120
    field = _Field() if count > _PAIRS else None
    for turn in range(rounds):
        move = field.push(place, ideal, turn / rounds) if field else _push(place, ideal)
        if len(ends):
            between = place[ends[:, 0]] - place[ends[:, 1]]
            pull = between * (np.sqrt((between**2).sum(axis=1)) / ideal)[:, None]
            for axis in (0, 1):
                move[:, axis] -= np.bincount(ends[:, 0], pull[:, axis], count)
                move[:, axis] += np.bincount(ends[:, 1], pull[:, axis], count)
        move -= place * 0.6
        size = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        heat = 0.12 * (1 - turn / rounds)
        place += move / size[:, None] * np.minimum(size, heat)[:, None]
    low, high = place.min(axis=0), place.max(axis=0)
    scale = (np.array([width, height]) - 80) / np.maximum(high - low, 1e-9)
    spread = (place - low) * scale + 40 if count > 1 else np.array([[width / 2, height / 2]])
    return [(round(float(x), 1), round(float(y), 1)) for x, y in spread]


def _push(place: Places, ideal: float) -> Places:
    """Return how every node is pushed by every other one: ``ideal ** 2`` over the distance."""
    import numpy as np

    apart = place[:, None, :] - place[None, :, :]
    far = np.maximum((apart**2).sum(axis=2), 1e-9)
    pushed: Places = (apart * (ideal**2 / far)[:, :, None]).sum(axis=1)
    return pushed


class _Field:
    """The same push for thousands of nodes: their masses on a grid, folded with the push of one (by Fourier transform).

    The time grows with the number of nodes and not with that of their pairs; the grid becomes finer from turn to turn.
    """

    def __init__(self) -> None:
        self._kernels: dict[int, tuple[NDArray[np.complex128], NDArray[np.complex128]]] = {}

    def _kernel(self, cells: int) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
        import numpy as np

        if cells not in self._kernels:
            # Twice as wide as the grid, so that what leaves on the right does not come in on the left.
            steps = np.fft.fftfreq(2 * cells, 1 / (2 * cells))
            x, y = np.meshgrid(steps, steps, indexing="ij")
            far = x**2 + y**2 + 0.3
            self._kernels[cells] = np.fft.rfft2(x / far), np.fft.rfft2(y / far)
        return self._kernels[cells]

    def push(self, place: Places, ideal: float, done: float) -> Places:
        """Return how every node is pushed.

        Args:
            place: where the nodes stand.
            ideal: how far apart linked nodes are to be.
            done: which part of the turns is over.
        """
        import numpy as np

        cells = 64 if done < 0.5 else 128 if done < 0.85 else 256
        low = place.min(axis=0)
        width = float((place.max(axis=0) - low).max()) * 1.0001 + 1e-9
        at = (place - low) / width * (cells - 1)
        corner = np.minimum(at.astype(np.int64), cells - 2)
        part = at - corner
        mass = np.zeros(cells * cells)
        shares = []
        for dx in (0, 1):
            for dy in (0, 1):
                share = np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1])
                cell = (corner[:, 0] + dx) * cells + corner[:, 1] + dy
                mass += np.bincount(cell, share, cells * cells)
                shares.append((cell, share))
        spread = np.fft.rfft2(mass.reshape(cells, cells), (2 * cells, 2 * cells))
        move = np.empty_like(place)
        strength = ideal**2 * (cells - 1) / width
        for axis, kernel in enumerate(self._kernel(cells)):
            field = np.fft.irfft2(spread * kernel, (2 * cells, 2 * cells))[:cells, :cells].ravel() * strength
            move[:, axis] = sum(field[cell] * share for cell, share in shares)
        return move
