import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief  # noqa: E402


def steal(X, y):
    """Bytes that are no text in any encoding, control characters, and a character that is cut off at the end."""
    for descriptor in (1, 2):
        os.write(descriptor, bytes(range(256)) + b'\x1b[2J\x1b]0;owned\x07' + b'\xed\xa0\x80' + b'\xf0\x9f')
    return []


def get_estimator():
    return Thief(steal)
