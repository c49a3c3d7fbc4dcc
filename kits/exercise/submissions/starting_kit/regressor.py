from sklearn.dummy import DummyRegressor


class Regressor:
    """Learns the three targets from the counts, and predicts them side by side."""

    def __init__(self):
        # Always the mean: do the counts tell more?
        self.model = DummyRegressor()

    def fit(self, X, y):
        self.model.fit(X, y)

    def predict(self, X):
        return self.model.predict(X)
