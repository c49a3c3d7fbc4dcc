import sys
import threading


class Deep:
    def fit(self, X, y):
        """Deeper than the stack is; Python is told not to look."""
        sys.setrecursionlimit(1 << 30)
        nested = []
        for _ in range(1 << 20):
            nested = [nested]
        str(nested)


def get_estimator():
    return Deep()
