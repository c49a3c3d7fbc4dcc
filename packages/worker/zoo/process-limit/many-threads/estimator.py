import threading
import time


class Herd:
    def fit(self, X, y):
        while True:
            threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()


def get_estimator():
    return Herd()
