import numpy as np


class FeatureExtractor:
    """Turns the table of pixels into the numbers that the classifier sees."""

    def fit(self, X_df, y):
        return self

    def transform(self, X_df):
        # Each image has 8 x 8 pixels. Keep only how much ink there is in each row and each column.
        images = X_df.values.reshape(-1, 8, 8)
        return np.hstack([images.mean(axis=1), images.mean(axis=2)])
