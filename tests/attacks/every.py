"""All attacks, in the order of their classes."""

from tests.attacks import answers, arguments, channels, endings, files, judging, pages, world
from tests.attacks.kinds import Attack

TITLES = {
    1: "change the comparison", 2: "change the check", 3: "change the oracle", 4: "lying objects", 5: "change the shell",
    6: "change the channel", 7: "pickle", 8: "read the tests", 9: "forbidden shortcut", 10: "hard-coded answers", 11: "detect grading",
    12: "metadata", 13: "leave early", 14: "never end", 15: "memory", 16: "processes", 17: "disk", 18: "output", 19: "network",
    20: "files", 21: "neighbors", 22: "the grader itself", 23: "hostile files", 24: "the page", 25: "arguments",
}  # fmt: skip
_MODULES = (judging, channels, answers, endings, world, files, pages, arguments)
ATTACKS: list[Attack] = sorted((a for module in _MODULES for a in module.ATTACKS), key=lambda a: a.number)
