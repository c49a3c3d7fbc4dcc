import numpy as np
from sklearn.linear_model import LinearRegression


class Forecaster:
    """Learns how many discharges remain, and predicts a mean and a standard deviation."""

    def __init__(self):
        self.model = LinearRegression()

    def fit(self, X, y):
        self.model.fit(X, y)
        # As wide as the errors made in training, the same for all
        self.deviation = np.std(y - self.model.predict(X))

    def predict(self, X):
        mean = self.model.predict(X)
        return np.column_stack([mean, np.full(len(mean), self.deviation)])
