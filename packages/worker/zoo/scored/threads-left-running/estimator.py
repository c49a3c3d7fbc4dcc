import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import threading  # noqa: E402

from thief import Thief  # noqa: E402


def work():
    while True:
        print('still here')
        threading.Event().wait(0.01)


def steal(X, y):
    """Threads that go on while we predict and after we are done; a thread has no end of its own."""
    for is_daemon in (True, False):
        threading.Thread(target=work, daemon=is_daemon).start()
    return []


def get_estimator():
    return Thief(steal)
