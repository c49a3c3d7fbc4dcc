"""Distance of two maps of circles."""

from __future__ import annotations

import numpy as np

from .base import DetectionBaseScoreType


class SCP(DetectionBaseScoreType):
    """L1 distance of the maps of true and predicted circles / their total mass, 0..1.

    NaN, as in ramp-workflow, when there is no circle on either side.
    In a map of `shape` (rows, columns) each circle is a disc of total mass 1, spread evenly over
    the pixels whose centre is strictly inside it. With a minipatch both maps are cut to it first.
    """

    is_lower_the_better = True
    minimum = 0.0
    maximum = 1.0

    def __init__(self, shape, name='scp', precision=3, conf_threshold=0.5, minipatch=None):
        super().__init__(name, precision, conf_threshold, minipatch)
        self.shape = shape

    def detection_score(self, y_true, y_pred):
        distance, mass = 0.0, 0.0
        for truth, predicted in zip(y_true, y_pred):
            true_map, predicted_map = self._map(truth), self._map(predicted)
            distance += np.abs(true_map - predicted_map).sum()
            mass += true_map.sum() + predicted_map.sum()
        return distance / mass if mass else float('nan')

    def _map(self, circles):
        rows, columns = np.ogrid[:self.shape[0], :self.shape[1]]
        density = np.zeros(self.shape)
        for x, y, radius in circles:
            disc = ((rows - x) / radius) ** 2 + ((columns - y) / radius) ** 2 < 1
            if disc.any():
                density[disc] += 1 / disc.sum()
        if self.minipatch is None:
            return density
        row_min, row_max, col_min, col_max = self.minipatch
        return density[row_min:row_max, col_min:col_max]
