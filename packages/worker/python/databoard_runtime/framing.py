"""Messages over a stream socket: a JSON header, then binary parts.

On the wire: four bytes with the header's length (big endian), the header, the parts one after the
other. The header's `parts` lists their lengths. Nothing here is ever unpickled.
"""

from __future__ import annotations

import json
import struct

HEADER_BYTES_MAX = 1 << 20
_LENGTH = struct.Struct('>I')


class BadFrame(Exception):
    """The other side sent something that is not a frame, or one larger than allowed."""


def send_frame(socket, header, parts=()):
    """Send one message; blocks until all of it is handed over."""
    lengths = [memoryview(part).nbytes for part in parts]
    encoded = json.dumps({**header, 'parts': lengths}, allow_nan=False).encode()
    if len(encoded) > HEADER_BYTES_MAX:
        raise BadFrame(f'a header of {len(encoded)} bytes is too long')
    socket.sendall(_LENGTH.pack(len(encoded)) + encoded)
    for part in parts:
        socket.sendall(part)


def receive_frame(socket, part_bytes_max, header_bytes_max=HEADER_BYTES_MAX):
    """Return `(header, parts)`, or None when the other side has closed the connection.

    Raises BadFrame for anything else, before memory for an oversized message is taken.
    """
    start = _receive_exactly(socket, _LENGTH.size, may_be_closed=True)
    if start is None:
        return None
    (length,) = _LENGTH.unpack(start)
    if length > header_bytes_max:
        raise BadFrame(f'a header of {length} bytes is too long')
    header, lengths = parse_header(_receive_exactly(socket, length), part_bytes_max)
    return header, [_receive_exactly(socket, part) for part in lengths]


def parse_header(encoded, part_bytes_max):
    """Return the header and the lengths of the parts that follow it; raises BadFrame."""
    try:
        header = json.loads(encoded)
        lengths = header.pop('parts')
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError) as error:
        raise BadFrame('a header is not a JSON object with parts') from error
    if not isinstance(lengths, list) or not all(type(n) is int and n >= 0 for n in lengths):
        raise BadFrame('the lengths of the parts are not numbers')
    if sum(lengths) > part_bytes_max:
        raise PartsTooLarge(f'{sum(lengths)} bytes where {part_bytes_max} are allowed')
    return header, lengths


class PartsTooLarge(BadFrame):
    """The parts of a message are larger than allowed."""


def _receive_exactly(socket, size, may_be_closed=False):
    buffer = bytearray(size)
    view, at = memoryview(buffer), 0
    while at < size:
        got = socket.recv_into(view[at:])
        if got == 0:
            if may_be_closed and at == 0:
                return None
            raise BadFrame('the connection was closed in the middle of a message')
        at += got
    return buffer


class FrameBuffer:
    """Collects bytes of a sender that is not trusted, and gives back whole frames; never blocks."""

    def __init__(self, part_bytes_max, header_bytes_max):
        self._bytes = bytearray()
        self._parts_left = part_bytes_max
        self._header_bytes_max = header_bytes_max
        self._pending = None

    def feed(self, data):
        """Take received bytes and return the list of frames that are now complete."""
        self._bytes += data
        frames = []
        while (frame := self._next_frame()) is not None:
            frames.append(frame)
        return frames

    def _next_frame(self):
        if self._pending is None and not self._read_header():
            return None
        header, lengths = self._pending
        if len(self._bytes) < sum(lengths):
            return None
        parts = []
        for length in lengths:
            parts.append(bytes(self._bytes[:length]))
            del self._bytes[:length]
        self._pending = None
        return header, parts

    def _read_header(self):
        if len(self._bytes) < _LENGTH.size:
            return False
        (length,) = _LENGTH.unpack(self._bytes[:_LENGTH.size])
        if length > self._header_bytes_max:
            raise BadFrame(f'a header of {length} bytes is too long')
        if len(self._bytes) < _LENGTH.size + length:
            return False
        encoded = bytes(self._bytes[_LENGTH.size:_LENGTH.size + length])
        self._pending = parse_header(encoded, self._parts_left)
        # The limit is for all messages of a sender together, so that many small ones gain nothing.
        self._parts_left -= sum(self._pending[1])
        del self._bytes[:_LENGTH.size + length]
        return True
