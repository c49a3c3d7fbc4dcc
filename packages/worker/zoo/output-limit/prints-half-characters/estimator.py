import os


class Chatty:
    def fit(self, X, y):
        """Beginnings of characters that never end."""
        while True:
            os.write(2, b'\xf0\x9f')


def get_estimator():
    return Chatty()
