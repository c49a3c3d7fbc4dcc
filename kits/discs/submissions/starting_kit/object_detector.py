import numpy as np
from scipy import ndimage


class ObjectDetector:
    """Learns what is bright, and finds discs in images."""

    def fit(self, X, y):
        # Half-way between the darkest and the brightest pixels
        self.threshold = np.mean([[image.min(), image.max()] for image in X])
        return self

    def predict(self, X):
        y_pred = np.empty(len(X), dtype=object)
        # One disc per image, the largest. But there may be more of them.
        y_pred[:] = [[self._largest(image)] for image in X]
        return y_pred

    def _largest(self, image):
        patches, count = ndimage.label(image > self.threshold)
        sizes = np.bincount(patches.ravel(), minlength=2)[1:]
        rows, columns = np.nonzero(patches == sizes.argmax() + 1)
        if len(rows) == 0:
            return 0.0, image.shape[0] / 2, image.shape[1] / 2, 1.0
        return 1.0, rows.mean(), columns.mean(), np.sqrt(len(rows) / np.pi)
