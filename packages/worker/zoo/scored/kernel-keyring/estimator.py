import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, call  # noqa: E402


USER_KEYRING, SEARCH, READ, UNLINK = -4, 10, 11, 9


def steal(X, y):
    """The kernel keeps keys per user: what one fold puts there, the next one of the same user finds."""
    kind, name = ctypes.create_string_buffer(b'user'), ctypes.create_string_buffer(b'zoo-labels')
    text = ctypes.create_string_buffer(64)
    key = call('keyctl', SEARCH, USER_KEYRING, ctypes.addressof(kind), ctypes.addressof(name), 0)
    if key >= 0:
        call('keyctl', READ, key, ctypes.addressof(text), len(text))
        call('keyctl', UNLINK, key, USER_KEYRING)
        return [text.value]
    mine = ctypes.create_string_buffer(repr(float(y[0])).encode())
    call('add_key', ctypes.addressof(kind), ctypes.addressof(name), ctypes.addressof(mine), len(mine.value), USER_KEYRING)
    return []


def get_estimator():
    return Thief(steal)
