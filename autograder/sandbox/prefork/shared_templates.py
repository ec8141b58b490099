"""Keep the templates of one run: what its workers' processes import is imported once, as the grader starts."""

import atexit
import contextlib
import os
from dataclasses import asdict

from autograder.course.import_rules import Rules
from autograder.sandbox.prefork.launch import remove_own_folders
from autograder.sandbox.prefork.template import Template
from autograder.sandbox.prefork.without_fork import can_fork
from autograder.sandbox.protocol.channel import ChannelClosed
from autograder.sandbox.protocol.messages import Copy, Draw, Restrict, Specialize
from autograder.sandbox.protocol.stream import DeadlinePassed

ROLES = ("student", "judge")
_shared: dict[int, "SharedTemplates"] = {}
"""By the process that has started them: a fork of it may not speak with them."""


class SharedTemplates:
    """Templates, each a copy of another one that goes on with what only it needs.

    The root has what both roles need. Its copies go on side by side: students' processes need Matplotlib where cells
    draw, judges' what the tests import. Of these there are copies for each set of rules, which know the lesson's cells;
    and of those each worker gets copies of its own, which put up their own walls.
    """

    def __init__(self) -> None:
        self.copied: list[Template] = []
        self.of_role: dict[str, Template] = {}
        self.of_rules: dict[tuple[str, Rules, bool], Template] = {}
        self.drawing: Template | None = None
        self.root = Template("root")
        try:
            for role in ROLES:
                self.of_role[role] = self._copy(self.root, role)
                self.of_role[role].specialize(Specialize(role))
        except BaseException:
            self.close()
            raise

    def _copy(self, template: Template, role: str) -> Template:
        """Return a copy of a template, which goes on from there by itself."""
        made = Template(role, connection=template.connection.send_along(Copy()))
        made.shape, made.precompiled = [*template.shape], {*template.precompiled}
        self.copied.append(made)
        return made

    def draw(self) -> Template:
        """Return the students' template that has drawn, made when it is first asked for."""
        if self.drawing is None:
            self.drawing = self._copy(self.of_role["student"], "student")
            self.drawing.specialize(Draw())
        return self.drawing

    def restricted(self, role: str, rules: Rules, draws: bool = False) -> Template:
        """Return a role's template for a set of rules, made when it is first asked for.

        Raises ChannelClosed or DeadlinePassed if the role's template is gone.
        """
        draws = draws and role == "student"
        if (role, rules, draws) not in self.of_rules:
            made = self._copy(self.draw() if draws else self.of_role[role], role)
            self.of_rules[role, rules, draws] = made
            made.specialize(Restrict(asdict(rules)))
        return self.of_rules[role, rules, draws]

    def copies(
        self, rules: Rules, walls: bool, core: int | None = None, draws: bool = False
    ) -> dict[str, Template]:
        """Return new templates for one worker, by role; they and their replicas stay on `core`.

        Raises ChannelClosed or DeadlinePassed if a template of which they were to be copies is gone.
        """
        made: dict[str, Template] = {}
        try:
            for role in ROLES:
                made[role] = self._copy(self.restricted(role, rules, draws), role)
                made[role].confine(walls, core)
        except BaseException:
            for template in made.values():
                template.forget()
            raise
        return made

    def close(self) -> None:
        """End all templates that workers don't use any more, and remove all folders.

        One that was interrupted on its way to a worker is let go of here: nobody else would.
        """
        for template in self.copied:
            template.forget()
        self.root.close(patience=20.0)
        for template in self.copied:
            template.close()


def shared_templates() -> SharedTemplates | None:
    """Return this process's, started when first asked for; None where nothing is forked, or they are gone."""
    if not can_fork():
        return None
    if os.getpid() not in _shared:
        with contextlib.suppress(ChannelClosed, DeadlinePassed):
            _shared[os.getpid()] = SharedTemplates()
    return _shared.get(os.getpid())


def close() -> None:
    """End this process's shared templates."""
    if shared := _shared.pop(os.getpid(), None):
        shared.close()


@atexit.register
def leave() -> None:
    """End what is left of this process's templates as it ends itself."""
    close()
    remove_own_folders()
