"""Area under the precision-recall curve of circles in images."""

from __future__ import annotations

import numpy as np

from .base import DetectionBaseScoreType
from .geometry import circle_iou


class DetectionAveragePrecision(DetectionBaseScoreType):
    """Average precision as in PASCAL VOC since 2010, 0..1.

    Without any prediction it is 0, also when there is nothing to find; NaN when there are
    predictions, but no true circle.

    The predictions of all images are taken by falling confidence. One is right when its best true
    circle has IoU > `iou_threshold` and is not taken yet. The area is that under the precision
    envelope (https://host.robots.ox.ac.uk/pascal/VOC/voc2012/htmldoc/devkit_doc.html).
    """

    is_lower_the_better = False
    minimum = 0.0
    maximum = 1.0

    def __init__(self, name='average_precision', precision=3, iou_threshold=0.5):
        super().__init__(name, precision)
        self.iou_threshold = iou_threshold

    def __call__(self, y_true, y_pred, conf_threshold=None):
        n_true = sum(len(circles) for circles in y_true)
        found = [(image, *circle) for image, circles in enumerate(y_pred) for circle in circles]
        if not found:
            return 0.0
        if n_true == 0:
            return float('nan')
        order = np.argsort([circle[1] for circle in found])[::-1]
        taken = set()
        right = np.zeros(len(found))
        for rank, number in enumerate(order):
            image, _, *place = found[number]
            overlaps = [circle_iou(place, truth) for truth in y_true[image]]
            best = int(np.argmax(overlaps)) if overlaps else None
            if best is not None and overlaps[best] > self.iou_threshold:
                right[rank] = (image, best) not in taken
                taken.add((image, best))
        hits = right.cumsum()
        return _area(hits / n_true, hits / np.arange(1, len(found) + 1))


def _area(recall, precision):
    """Area under the envelope: at each recall, the best precision at that recall or above."""
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return np.sum(np.diff(recall, prepend=0) * envelope)


# The name of ramp-workflow's first versions.
AverageDetectionPrecision = DetectionAveragePrecision
