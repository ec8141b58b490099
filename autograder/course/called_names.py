"""Read from the syntax tree of a student's answer which functions it calls."""

import ast
import functools
import warnings

MAX_SOURCE = 8_000
"""Longer answers are not parsed: Python's parser is not built for hostile text."""


@functools.lru_cache(maxsize=1024)
def names_called(source: str) -> frozenset[str]:
    """Return the plain names that code calls, docstrings and comments aside; none where it can't be parsed.

    >>> sorted(names_called("def f(x):\\n    '''See g(x).'''\\n    return h(x) + np.sum(x)  # k(x)"))
    ['h']
    """
    if len(source) > MAX_SOURCE or "\0" in source:
        return frozenset()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    functions = (node.func for node in nodes if isinstance(node, ast.Call))
    return frozenset(function.id for function in functions if isinstance(function, ast.Name))
