import numpy as np

BENDS = np.linspace(-0.04, 0.04, 33)


class Clusterer:
    def fit(self, X, y):
        return self

    def predict_single_event(self, X_event):
        # Straighten the event for every bend, take out the fullest direction, go on with the rest.
        ring, x, y = X_event.T
        starts = np.arctan2(y, x)[:, None] - BENDS * ring[:, None]
        labels = np.full(len(X_event), -1)
        for label in range(len(X_event)):
            free = np.flatnonzero(labels < 0)
            if len(free) == 0:
                break
            members = self._fullest(starts[free])
            labels[free[members]] = label
        return labels

    def _fullest(self, starts):
        """Return which hits start within 0.04 rad of one of them, at the bend where most do."""
        gap = np.abs(starts[:, None, :] - starts[None, :, :]) % (2 * np.pi)
        near = np.minimum(gap, 2 * np.pi - gap) < 0.04
        hit, bend = np.unravel_index(near.sum(axis=0).argmax(), starts.shape)
        return near[:, hit, bend]
