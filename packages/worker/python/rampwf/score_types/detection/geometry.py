"""Circles, given as (x, y, radius): how much they overlap, and which belong together."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import linear_sum_assignment


def circle_iou(a, b) -> float:
    """Overlap of two circles as ramp-workflow measures it; 1 for equal circles, 0 for apart ones.

    For a circle within the other this is the intersection over the union of the areas. For circles
    that cut each other ramp-workflow overestimates the intersection: it adds the area of the kite
    between centres and crossing points to the two sectors, where geometry subtracts it. We do the
    same, because it decides which circles match, and published scores rest on it.
    """
    (xa, ya, ra), (xb, yb, rb) = a, b
    distance = math.hypot(xa - xb, ya - yb)
    if distance >= ra + rb:
        return 0.0
    small, large = sorted((ra * ra, rb * rb))
    if distance <= abs(ra - rb):
        return small / large
    # Distances of the common chord from the two centres; they add up to `distance`.
    to_chord_a = (distance ** 2 + ra ** 2 - rb ** 2) / (2 * distance)
    to_chord_b = distance - to_chord_a
    sectors = ra ** 2 * _angle(to_chord_a / ra) + rb ** 2 * _angle(to_chord_b / rb)
    kite = distance * math.sqrt(max(ra ** 2 - to_chord_a ** 2, 0.0))
    intersection = sectors + kite
    return intersection / (math.pi * (small + large) - intersection)


def _angle(cosine):
    return math.acos(min(max(cosine, -1.0), 1.0))


def match_circles(first, second):
    """Pair the circles of two lists so that the sum of the IoUs is largest (Hungarian method).

    Returns `(indices in first, indices in second, IoUs)`, arrays of length min(len, len).
    """
    if len(first) == 0 or len(second) == 0:
        return np.zeros(0, dtype=int), np.zeros(0, dtype=int), np.zeros(0)
    overlaps = np.array([[circle_iou(a, b) for b in second] for a in first])
    rows, columns = linear_sum_assignment(1 - overlaps)
    return rows, columns, overlaps[rows, columns]


def inside_minipatch(circles, minipatch):
    """Keep the circles whose centre is in [row_min, row_max) x [col_min, col_max).

    `minipatch` lists those four numbers; None keeps everything.
    """
    if minipatch is None:
        return list(circles)
    row_min, row_max, col_min, col_max = minipatch
    return [c for c in circles if row_min <= c[0] < row_max and col_min <= c[1] < col_max]
