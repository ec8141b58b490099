"""Give every worker warm processes of its own, copies of what was imported once for all of them."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.import_rules import Rules
from autograder.course.release import Release
from autograder.sandbox import shared
from autograder.sandbox.plan import plan
from autograder.sandbox.prefork.nursery import ROLES, nursery
from autograder.sandbox.prefork.stem import stay_on
from autograder.sandbox.prefork.template import Grown
from autograder.sandbox.protocol.channel import ChannelClosed, DeadlinePassed
from autograder.task import Settings


class WarmKit:
    """A students' and a judges' warm parent for one worker.

    These three processes take turns: on one core they find in its cache what they left there, and none has to be
    woken on another. It is a tenth of the time.
    """

    def __init__(self, rules: Rules, sandbox: str, grown: dict[str, Grown], core: int | None = None):
        self.rules, self.sandbox, self.grown, self.core = rules, sandbox, grown, core

    def descriptors(self) -> list[int]:
        """Return the descriptors of the connections."""
        return [one.connection.fileno() for one in self.grown.values()]

    def open(self) -> None:
        """Let this process's executor use them."""
        stay_on(self.core)
        shared.adopt(self.rules, self.sandbox, self.grown)

    def close(self) -> None:
        """End them."""
        shared.close_all()

    def forget(self) -> None:
        """Close this process's copies of the connections."""
        for one in self.grown.values():
            one.connection.close()


def kits_for(
    assignment: Assignment, settings: Settings, jobs: int | None = None
) -> Callable[[], WarmKit | None]:
    """Return what makes a kit for each worker that grades the assignment; begin to warm up for it at once.

    Where no warm process can be copied it makes None: workers start their own. With as many workers as cores each
    stays on one; fewer (`jobs`) may share the machine with another grader and go where there is room, as do those
    that take a dead one's place.
    """
    course, first = Path(settings.course) if settings.course else None, assignment.parts[0]
    rules = shared.rules_for(course, first.master)
    parts = [part for part in assignment.parts if shared.rules_for(course, part.master) == rules]
    garden = nursery()
    with contextlib.suppress(ChannelClosed, DeadlinePassed):
        if garden is not None:
            for role in ROLES:
                garden.branch(role, rules)
                garden.precompile(role, rules, [s for part in parts for s in sources_for(role, part)])

    found = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    cores = iter(found if jobs is None or jobs >= len(found) else [])

    def make() -> WarmKit | None:
        with contextlib.suppress(ChannelClosed, DeadlinePassed):
            if garden is not None:
                core = next(cores, None)
                grown = garden.grow(rules, settings.sandbox != "off", core)
                return WarmKit(rules, settings.sandbox, grown, core)
        return None

    return make


def sources_for(role: str, release: Release) -> list[str]:
    """Return the cells of a release that run in a role's process."""
    steps = plan(release.master)
    if role == "judge":
        return [step.source for step in steps if step.is_test or step.in_judge]
    return [step.source for step in steps if not step.is_test]
