import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import socket  # noqa: E402

from thief import Thief, bait  # noqa: E402


def steal(X, y):
    """A name server answers over UDP; one on the host's loopback would too."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(0.3)
            client.sendto(b'who is there?', ('127.0.0.1', bait()['udpPort']))
            return [client.recv(100)]
    except OSError:
        pass
    try:
        return [socket.getaddrinfo('example.org', 80)]
    except OSError:
        return []


def get_estimator():
    return Thief(steal)
