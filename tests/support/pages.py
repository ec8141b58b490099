"""Read a page as its reader does."""

import re


def text_of(html):
    """Return the words of a page, without its style."""
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())
