import numpy as np


class Answers:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return np.array([object() for _ in range(len(X))])


def get_estimator():
    return Answers()
