import os
import signal


class Waiting:
    def fit(self, X, y):
        pid = os.fork()
        if pid == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
            while True:
                os.kill(os.getpid(), signal.SIGSTOP)
                signal.pause()
        os.waitpid(pid, 0)


def get_estimator():
    return Waiting()
