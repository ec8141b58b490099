"""The outcome of one test of one answer."""

from tests.support.submissions import answer, run, setup, test_cell


def outcome(solution, test, *before, **options):
    """Return the outcome of one test of one answer."""
    done = run(setup(), *before, answer("f", solution), test_cell("f__a", test), **options)
    return done.tests["f__a"]
