"""Where the nodes of a picture stand: by their year, or by springs. The same graph gives the same picture."""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["springs", "timeline"]


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
    pitch = min(48.0, (height - 90.0) / max(map(len, columns.values()), default=1))
    for year, members in columns.items():
        x = 40.0 if year is None else 90.0 + (width - 130.0) * ranks[year] / span
        members.sort(key=lambda index: (-weights[index], index))
        for place, index in enumerate(members):
            side = (place + 1) // 2 * (1 if place % 2 else -1)
            places[index] = (x, height / 2 - 10 + side * pitch)
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
    rounds = 120 if count <= 400 else 50
    for turn in range(rounds):
        apart = place[:, None, :] - place[None, :, :]
        far = np.maximum((apart**2).sum(axis=2), 1e-9)
        move = (apart * (ideal**2 / far)[:, :, None]).sum(axis=1)
        if len(ends):
            between = place[ends[:, 0]] - place[ends[:, 1]]
            pull = between * (np.sqrt((between**2).sum(axis=1)) / ideal)[:, None]
            np.add.at(move, ends[:, 0], -pull)
            np.add.at(move, ends[:, 1], pull)
        move -= place * 0.6
        size = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        heat = 0.12 * (1 - turn / rounds)
        place += move / size[:, None] * np.minimum(size, heat)[:, None]
    low, high = place.min(axis=0), place.max(axis=0)
    scale = (np.array([width, height]) - 80) / np.maximum(high - low, 1e-9)
    spread = (place - low) * scale + 40 if count > 1 else np.array([[width / 2, height / 2]])
    return [(round(float(x), 1), round(float(y), 1)) for x, y in spread]
