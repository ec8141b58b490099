"""Class 24: what is left for whoever reads the feedback page."""

from tests.attacks.files import changed
from tests.attacks.kinds import Attack

_SCRIPT = "<script>parent.hacked=1</script>"
_IMAGE = "<img src=x onerror=alert(4711)>"


def shown(name, code, *forbidden, **more):
    """Return an attack that leaves something for the feedback page."""
    return Attack(24, name, first=code, page=(_SCRIPT, _IMAGE, *forbidden), **more)


ATTACKS = [
    shown(
        "a script in rich output",
        f"from IPython.display import HTML, display\ndisplay(HTML({_SCRIPT + _IMAGE!r}))",
    ),
    shown(
        "a script as Javascript and as text",
        f"from IPython.display import Javascript\ndisplay(Javascript('alert(4711)'))\nprint({_SCRIPT + _IMAGE!r})",
    ),
    shown(
        "SVG with a script and a handler",
        "display({'image/svg+xml': '<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(4711)\"><script>alert(4711)</script></svg>', 'text/plain': ''}, raw=True)",
        '<svg xmlns="http://www.w3.org/2000/svg" onload',
    ),
    shown(
        "a frame, a form and a style",
        'from IPython.display import HTML\ndisplay(HTML(\'<iframe src="https://example.org/4711"></iframe><style>body{display:none}</style><form action="https://example.org/4711"><meta http-equiv=refresh content="0;url=https://example.org">\'))',
        '<iframe src="https://example.org',
        "<style>body{display:none}",
    ),
    shown(
        "markdown that is displayed",
        "from IPython.display import Markdown\ndisplay(Markdown('[x](javascript:alert(4711)) ![x](https://example.org/4711.png) <script>parent.hacked=1</script>'))",
        'href="javascript:',
        'src="https://example.org',
    ),
    Attack(
        24,
        "names of functions and errors",
        {
            "conv2d": f"class E(ValueError): pass\nE.__name__ = {_SCRIPT!r}\ndef conv2d(image, kernel):\n    raise E({_IMAGE!r})\n"
        },
        due={"conv2d": None},
        page=(_SCRIPT, _IMAGE),
    ),
    Attack(
        24,
        "a message for the page",
        {
            "conv2d": f"def conv2d(image, kernel):\n    raise RuntimeError({_SCRIPT + _IMAGE!r} + '</pre></details></body>')\n"
        },
        due={"conv2d": 0},
        page=(_SCRIPT, _IMAGE),
    ),
    shown(
        "a frame within the frame's text",
        "from IPython.display import HTML\ndisplay(HTML('\"></iframe>' + " + repr(_SCRIPT) + "))",
    ),
    shown(
        "escapes and unseen characters",
        "print('\\x1b]8;;javascript:alert(1)\\x07click\\x1b]8;;\\x07 \\u202e4711')",
        'href="javascript:',
        "\u202e",
    ),
    changed(
        24,
        "a script in a text cell and its picture",
        lambda nb: nb["cells"].insert(
            1,
            {
                "cell_type": "markdown",
                "metadata": {},
                "source": f"{_SCRIPT}{_IMAGE}\n\n[x](javascript:alert(1))\n\n![y](attachment:y.svg)",
                "attachments": {"y.svg": {"image/svg+xml": "<svg onload='alert(1)'/>", "text/html": _SCRIPT}},
            },
        ),
        answer=None,
        due={},
        page=(_SCRIPT, _IMAGE, 'href="javascript:'),
    ),
    changed(
        24,
        "a picture within a picture's description",
        lambda nb: nb["cells"].insert(
            1,
            {
                "cell_type": "markdown",
                "metadata": {},
                "source": "<img src='data:image/png;base64,AAAA' alt='&#xe000;1&#xe001;'> ![\ue0001\ue001](attachment:y)"
                " <img src='data:image/png;base64,AAAA' alt=' onerror=alert(4711) x'>",
                "attachments": {"y": {"image/png": "AAAA"}},
            },
        ),
        answer=None,
        due={},
        page=('alt="<img', "alt='<img"),
    ),
    shown("a formula for the spreadsheet", "print('=cmd|calc!A1')"),
]
