import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import socket  # noqa: E402

from thief import Thief, bait  # noqa: E402


def steal(X, y):
    loot = []
    for host in ('127.0.0.1', '::1', *bait()['addresses']):
        try:
            with socket.create_connection((host, bait()['tcpPort']), timeout=0.2) as connection:
                loot.append(f'{host}: {connection.recv(100)}')
        except OSError:
            continue
    return loot


def get_estimator():
    return Thief(steal)
