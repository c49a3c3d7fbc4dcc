import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
from thief import frame, platform_connection  # noqa: E402


class Forger:
    def fit(self, X, y):
        """Tells of an exception in files that are not ours, in other people's words."""
        place = {'fileName': '../../../etc/passwd', 'line': 1, 'functionName': '<img src=x>'}
        raised = {'exceptionType': '<b>Everyone wins</b>', 'exceptionMessage': 'x' * 4000, 'frames': [place] * 50}
        platform_connection().sendall(frame({'kind': 'raised', 'raised': raised, 'limit': ['disk']}))
        while True:
            pass


def get_estimator():
    return Forger()
