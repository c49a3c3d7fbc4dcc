import numpy as np


class Greedy:
    def fit(self, X, y):
        self.blocks = np.ones(1 << 31)


def get_estimator():
    return Greedy()
