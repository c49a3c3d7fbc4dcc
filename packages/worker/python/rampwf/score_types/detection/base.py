"""Bases of the score types for circles in images."""

from __future__ import annotations

from ..base import BaseScoreType


class DetectionBaseScoreType(BaseScoreType):
    """Score of the circles whose confidence is above `conf_threshold`.

    Truth is a sequence of lists of (x, y, radius), predictions of (confidence, x, y, radius), one
    list per image. Subclasses define `detection_score(y_true, y_pred)`, where the predictions have
    lost their confidences. `minipatch`, if any, is [row_min, row_max, col_min, col_max], half-open,
    with x counting rows and y columns.
    """

    def __init__(self, name, precision=3, conf_threshold=0.5, minipatch=None):
        self.name = name
        self.precision = precision
        self.conf_threshold = conf_threshold
        self.minipatch = minipatch

    def __call__(self, y_true, y_pred, conf_threshold=None):
        if conf_threshold is None:
            conf_threshold = self.conf_threshold
        sure = [[tuple(circle)[1:] for circle in circles if circle[0] > conf_threshold]
                for circles in y_pred]
        return self.detection_score(y_true, sure)

    def detection_score(self, y_true, y_pred):
        raise NotImplementedError(f'{type(self).__name__} does not define detection_score')


class DetectionBaseIOUScoreType(DetectionBaseScoreType):
    """The same for scores that need a least overlap, `iou_threshold`, part of the default name."""

    default_name = 'score'

    def __init__(self, name=None, precision=3, conf_threshold=0.5, minipatch=None,
                 iou_threshold=0.5):
        if name is None:
            name = f'{self.default_name}(IOU={iou_threshold})'
        super().__init__(name, precision, conf_threshold, minipatch)
        self.iou_threshold = iou_threshold
