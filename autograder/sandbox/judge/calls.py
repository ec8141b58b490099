"""Call the student's functions from the judge."""

import builtins
import inspect
import re
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

from autograder.sandbox.judge.errors import as_exception
from autograder.sandbox.judge.proxies import (
    ChangedArgument,
    FunctionProxy,
    NotPlainError,
    StudentError,
    UnsupportedProxy,
)
from autograder.sandbox.judge.student_link import StudentLink
from autograder.sandbox.judge.write_back import Changes, place_of, write_all, write_back
from autograder.sandbox.kernel.kernel import OutputStream
from autograder.sandbox.protocol.cells import Call, Callback, CallbackEnd, CallEnd
from autograder.sandbox.protocol.channel import Channel, Kind
from autograder.sandbox.protocol.classes import DRAWN_FROM
from autograder.sandbox.protocol.decode import decode
from autograder.sandbox.protocol.encode import encode
from autograder.sandbox.protocol.objects import Objects
from autograder.sandbox.protocol.plain_data import Bounds, Malformed, NotPlain, expect
from autograder.sandbox.protocol.references import ReferenceEncoder

_OF_LOOK_UP = Bounds(simple=True)
"""What a look-up says of names; a value itself is bytes in it."""


class RemoteCalls:
    """Calls from test cells into the student's process: arguments go there, results and changes come back.

    `channel`: to the grader
    `namespace`: where test cells run; names taken away there are hidden from the student's functions as well
    """

    def __init__(self, channel: Channel, namespace: dict[str, Any]):
        self.link, self.namespace = StudentLink(channel, self._call_back), namespace
        self.proxies: dict[str, Any] = {}
        self.silent = self.out_of_memory = self.is_called_back = False
        self.notes: list[str] = []
        self.callbacks: list[Callable] = []
        self.effects: dict[str, dict] = {}
        self.source, self.objects = "", Objects()
        self.changes = Changes()
        self.raised: list[BaseException] = []
        self.latest: tuple[str, Any] | None = None

    def begin(self, source: str, effects: dict[str, dict], lets_change: bool = True) -> None:
        """Begin a cell; `effects` is what the release says of functions, `lets_change`: see `Changes`."""
        self.source, self.callbacks, self.effects, self.latest = source, [], effects, None
        self.raised, self.changes = [], Changes(lets_change)

    def look_up(self, names: list[str]) -> dict[str, dict]:
        """Ask what `names` are in the student's process; unclear answers count as missing."""
        try:
            found = decode(self.link.ask(Kind.LOOKUP, encode(names)), bounds=_OF_LOOK_UP)
        except Malformed as problem:
            self.notes.append(f"forged-message: its process said of names what is garbled ({problem})")
            return {}
        self.objects = Objects(self.namespace)
        told = found.items() if isinstance(found, dict) else ()
        return {name: what for name, what in told if name in names and isinstance(what, dict)}

    def lend(self, name: str, answer: dict) -> Any:
        """Return what stands in the judge for a name that the student's process knows."""
        start = len(self.objects.all)
        try:
            return self._standing_for(name, answer)
        except Malformed as problem:
            self.objects.cut(start)
            return UnsupportedProxy(name, f"garbled ({problem})")

    def _standing_for(self, name: str, answer: dict) -> Any:
        kind = answer.get("kind")
        if kind in ("callable", "class"):
            return FunctionProxy(name, self.call, answer)
        if kind == "data":
            return decode(answer.get("value"), _kept(name, self.call), objects=self.objects)
        return UnsupportedProxy(name, str(answer.get("what"))[:200])

    def call(self, function: FunctionProxy, args: tuple, kwargs: dict) -> Any:
        """Call a function in the student's process.

        Raises TypeError if this test can't be split so: it hands over what is no plain data, or calls while it is
        called back.
        """
        name = function._name
        effect = self.effects.get(re.split(r"[.(]", name)[0], {})
        if self.is_called_back:
            raise TypeError(
                f"this test can't call {name} from within a function that it hands to the submission"
            )
        naming = ReferenceEncoder(
            lambda value: value._key if type(value) is FunctionProxy else None, self.callbacks
        )
        hidden = tuple(known for known in self.proxies if known not in self.namespace)
        is_usual = bool(effect.get("arguments"))
        back = is_usual or self.changes.are_let
        makes = bool(effect.get("makes")) or type(function._key) is int
        call = Call(function._key, tuple(kwargs), hidden, tuple(_patched()), back, makes)
        objects = Objects(self.namespace)
        try:
            values = (*args, *kwargs.values())
            body = call.packed([encode(value, naming, objects=objects) for value in values])
        except NotPlain as problem:
            rule = "at most 64 MB cross" if problem.what.endswith(" MB") else "only plain data crosses"
            raise TypeError(f"this test can't hand {problem.what} to {name}: {rule}") from None
        given = {k: v for k, v in (*enumerate(args), *kwargs.items()) if back or isinstance(v, DRAWN_FROM)}
        value = self._result(name, self.link.ask(Kind.CALL, body), objects, given, is_usual)
        self.latest = name, value
        self._refresh(effect.get("names", ()))
        return value

    def show_sources(self) -> None:
        """Let `inspect.getsource` tell the source of a submission's function: its own process says it."""
        usual = inspect.getsourcelines
        theirs = FunctionProxy("inspect.getsourcelines", self.call, {})
        inspect.getsourcelines = lambda asked: (theirs if type(asked) is FunctionProxy else usual)(asked)

    def _refresh(self, names: list[str]) -> None:
        """Bring the student's variables that a call has changed up to date, where the test looks at them."""
        lent = [n for n in names if n in self.proxies and self.namespace.get(n) is self.proxies[n]]
        for name, answer in (self.look_up(lent) if lent else {}).items():
            kind, old = answer.get("kind"), self.proxies[name]
            if kind in ("data", "other") or (
                kind in ("callable", "class") and type(old) is not FunctionProxy
            ):
                new = self.lend(name, answer)
                if not write_back(old, new):
                    self.namespace[name] = self.proxies[name] = new

    def _call_back(self, body: bytes) -> bytes:
        """Run one of the test's own functions that was passed as an argument, or its `input`, on plain data."""
        self.is_called_back = True
        try:
            asked = Callback.decoded(body, objects=Objects(self.namespace))
            called = asked.function
            function = getattr(builtins, called) if called in _patched() else self.callbacks[called]
            value = function(*asked.args, **asked.kwargs)
            return CallbackEnd(None if called == "print" else value).encoded(Objects())
        except Exception as problem:
            self.raised.append(problem)
            name = next(kind.__name__ for kind in type(problem).__mro__ if kind.__module__ == "builtins")
            return CallbackEnd(None, name, str(problem)[:2000], len(self.raised) - 1).encoded(Objects())
        finally:
            self.is_called_back = False

    def _result(
        self, name: str, body: bytes, objects: Objects, given: dict[int | str, Any], is_usual: bool
    ) -> Any:
        """Return or raise what a call's answer says; anything unclear is an error of the student's.

        `objects` are the call's, `given` its arguments if it may change them; `is_usual`: the solution changes some.
        """
        try:
            end, parts = CallEnd.unpacked(body)
        except Malformed as problem:
            raise StudentError(f"the answer was garbled: {problem}") from None
        if end.printed and not (self.silent and isinstance(sys.stdout, OutputStream)):
            print(end.printed, end="")
        if end.error:
            problem = as_exception(parts[0], self.namespace, self.source, self.raised)
            self.out_of_memory |= isinstance(problem, MemoryError)
            raise problem
        if end.unplain:
            raise NotPlainError(
                f"{name} returned {end.unplain}; plain data or a NumPy array was expected", end.unplain
            )
        if end.changed and not is_usual:
            self.changes.take_note(name, {place: given[place] for place in end.changed if place in given})
        if end.changed and not write_all(given, end.changed, parts[1:], objects):
            message = f"{name} changed {place_of(end.changed[0])} in place"
            self.notes.append(f"changed-arguments: {message}")
            raise ChangedArgument(message, end.changed[0])
        try:
            return decode(parts[0], _kept(name, self.call), objects=objects)
        except Malformed as problem:
            raise StudentError(f"what {name} returned was garbled ({problem})") from None


def _items(step: FunctionProxy) -> Iterator[Any]:
    """Yield the items of an iterator in the student's process, each when it is asked for."""
    sent = None
    while True:
        found = step() if sent is None else step(sent)
        if not (isinstance(found, list) and len(found) == 2 and found[0] is True):
            return
        sent = yield found[1]


def _is_patched(function: Any) -> bool:
    """Say whether a test has put its own function in the place of a built-in one."""
    is_kernels = getattr(function, "__name__", "") == "raw_input"
    return not isinstance(function, types.BuiltinFunctionType) and not is_kernels


def _patched() -> list[str]:
    """Return which built-in functions the test has put its own in the place of."""
    return [name for name in ("input", "print") if _is_patched(getattr(builtins, name))]


def _kept(name: str, call: Callable[..., Any]) -> Callable[[str, Any], Any]:
    """Return what decodes the functions and iterators that stay in the student's process."""

    def resolve(tag: str, body: Any) -> Any:
        if tag == "n":
            return range(*(expect(part, int) for part in expect(body, list, 3)))
        if tag not in ("h", "q"):
            raise Malformed(f"unknown tag {tag[:10]!r}")
        number, told = expect(body, list, 2)
        known_as = name if "(" in name else f"{name}(...)"
        proxy = FunctionProxy(known_as, call, expect(told, dict), expect(number, int))
        return proxy if tag == "h" else _items(proxy)

    return resolve
