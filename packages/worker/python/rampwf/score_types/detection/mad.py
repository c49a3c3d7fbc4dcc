"""How exactly circles are placed and sized."""

from __future__ import annotations

import numpy as np

from .base import DetectionBaseIOUScoreType
from .geometry import inside_minipatch, match_circles


class _MeanDeviation(DetectionBaseIOUScoreType):
    """Mean deviation over matched circles with IoU >= threshold, in true radii; NaN without any."""

    is_lower_the_better = True
    minimum = 0.0
    maximum = float('inf')

    def detection_score(self, y_true, y_pred):
        deviations = []
        for truth, predicted in zip(y_true, y_pred):
            truth = inside_minipatch(truth, self.minipatch)
            deviations += [self._deviation(truth[i], predicted[j])
                           for i, j, iou in zip(*match_circles(truth, predicted))
                           if iou >= self.iou_threshold]
        return np.mean(deviations) if deviations else float('nan')


class MADCenter(_MeanDeviation):
    """Mean distance of the matched circles' centres, divided by the true radius."""

    default_name = 'mad_center'

    @staticmethod
    def _deviation(truth, predicted):
        return np.hypot(truth[0] - predicted[0], truth[1] - predicted[1]) / truth[2]


class MADRadius(_MeanDeviation):
    """Mean of |predicted radius - true radius| / true radius over the matched circles."""

    default_name = 'mad_radius'

    @staticmethod
    def _deviation(truth, predicted):
        return abs(predicted[2] - truth[2]) / truth[2]
