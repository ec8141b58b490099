"""What one message of a student's process costs the grader in memory is bounded, whatever is in it."""

import struct
import subprocess
import sys

import pytest

MOST_MB = 400
SCRIPT = """
import resource, struct, sys
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.plain_data import Malformed
from autograder.sandbox.supervisor.student_client import BOUNDS
body = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    decode(body, bounds=BOUNDS)
except Malformed:
    pass
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""
MANY, LARGE = 490_000, 31_000_000
BODIES = {
    "empty lists": lambda: "[" + ",".join(["[]"] * MANY) + "]",
    "numbers": lambda: "[" + ",".join(["1.5"] * MANY) + "]",
    "texts": lambda: "[" + ",".join(f'"{10**30 + i}"' for i in range(MANY)) + "]",
    "dicts": lambda: "[" + ",".join(f'{{"d":[["{i}","a"]]}}' for i in range(MANY // 5)) + "]",
    "one text of wide letters": lambda: '["' + "\\ud83d\\ude00" * (LARGE // 12) + '"]',
    "too many texts": lambda: "[" + ",".join(['""'] * (LARGE // 3)) + "]",
    "too deep": lambda: "[" * (LARGE // 2),
}


@pytest.mark.skipif(sys.platform != "linux", reason="peaks of memory in kilobytes, as Linux tells them")
@pytest.mark.parametrize("body", BODIES)
def test_a_message_costs_a_few_times_its_largest_size(body):
    data = BODIES[body]().encode()
    frame = struct.pack("<II", len(data), 0) + data
    done = subprocess.run([sys.executable, "-c", SCRIPT], input=frame, capture_output=True, check=True)
    assert int(done.stdout) < MOST_MB
