"""Where a message sends a learner stands in a lesson."""

import re

from convlab.mistakes import all_banks
from tests.support.lessons import ROOT


def test_every_place_to_look_is_a_section_by_its_number_and_title():
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "source").glob("0*.py")]
    titles = dict(
        found for text in texts for found in re.findall(r"^# ## (\d\.\d+) (.+)$", text, re.MULTILINE)
    )
    places = {place for bank in all_banks() for place in [bank.where, *(m.where for m in bank.mistakes)]}
    named = [found for place in places for found in re.findall(r"section (\d\.\d+) \(([^)]+)\)", place)]
    assert len(named) > 20
    assert [(number, words) for number, words in named if not titles[number].lower().startswith(words)] == []
