import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Thief, bait  # noqa: E402


def steal(X, y):
    places = ['/kit/data', '/kit/submissions', 'data', '../data', os.path.join(bait()['kit'], 'data')]
    return [place for place in places if os.path.isdir(place) and os.listdir(place)]


def get_estimator():
    return Thief(steal)
