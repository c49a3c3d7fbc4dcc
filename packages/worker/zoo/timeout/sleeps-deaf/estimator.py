import signal
import time


class Deaf:
    def fit(self, X, y):
        for number in range(1, 64):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                continue
        while True:
            time.sleep(1)


def get_estimator():
    return Deaf()
