import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import Stolen, Thief, foreign_labels  # noqa: E402


def steal(X, y):
    """Sees every function that the platform calls after us, with its variables, and looks for labels there."""
    import numpy as np
    found = set()

    def look(frame, event, argument):
        for value in frame.f_locals.values():
            if isinstance(value, np.ndarray) and value.dtype.kind == 'f':
                found.update(foreign_labels(value, y))
        if found:
            sys.setprofile(None)
            os.environ['ZOO_FOUND'] = str(sorted(found)[:3])

    sys.setprofile(look)
    return []


class Watcher(Thief):
    def predict(self, X):
        if 'ZOO_FOUND' in os.environ:
            raise Stolen(os.environ['ZOO_FOUND'])
        return super().predict(X)


def get_estimator():
    return Watcher(steal)
