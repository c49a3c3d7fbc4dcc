import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief, bait, readable  # noqa: E402


def steal(X, y):
    secret = bait()['secret'].encode()
    everything = [repr(dict(os.environ)).encode()]
    everything += [readable(f'/proc/{pid}/environ') for pid in os.listdir('/proc') if pid.isdigit() or pid == 'self']
    return [text for text in everything if secret in text]


def get_estimator():
    return Thief(steal)
