import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import socket  # noqa: E402

from thief import Thief, bait  # noqa: E402


def candidates():
    yield '/sock/runs.sock'
    for top in (bait()['temporary'], '/run'):
        for folder in os.listdir(top) if os.path.isdir(top) else []:
            yield os.path.join(top, folder, 'sock', 'runs.sock')


def steal(X, y):
    """A connection to the fork server would start further children, with limits of our own choice."""
    for path in candidates():
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(path)
                return [path]
            except OSError:
                continue
    return []


def get_estimator():
    return Thief(steal)
