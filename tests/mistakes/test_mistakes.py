"""The bank of usual mistakes: told apart, wrong, and never found in a right answer."""

import inspect
import textwrap
from itertools import combinations

import numpy as np
import pytest

import convlab.mistakes
from convlab.checks.calling import Outcome, answer, call
from convlab.checks.check import CheckFailed, check
from convlab.checks.diagnosis import ENOUGH, Learner, agree, diagnose, explains
from convlab.mistakes import (
    Alike,
    AnyArray,
    AnyError,
    AnyOf,
    Anything,
    AnythingBut,
    Bank,
    FractionsLost,
    Multiple,
    NotFinite,
    OtherShape,
    Pattern,
    all_banks,
    banks,
    probe,
)

BANKS = all_banks()
BANK_IDS = [f"{number}-{bank.function}" for number, bank in enumerate(BANKS)]
BANK = pytest.mark.parametrize("bank", BANKS, ids=BANK_IDS)
"""A bank's mistakes, two thousand in all, are tried in one test, which names all that aren't as they should be."""


def named(bank, is_odd):
    """Return the mistakes of which a variant is odd."""
    return [m.id for m in bank.mistakes for variant in m.variants if is_odd(m, variant)]


def atoms(pattern):
    """Return the alternatives of a pattern."""
    return (
        [atom for part in pattern.patterns for atom in atoms(part)]
        if isinstance(pattern, AnyOf)
        else [pattern]
    )


def can_meet(a, b):
    """Tell whether one answer of a learner could be like both outcomes."""
    if not isinstance(b.value, Pattern):
        a, b = b, a
    if not isinstance(b.value, Pattern):
        return agree(a, b) or agree(b, a)
    if not isinstance(a.value, Pattern):
        return agree(a, b)
    return any(atoms_meet(x, y) for x in atoms(a.value) for y in atoms(b.value))


def atoms_meet(x, y):
    if isinstance(x, Anything | AnythingBut) or isinstance(y, Anything | AnythingBut):
        return True
    if isinstance(x, AnyArray | OtherShape) and isinstance(y, AnyArray | OtherShape):
        return not (isinstance(x, AnyArray) and isinstance(y, AnyArray)) or bool(
            set(x.shapes) & set(y.shapes)
        )
    if type(x) is not type(y):
        return False
    if isinstance(x, Alike):
        return x.fits(Outcome(y.answer)) or y.fits(Outcome(x.answer))
    if not isinstance(x, AnyError):
        return True
    return (issubclass(x.kind, y.kind) or issubclass(y.kind, x.kind)) and (
        not x.text or not y.text or x.text == y.text
    )


@BANK
def test_the_oracle_answers_every_probe_with_a_value(bank):
    for at in bank.probes:
        outcome = bank.outcome(bank.oracle, at)
        assert outcome.error is None
        assert outcome.changed is None


@BANK
def test_a_mistake_is_wrong_on_three_probes(bank):
    def is_too_right(mistake, variant):
        outcomes = [(bank.outcome(variant, at), bank.outcome(bank.oracle, at)) for at in mistake.probes]
        wrong = [isinstance(found.value, Pattern) or not agree(truth, found) for found, truth in outcomes]
        return sum(wrong) < ENOUGH

    assert named(bank, is_too_right) == []


@BANK
def test_two_mistakes_differ_on_a_probe(bank):
    confused = []
    for one, other in combinations(bank.mistakes, 2):
        if one.id == other.id:
            continue
        probes = {*one.probes, *other.probes}
        for a in one.variants:
            for b in other.variants:
                if hasattr(b, "is_general") and not hasattr(a, "is_general"):
                    continue  # the first is named, and says more
                if all(can_meet(bank.outcome(a, at), bank.outcome(b, at)) for at in probes):
                    confused.append((one.id, one.variants.index(a), other.id, other.variants.index(b)))
    assert confused == []


@BANK
def test_the_oracle_is_never_named(bank):
    for mistake in bank.mistakes:
        for variant in mistake.variants:
            assert not explains(bank, mistake, variant, Learner(bank.oracle)), mistake.id


@BANK
def test_a_mistaken_function_is_named(bank):
    def is_missed(mistake, variant):
        is_pattern = any(isinstance(bank.outcome(variant, at).value, Pattern) for at in mistake.probes)
        learner = Learner(pattern_player(bank, variant) if is_pattern else variant)
        failing = next(
            at for at in mistake.probes if not agree(learner.outcome(at), bank.outcome(bank.oracle, at))
        )
        fits = {
            other.id
            for other in bank.mistakes
            if any(explains(bank, other, v, learner) for v in other.variants)
        }
        found = diagnose(learner, bank.function, failing, learner.outcome(failing), [bank])
        return mistake.id not in fits or found is None or not (is_pattern or found.id == mistake.id)

    assert named(bank, is_missed) == []


def pattern_player(bank, variant):
    """Return a function that answers as a learner would of whom only a pattern is known."""

    def function(*args, **kwargs):
        value = variant(*args, **kwargs)
        if not isinstance(value, Pattern):
            return value
        atom = atoms(value)[0]
        if isinstance(atom, AnyArray):
            return np.full(atom.shapes[0], 12345.0)
        if isinstance(atom, Alike):
            return atom.answer
        if isinstance(atom, FractionsLost):
            whole = tuple(np.trunc(part) for part in atom.right)
            return whole if len(whole) > 1 else whole[0]
        if isinstance(atom, Multiple):
            return 3.5 * atom.right
        if isinstance(atom, NotFinite):
            return np.nan, np.full((2, 3), np.nan)
        if isinstance(atom, Anything | AnythingBut | OtherShape):
            return np.full((7, 7), 12345.0)
        raise atom.kind(text_like(atom.text))

    return function


def text_like(regex):
    """Return a text that holds one of the expressions that the bank uses."""
    if regex.startswith("index ("):
        return "index 3 is out of bounds for axis 1 with size 3"
    if regex.startswith("broadcast"):
        return "broadcast together with shapes (3,2,4) (3,)"
    if regex.startswith("^(?!"):
        return "the steps do not come out even"
    return (
        regex.split("|")[0]
        .replace("\\s?", " ")
        .replace(",?\\)", ")")
        .replace("\\b", "")
        .replace("\\", "")
        .replace(".*", " ")
        .rstrip("$")
    )


@BANK
def test_ids_questions_and_places_are_written_for_people(bank):
    for mistake in bank.mistakes:
        assert mistake.id == mistake.id.lower().replace("_", "-")
        assert len(mistake.question) <= 220
        assert mistake.where.startswith("lesson ")
        assert mistake.question.count(" ") > 4


@BANK
def test_a_variant_changes_no_argument(bank):
    def changes(mistake, variant):
        return any(call(variant, at.args, at.kwargs).changed is not None for at in mistake.probes)

    assert named(bank, changes) == []


def test_the_example_of_the_docstring_works():
    example = convlab.mistakes.__doc__.split("it is found by itself::")[1].split("Rules of the house")[0]
    names = {}
    exec(textwrap.dedent(example), names)
    [area] = names["BANKS"]
    added, refused = area.mistakes
    assert explains(area, added, added.variants[0], Learner(lambda width, height: width + height))
    by_division = Learner(lambda width, height: round(1 / (1 / width / height)))
    assert explains(area, refused, refused.variants[0], by_division)
    assert not explains(area, refused, refused.variants[0], Learner(names["rectangle"]))


def test_two_agreeing_probes_are_not_enough():
    bank = Bank("double", oracle=lambda x: 2 * x, where="lesson 9", probes=[probe(1), probe(2), probe(3)])
    bank.add("squared", "Is the double the square?", lambda x: x * x)
    assert not explains(bank, bank.mistakes[0], bank.mistakes[0].variants[0], Learner(lambda x: x * x))


def test_a_slow_function_is_not_asked_for_ever():
    asked = []

    def slow(image, kernel):
        asked.append(1)
        return image

    learner = Learner(slow, seconds=-1)
    assert diagnose(learner, "conv2d", probe(np.eye(3), np.eye(2)), Outcome(np.eye(3))) is None
    assert asked == []


def test_prints_of_the_learner_are_not_repeated_by_the_diagnosis(capsys):
    def conv2d(image, kernel):
        print("hello")
        return image * 0

    with pytest.raises(CheckFailed):
        check(conv2d, (np.eye(3), np.eye(2)), expected=np.eye(2))
    assert capsys.readouterr().out == "hello\n"


def test_a_pattern_fits_what_it_says():
    assert AnyArray((2, 3)).fits(Outcome(np.ones((2, 3))))
    assert not AnyArray((2, 3)).fits(Outcome([[1]]))
    assert AnyError(IndexError, "axis 1").fits(Outcome(error=IndexError("out at axis 1")))
    assert not AnyError(IndexError, "axis 1").fits(Outcome(error=ValueError("out at axis 1")))
    assert AnyOf(AnyArray((1,)), AnyError()).fits(Outcome(error=KeyError()))
    assert not AnyError().fits(Outcome(3))
    assert Alike(len, [1, 2]).fits(Outcome("ab"))
    assert not Alike(len, [1, 2]).fits(Outcome("abc"))
    assert not Alike(len, [1, 2]).fits(Outcome(error=KeyError()))
    assert NotFinite().fits(Outcome((np.inf, np.ones(2))))
    assert not NotFinite().fits(Outcome((1.0, np.ones(2))))


def test_lost_fractions_are_whole_where_the_right_ones_are_not():
    halves = np.array([0.5, -2.5, 3.0])
    assert FractionsLost(halves).fits(Outcome(np.array([0.0, -2.0, 3.0])))
    assert FractionsLost(halves).fits(Outcome(np.array([0, 254, 3], np.uint8)))
    assert not FractionsLost(halves).fits(Outcome(halves))
    assert not FractionsLost(halves).fits(Outcome(np.array([0.5, -2.0, 3.0])))
    assert not FractionsLost(halves).fits(Outcome(np.array([0.0, 90.0, 3.0])))
    assert FractionsLost((halves, halves)).fits(Outcome((halves, np.array([0, -2, 3]))))
    assert not FractionsLost((halves, halves)).fits(Outcome((halves, halves)))


def test_a_multiple_has_one_factor_that_is_not_1():
    right = np.array([0.0, -2.0, 3.0])
    assert Multiple(right).fits(Outcome(right / 8))
    assert not Multiple(right).fits(Outcome(right))
    assert not Multiple(right).fits(Outcome(-right))
    assert not Multiple(right).fits(Outcome(right * [1, 1, 2]))
    assert not Multiple(right).fits(Outcome(np.full(3, np.nan)))
    assert not Multiple(right).fits(Outcome(right * 1j))
    assert not Multiple(right).fits(Outcome(right[:2]))
    assert not Multiple(right).fits(Outcome(error=KeyError()))
    assert not Multiple(0 * right).fits(Outcome(right))


def test_an_unknown_name_has_no_bank():
    assert banks("no_such_function") == ()


@BANK
def test_a_mistake_answers_calls_by_keyword_as_it_does_calls_by_place(bank):
    parameters = inspect.signature(bank.oracle).parameters.values()
    required = sum(parameter.default is parameter.empty for parameter in parameters)

    def knows_no_keyword(mistake, variant):
        at = max(mistake.probes, key=lambda at: len(at.args))
        given = dict(zip(bank.parameters()[required:], at.args[required:], strict=False)) | at.kwargs
        return "keyword" in str(answer(variant, at.args[:required], given).error)

    assert named(bank, knows_no_keyword) == []
