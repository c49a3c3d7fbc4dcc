"""Optimal sub-pattern assignment distance of circles in images."""

from __future__ import annotations

from .base import DetectionBaseScoreType
from .geometry import inside_minipatch, match_circles


class OSPA(DetectionBaseScoreType):
    """1 - sum of matched IoUs / number of circles, both counted on either side, 0..1.

    With a minipatch, a circle counts on its side only if its centre lies inside. No circle on
    either side gives 1, as in ramp-workflow. After Schuhmacher, Vo and Vo, "A consistent metric for
    performance evaluation of multi-object filters" (2008), with 1 - IoU as the distance.
    """

    is_lower_the_better = True
    minimum = 0.0
    maximum = 1.0

    def __init__(self, name='ospa', precision=3, conf_threshold=0.5, minipatch=None):
        super().__init__(name, precision, conf_threshold, minipatch)

    def detection_score(self, y_true, y_pred):
        overlap, n_circles = 0.0, 0
        for truth, predicted in zip(y_true, y_pred):
            for circles in (truth, predicted):
                n_circles += len(inside_minipatch(circles, self.minipatch))
            for i, j, iou in zip(*match_circles(truth, predicted)):
                n_inside = len(inside_minipatch([truth[i], predicted[j]], self.minipatch))
                overlap += n_inside * iou
        return 1 - overlap / max(n_circles, 1)
