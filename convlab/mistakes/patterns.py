"""What a mistaken function answers when the exact value is not typical: a shape, an error, anything."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from convlab.checks.calling import Outcome
from convlab.checks.compare import is_right


class Pattern:
    """Returned by a variant in place of a value; `fits` tells whether a learner's outcome is like it."""

    def fits(self, outcome: Outcome) -> bool:
        """Tell whether `outcome` is like this pattern."""
        raise NotImplementedError


class Anything(Pattern):
    """Whatever: this probe does not matter for the mistake."""

    def fits(self, outcome: Outcome) -> bool:
        """Tell that it fits."""
        return True


class AnyArray(Pattern):
    """An array of one of these shapes, whatever its values."""

    def __init__(self, *shapes: tuple[int, ...]):
        self.shapes = shapes

    def fits(self, outcome: Outcome) -> bool:
        """Tell whether the outcome is an array of such a shape."""
        return (
            outcome.error is None and type(outcome.value) is np.ndarray and outcome.value.shape in self.shapes
        )


class OtherShape(Pattern):
    """An array of any shape but this one."""

    def __init__(self, shape: tuple[int, ...]):
        self.shape = shape

    def fits(self, outcome: Outcome) -> bool:
        """Tell whether the outcome is an array of another shape."""
        return (
            outcome.error is None and type(outcome.value) is np.ndarray and outcome.value.shape != self.shape
        )


class AnyError(Pattern):
    """An error of this class whose text holds this regular expression."""

    def __init__(self, kind: type[Exception] = Exception, text: str = ""):
        self.kind, self.text = kind, text

    def fits(self, outcome: Outcome) -> bool:
        """Tell whether the outcome is such an error."""
        return isinstance(outcome.error, self.kind) and bool(re.search(self.text, str(outcome.error)))


class Alike(Pattern):
    """An answer that looks like this one when both are seen through `view`."""

    def __init__(self, view: Callable[[object], object], answer: object):
        self.view, self.answer = view, answer

    def fits(self, outcome: Outcome) -> bool:
        """Tell whether the outcome is an answer that looks so."""
        return outcome.error is None and self.view(outcome.value) == self.view(self.answer)


class FractionsLost(Pattern):
    """The right answer, an array or a tuple of arrays, with whole numbers alone where fractions are due."""

    MOST = 50  # additions behind one number, each of which loses less than 1

    def __init__(self, right: np.ndarray | tuple):
        self.right = right if isinstance(right, tuple) else (right,)

    def fits(self, outcome: Outcome) -> bool:
        """Tell whether every part is right or whole, and one is whole and not right, if there is any to lose."""
        value = outcome.value if isinstance(outcome.value, list | tuple) else (outcome.value,)
        if outcome.error is not None or len(value) != len(self.right):
            return False
        kinds = [self._kind(part, right) for part, right in zip(value, self.right, strict=True)]
        has_fractions = any(np.any(np.trunc(part) != part) for part in self.right)
        return None not in kinds and ("lost" in kinds or not has_fractions)

    @staticmethod
    def _kind(part: object, right: object) -> str | None:
        part = np.asarray(part)
        if part.shape != np.shape(right) or part.dtype.kind not in "biuf":
            return None
        if np.allclose(part, right, rtol=1e-5, atol=1e-9):
            return "right"
        miss = part.astype(float) - right
        if part.dtype.kind in "iu":  # what does not fit wraps around
            half = 2.0 ** (8 * part.dtype.itemsize - 1)
            miss = (miss + half) % (2 * half) - half
        is_whole = np.array_equal(part, np.trunc(part)) if part.dtype.kind == "f" else True
        is_near = part.dtype.kind == "b" or np.abs(miss).max() < FractionsLost.MOST
        return "lost" if is_whole and is_near else None


class NotFinite(Pattern):
    """Numbers of which at least one is infinite or none at all."""

    def fits(self, outcome: Outcome) -> bool:
        """Tell whether a number in the outcome's value is not finite."""
        parts = outcome.value if isinstance(outcome.value, list | tuple) else (outcome.value,)
        numbers = [np.asarray(part) for part in parts]
        return outcome.error is None and any(
            part.dtype.kind == "f" and not np.isfinite(part).all() for part in numbers
        )


class AnyOf(Pattern):
    """One of several patterns."""

    def __init__(self, *patterns: Pattern):
        self.patterns = patterns

    def fits(self, outcome: Outcome) -> bool:
        """Tell whether one of the patterns fits."""
        return any(pattern.fits(outcome) for pattern in self.patterns)


class AnythingBut(Pattern):
    """Any outcome but the right one: an error, another shape, other values."""

    def __init__(self, right: object):
        self.right = right

    def fits(self, outcome: Outcome) -> bool:
        """Tell whether the outcome is not right."""
        return outcome.error is not None or not is_right(outcome.value, self.right)


class Multiple(Pattern):
    """The right numbers, all of them times one other factor than 1."""

    def __init__(self, right: np.ndarray):
        self.right = right

    def fits(self, outcome: Outcome) -> bool:
        """Tell whether the outcome is such a multiple."""
        value = outcome.value
        if type(value) is not np.ndarray or value.dtype.kind not in "iuf" or value.shape != self.right.shape:
            return False
        if not self.right.any():
            return False
        top = np.abs(self.right).argmax()
        factor = value.flat[top] / self.right.flat[top]
        return not is_right(value, self.right) and factor > 0 and is_right(value / factor, self.right)


def times(oracle: Callable) -> Callable:
    """Return a variant that is right but for a factor. Add it last, as `right_when`."""

    def variant(*args: object, **kwargs: object) -> object:
        return Multiple(oracle(*args, **kwargs))

    variant.is_general = True
    return variant


def right_when(condition: Callable[..., bool], oracle: Callable) -> Callable:
    """Return a variant that is right where `condition` holds, and wrong in some way everywhere else.

    Of the mistakes that explain an answer the first is named, so add this one last: it is the most general.
    """

    def variant(*args: object, **kwargs: object) -> object:
        right = oracle(*args, **kwargs)
        return right if condition(*args, **kwargs) else AnythingBut(right)

    variant.is_general = True
    return variant


def fails_when(condition: Callable[..., bool], oracle: Callable, error: AnyError | None = None) -> Callable:
    """Return a variant that stops with an error (some, or `error`) where `condition` holds, else is right."""

    def variant(*args: object, **kwargs: object) -> object:
        return (error or AnyError()) if condition(*args, **kwargs) else oracle(*args, **kwargs)

    return variant


def loses_fractions(condition: Callable[..., bool], oracle: Callable) -> Callable:
    """Return a variant that is right, but for lost fractions where `condition` holds."""

    def variant(*args: object, **kwargs: object) -> object:
        right = oracle(*args, **kwargs)
        return FractionsLost(right) if condition(*args, **kwargs) else right

    return variant
