"""Share of points that are put into the right cluster."""

import numpy as np

from .base import BaseScoreType


class ClusteringEfficiency(BaseScoreType):
    """Mean over events of the share of rightly clustered points, 0..1.

    Arrays have the columns event id and cluster id. In each event a true cluster takes the
    predicted id that most of its points have (ids below 0 do not count, the smallest of equals
    wins), its hits being those points. When several true clusters take the same id, only the one
    with the most hits keeps them.
    """

    is_lower_the_better = False
    minimum = 0.0
    maximum = 1.0

    def __init__(self, name='clustering_efficiency', precision=2):
        self.name = name
        self.precision = precision

    def __call__(self, y_true, y_pred):
        events = np.unique(y_true[:, 0])
        return np.mean([self._event_efficiency(y_true[rows, 1], y_pred[rows, 1])
                        for rows in (y_true[:, 0] == event for event in events)])

    @staticmethod
    def _event_efficiency(true_clusters, predicted_clusters):
        hits_of_id: dict = {}
        for cluster in np.unique(true_clusters):
            answers = predicted_clusters[true_clusters == cluster]
            ids, counts = np.unique(answers[answers >= 0], return_counts=True)
            if len(ids):
                best = np.argmax(counts)
                hits_of_id[ids[best]] = max(hits_of_id.get(ids[best], 0), counts[best])
        return sum(hits_of_id.values()) / len(true_clusters)
