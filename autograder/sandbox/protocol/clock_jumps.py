"""Notice that the grader itself stood still for a while (Ctrl-Z, a container that was frozen).

The clock went on meanwhile, so that whoever was waited for seems to have taken too long.
"""

import time

LONG = 2.0
"""A wait that ends so many seconds after it should have was no wait."""
_seen = 0


def look(due: float) -> None:
    """Tell that a wait is over that should have ended at `due`, a time of `time.monotonic`, or before."""
    global _seen
    if time.monotonic() - due > LONG:
        _seen += 1


def seen() -> int:
    """Return how many pauses this process has noticed."""
    return _seen
