import numpy as np
from sklearn.linear_model import LinearRegression


class Regressor:
    def __init__(self):
        self.model = LinearRegression()

    def fit(self, X, y):
        # Logarithms, because the official score counts relative errors
        self.model.fit(self._features(X), np.log(y))

    def predict(self, X):
        return np.exp(self.model.predict(self._features(X)))

    def _features(self, X):
        # With so few men, one column is better than three.
        return np.log(X[:, 1:2])
