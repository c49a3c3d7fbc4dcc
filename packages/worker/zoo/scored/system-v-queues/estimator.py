import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, call  # noqa: E402


KEY, CREATE, REMOVE = 0x5A02, 0o1600, 0


def steal(X, y):
    """Queues and semaphores of System V stay until somebody removes them: a letter box between folds."""
    loot = []
    queue = call('msgget', KEY, CREATE)
    if queue >= 0:
        letter = ctypes.create_string_buffer((1).to_bytes(8, 'little') + b'labels')
        call('msgsnd', queue, ctypes.addressof(letter), 6, 0)
        loot.append('a queue')
        call('msgctl', queue, REMOVE, 0)
    semaphores = call('semget', KEY, 4, CREATE)
    if semaphores >= 0:
        loot.append('semaphores')
        call('semctl', semaphores, 0, REMOVE, 0)
    return loot


def get_estimator():
    return Thief(steal)
