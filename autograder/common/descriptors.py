"""Let go of the files and connections that a forked process has inherited and doesn't need."""

import os

_MOST = 65_536


def close_all_but(kept: set[int]) -> None:
    """Close every other descriptor."""
    last = -1
    for number in [*sorted(kept), _MOST]:
        if number > last + 1:  # an empty range would close everything, in some versions of Python
            os.closerange(last + 1, number)
        last = number
