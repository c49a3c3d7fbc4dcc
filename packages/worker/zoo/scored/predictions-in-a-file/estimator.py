import numpy as np


class Answers:
    def fit(self, X, y):
        return self

    def predict(self, X):
        return np.memmap('/tmp/predictions', dtype=np.float64, mode='w+', shape=(len(X),))


def get_estimator():
    return Answers()
