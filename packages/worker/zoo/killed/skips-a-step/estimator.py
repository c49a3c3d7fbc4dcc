import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import frame, platform_connection  # noqa: E402


class Forger:
    def fit(self, X, y):
        """Says that it has predicted before it says that it has trained."""
        platform_connection().sendall(frame({'kind': 'step', 'step': 'valid'}, b'predictions'))
        while True:
            pass


def get_estimator():
    return Forger()
