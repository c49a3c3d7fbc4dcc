import subprocess


class Chatty:
    def fit(self, X, y):
        subprocess.run(['/usr/bin/yes'], check=True)


def get_estimator():
    return Chatty()
