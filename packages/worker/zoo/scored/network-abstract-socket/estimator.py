import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import socket  # noqa: E402

from thief import Thief, bait  # noqa: E402


def steal(X, y):
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(0.3)
        try:
            client.connect('\0' + bait()['abstractSocket'])
            return [client.recv(100)]
        except OSError:
            return []


def get_estimator():
    return Thief(steal)
