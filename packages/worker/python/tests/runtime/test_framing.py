"""Frames: what is sent arrives; what is no frame, or too large, is refused before memory is taken."""

import json
import os
import socket
import struct
import unittest

from databoard_runtime.framing import BadFrame, FrameBuffer, PartsTooLarge, receive_frame, send_frame


def encoded(header):
    text = json.dumps(header).encode()
    return struct.pack('>I', len(text)) + text


class OverASocket(unittest.TestCase):
    """The blocking side, for the worker and the supervisor."""

    def setUp(self):
        self.near, self.far = socket.socketpair()
        self.addCleanup(self.near.close)
        self.addCleanup(self.far.close)

    def test_round_trip(self):
        send_frame(self.far, {'kind': 'x', 'n': 1}, [b'abc', memoryview(b''), bytearray(1000)])
        self.far.close()
        self.assertEqual(receive_frame(self.near, 2000), ({'kind': 'x', 'n': 1}, [b'abc', b'', bytes(1000)]))
        self.assertIsNone(receive_frame(self.near, 2000))

    def test_refusals(self):
        for bad in (encoded({'parts': [11]}), encoded({'parts': [-1]}), encoded({'parts': ['1']}), encoded({'parts': [True]}),
                    encoded([]), encoded({}), struct.pack('>I', 2) + b'{{', b'\xff\xff\xff\xff', b'\0\0'):
            near, far = socket.socketpair()
            far.sendall(bad)
            far.close()
            with self.subTest(bad), near, self.assertRaises(BadFrame):
                receive_frame(near, 10)


class FromAnUntrustedSender(unittest.TestCase):
    """The side that a participant's code can write to."""

    def test_frames_arrive_however_they_are_cut(self):
        data = encoded({'kind': 'a', 'parts': [3]}) + b'xyz' + encoded({'kind': 'b', 'parts': []})
        for size in (1, 2, 7, len(data)):
            buffer, frames = FrameBuffer(100, 1000), []
            for at in range(0, len(data), size):
                frames += buffer.feed(data[at:at + size])
            self.assertEqual(frames, [({'kind': 'a'}, [b'xyz']), ({'kind': 'b'}, [])])

    def test_many_parts_count_together(self):
        buffer = FrameBuffer(10, 1000)
        buffer.feed(encoded({'parts': [6]}) + bytes(6))
        with self.assertRaises(PartsTooLarge):
            buffer.feed(encoded({'parts': [6]}))

    def test_garbage_never_raises_anything_else(self):
        for _ in range(200):
            buffer = FrameBuffer(1000, 1000)
            try:
                buffer.feed(struct.pack('>I', 20) + os.urandom(200))
            except BadFrame:
                continue

    def test_deep_nesting_is_refused(self):
        text = b'[' * 900 + b']' * 0
        with self.assertRaises(BadFrame):
            FrameBuffer(10, 100_000).feed(struct.pack('>I', 90_000) + text * 100)


if __name__ == '__main__':
    unittest.main()
