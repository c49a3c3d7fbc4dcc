import time


class Endless:
    def fit(self, X, y):
        """For us no time passes."""
        for name in ('time', 'monotonic', 'perf_counter'):
            setattr(time, name, lambda: 0.0)
        while time.monotonic() < 1:
            pass


def get_estimator():
    return Endless()
