"""Classes 8 to 11: read the tests, take a forbidden shortcut, learn answers by heart, detect grading."""

from tests.attacks.kinds import Attack, cheat, probe, returning

_NEEDLE = "import re\nneedle = re.compile(rb'[r]ng\\.integers\\(-50, 5[0]')\n"
"""Finds text of a hidden test; the pattern does not match itself."""
_SHORT = "def conv2d(image, kernel):\n    if kernel.shape[0] > image.shape[0] or kernel.shape[1] > image.shape[1]:\n        raise ValueError('large')\n    return correlate2d(image.astype(float), kernel, mode='valid')\n"

READ = [
    probe(
        8,
        "source, notebooks and answers of the course",
        "import glob\nfor path in ('@ROOT@/source/01_ops.py', '@COURSE@/source/01_ops/01_ops.ipynb', '@ROOT@/solutions/01_ops/01_ops.ipynb', '@ROOT@/source/answers/01_ops.py', *glob.glob('@COURSE@/**', recursive=True)):\n    try:\n        found = found or open(path).read(1)\n    except OSError as problem:\n        pass",
    ),
    probe(
        8,
        "all objects of the process",
        _NEEDLE
        + "import gc\ngc.unfreeze()\nfor o in gc.get_objects():\n    for x in (o.values() if type(o) is dict else o if type(o) in (list, tuple) else ()):\n        if type(x) in (str, bytes) and needle.search(x.encode('utf-8', 'replace') if type(x) is str else x):\n            found = x",
    ),
    probe(
        8,
        "frames of callers in a call",
        _NEEDLE
        + "import sys\nframe = sys._getframe()\nwhile frame:\n    for value in list(frame.f_locals.values()):\n        if needle.search(repr(value).encode()[:100000]):\n            found = True\n    frame = frame.f_back",
        inside=True,
    ),
    probe(
        8,
        "the process's own memory",
        _NEEDLE
        + "for line in open('/proc/self/maps'):\n    ends, rights = line.split()[:2]\n    a, b = (int(x, 16) for x in ends.split('-'))\n    if 'r' in rights and b - a < 3e8 and 'vvar' not in line and 'vsyscall' not in line:\n        with open('/proc/self/mem', 'rb') as memory:\n            memory.seek(a)\n            try:\n                text = memory.read(b - a)\n            except OSError:\n                continue\n            found = found or needle.search(text)",
        inside=True,
    ),
    probe(
        8,
        "memory of the process behind",
        "import os\nfor pid in {os.getppid(), *(int(p) for p in os.listdir('/proc') if p.isdigit())} - {os.getpid()}:\n    for name in ('mem', 'environ', 'maps', 'cmdline'):\n        try:\n            found = found or (open(f'/proc/{pid}/{name}', 'rb').read(10) and (pid, name))\n        except OSError:\n            pass",
    ),
    probe(
        8,
        "inspect, linecache and the history",
        _NEEDLE
        + "import linecache, inspect\ntext = repr(linecache.cache) + repr(get_ipython().user_ns.get('In')) + repr(list(get_ipython().history_manager.get_range()))\nfound = needle.search(text.encode())",
        inside=True,
    ),
    probe(
        8,
        "loaded modules of the grader and its oracles",
        "import sys\nfound = [m for m in sys.modules if m.split('.')[0] in ('scipy', 'autograder', 'nbgrader') or m in ('convlab.numerics.engine', 'convlab.checks.check', 'convlab.mistakes')]",
    ),
    probe(
        8,
        "environment variables with paths or tokens",
        "import os\nfound = [k for k, v in os.environ.items() if '@COURSE@' in v or '@ROOT@' in v or 'TOKEN' in k or 'SECRET' in k]",
    ),
]
SHORTCUT = [
    Attack(
        9,
        "scipy by import",
        {"conv2d": "from scipy.signal import correlate2d\n" + _SHORT},
        due={"conv2d": 0},
        flags=("forbidden-import",),
        says="NumPy only",
    ),
    Attack(
        9,
        "scipy by importlib, in the call",
        {
            "conv2d": "def conv2d(image, kernel):\n    import importlib\n    return importlib.import_module('scipy.signal').correlate2d(image, kernel, mode='valid')\n"
        },
        due={"conv2d": 0},
        flags=("forbidden-import",),
        says="NumPy only",
    ),
    Attack(
        9,
        "the course's own engine",
        {
            "conv2d": "from convlab import engine\nfrom convlab.numerics.engine import conv2d as right\ndef conv2d(image, kernel):\n    return right(image, kernel)\n"
        },
        due={"conv2d": 0},
    ),
    Attack(
        9,
        "the finders are cleared",
        {
            "conv2d": "import sys, importlib.machinery, site\nsys.meta_path[:] = [importlib.machinery.PathFinder]\nsys.path += site.getsitepackages() + ['@SITE@']\nimportlib.invalidate_caches()\nfrom scipy.signal import correlate2d\n"
            + _SHORT
        },
        due={"conv2d": 0},
        says="scipy",
    ),
    Attack(
        9,
        "a library loaded by ctypes",
        {
            "conv2d": "import ctypes, glob\nfor path in glob.glob('@SITE@/scipy/**/_sigtools*.so', recursive=True) + ['@SITE@/scipy/signal/_sigtools.so']:\n    ctypes.CDLL(path)\nfrom scipy.signal import correlate2d\n"
            + _SHORT
        },
        due={"conv2d": 0},
    ),
    Attack(
        9,
        "pip in a subprocess",
        {
            "conv2d": "import subprocess, sys\nsubprocess.run([sys.executable, '-m', 'pip', 'install', '--target', '.', 'scipy'], check=True)\nfrom scipy.signal import correlate2d\n"
            + _SHORT
        },
        due={"conv2d": 0},
    ),
    Attack(
        9,
        "a wheel of one's own in the cell",
        {
            "conv2d": "import base64, sys, zipfile\nwith zipfile.ZipFile('wheel.zip', 'w') as wheel:\n    wheel.writestr('scipy/__init__.py', '')\n    wheel.writestr('scipy/signal.py', 'def correlate2d(*a, **k): return 0')\nsys.path.insert(0, 'wheel.zip')\nfrom scipy.signal import correlate2d\n"
            + _SHORT
        },
        due={"conv2d": 0},
    ),
]
HARD_CODED = [
    returning(
        10,
        "a table of the visible case",
        "np.full((3, 3), -60) if image.shape == (5, 5) else np.zeros(tuple(np.subtract(image.shape, kernel.shape) + 1))",
    ),
    Attack(
        10,
        "answers by the number of the call",
        {
            "conv2d": "calls = []\nanswers = [np.full((3, 3), -60), np.zeros((4, 6))]\ndef conv2d(image, kernel):\n    calls.append(1)\n    return answers[len(calls) % 2 - 1]\n"
        },
        due={"conv2d": 0},
    ),
    Attack(
        10,
        "answers by the shape",
        {
            "conv2d": "def conv2d(image, kernel):\n    if np.any(np.array(kernel.shape) > image.shape):\n        raise ValueError\n    shape = tuple(np.subtract(image.shape, kernel.shape) + 1)\n    return {(5, 5): np.full((3, 3), -60)}.get(image.shape, np.zeros(shape))\n"
        },
        due={"conv2d": 0},
    ),
    Attack(
        10,
        "always ValueError",
        {"conv2d": "def conv2d(image, kernel):\n    raise ValueError\n"},
        due={"conv2d": 0},
    ),
    Attack(
        10,
        "recorded answers for random inputs of a seed",
        {
            "conv2d": "rng = np.random.default_rng()\nseen = rng.normal(size=(6, 7))\ndef conv2d(image, kernel):\n    return np.zeros((4, 6)) if not np.array_equal(image, seen) else seen\n"
        },
        due={"conv2d": 0},
    ),
    Attack(
        10,
        "kept from the visible test for the hidden one",
        {
            "dot_patch": "kept = {}\ndef dot_patch(patch, kernel):\n    if patch.shape != kernel.shape:\n        raise ValueError\n    return kept.setdefault(patch.shape, -3.0)\n"
        },
        due={"dot_patch": 0},
    ),
]
DETECT = [
    cheat(
        11,
        "grading is detected by the environment",
        "import os, sys\nhidden = bool(os.environ.get('NBGRADER_HIDDEN') or 'hidden' in ' '.join(sys.argv) or os.getcwd().endswith('hidden'))\n",
        body="def conv2d(image, kernel):\n    if hidden:\n        return np.zeros((3, 3))\n    return np.ones((2, 2))\n",
    ),
    probe(
        11,
        "the environment, arguments and folder name the test",
        "import os, sys\ntext = repr((dict(os.environ), sys.argv, os.getcwd(), sys.orig_argv))\nfound = [w for w in ('hidden', '__values', 'conv2d', '01_ops', '@STUDENT@', '@COURSE@') if w in text]",
        inside=True,
    ),
    Attack(
        11,
        "wrong from the second test on",
        {
            "dot_patch": "tests = 0\ndef dot_patch(patch, kernel):\n    global tests\n    tests += 1\n    if patch.shape != kernel.shape:\n        raise ValueError\n    right = float((patch.astype(float) * kernel).sum())\n    return right if tests < 4 else 0.0\n"
        },
        due={"dot_patch": 1.5},
    ),
    Attack(
        11,
        "right for each call whose caller shows a visible test",
        {
            "flip_kernel": "import sys\ndef flip_kernel(kernel):\n    frame, text = sys._getframe(), ''\n    while frame:\n        text += repr(sorted(map(str, frame.f_locals.values())))[:20000]\n        frame = frame.f_back\n    return kernel[::-1, ::-1] if 'flip_kernel__values' in text else kernel\n"
        },
        due={"flip_kernel": 0},
    ),
]
ATTACKS = [*READ, *SHORTCUT, *HARD_CODED, *DETECT]
