"""Hold the still pictures by name: the alternative text and the function that draws."""

from collections.abc import Callable

Draw = Callable[[str], str]
STILLS: dict[str, tuple[str, Draw]] = {}


def still(name: str, alt: str) -> Callable[[Draw], Draw]:
    """Register a function that takes the alternative text and returns the SVG of the picture `name`."""

    def register(function: Draw) -> Draw:
        STILLS[name] = (alt, function)
        return function

    return register
