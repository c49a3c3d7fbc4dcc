import numpy as np


class Answers:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return np.zeros((len(X), 2))[::-1, 1]


def get_estimator():
    return Answers()
