"""Every error that a command tells its user in one line, and what they stand for."""


class UsageError(Exception):
    """The command can't be carried out as asked; the text is one line for the user."""


class GradingError(Exception):
    """Grading itself can't go on; the text is one line for the user."""


class DamagedSubmission(Exception):
    """A submission holds no notebook that can be graded; the text is one clear sentence."""


class LostSubmission(DamagedSubmission):
    """A notebook was there and can't be read, which is no fault of its student's: it gets no mark, not even 0."""


class SandboxMissing(RuntimeError):
    """`strict` was asked for, and this machine lacks walls; the text names them."""


class ExecutorBroken(RuntimeError):
    """No process for a submission can be started on this machine; the text says why."""


class LessonError(UsageError):
    """A lesson's source breaks the rules; the text names the file and what to mend."""
