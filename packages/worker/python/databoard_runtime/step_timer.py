"""How long the steps of a run took, as seen from outside the process that takes them."""

from __future__ import annotations


class StepTimer:
    """Measures steps by when their messages are read, and believes the child's own clock only where it says more.

    Messages may be read late and together: the step between two of them then seems to have taken no time. A child that
    lies can make its steps look longer, never shorter, and all of them together no longer than the run. Instants are
    those of `time.monotonic`, in seconds.
    """

    def __init__(self, started_at):
        self._started_at = self._read_at = started_at
        self._claimed_at = None
        self._told = 0.0

    def begin(self, read_at, claimed_at):
        """The first step begins."""
        self._read_at, self._claimed_at = read_at, _instant(claimed_at)

    def seconds_of_step(self, read_at, claimed_at):
        """A step ends and the next begins: what the one that ends has taken."""
        seconds = read_at - self._read_at
        claimed_at = _instant(claimed_at)
        if claimed_at is not None and self._claimed_at is not None:
            left = read_at - self._started_at - self._told
            seconds = max(seconds, min(claimed_at - self._claimed_at, left))
        self._read_at, self._claimed_at = read_at, claimed_at
        self._told += seconds
        return seconds


def _instant(value):
    return value if isinstance(value, float) and 0 <= value < float('inf') else None
