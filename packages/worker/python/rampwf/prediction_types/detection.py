"""Predictions of circles in images."""

from __future__ import annotations

import numpy as np

from ..score_types.detection.geometry import circle_iou, match_circles
from .base import MISSING_ARGUMENT, BasePrediction

# Greedy combining drops what overlaps a more confident circle by more than this.
GREEDY_IOU_THRESHOLD = 0.45


class Predictions(BasePrediction):
    """One list per image: tuples (confidence, x, y, radius), for ground truth (x, y, radius).

    `y_pred` is an object array of shape (n,). None means "not predicted", an empty list "nothing
    found". Two models' circles are the same object when their IoU is above `iou_threshold`.
    """

    iou_threshold = 0.5

    def __init__(self, y_pred=None, y_true=None, n_samples=None, fold_is=None):
        given = y_pred if y_pred is not None else y_true
        if given is not None:
            images = _object_array(given)
            self.y_pred = images if fold_is is None else images[fold_is]
        elif n_samples is not None:
            self.y_pred = np.full(n_samples, None, dtype=object)
        else:
            raise ValueError(MISSING_ARGUMENT)

    @property
    def valid_indexes(self):
        """Boolean mask of the predicted images."""
        return np.array([image is not None for image in self.y_pred], dtype=bool)

    @classmethod
    def combine(cls, predictions_list, index_list=None, greedy=False):
        """Merge the chosen models' circles, image by image.

        Circles are matched pair of models by pair of models; each group of circles that hang
        together by matches above `iou_threshold` becomes one. Its place and radius are the
        confidence-weighted means; its confidence is the sum over the group divided by the number of
        models that predicted the image. A circle that only one of several models found is dropped.

        `greedy` makes a circle of each matched pair instead, the plain mean of the two, and then
        keeps, from the most confident one down, those that overlap none of the kept ones by an IoU
        above 0.45. As in ramp-workflow, an image that nobody predicted becomes an empty list, which
        counts as predicted: in bagged scores its circles have been missed.
        """
        merge = _merge_greedily if greedy else _merge
        if index_list is None:
            index_list = range(len(predictions_list))
        models = [predictions_list[i].y_pred for i in index_list]
        combined = np.empty(len(models[0]), dtype=object)
        for row, image in enumerate(zip(*models)):
            predicted = [circles for circles in image if circles is not None]
            combined[row] = (predicted[0] if len(predicted) == 1
                             else merge(predicted, cls.iou_threshold))
        return cls(y_pred=combined)


def _object_array(images):
    if isinstance(images, np.ndarray) and images.dtype == object and images.ndim == 1:
        return images
    array = np.empty(len(images), dtype=object)
    for row, circles in enumerate(images):
        array[row] = circles
    return array


def _matches(models, iou_threshold):
    """Yield the circles that two models agree on as ((model, circle), (model, circle))."""
    places = [[tuple(circle)[1:] for circle in circles] for circles in models]
    for a in range(len(models)):
        for b in range(a + 1, len(models)):
            for i, j, iou in zip(*match_circles(places[a], places[b])):
                if iou > iou_threshold:
                    yield (a, int(i)), (b, int(j))


def _merge(models, iou_threshold):
    """Merge one image's circles of several models; see `Predictions.combine`."""
    # Union-find over (model, circle), so that chains of matches end in one group.
    parent: dict = {}

    def root(node):
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for one, other in _matches(models, iou_threshold):
        parent[root(other)] = root(one)
    groups: dict = {}
    for model, circle in sorted(parent):
        groups.setdefault(root((model, circle)), []).append(models[model][circle])
    return [_mean_circle(np.array(group, dtype=float), len(models)) for group in groups.values()]


def _merge_greedily(models, iou_threshold):
    """Merge one image's circles pair by pair; see `Predictions.combine`."""
    pairs = [tuple(np.mean([models[m][circle] for m, circle in match], axis=0))
             for match in _matches(models, iou_threshold)]
    kept: list = []
    for circle in sorted(pairs, key=lambda pair: -pair[0]):
        if all(circle_iou(circle[1:], other[1:]) <= GREEDY_IOU_THRESHOLD for other in kept):
            kept.append(circle)
    return kept


def _mean_circle(group, n_models):
    confidences = group[:, 0]
    weights = confidences if confidences.sum() > 0 else None
    return (confidences.sum() / n_models, *np.average(group[:, 1:], axis=0, weights=weights))


def make_detection():
    """Return the class `Predictions` of circles in images."""
    return Predictions
