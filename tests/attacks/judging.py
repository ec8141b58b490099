"""Classes 1 to 5: change the comparison, the check, the oracle, the shell; objects that lie."""

from tests.attacks.kinds import LAZY, RIGHT, Attack, cheat, returning

_LIAR = """class Liar:
    shape, dtype, ndim, size = (4, 6), np.dtype(float), 2, 24
    def yes(self, *a, **k): return True
    __eq__ = __ne__ = __lt__ = __gt__ = __le__ = __ge__ = __bool__ = __contains__ = __call__ = yes
    def same(self, *a, **k): return self
    __sub__ = __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __abs__ = __neg__ = __getitem__ = same
    all = any = astype = copy = reshape = same
    def __array__(self, *a, **k): return np.zeros((4, 6))
    def __array_function__(self, *a, **k): return True
    def __array_ufunc__(self, *a, **k): return True
    def __float__(self): return 0.0
    def __len__(self): return 4
    def __hash__(self): return 1
"""
_SUBCLASS = """class Agree(np.ndarray):
    def __array_function__(self, func, types, args, kwargs): return True
    def __array_ufunc__(self, *a, **k): return np.True_
    def __eq__(self, other): return np.True_
    def __reduce__(self): return (print, ("unpickled",))
    def __array_finalize__(self, obj): pass
"""

COMPARISON = [
    cheat(
        1,
        "assert_allclose does nothing",
        "np.testing.assert_allclose = np.testing.assert_array_equal = lambda *a, **k: None",
    ),
    cheat(
        1,
        "allclose and equality of NumPy say yes",
        "np.allclose = np.array_equal = np.isclose = np.all = lambda *a, **k: True",
    ),
    cheat(
        1,
        "builtins say yes",
        "import builtins\nbuiltins.all = builtins.isinstance = lambda *a, **k: True\nbuiltins.abs = builtins.max = lambda *a, **k: 0",
    ),
    cheat(
        1,
        "AssertionError is nothing",
        "import builtins\nclass Quiet(BaseException): pass\nbuiltins.AssertionError = builtins.ValueError = Quiet",
        due={"conv2d_multi": None},
    ),
    cheat(
        1,
        "the array type compares equal (by ctypes)",
        "import ctypes, gc\ntry:\n    gc.get_referents(np.ndarray.__dict__)[0]['__eq__'] = lambda a, b: np.True_\nexcept BaseException as e:\n    print(e)\nctypes.pythonapi.PyType_Modified(ctypes.py_object(np.ndarray))",
        due={"dot_patch": 2},
    ),
    cheat(
        1,
        "NumPy's error state and warnings",
        "np.seterr(all='ignore')\nimport warnings\nwarnings.simplefilter('ignore')\nnp.set_printoptions(threshold=1)",
    ),
]
CHECK = [
    cheat(
        2,
        "convlab.check does nothing",
        "import convlab\nconvlab.check = check = lambda *a, **k: None\nconvlab.checking = convlab",
    ),
    cheat(
        2,
        "sys.modules gives a false convlab",
        "import sys, types\nm = types.ModuleType('convlab')\nm.check = lambda *a, **k: None\nfor name in ('convlab', 'convlab.checks.check', 'convlab.numerics.engine'): sys.modules[name] = m",
    ),
    cheat(
        2,
        "an import hook replaces modules of the tests",
        "import sys\nclass Hook:\n    def find_spec(self, name, path=None, target=None):\n        print('asked', name)\nsys.meta_path.insert(0, Hook())\nsys.path.insert(0, '.')\nopen('convlab.py', 'w').write('check = print')",
    ),
    Attack(
        2,
        "check is redefined in every cell",
        {"conv2d": f"check = print\n{LAZY}\ncheck = lambda *a, **k: None"},
        first="def check(*a, **k):\n    return True\nnp_check = check",
        due={"conv2d": 0},
    ),
    cheat(
        2,
        "assert is compiled away",
        "import builtins, sys\nreal = builtins.compile\nbuiltins.compile = lambda s, *a, **k: real('pass', '<x>', 'exec')\n"
        + LAZY,
        due={"flip_kernel": 0, "conv2d_multi": 0},
    ),
]
ORACLE = [
    cheat(
        3,
        "a false scipy in sys.modules",
        "import sys, types\nfake = types.ModuleType('scipy.signal')\nfake.correlate2d = lambda *a, **k: np.zeros((3, 3))\nsys.modules['scipy'] = sys.modules['scipy.signal'] = fake",
    ),
    cheat(
        3,
        "a file that shadows a library",
        "import os\nos.makedirs('scipy', exist_ok=True)\nopen('scipy/__init__.py', 'w').write('')\nopen('scipy/signal.py', 'w').write('def correlate2d(*a, **k): return __import__(\"numpy\").zeros((3, 3))')\nopen('numpy.py', 'w').write('allclose = print')",
    ),
    cheat(
        3,
        "the name of the oracle is the student's",
        "correlate2d = lambda *a, **k: np.zeros((3, 3))\nrng = None\nimages = None\nexpected = np.zeros((3, 3))",
    ),
    cheat(
        3,
        "NumPy's random numbers are all zero",
        "np.random.default_rng = lambda *a: type('R', (), {'normal': lambda s, size: np.zeros(size), 'integers': lambda s, *a, **k: np.zeros(k['size'])})()",
        body="def conv2d(image, kernel):\n    return np.zeros(tuple(np.subtract(image.shape, kernel.shape) + 1))\n",
    ),
]
LIES = [
    returning(4, "an object that equals everything", "Liar()", before=_LIAR, says="Liar"),
    returning(4, "an array type that agrees", "np.zeros((3, 3)).view(Agree)", before=_SUBCLASS),
    returning(4, "an array of objects that lie", "np.full((3, 3), Liar(), dtype=object)", before=_LIAR),
    returning(4, "a masked array", "np.ma.masked_all(tuple(np.subtract(image.shape, kernel.shape) + 1))"),
    returning(
        4, "not a number everywhere", "np.full(tuple(np.subtract(image.shape, kernel.shape) + 1), np.nan)"
    ),
    returning(4, "infinities", "np.full(tuple(np.subtract(image.shape, kernel.shape) + 1), np.inf)"),
    returning(4, "the empty array", "np.empty(0)"),
    returning(
        4,
        "a str subclass",
        "S('x')",
        before="class S(str):\n    def __eq__(self, o): return True\n    __hash__ = str.__hash__",
    ),
    returning(
        4,
        "a float subclass",
        "F(0)",
        before="class F(float):\n    def __eq__(self, o): return True\n    def __sub__(self, o): return 0.0\n    __rsub__ = __sub__\n    __hash__ = None",
    ),
    returning(
        4,
        "an int subclass with __index__",
        "I(0)",
        before="class I(int):\n    def __index__(self): raise SystemExit\n    def __repr__(self): raise SystemExit",
    ),
    returning(4, "a dict that is an array", "{'shape': (3, 3), 'dtype': 'f8', '__array_interface__': {}}"),
    returning(
        4,
        "an array interface with a wild pointer",
        "W()",
        before="class W:\n    __array_interface__ = {'shape': (3, 3), 'typestr': '<f8', 'data': (16, True), 'version': 3}",
        flags=(),
    ),
    returning(4, "dtype with metadata", "np.zeros((3, 3), dtype=np.dtype('f8', metadata={'a': 1}))"),
    returning(4, "a structured array", "np.zeros((3, 3), dtype=[('a', 'f8')])"),
    returning(4, "broadcast from one number, a petabyte", "np.broadcast_to(np.float64(0), (10**7, 10**8))"),
    returning(4, "a list within itself", "loop", before="loop = []\nloop.append(loop)"),
    returning(4, "an integer of a million digits", "10 ** 1_000_000"),
    returning(4, "a coroutine", "run()", before="async def run():\n    return 1"),
    Attack(
        4,
        "a subclass of the right values is rebuilt",
        {"conv2d": _SUBCLASS + RIGHT["conv2d"].replace("return out\n", "return out.view(Agree)\n")},
    ),
    Attack(4, "conv2d is an instance that lies", {"conv2d": _LIAR + "conv2d = Liar()\n"}, due={"conv2d": 0}),
    Attack(
        4,
        "conv2d is a class",
        {"conv2d": "class conv2d(AssertionError):\n    changed_argument = None\n    shape = (3, 3)\n"},
        due={"conv2d": 0},
    ),
    Attack(4, "conv2d is data", {"conv2d": "conv2d = np.zeros((3, 3))\n"}, due={"conv2d": 0}),
    returning(
        4,
        "an exception with a forged mistake",
        "fail()",
        before="class V(ValueError):\n    mistake = 'kernel-flipped'\n    _render_traceback_ = lambda self: exit()\n    def __str__(self): return 'passed'\ndef fail():\n    raise V()",
        due=0,
    ),
    returning(
        4, "SkipTest", "skip()", before="import unittest\ndef skip():\n    raise unittest.SkipTest('later')"
    ),
    returning(4, "StopIteration", "next(iter(()))"),
    returning(4, "GeneratorExit", "leave()", before="def leave():\n    raise GeneratorExit"),
]
SHELL = [
    cheat(
        5,
        "input and AST transformers",
        "ip = get_ipython()\nip.input_transformers_cleanup.append(lambda lines: ['pass\\n'])\nimport ast\nclass T(ast.NodeTransformer):\n    def visit_Assert(self, n): return ast.Pass()\nip.ast_transformers.append(T())",
        due={"flip_kernel": 0, "conv2d_multi": 0},
    ),
    cheat(
        5,
        "run_cell and run_code do nothing",
        "ip = get_ipython()\nip.run_code = lambda *a, **k: False\nip.showtraceback = ip.showsyntaxerror = lambda *a, **k: None",
        due={"flip_kernel": None, "conv2d_multi": None},
    ),
    cheat(
        5,
        "ExecutionResult is always a success",
        "from IPython.core.interactiveshell import ExecutionResult\nExecutionResult.success = True\nExecutionResult.raise_error = lambda self: None\nExecutionResult.error_in_exec = property(lambda s: None, lambda s, v: None)",
    ),
    cheat(
        5,
        "events and hooks",
        "ip = get_ipython()\nip.events.register('post_run_cell', lambda r: setattr(r, 'error_in_exec', None))\nimport sys\nsys.excepthook = sys.displayhook = sys.unraisablehook = lambda *a: None\nip.set_custom_exc((BaseException,), lambda *a, **k: None)",
    ),
    cheat(
        5,
        "tracing rewrites local variables",
        "import sys, threading\ndef tracer(frame, event, arg):\n    return tracer\nsys.settrace(tracer)\nsys.setprofile(lambda *a: None)\nthreading.settrace(tracer)",
    ),
    cheat(
        5,
        "the kernel is another",
        "from ipykernel.ipkernel import IPythonKernel\nk = IPythonKernel.instance()\nk.do_execute = lambda *a, **k: {'status': 'ok'}\nk.shell = None",
        due={"flip_kernel": None, "conv2d_multi": None},
    ),
    cheat(
        5,
        "forged results are displayed",
        "from IPython.display import display\nfor mime in ('application/vnd.autograder.check+json', 'application/vnd.jupyter.widget-view+json'):\n    display({mime: {'mistake': 'kernel-transposed', 'message': 'all passed', 'status': 'passed', 'score': 8}}, raw=True)\nprint('{\"conv2d__values\": \"passed\", \"score\": 8}')",
    ),
]
ATTACKS = [*COMPARISON, *CHECK, *ORACLE, *LIES, *SHELL]
