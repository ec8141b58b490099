"""Find answers that are the same code under other names, by their normalized syntax trees."""

import ast
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

MAX_SOURCE = 8_000
"""Longer answers are not parsed: Python's parser is not built for hostile text."""

MIN_NODES = 80
"""Shorter answers, of about three lines, are too short to be told apart."""

MIN_WHOLE = 2 * MIN_NODES
"""All the answers of a submission together need this many to be compared as a whole."""

NEAR = 0.85
GRAM = 7


@dataclass(frozen=True)
class Form:
    """An answer without names, comments, docstrings and layout."""

    text: str  # equal for answers that differ in those things only
    nodes: int
    grams: frozenset  # hashes of runs of neighboring nodes, for comparing answers that differ in more


@lru_cache(maxsize=20_000)
def form_of(source: str) -> Form | None:
    """Return the form of an answer, or None when it is no Python that can be parsed.

    >>> form_of("def f(a):\\n    return a + 1") == form_of("def f(x):  # mine\\n    return x+1")
    True
    """
    if len(source) > MAX_SOURCE or "\0" in source:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an instructor need not hear of a student's odd escapes
            tree = ast.parse(source)
        names = _local_names(tree)
        kinds = list(_walk(tree, names))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    grams = frozenset(hash(tuple(kinds[i : i + GRAM])) for i in range(max(1, len(kinds) - GRAM + 1)))
    return Form("\n".join(kinds), len(kinds), grams)


def _local_names(tree: ast.AST) -> dict[str, str]:
    """Number the names that the answer itself binds, in the order in which they appear."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        match node:
            case (
                ast.arg(arg=name)
                | ast.Name(id=name, ctx=ast.Store())
                | ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
            ):
                names.setdefault(name, f"v{len(names)}")
    return names


def _walk(node: ast.AST, names: dict[str, str]) -> Iterable[str]:
    """Yield one word for every node, depth first, without docstrings and annotations."""
    yield _word(node, names)
    for field_name, value in ast.iter_fields(node):
        if field_name in ("annotation", "returns", "type_comment", "ctx", "decorator_list", "type_params"):
            continue
        items = value if isinstance(value, list) else [value]
        for number, item in enumerate(items):
            is_expression = field_name == "body" and isinstance(item, ast.Expr)
            docstring = is_expression and isinstance(getattr(item.value, "value", None), str)
            if isinstance(item, ast.AST) and not docstring and not isinstance(item, ast.Pass):
                yield f"{field_name}{min(number, 1)}" if isinstance(value, list) else field_name
                yield from _walk(item, names)


def _word(node: ast.AST, names: dict[str, str]) -> str:
    match node:
        case ast.Name(id=own) | ast.arg(arg=own):
            word = names.get(own, own)
        case ast.Attribute(attr=word) | ast.keyword(arg=word):
            pass
        case ast.Constant(value=value):
            word = "text" if isinstance(value, str) else repr(value)[:60]
        case _:
            return type(node).__name__
    return f"{type(node).__name__} {word}"


def likeness(one: Form, other: Form) -> float:
    """Return how much two forms have in common, from 0 to 1."""
    return len(one.grams & other.grams) / max(1, len(one.grams | other.grams))


@dataclass
class Group:
    """Students whose answers are near-identical."""

    students: tuple[str, ...]
    # for each exercise how alike: "to the letter", "same after renaming", "nearly the same"
    exercises: dict[str, str] = field(default_factory=dict)
    # two of the answers of each exercise, as (student, source)
    examples: dict[str, tuple] = field(default_factory=dict)
    is_whole: bool = False  # all that these students wrote is the same to the letter

    @property
    def is_single(self) -> bool:
        """Say whether these students have one answer in common and no more."""
        return not self.is_whole and len(self.exercises) == 1


def without_whitespace(source: str) -> str:
    """Return a source without blanks and line ends: what is left is typed, comments and names included."""
    return re.sub(r"\s+", "", source)


def near_identical(answers: dict[str, dict[str, str]], stubs: dict[str, str], class_size: int) -> list[Group]:
    """Return groups of students with near-identical code, the most telling first.

    `stubs`: answers that equal the stub are left out, and so are very short ones
    `class_size`: an answer that more than a few of the class have is the common way to write it and is left out.
        Students who wrote all their answers to the letter alike are a group however many they are.
    """
    groups = {group.students: group for group in same_to_the_letter(answers)}
    for exercise, sources in answers.items():
        stub = form_of(stubs.get(exercise, ""))
        for students in _alike(sources, stub, common=common_from(class_size)):
            group = groups.setdefault(students, Group(students))
            if group.is_whole:
                continue
            texts = [sources[student] for student in students]
            group.exercises[exercise] = _how_alike(texts)
            group.examples[exercise] = tuple((student, sources[student]) for student in students[:2])
    return sorted(groups.values(), key=_telling)


def same_to_the_letter(answers: dict[str, dict[str, str]]) -> list[Group]:
    """Return the groups of students all of whose answers, taken together, are the same text and long enough."""
    written: dict[str, dict[str, str]] = defaultdict(dict)
    for exercise, sources in answers.items():
        for student, source in sources.items():
            written[student][exercise] = source
    alike = defaultdict(list)
    for student, sources in sorted(written.items()):
        alike[
            tuple(sorted((exercise, without_whitespace(text)) for exercise, text in sources.items()))
        ].append(student)
    groups = []
    for students in (those for those in alike.values() if len(those) > 1):
        sources = written[students[0]]
        if sum(map(_size, sources.values())) >= MIN_WHOLE:
            exercises = dict.fromkeys(sources, "to the letter")
            examples = {exercise: ((students[0], source),) for exercise, source in sources.items()}
            groups.append(Group(tuple(students), exercises, examples, is_whole=True))
    return groups


def _size(source: str) -> int:
    """Return how many nodes an answer has; one that is too long to parse has many, one that can't be parsed none."""
    form = form_of(source)
    return form.nodes if form else MIN_WHOLE * (len(source) > MAX_SOURCE)


def common_from(class_size: int) -> int:
    """Return from how many students on an answer is the common way to write it."""
    return max(4, round(0.04 * class_size))


def _telling(group: Group) -> tuple:
    letters = sum(how == "to the letter" for how in group.exercises.values())
    if group.is_whole:
        return (0, -len(group.students), 0, 0, group.students)
    return (1, -len(group.exercises), -letters, len(group.students), group.students)


def _how_alike(sources: list[str]) -> str:
    if len({without_whitespace(source) for source in sources}) == 1:
        return "to the letter"
    return "same after renaming" if len({form_of(s).text for s in sources}) == 1 else "nearly the same"


def _alike(sources: dict[str, str], stub: Form | None, common: int) -> list[tuple]:
    """Return the groups of students whose answers to one exercise are alike, rare ones only."""
    by_text, forms = defaultdict(list), {}
    for student, source in sorted(sources.items()):
        form = form_of(source)
        if form and form.nodes >= MIN_NODES and not (stub and form.text == stub.text):
            by_text[form.text].append(student)
            forms[form.text] = form
    rare = {text: form for text, form in forms.items() if len(by_text[text]) < common}
    near = _join_near(rare)
    groups = (tuple(sorted(s for text in texts for s in by_text[text])) for texts in near)
    return [group for group in groups if 1 < len(group) < common]


def _join_near(forms: dict[str, Form]) -> list[list[str]]:
    """Join forms that are alike; only forms that share an unusual run of nodes are compared."""
    holders = defaultdict(list)
    for text, form in forms.items():
        for gram in form.grams:
            holders[gram].append(text)
    shared = Counter()
    for texts in holders.values():
        if 1 < len(texts) <= 12:
            shared.update((a, b) for i, a in enumerate(texts) for b in texts[i + 1 :])
    alike = (
        (one, other)
        for one, other in shared
        if min(forms[one].nodes, forms[other].nodes) > 1.5 * MIN_NODES
        and likeness(forms[one], forms[other]) >= NEAR
    )
    return joined(forms, alike)


def joined(items: Iterable[T], pairs: Iterable[tuple[T, T]]) -> list[list[T]]:
    """Return the items in groups: those of a pair stand in one, and so does what any two of them are paired with.

    >>> joined("abcde", ["ab", "db"])
    [['a', 'b', 'd'], ['c'], ['e']]
    """
    leader = {item: item for item in items}

    def find(item: T) -> T:
        while leader[item] != item:
            item = leader[item]
        return item

    for one, other in pairs:
        leader[find(one)] = find(other)
    together = defaultdict(list)
    for item in leader:
        together[find(item)].append(item)
    return list(together.values())
