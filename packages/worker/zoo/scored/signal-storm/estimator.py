import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import signal  # noqa: E402
import time  # noqa: E402

from thief import Thief  # noqa: E402


def steal(X, y):
    """A thousand alarms a second, also while the platform sends and waits, and every other signal ignored."""
    for number in range(1, signal.NSIG):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    time.sleep(0.05)
    return []


def get_estimator():
    return Thief(steal)
