"""Read a page as its reader does."""

import re
from html.parser import HTMLParser


def text_of(html):
    """Return the words of a page, without its style."""
    html = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


class Reader(HTMLParser):
    """Collect tags, attributes and headings of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, key, value or "") for key, value in attrs]
