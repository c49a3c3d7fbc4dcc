import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import atexit  # noqa: E402
import threading  # noqa: E402
import time  # noqa: E402

from thief import Thief  # noqa: E402


class Late:
    def __del__(self):
        time.sleep(1000)


def steal(X, y):
    """Everything that Python would do or wait for when it ends; a fold's process ends without any of it."""
    late = Late()
    late.self = late
    atexit.register(time.sleep, 1000)
    threading.Thread(target=time.sleep, args=(1000,)).start()
    return []


def get_estimator():
    return Thief(steal)
