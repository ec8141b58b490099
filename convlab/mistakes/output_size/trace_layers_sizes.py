"""Usual mistakes of lesson 2 in the sizes of a stack: more of `trace_layers`."""

from convlab.mistakes.output_size.trace_layers import TASK, trace_layers
from convlab.mistakes.output_size.trace_steps import BOTH, OWN_STEP, PADDED, POOLED, STRIDED, edited, trace
from convlab.numerics.engine import output_size as right_size

for _id, _wrong, _probes, _question in [
    ("no-plus-one", lambda n, k, p, s: right_size(n, k, p, s) - 1, [],
     "one short. Is your `output_size` right yet?"),
    ("padding-once", lambda n, k, p, s: right_size(n + p, k, 0, s), PADDED,
     "those of a padding on one side only. At how many ends does it stand?"),
    ("padding-ignored", lambda n, k, p, s: right_size(n, k, 0, s), PADDED,
     "those without padding. Do you read that entry?"),
    ("stride-ignored", lambda n, k, p, s: right_size(n, k, p, 1), [*STRIDED, *BOTH],
     "those at stride 1. Do you read that entry?"),
    ("brackets-forgotten", lambda n, k, p, s: n - k + 2 * p // s + 1, [*STRIDED, *BOTH],
     "n - k + 2p/s + 1: the division comes before the sums. What should the stride divide?"),
    ("rounded-up", lambda n, k, p, s: -(-(n + 2 * p - k) // s) + 1, [*STRIDED, *POOLED, *OWN_STEP],
     "rounded up. Is a step taken that does not fit?"),
    ("parameters-swapped", lambda n, k, p, s: right_size(n, k, s, p), [*BOTH, *PADDED[:1]],
     "those with padding and stride exchanged. In which order does `output_size` take its arguments?"),
]:  # fmt: skip
    trace_layers.add(
        _id,
        f"Your heights and widths are {_question}",
        lambda shape, layers, wrong=_wrong: trace(
            shape, layers, size=lambda n, k, p, s, is_conv: wrong(n, k, p, s)
        ),
        where="lesson 2, 'What if the kernel has gaps?', where the whole formula stands",
        probes=_probes,
    )
trace_layers.add(
    "pool-rounded-up",
    "Your pools keep a window that does not fit. What becomes of the rows and columns that are left over?",
    lambda shape, layers: trace(
        shape,
        layers,
        size=lambda n, k, p, s, is_conv: right_size(n, k, p, s) if is_conv else -(-(n - k) // s) + 1,
    ),
    where="lesson 2, 'What if the steps do not come out even?'",
    probes=[*POOLED, *OWN_STEP],
)
trace_layers.add(
    "width-from-new-height",
    "Your width comes from the height, and from the new one: the line above has changed it already. Which goes in?",
    lambda shape, layers: trace(shape, layers, width_from=lambda new_height, width: new_height),
    where="lesson 2, 'How many places are there?'",
)
trace_layers.add(
    "field-of-this-layer-alone",
    "Your fields are the kernels themselves. What did the cells under a kernel see of the input already?",
    edited(
        lambda rows, shape, layers: [
            {**row, "receptive_field": n["kernel"]} for row, n in zip(rows, layers, strict=True)
        ]
    ),
)
trace_layers.add(
    "stride-ignored-by-pools",
    "Your pools always move by their kernel. Do you read the stride that is given?",
    lambda shape, layers: trace(
        shape, [{k: v for k, v in n.items() if k != "stride" or n["kind"] == "conv"} for n in layers]
    ),
    where=TASK,
    probes=OWN_STEP,
)
