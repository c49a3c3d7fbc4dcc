from sklearn.linear_model import LinearRegression


class Regressor:
    """Learns the temperature half a year ahead, and predicts it."""

    def __init__(self):
        self.model = LinearRegression()

    def fit(self, X, y):
        self.model.fit(X, y)

    def predict(self, X):
        return self.model.predict(X)
