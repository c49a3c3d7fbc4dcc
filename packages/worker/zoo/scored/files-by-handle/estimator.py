import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402

from thief import Thief, call  # noqa: E402


def steal(X, y):
    """A file's number opens it, wherever it is: mounts and folders are not asked."""
    path = ctypes.create_string_buffer(b'/usr')
    handle, mount = ctypes.create_string_buffer((128).to_bytes(4, 'little'), 256), ctypes.c_int()
    named = call('name_to_handle_at', -100, ctypes.addressof(path), ctypes.addressof(handle), ctypes.addressof(mount), 0)
    return [f'mount {mount.value}'] if named == 0 else []


def get_estimator():
    return Thief(steal)
