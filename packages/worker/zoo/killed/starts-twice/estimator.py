import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import frame, platform_connection  # noqa: E402


class Forger:
    def fit(self, X, y):
        """Says again that it has started, to set the clock of its step back."""
        platform_connection().sendall(frame({'kind': 'started'}))
        while True:
            pass


def get_estimator():
    return Forger()
