import subprocess


class Herd:
    def fit(self, X, y):
        self.children = []
        while True:
            self.children.append(subprocess.Popen(['/usr/bin/sleep', '1000']))


def get_estimator():
    return Herd()
