"""The messages between the grader and its template processes: one frozen dataclass each; see `cells` for the others.

A message crosses as a frame (see `channel`): the number of its kind, and its fields as the frame's bytes.
"""

import json
from dataclasses import dataclass, field
from typing import ClassVar


class Message:
    """Something that one process says to another; its fields are plain data."""

    kind: ClassVar[int]  # the number that a frame gives for it
    known: ClassVar[dict[int, type["Message"]]] = {}

    def __init_subclass__(cls, kind: int):
        cls.kind = kind
        cls.known[kind] = cls

    def as_json(self) -> bytes:
        """Return the fields as a frame's bytes."""
        return json.dumps(vars(self)).encode("ascii")

    @staticmethod
    def from_json(kind: int, body: bytes) -> "Message":
        """Return the message of a frame, which must come from the grader or from one of its own processes."""
        return Message.known[kind](**json.loads(body))


# The grader to a template process. Each has its answer below, or none.


@dataclass(frozen=True)
class Begin(Message, kind=32):
    """Import what all processes use. The first message, once."""

    path: list[str]  # where modules are found
    base: str  # a folder of this process's own
    dies_with_parent: bool  # whether it is to end with the thread that started it


@dataclass(frozen=True)
class Specialize(Message, kind=33):
    """Go on with what one role only uses."""

    role: str  # "student" or "judge"


@dataclass(frozen=True)
class Draw(Message, kind=43):
    """Draw a figure: where cells draw, no replica is to load Matplotlib and look for fonts."""


@dataclass(frozen=True)
class Restrict(Message, kind=34):
    """Let be imported only what a course's rules allow."""

    rules: dict  # `Rules` as plain data


@dataclass(frozen=True)
class Precompile(Message, kind=35):
    """Compile cells of a release, so that no replica does."""

    sources: list[str]


@dataclass(frozen=True)
class Preload(Message, kind=36):
    """Import modules that tests need, so that no judge does."""

    modules: list[str]


@dataclass(frozen=True)
class Copy(Message, kind=37):
    """Fork another template process, which goes on from here and serves the connection that comes along."""


@dataclass(frozen=True)
class Confine(Message, kind=38):
    """Put up the walls, to fork replicas inside them from now on. Answered by `Confined`."""

    base: str  # a folder of this process's own
    walls: bool
    core: int | None = None  # the only core on which it and its replicas are to run


@dataclass(frozen=True)
class Fork(Message, kind=39):
    """Fork a replica, which serves the connection that comes along. Answered by `Forked`."""

    limits: dict  # `Limits` as plain data


@dataclass(frozen=True)
class Become(Message, kind=40):
    """Be a replica, where processes are not forked: this connection is to be served from now on."""

    limits: dict
    base: str
    walls: bool


@dataclass(frozen=True)
class Interrupt(Message, kind=41):
    """Interrupt a replica, as Ctrl-C does."""

    pid: int


@dataclass(frozen=True)
class End(Message, kind=42):
    """Kill a replica and all that it started. Answered by `Ended`."""

    pid: int
    patience: float = 0.0  # so many seconds it may take to end by itself


# A template process to the grader


@dataclass(frozen=True)
class Confined(Message, kind=48):
    """Ready to fork."""

    # for each wall an empty text where it stands, else why it doesn't
    walls: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Forked(Message, kind=49):
    """A replica is there."""

    pid: int


@dataclass(frozen=True)
class Ended(Message, kind=50):
    """How a replica ended."""

    # as `Popen.returncode`; None where it is not known, because its template process was gone
    code: int | None = None
    was_killed: bool = True  # it had not ended by itself
    was_stopped: bool = False  # a signal had stopped it
    cpu: float = 0.0  # seconds of processor time
