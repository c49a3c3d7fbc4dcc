"""Cross-validation over events, each being a set of points to cluster."""

from __future__ import annotations

import numpy as np
from sklearn.model_selection import ShuffleSplit


class Clustering:
    """Shuffle-split over event ids, so that no event is on both sides of a fold.

    Parameters
    ----------
    n_cv : number of folds.
    cv_test_size : share of the events used for validation, 0..1.
    random_state : seed of the shuffling.
    """

    def __init__(self, n_cv: int = 1, cv_test_size: float = 0.5, random_state: int = 57):
        self.n_cv = n_cv
        self.cv_test_size = cv_test_size
        self.random_state = random_state

    def get_cv(self, X, y):
        """Yield `(train_is, valid_is)`: ascending row numbers. `y[:, 0]` holds the event ids."""
        event_ids = np.asarray(y)[:, 0]
        events = np.unique(event_ids)
        splitter = ShuffleSplit(n_splits=self.n_cv, test_size=self.cv_test_size,
                                random_state=self.random_state)
        for train_events, valid_events in splitter.split(events):
            yield (np.flatnonzero(np.isin(event_ids, events[train_events])),
                   np.flatnonzero(np.isin(event_ids, events[valid_events])))
