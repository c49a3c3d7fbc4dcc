import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import ctypes  # noqa: E402
import mmap  # noqa: E402
import platform  # noqa: E402

from thief import Thief  # noqa: E402


# getpid as a program for i386 asks for it: mov eax, 20; int 0x80; ret.
I386_GETPID = b'\xb8\x14\x00\x00\x00\xcd\x80\xc3'
X32_GETPID = 0x40000000 | 39


def steal(X, y):
    """A kernel that also runs other kinds of programs has further tables of system calls, with other numbers."""
    if platform.machine() != 'x86_64':
        return []
    loot = ['x32'] if ctypes.CDLL(None).syscall(X32_GETPID) > 0 else []
    read, write = os.pipe()
    if os.fork() == 0:
        code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        code.write(I386_GETPID)
        answer = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
        os.write(write, b'i386' if answer > 0 else b'')
        os._exit(0)
    os.wait()
    os.close(write)
    said = os.read(read, 10)
    return loot + ([said] if said else [])


def get_estimator():
    return Thief(steal)
