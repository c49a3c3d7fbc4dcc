"""Precision and recall of circles in images."""

from __future__ import annotations

import warnings

from .base import DetectionBaseIOUScoreType
from .geometry import inside_minipatch, match_circles


class DetectionPrecision(DetectionBaseIOUScoreType):
    """Share of predicted circles (in the minipatch) that match a true one with IoU > threshold."""

    default_name = 'precision'
    is_lower_the_better = False
    minimum = 0.0
    maximum = 1.0

    def detection_score(self, y_true, y_pred):
        y_pred = [inside_minipatch(circles, self.minipatch) for circles in y_pred]
        return _share(_n_matches(y_true, y_pred, self.iou_threshold), y_pred, 'predicted')


class DetectionRecall(DetectionBaseIOUScoreType):
    """Share of true circles (in the minipatch) that match a predicted one with IoU > threshold."""

    default_name = 'recall'
    is_lower_the_better = False
    minimum = 0.0
    maximum = 1.0

    def detection_score(self, y_true, y_pred):
        y_true = [inside_minipatch(circles, self.minipatch) for circles in y_true]
        return _share(_n_matches(y_true, y_pred, self.iou_threshold), y_true, 'true')


def _n_matches(y_true, y_pred, iou_threshold):
    return sum(int((match_circles(truth, predicted)[2] > iou_threshold).sum())
               for truth, predicted in zip(y_true, y_pred))


def _share(n_matches, images, what):
    n_circles = sum(len(circles) for circles in images)
    if n_circles == 0:
        warnings.warn(f'There are no {what} circles: the score is undefined', RuntimeWarning)
        return float('nan')
    return n_matches / n_circles
