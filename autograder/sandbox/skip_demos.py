"""Leave out cells of the lesson on which no mark can depend: demonstrations, as they were handed out.

A cell is idle if it is the release's, word for word, nobody grades it, it does nothing but compute from names and
call what is known to change nothing (or the student's own functions, which the tests call too), and no cell that is
run mentions a name that it binds. In doubt it is run. A cell that the release tags `skip-execution` is idle whatever
it calls, unless a student uses its names: plots and dials, which nbclient leaves out as well.
"""

import ast
import functools
import re
from collections.abc import Collection, Iterable

from autograder.course.effects import root_of
from autograder.course.source_names import bound_names, free_at_a_glance, free_names, names_in, read
from autograder.sandbox.plan import Step

_PURE = frozenset((
    "abs", "all", "allclose", "any", "arange", "argmax", "argmin", "argsort", "array", "array_equal", "asarray",
    "astype", "bool_", "ceil", "clip", "column_stack", "concatenate", "convolve", "copy", "correlate", "cos",
    "count_nonzero", "cumsum", "default_rng", "diff", "divmod", "dot", "einsum", "empty", "enumerate", "exp",
    "expand_dims", "eye", "finfo", "flatnonzero", "flatten", "flip", "float", "float32", "float64", "floor",
    "format", "full", "hstack", "identity", "int", "int64", "isclose", "isinstance", "isnan", "item", "items",
    "join", "keys", "len", "linspace", "list", "log", "log2", "logical_and", "logical_not", "logical_or",
    "lower", "matmul", "max", "maximum", "mean", "median", "meshgrid", "min", "minimum", "moveaxis", "nonzero",
    "norm", "ones", "outer", "pad", "pow", "print", "prod", "range", "ravel", "repeat", "repr", "reshape",
    "reversed", "roll", "rot90", "round", "set", "shape", "sin", "size", "sorted", "split", "sqrt", "squeeze",
    "stack", "std", "str", "sum", "swapaxes", "take", "tensordot", "tile", "tolist", "transpose", "tuple",
    "type", "uint8", "unique", "upper", "values", "var", "vstack", "where", "zeros", "zeros_like", "zip",
))  # fmt: skip
"""Functions and methods that change nothing but what they return, whoever's they are."""
_CHANGING = frozenset((
    "append", "extend", "integers", "normal", "permutation", "random", "standard_normal", "uniform",
))  # fmt: skip
"""Methods that change the object they are called on: allowed on what the cell itself has made."""
_MAKERS = frozenset((
    "arange", "array", "copy", "default_rng", "empty", "eye", "full", "list", "ones", "zeros", "zeros_like",
))  # fmt: skip
"""Functions whose result is new and nobody else's."""
_STATEMENTS = (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.For, ast.If, ast.Pass)
_EXPRESSIONS = (
    ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.comprehension, ast.keyword, ast.Constant,
    ast.Name, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp,
    ast.Subscript, ast.Slice, ast.Starred, ast.Attribute, ast.Call, ast.JoinedStr, ast.FormattedValue, ast.ListComp,
    ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
_WORD = re.compile(r"\w+")
_REACHES_ANYWHERE = re.compile(
    r"\b(?:globals|locals|vars|dir|eval|exec|compile|get_ipython|In|Out|_\d+|_i\d*|_oh|_ih|f_globals|f_locals"
    r"|__(?!(?:init|post_init|call|len|getitem|iter|next|enter|exit|eq|repr|str|name|doc|slots)__)\w+__"
    r"|sys|inspect|gc|importlib|builtins|ctypes|pickle|traceback|exit|quit)\b|^[ \t]*[%!]|\?",
    re.MULTILINE,
)
"""Words by which a cell may use a name that it doesn't spell out."""


def without_idle(steps: list[Step], released: Collection[str], inert: Iterable[str]) -> list[Step]:
    """Return the steps without the idle ones.

    `released`: the sources of the release's cells
    `inert`: packages that do nothing while a submission is graded, so that calling them changes nothing
    """
    if any(s.source not in released and _REACHES_ANYWHERE.search(s.source) for s in steps):
        return steps
    packages = tuple(inert)
    known = frozenset().union(
        *(_from_packages(step.source, packages) for step in steps if step.source in released),
        *(step.binds for step in steps if step.is_answer),
    )
    idle = {
        step.index: bound
        for step in steps
        if step.is_free and step.source in released and (bound := _idle_names(step, known)) is not None
    }
    demos = {step.index for step in steps if step.is_demo}
    while True:
        kept = [step for step in steps if step.index not in idle]
        mentioned = frozenset().union(*map(_mentioned, kept))
        by_student = frozenset().union(*(_mentioned(step) for step in kept if step.source not in released))
        needed = [i for i, bound in idle.items() if bound & (by_student if i in demos else mentioned)]
        if not needed:
            return [step for step in steps if step.index not in idle]
        for index in needed:
            del idle[index]


def _idle_names(step: Step, known: frozenset[str]) -> frozenset[str] | None:
    """Return the names that a cell binds if it may be left out, None if it may not."""
    return frozenset(read(bound_names, step.source)) if step.is_demo else _bound(step.source, known)


def _mentioned(step: Step) -> frozenset[str]:
    """Return the names that a cell takes from others; every word of it, where that can't be told."""
    known = read(free_names, step.source) if step.is_released else free_at_a_glance(step.source)
    return known or frozenset(_WORD.findall(step.source))


@functools.lru_cache(maxsize=1024)
def _from_packages(source: str, packages: tuple[str, ...]) -> frozenset[str]:
    """Return the names that a cell imports from one of these packages."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return frozenset()
    return frozenset(
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in packages
        for alias in node.names
    )


@functools.lru_cache(maxsize=4096)
def _bound(source: str, known: frozenset[str]) -> frozenset[str] | None:
    """Return the names that a cell binds if it does nothing else, None if it may. `known` may be called."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return None
    nodes = [node for statement in tree.body for node in ast.walk(statement)]
    own = _own(nodes)
    if not all(
        isinstance(node, _STATEMENTS + _EXPRESSIONS) and _is_harmless(node, known, own) for node in nodes
    ):
        return None
    return frozenset(names_in(tree, context=ast.Store))


def _own(nodes: list[ast.AST]) -> set[str]:
    """Return the names that a cell binds to nothing but new objects, which it may change."""
    own, others = set(), set()
    for node in nodes:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            (own if _is_new(node.value) else others).add(node.targets[0].id)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.For | ast.comprehension):
            targets = getattr(node, "targets", None) or [node.target]
            others |= names_in(*targets, context=ast.Store)
    return own - others


def _is_new(value: ast.expr) -> bool:
    """Say whether an expression's value is a new object, no other's and no view of one."""
    if isinstance(value, ast.Call):
        name = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", None)
        return name in _MAKERS
    return isinstance(value, ast.List | ast.ListComp | ast.Dict | ast.DictComp | ast.BinOp | ast.Constant)


def _is_harmless(node: ast.AST, known: frozenset[str], own: set[str]) -> bool:
    """Say whether a part of a cell changes nothing but names, and objects of the cell's own."""
    if isinstance(node, ast.Call):
        function = node.func
        if isinstance(function, ast.Name):
            return function.id in known or function.id in _PURE
        if not isinstance(function, ast.Attribute):
            return False
        root = next(root_of(function), None)
        if function.attr in _CHANGING or isinstance(function.value, ast.Attribute):
            return root in known or root in own or _is_new(function.value) or function.attr == "default_rng"
        return root in known or function.attr in _PURE
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        return node.target.id in own  # `x += 1` changes an array, which other names may stand for
    if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
        return isinstance(node, ast.Subscript) and next(root_of(node), None) in own
    return True
