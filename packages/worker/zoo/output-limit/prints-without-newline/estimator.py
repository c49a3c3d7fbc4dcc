import sys


class Chatty:
    def fit(self, X, y):
        while True:
            sys.stdout.write('.' * 1000)
            sys.stdout.flush()


def get_estimator():
    return Chatty()
