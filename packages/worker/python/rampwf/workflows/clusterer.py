"""Workflow of submissions that cluster the points of events."""

from __future__ import annotations

import os

import numpy as np

from ..utils.importing import import_module_from_source
from ..utils.indexing import select_rows


class Clusterer:
    """A submission is a file with a class `Clusterer`: `fit(X, y)`, `predict_single_event(X)`.

    Column 0 of X and y is the event id; `predict_single_event` gets one event's points without it.
    """

    def __init__(self, workflow_element_names=('clusterer',)):
        self.element_names = list(workflow_element_names)

    def train_submission(self, module_path, X, y, train_is=None):
        """Fit on the rows `train_is` (None: all)."""
        name = self.element_names[0]
        module = import_module_from_source(
            os.path.join(module_path, name + '.py'), name, sanitize=True)
        clusterer = module.Clusterer()
        clusterer.fit(select_rows(X, train_is), select_rows(y, train_is))
        return clusterer

    def test_submission(self, trained_model, X):
        """Return integers, shape (n, 2): event id and cluster id of every point."""
        points = np.asarray(X)
        event_ids = points[:, 0]
        labels = np.empty((len(points), 2), dtype=int)
        labels[:, 0] = event_ids
        for event_id in np.unique(event_ids):
            rows = event_ids == event_id
            labels[rows, 1] = trained_model.predict_single_event(points[rows, 1:])
        return labels
