"""How far a learner is: which visible tests of the lesson have passed since the kernel was started."""

from __future__ import annotations

from collections.abc import Mapping

from convlab.checks.notebook import Exercise, exercises_with


class Progress:
    """The visible tests that passed, each with the function that passed it: a new one must pass it again."""

    def __init__(self) -> None:
        self._passed: dict[str, object] = {}

    def note(self, cell_id: str, function: object) -> None:
        """Note that the test cell of this id passes for a function."""
        self._passed[cell_id] = function

    def tell(self, cell_id: str, names: Mapping[str, object]) -> tuple[str, str]:
        """Return the headline for a test cell that passed and a line on the lesson.

        Parameters
        ----------
        cell_id : str
        names : mapping
            The notebook's own names: of a function defined anew, no earlier pass counts.
        """
        name = cell_id.partition("__")[0]
        exercises = exercises_with(cell_id)
        this = next((exercise for exercise in exercises if cell_id in exercise.visible), None)
        if this is None:
            return f"{name}: this test passes", ""
        earned, most = self._earned(this, names), sum(this.visible.values())
        headline = f"{name}: {_points(earned)} of {_points(most)} visible points"
        if this.hidden and earned >= most:
            headline += "; the hidden ones are counted by *Mark this lesson*"
        return headline, self._lesson(this, exercises, names)

    def _lesson(self, this: Exercise, exercises: list[Exercise], names: Mapping[str, object]) -> str:
        earned = [self._earned(exercise, names) for exercise in exercises]
        most = [sum(exercise.visible.values()) for exercise in exercises]
        line = f"The lesson so far: {_points(sum(earned))} of {_points(sum(most))} visible points."
        is_open = [e for e, got, due in zip(exercises, earned, most, strict=True) if got < due]
        if not is_open:
            return f"{line} That is all of them."
        if this in is_open:
            return f"{line} Next: the other tests of this exercise."
        later = [exercise for exercise in is_open if exercises.index(exercise) > exercises.index(this)]
        title = (later or is_open)[0].title
        return f"{line} Next: exercise {title}" + ("" if title.endswith("?") else ".")

    def _earned(self, exercise: Exercise, names: Mapping[str, object]) -> float:
        own = names.get(exercise.name)
        return sum(points for i, points in exercise.visible.items() if self._passed.get(i, self) is own)


def _points(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
