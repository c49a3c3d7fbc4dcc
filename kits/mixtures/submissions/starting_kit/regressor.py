from sklearn.linear_model import Ridge


class Regressor:
    """Learns the amount from the features, and predicts it."""

    def __init__(self):
        self.model = Ridge(alpha=1)

    def fit(self, X, y):
        self.model.fit(X, y)

    def predict(self, X):
        return self.model.predict(X)
