import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import frame, platform_connection  # noqa: E402


class Forger:
    def fit(self, X, y):
        """Says that all is done, without a prediction."""
        platform_connection().sendall(frame({'kind': 'done'}, b'x'))
        while True:
            pass


def get_estimator():
    return Forger()
