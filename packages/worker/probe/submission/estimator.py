import numpy as np
from sklearn.base import BaseEstimator


class MeanOfLabels(BaseEstimator):
    def fit(self, X, y):
        self.mean_ = np.mean(y)
        return self

    def predict(self, X):
        return X[:, 0] + self.mean_


def get_estimator():
    return MeanOfLabels()
