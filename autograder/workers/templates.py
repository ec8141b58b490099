"""Give every worker templates of its own, copies of what was imported once for all of them."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from autograder.course.assignment import Assignment
from autograder.course.release import Release
from autograder.sandbox import run
from autograder.sandbox.plan import plan
from autograder.sandbox.prefork import shared_templates
from autograder.sandbox.prefork.launch import stay_on
from autograder.sandbox.prefork.template import Template
from autograder.sandbox.protocol.channel import ChannelClosed
from autograder.sandbox.protocol.stream import DeadlinePassed
from autograder.task import Settings


class WorkerTemplates:
    """The students' and the judges' template of one worker.

    These three processes take turns: on one core they find in its cache what they left there, and none has to be
    woken on another. It is a tenth of the time.
    """

    def __init__(self, kind: run.ExecutorKind, templates: dict[str, Template], core: int | None = None):
        self.kind, self.templates, self.core = kind, templates, core

    def descriptors(self) -> list[int]:
        """Return the descriptors of the connections."""
        return [template.connection.channel.fileno() for template in self.templates.values()]

    def open(self) -> None:
        """Let this process's executor use them."""
        stay_on(self.core)
        run.use_templates(self.kind, self.templates)

    def close(self) -> None:
        """End them, and what was started for submissions of another kind."""
        run.close_all()
        shared_templates.close()

    def forget(self) -> None:
        """Close this process's copies of the connections."""
        for template in self.templates.values():
            template.forget()


def templates_for(
    assignment: Assignment, settings: Settings, jobs: int | None = None
) -> Callable[[], WorkerTemplates | None]:
    """Return what makes templates for each worker that grades the assignment; begin to warm up for it at once.

    Where no template can be copied it makes None: workers start their own. With as many workers as cores each stays
    on one; fewer (`jobs`) may share the machine with another grader and go where there is room, as do those that take
    a dead one's place.
    """
    course, first = Path(settings.course) if settings.course else None, assignment.parts[0]
    rules = run.rules_for(course, first.master)
    parts = [part for part in assignment.parts if run.rules_for(course, part.master) == rules]
    draws = any(run.draws(part.master, part.beside.files) for part in parts)
    kind, shared = run.ExecutorKind(rules, settings.sandbox, draws), shared_templates.shared_templates()
    with contextlib.suppress(ChannelClosed, DeadlinePassed):
        if shared is not None:
            for role in shared_templates.ROLES:
                template = shared.restricted(role, rules, draws)
                template.precompile(source for part in parts for source in sources_for(role, part))

    found = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    cores = iter(found if jobs is None or jobs >= len(found) else [])

    def make() -> WorkerTemplates | None:
        with contextlib.suppress(ChannelClosed, DeadlinePassed):
            if shared is not None:
                core = next(cores, None)
                copies = shared.copies(rules, settings.sandbox != "off", core, draws)
                return WorkerTemplates(kind, copies, core)
        return None

    return make


def sources_for(role: str, release: Release) -> list[str]:
    """Return the cells of a release that run in a role's process."""
    steps = plan(release.master)
    if role == "judge":
        return [step.source for step in steps if step.is_test or step.in_judge]
    return [step.source for step in steps if not step.is_test]
