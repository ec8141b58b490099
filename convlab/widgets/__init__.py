"""Show the course's widgets: one line in a lesson, `widgets.slide_kernel()`, one module here for each lesson.

The pattern
-----------
A widget is one JavaScript file that paints and one Python function that computes. Scrubbing, playing
and sliding never wait for Python: the script has all numbers for every position in `answer` and changes
only attributes of an SVG. An edit is painted at once (with the script's own arithmetic) and told to
Python, whose answer follows.

Python, in `widgets/<lesson>.py`: a public function of few arguments, all of them optional, that returns
`base.make(script, setup=..., given=..., compute=..., still=...)`:

- `setup`: plain data that never changes (presets, words). `given`: plain data that the learner may set.
- `compute(given)` returns a dict of plain data, with `whose`, `isYours` and `wrong` from the `signed(*args)` of
  `learner.function(name, reference, probes)`, which is the learner's own function once it agrees with the
  course's on the probes; until then `wrong` holds its map beside the right one.
- `still()` returns a `drawing.picture(...)` of the first view, for pages without scripts. Its title is
  the alt text.

JavaScript, in `widgets/<script>.js`: `render({ model, el })` and `export default { render }`.
`shared.js`, `grid.js` and `wrong.js` stand before it in the same module, so these are there without an import:
`el`, `svg` (make elements), `format`, `brief`, `bracket` (numbers), `gray`, `signed`, `tint` (fills), `Grid` (cells,
focus, editing), `choice`, `toggle`, `tabs`, `slider`, `player` (labelled controls), `talk` (Python),
`board` (the card). Colors come as CSS variables from `drawing.PALETTE` by role: `var(--cl-window)`,
`var(--cl-kernel)`, `var(--cl-output)`, `var(--cl-ink)` and so on.

A whole widget
--------------
A slider scales a kernel's answer; `widgets/gain.js`::

    function render({ model, el: host }) {
      const state = { step: 0, answer: model.get("answer") };
      const grid = new Grid(1, 4, { size: 40, role: "output" });
      const picture = svg("svg", { class: "cl-picture", viewBox: "-3 -3 668 48", role: "img" });
      picture.append(grid.node);
      function paint() {
        const row = state.answer.rows[state.step];
        row.forEach((value, c) => grid.set(0, c, { text: brief(value), ...signed(value, 9) }));
        change(picture, { "aria-label": `The answers are ${row.map(format).join(", ")}.` });
      }
      const talker = talk(model, (answer) => ((state.answer = answer), paint()));
      const onInput = (step) => ((state.step = step), paint());
      const gain = slider("gain", { min: 0, max: 3, value: 0, onInput });
      board(host, "Gain", picture, gain.node, talker.whose);
      paint();
      talker.receive();
      return talker.off;
    }
    export default { render };

and in Python::

    def gain(row=(1, -2, 3, 0)):
        def compute(given):
            conv2d = learner.function("conv2d", engine.conv2d, PROBES)
            rows = [conv2d(np.array([given["row"]]), np.array([[k]]))[0].tolist() for k in range(4)]
            return {"rows": rows, **conv2d.signed(np.array([given["row"]]), np.array([[1]]))}

        return make("gain", setup={}, given={"row": list(row)}, compute=compute, still=gain_still)

House rules: native controls with labels, or a `Grid`; every picture has an `aria-label` that says what
it shows now; a number, a badge or a frame repeats what a color says; motion only if `!isCalm()`;
what a canvas shows is painted anew in `talk`'s `onTheme`;
nothing is fetched. A test in `tests/browser/test_lesson_01.py` moves every control; `bench/widgets.py` measures
the time from slider to paint."""

from convlab.widgets.im2col import columns
from convlab.widgets.im2col_race import race
from convlab.widgets.kernels import edit_kernel
from convlab.widgets.marking import mark
from convlab.widgets.ops import channels, slide_kernel
from convlab.widgets.output_size import strip
from convlab.widgets.padding_stride import turn_dials
from convlab.widgets.receptive_field import cone, groups
from convlab.widgets.tiny_cnn import layers, shift
from convlab.widgets.training import train

__all__ = [
    "channels",
    "columns",
    "cone",
    "edit_kernel",
    "groups",
    "layers",
    "mark",
    "race",
    "shift",
    "slide_kernel",
    "strip",
    "train",
    "turn_dials",
]
