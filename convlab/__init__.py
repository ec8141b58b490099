"""What a lesson imports: checks, pictures, widgets, quizzes and images.

Everything is loaded on first use, so ``import convlab`` costs nothing::

    from convlab import check, figures, images, quiz, widgets
"""

from importlib import import_module

_MODULES = {
    "digits": "convlab.digits",
    "engine": "convlab.numerics.engine",
    "figures": "convlab.pictures.figures",
    "images": "convlab.images",
    "quiz": "convlab.quiz",
    "race": "convlab.demos.race",
    "shapes": "convlab.demos.shapes",
    "stacks": "convlab.demos.stacks",
    "widgets": "convlab.widgets",
}

__all__ = ["CheckFailed", "check", *_MODULES]


def __getattr__(name: str) -> object:
    """Load `check`, `CheckFailed` or a module of the package when it is first asked for."""
    if name in ("check", "CheckFailed"):
        import_module("convlab.checks.own_kernel").begin()
        return getattr(import_module("convlab.checks.check"), name)
    if name in _MODULES:
        return import_module(_MODULES[name])
    raise AttributeError(f"module 'convlab' has no attribute {name!r}")
