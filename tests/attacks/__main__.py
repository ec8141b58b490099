"""Try all attacks at every level of walls and print a table: what was tried, where it was stopped, and by what.

python -m tests.attacks [--class N ...] [--level NAME ...] [--door grade|nbgrader]
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time

from tests.attacks.every import ATTACKS, TITLES
from tests.attacks.harness import Class, new_folder
from tests.attacks.kinds import Attack
from tests.attacks.levels import LEVELS, USER, Level, can_be_tried, can_become_user
from tests.attacks.verdicts import Verdict, gradebook_problems, neighbor_problems, traces, verdicts

READS_THE_DISK = (8, 9)
"""Classes that walls alone stop."""
STOPPED, THROUGH, NOT_TRIED = "stopped", "CAME THROUGH", "not tried"


def main(arguments: list[str] | None = None) -> int:
    """Run the attacks; return 1 where the walls of this machine let one through, or a mark was given away."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.attacks", description="try all attacks, print a table"
    )
    parser.add_argument(
        "--class", dest="numbers", type=int, nargs="+", metavar="N", help="only these classes (1 to 25)"
    )
    parser.add_argument(
        "--level", nargs="+", metavar="NAME", choices=[level.name for level in LEVELS], help="only these"
    )
    parser.add_argument(
        "--door", choices=["grade", "nbgrader"], default="grade", help="the command that grades"
    )
    options = parser.parse_args(arguments)
    wanted = [a for a in ATTACKS if not options.numbers or a.number in options.numbers]
    levels = [level for level in LEVELS if not options.level or level.name in options.level]
    found: dict[str, dict[str, Verdict]] = {}
    bad: list[str] = []
    for level in levels:
        if why := can_be_tried(level):
            print(f"{level.name}: not tried: {why}\n")
            continue
        found[level.name] = try_level(level, wanted, bad, options.door)
    print_table(wanted, found)
    print(
        "\n".join(bad)
        if bad
        else "\nNo mark was given away at any level, and nothing came through all walls."
    )
    return 1 if bad else 0


def try_level(level: Level, wanted: list[Attack], bad: list[str], door: str = "grade") -> dict[str, Verdict]:
    """Grade one class at a level, print what the report says of it, and return the verdicts by attack."""
    tried = [a for a in wanted if level.has_all_walls or not a.all_walls]
    user = USER if not level.has_all_walls and can_become_user() else None
    group = Class(new_folder(), tried, level, user, door, is_whole=False)
    try:
        begun = time.monotonic()
        done = group.grade()
        print(
            f"{level.name}: {len(tried)} attacks amid {len(group.neighbors)} neighbors, {time.monotonic() - begun:.0f} s, exit code {done.returncode}"
        )
        sandbox = group.result("s000").get("sandbox", {})
        for words, key in (("missing", "missing"), ("the report says: not stopped", "not_stopped")):
            print(f"  {words}: {'; '.join(sandbox.get(key, ['?'])) or 'nothing'}")
        left = traces(group)
        for line in left:
            print(f"  left behind or reached: {line}")
        judged = {verdict.attack.name: verdict for verdict in verdicts(group)}
        bad += [f"{level.name}: {line}" for line in problems(group, level, judged, left)]
        if done.returncode:
            bad.append(f"{level.name}: exit code {done.returncode}: {done.stderr[-300:]}")
        return judged
    finally:
        group.close()


def problems(group: Class, level: Level, judged: dict[str, Verdict], left: list[str]) -> list[str]:
    """Return what is wrong at a level: anything at all behind all walls; elsewhere marks, unless the report warns of it."""
    lines = neighbor_problems(group) + gradebook_problems(group) + left if level.has_all_walls else []
    warned = any("librar" in way for way in group.result("s000").get("sandbox", {}).get("not_stopped", []))
    for name, verdict in judged.items():
        if level.has_all_walls:
            lines += [f"{name}: {problem}" for problem in verdict.problems]
        elif not (warned and verdict.attack.number in READS_THE_DISK):
            lines += [f"{name}: {problem}" for problem in verdict.given_away]
    return lines


def print_table(wanted: list[Attack], found: dict[str, dict[str, Verdict]]) -> None:
    """Print a row for each attack."""
    wide = shutil.get_terminal_size((150, 40)).columns
    names = list(found)
    widths = [max(len(name), len(THROUGH)) for name in names]
    print(
        "\n "
        + "#  "
        + f"{'what was tried':<52}"
        + "".join(f"{n:<{w + 2}}" for n, w in zip(names, widths, strict=True))
        + "stopped by"
    )
    number = 0
    for attack in wanted:
        if attack.number != number:
            number = attack.number
            print(f"{number:>2}. {TITLES[number]}")
        cells = [state(found[name].get(attack.name)) for name in names]
        stopped = words([v for name in names if (v := found[name].get(attack.name))])
        row = f"    {attack.name[:50]:<52}" + "".join(
            f"{c:<{w + 2}}" for c, w in zip(cells, widths, strict=True)
        )
        print((row + stopped).rstrip()[:wide])


def state(verdict: Verdict | None) -> str:
    """Return what became of an attack at a level."""
    if verdict is None:
        return NOT_TRIED
    return THROUGH if verdict.came_through else STOPPED


def words(verdicts: list[Verdict]) -> str:
    """Return what stopped an attack, at the first level that did, in words for the table."""
    stopped = next((verdict.stopped for verdict in verdicts if not verdict.came_through), None)
    if stopped is None:
        return "nothing" if verdicts else ""
    if stopped in ("", "None", "[]", "False"):
        return "harmless: nothing was there to find or to change"
    return stopped


if __name__ == "__main__":
    sys.exit(main())
