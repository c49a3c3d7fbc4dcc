import os


class Opener:
    def fit(self, X, y):
        self.open = []
        while True:
            self.open.append(os.open('/dev/null', os.O_RDONLY))


def get_estimator():
    return Opener()
