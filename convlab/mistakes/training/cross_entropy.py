"""Usual mistakes of lesson 8: the loss and its gradient, `cross_entropy`."""

from __future__ import annotations

import numpy as np

from convlab.mistakes import AnyError, Bank, fails_when, loses_fractions, probe
from convlab.mistakes.training.losses import (
    APART,
    FOUR,
    LARGE,
    LEVELS,
    ONE,
    SQUARE,
    THREE,
    TWO,
    WHOLE,
    all_columns,
    by_log,
    every_pair,
    first_image,
    mean_log,
    not_finite,
    of_logits,
    of_shares,
    one_hot,
    probabilities,
    shifted,
    with_both,
    with_gradient,
    with_labels,
    with_loss,
)
from convlab.numerics.gradients import cross_entropy as right

LOSS = "lesson 8, section 8.6 (how wrong is a guess)"
CHECK = "lesson 8, section 8.7 (is the whole way back right)"


cross_entropy = Bank("cross_entropy", oracle=right, where=LOSS, probes=[ONE, TWO, THREE, FOUR])
add = cross_entropy.add
add(
    "gradient-not-averaged",
    "Your gradient is as many times too large as there are images. The loss is a mean: what becomes of each slope?",
    with_gradient(lambda p, y, n: p - y),
    where=CHECK,
)
add(
    "sum-for-mean",
    "Your loss is the sum over the batch. Which is asked for, and would it not grow with the batch?",
    with_loss(lambda p, y: -np.log(p[y > 0]).sum()),
    with_both(lambda p, y: -np.log(p[y > 0]).sum(), lambda p, y, n: p - y),
)
add(
    "averaged-over-classes",
    "You divide by the number of all logits, or by that of the classes. Over what is the mean taken?",
    with_loss(lambda p, y: mean_log(p, y) / p.shape[1]),
    with_gradient(lambda p, y, n: (p - y) / p.size),
    with_gradient(lambda p, y, n: (p - y) / p.shape[1]),
    with_both(lambda p, y: mean_log(p, y) / p.shape[1], lambda p, y, n: (p - y) / p.size),
    with_both(lambda p, y: mean_log(p, y) / p.shape[1], lambda p, y, n: (p - y) / p.shape[1]),
    with_both(lambda p, y: -np.log(p[y > 0]).sum() / p.shape[1], lambda p, y, n: (p - y) / p.shape[1]),
)
add(
    "averaged-twice",
    "Your loss or your gradient is divided by the batch twice. How often does the 1/N stand in it?",
    with_gradient(lambda p, y, n: (p - y) / n**2),
    with_loss(lambda p, y: mean_log(p, y) / len(p)),
)
add(
    "softmax-twice",
    "Your loss takes the softmax of probabilities. How often do the logits go through it?",
    of_shares(lambda z: probabilities(probabilities(z))),
    with_loss(lambda p, y: mean_log(probabilities(p), y)),
    of_shares(lambda z: probabilities(probabilities(z)), loss_too=False),
)
add(
    "softmax-not-shifted",
    "Right for small logits, no numbers at all for large ones. What may be taken off all logits of a row first?",
    not_finite(lambda z: 0),
    probes=LARGE,
)
add(
    "shifted-by-the-largest-of-all",
    "Right until one row lies far below another. Whose largest logit is taken off?",
    not_finite(np.max),
    probes=LEVELS,
)
add(
    "logarithm-of-zero",
    "Right until a probability is so small that it becomes 0. Its logarithm is asked for: who needs the probability?",
    with_loss(mean_log),
    probes=APART,
)
add(
    "logarithm-clipped",
    "Right until a probability is small: then your loss stops growing. The logarithm can be had without the "
    "probability: what is ln p in terms of the logits?",
    *(with_loss(lambda p, y, e=e: mean_log(p + e, y)) for e in 10.0 ** -np.arange(5, 17)),
    *(with_loss(lambda p, y, e=e: mean_log(np.clip(p, e, None), y)) for e in 10.0 ** -np.arange(5, 17)),
    with_loss(lambda p, y: mean_log(np.clip(p, 1e-300, None), y)),
    with_loss(lambda p, y: mean_log(np.maximum(p, np.finfo(float).eps), y)),
    with_loss(lambda p, y: mean_log(np.maximum(p, np.finfo(float).tiny), y)),
    probes=APART,
)
add(
    "other-logarithm",
    "Your loss is ours in another unit. Which logarithm undoes the powers of e?",
    with_loss(lambda p, y: mean_log(p, y) / np.log(2)),
    with_loss(lambda p, y: mean_log(p, y) / np.log(10)),
    lambda z, labels: by_log(z, labels, np.log10(np.exp(z).sum(axis=1, keepdims=True))),
    lambda z, labels: by_log(z, labels, np.log2(np.exp(z).sum(axis=1, keepdims=True))),
    lambda z, labels: by_log(shifted(z), labels, np.log10(np.exp(shifted(z)).sum(axis=1, keepdims=True))),
    lambda z, labels: by_log(shifted(z), labels, np.log2(np.exp(shifted(z)).sum(axis=1, keepdims=True))),
)
add(
    "sign-turned",
    "The sign of your loss or of your gradient is turned. Is a logarithm of a probability above 0, and should the "
    "label's logit grow or shrink?",
    with_loss(lambda p, y: -mean_log(p, y)),
    with_gradient(lambda p, y, n: (y - p) / n),
    with_both(lambda p, y: -mean_log(p, y), lambda p, y, n: (y - p) / n),
)
add(
    "label-not-taken-off",
    "Your gradient is the probabilities alone. What should the label's have been?",
    with_gradient(lambda p, y, n: p / n),
    with_gradient(lambda p, y, n: p),
)
add(
    "number-of-the-label",
    "Your gradient takes the label's number off all probabilities of its row. From which one, and how much, is taken?",
    with_gradient(lambda p, y, n: (p - y.argmax(axis=1)[:, None]) / n),
    with_gradient(lambda p, y, n: p - y.argmax(axis=1)[:, None]),
)
add(
    "label-only",
    "Only the label's logit gets a gradient. Does the label's probability not depend on the other logits, too?",
    with_gradient(lambda p, y, n: y * (p - y) / n),
    with_gradient(lambda p, y, n: -y * p / n),
)
add(
    "gradient-of-probabilities",
    "Your gradient is that with respect to the probabilities. There is one more step back to the logits: which?",
    with_gradient(lambda p, y, n: -y / p / n),
    with_gradient(lambda p, y, n: -y / p),
)
add(
    "logarithm-forgotten",
    "Your loss has no logarithm. What should it be where the label got 1/1000 in place of 1/10?",
    with_loss(lambda p, y: -p[y > 0].mean()),
    with_loss(lambda p, y: 1 - p[y > 0].mean()),
    with_loss(lambda p, y: p[y > 0].mean()),
)
add(
    "logarithm-of-the-mean",
    "You take the logarithm of a mean. Each image has its own surprise: which comes first?",
    with_loss(lambda p, y: -np.log(p[y > 0].mean())),
)
add(
    "all-classes-counted",
    "Your loss counts the logarithms of all classes. Which one entry of each row says how surprised you are?",
    with_loss(lambda p, y: -np.log(p).mean()),
    with_loss(lambda p, y: -np.log(p).sum(axis=1).mean()),
    with_loss(lambda p, y: -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum(axis=1).mean()),
    with_loss(lambda p, y: -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()),
    with_loss(lambda p, y: -(p * np.log(p)).sum(axis=1).mean()),
)
add(
    "every-row-every-label",
    "`a[:, labels]` takes the columns of all labels from every row. Which entry of which row is meant?",
    every_pair,
    all_columns,
    lambda logits, labels: (every_pair(logits, labels)[0], right(logits, labels)[1]),
    lambda logits, labels: (right(logits, labels)[0], every_pair(logits, labels)[1]),
)
add(
    "softmax-wrong-axis",
    "Your probabilities add up to 1 along the batch. Which numbers compete with each other?",
    of_shares(lambda z: probabilities(z, 0)),
    probes=[probe(FOUR.args[0][:3], np.array([2, 1, 0])), probe(TWO.args[0][::-1], np.array([3, 2]))],
)
add(
    "softmax-over-everything",
    "The probabilities of all images together add up to 1. How much should each image have?",
    of_shares(lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum()),
)
add(
    "squared-error",
    "Your loss is the mean of squared errors. Which loss is asked for?",
    with_loss(lambda p, y: ((p - y) ** 2).mean()),
    with_loss(lambda p, y: ((p - y) ** 2).sum(axis=1).mean()),
)
add(
    "loss-of-each-image",
    "You return a loss for every image. How many numbers go downhill together?",
    lambda z, labels: (-np.log(probabilities(z)[one_hot(z, labels) > 0]), right(z, labels)[1]),
    lambda z, labels: (-np.log(probabilities(z)[one_hot(z, labels) > 0])[:, None], right(z, labels)[1]),
)
add(
    "order-of-results",
    "The right two, in the other order. Which comes first?",
    lambda logits, labels: right(logits, labels)[::-1],
)
add(
    "logits-for-probabilities",
    "Your loss or your gradient takes the logits for probabilities. What makes probabilities of logits?",
    lambda z, labels: (float(-z[one_hot(z, labels) > 0].mean()), right(z, labels)[1]),
    lambda z, labels: (right(z, labels)[0], (z - one_hot(z, labels)) / len(labels)),
    lambda z, labels: (float(-z[one_hot(z, labels) > 0].mean()), (z - one_hot(z, labels)) / len(labels)),
    *map(of_logits, (0, 1e-15, 1e-12, 1e-9, 1e-8, 1e-7)),
)
add(
    "prediction-for-label",
    "You ask how sure the network is of what it says. Of which class is the probability asked for?",
    with_labels(lambda logits, labels: logits.argmax(axis=1)),
    lambda logits, labels: (right(logits, logits.argmax(axis=1))[0], right(logits, labels)[1]),
    probes=[probe(FOUR.args[0], np.array([0, 1, 0, 0]))],
)
add(
    "label-off-by-one",
    "You look at the class before, or after, the label. From which number are classes counted?",
    with_labels(lambda logits, labels: labels - 1),
    lambda logits, labels: (right(logits, labels - 1)[0], right(logits, labels)[1]),
)
add(
    "first-label-for-all",
    "Every image is judged by the first label. Which label belongs to which row?",
    with_labels(lambda logits, labels: np.full(len(labels), labels[0])),
    probes=[probe(FOUR.args[0], np.array([0, 1, 1, 2]))],
)
add(
    "output-dtype",
    "Right for fractions; whole logits make your gradient whole, or stop it. Which dtype has the array that you take 1 "
    "off from?",
    loses_fractions(lambda logits, labels: logits.dtype.kind in "iu", right),
    lambda z, labels: (
        right(z, labels)[0],
        ((np.trunc(probabilities(z)) if z.dtype.kind in "iu" else probabilities(z)) - one_hot(z, labels))
        / len(labels),
    ),
    fails_when(lambda logits, labels: logits.dtype.kind in "iu", right, AnyError(TypeError, "Cannot cast")),
    probes=WHOLE,
)
add(
    "keepdims-forgotten",
    "One row's sum meets another row's logits. Which shape must the sums have to lie below their rows?",
    lambda z, labels: by_log(z, labels, np.log(np.exp(z).sum(axis=1))),
    lambda z, labels: by_log(shifted(z), labels, np.log(np.exp(shifted(z)).sum(axis=1))),
    probes=SQUARE,
)
add(
    "shifted-on-one-side",
    "The largest logit is taken off in one of two places only. Of which powers must the sum be, for the logarithm of a "
    "share?",
    lambda z, labels: by_log(shifted(z), labels, np.log(np.exp(z).sum(axis=1, keepdims=True))),
    lambda z, labels: by_log(z, labels, np.log(np.exp(shifted(z)).sum(axis=1, keepdims=True))),
)
add(
    "label-added",
    "Your gradient has the probability of the label plus 1. Should the label's logit grow, or shrink?",
    with_gradient(lambda p, y, n: (p + y) / n),
    with_gradient(lambda p, y, n: p + y),
)
add(
    "row-of-the-label",
    "`a[labels]` takes whole rows, those with the labels' numbers. Which entry of which row is meant?",
    lambda z, labels: (float(-np.log(probabilities(z))[labels].mean()), right(z, labels)[1]),
    probes=[*SQUARE, probe(FOUR.args[0], np.array([2, 1, 0, 0])), probe(THREE.args[0], np.array([1, 1, 0]))],
)
add(
    "label-taken-off-first",
    "Your loss takes the logarithm of 1 - p for the label: was the 1 taken off before the loss was read?",
    with_loss(lambda p, y: mean_log(1 - p, y)),
    with_loss(lambda p, y: np.nan),
)
add(
    "rounded",
    "Your loss or gradient is rounded. Who asked for fewer digits?",
    *(lambda z, labels, n=n: (round(right(z, labels)[0], n), right(z, labels)[1]) for n in (1, 2, 3)),
    *(
        lambda z, labels, n=n: (round(right(z, labels)[0], n), np.round(right(z, labels)[1], n))
        for n in (1, 2, 3)
    ),
)
add(
    "returned-too-early",
    "Only the first image counts. Does the `return` wait until the loop is over?",
    with_both(lambda p, y: mean_log(p[:1], y[:1]) / len(p), lambda p, y, n: (p - y * first_image(n)) / n),
    with_both(lambda p, y: mean_log(p[:1], y[:1]) / len(p), lambda p, y, n: (p - y) * first_image(n) / n),
    with_both(lambda p, y: mean_log(p[:1], y[:1]), lambda p, y, n: (p - y) * first_image(n)),
)
add(
    "last-image-only",
    "Your loss is that of the last image. Does each new one add to the total, or take its place (`=`, `+=`)?",
    with_loss(lambda p, y: mean_log(p[-1:], y[-1:]) / len(p)),
    with_loss(lambda p, y: mean_log(p[-1:], y[-1:])),
)

BANKS = [cross_entropy]
