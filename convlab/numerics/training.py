"""Train the tiny CNN in plain NumPy: forward, the way back, optimizer, batches.

Arrays are laid out as in the lessons: images `(N, C, H, W)`, filters `(F, C, kH, kW)`. Forward goes a whole batch
at once; back goes image by image, with the functions of lesson 8: the course's own, or a learner's.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from convlab.numerics import gradients
from convlab.numerics.engine import output_size

Params = dict[str, np.ndarray]


@dataclass(frozen=True)
class WayBack:
    """The functions of lesson 8 that training needs: the course's own, where no others are given."""

    conv2d_backward: Callable = gradients.conv2d_backward
    max_pool2d_backward: Callable = gradients.max_pool2d_backward
    cross_entropy: Callable = gradients.cross_entropy


OURS = WayBack()


def _taps(h: int, w: int, kh: int, kw: int, stride: int) -> Iterator[tuple[int, int, tuple]]:
    """Yield (i, j, index) for each kernel place; `index` picks the pixel that it meets in every window."""
    rows, columns = output_size(h, kh, stride=stride), output_size(w, kw, stride=stride)
    for i in range(kh):
        for j in range(kw):
            down = slice(i, i + (rows - 1) * stride + 1, stride)
            right = slice(j, j + (columns - 1) * stride + 1, stride)
            yield i, j, (..., down, right)


def _padded(x: np.ndarray, padding: int) -> np.ndarray:
    """Return `x` with `padding` zeros on every side of its last two axes."""
    if padding == 0:
        return x
    *leading, h, w = x.shape
    out = np.zeros((*leading, h + 2 * padding, w + 2 * padding), x.dtype)
    out[..., padding : padding + h, padding : padding + w] = x
    return out


def conv2d(x: np.ndarray, w: np.ndarray, b: np.ndarray, stride: int = 1, padding: int = 0) -> np.ndarray:
    """Return the maps `(N, F, Ho, Wo)` of a batch `(N, C, H, W)`, by one matrix product an image.

    Raises ValueError when the kernel does not fit the padded image.
    """
    x, (f, c, kh, kw) = _padded(x, padding), w.shape
    n, _, h, wide = x.shape
    ho, wo = output_size(h, kh, stride=stride), output_size(wide, kw, stride=stride)
    columns = np.empty((n, c, kh, kw, ho, wo), x.dtype)
    for i, j, met in _taps(h, wide, kh, kw, stride):
        columns[:, :, i, j] = x[met]
    out = w.reshape(f, -1) @ columns.reshape(n, c * kh * kw, ho * wo)
    out += b[:, None]
    return out.reshape(n, f, ho, wo)


def max_pool2d(x: np.ndarray, size: int = 2, stride: int | None = None) -> np.ndarray:
    """Return the maximum of every window of the last two axes; windows that do not fit are dropped."""
    stride = stride or size
    out = None
    for _, _, met in _taps(*x.shape[-2:], size, size, stride):
        out = x[met].copy() if out is None else np.maximum(out, x[met], out=out)
    return out


def init_params(rng: np.random.Generator, padding: int = 1) -> Params:
    """Return fresh float32 parameters of the tiny CNN (He et al. 2015: variance 2 / inputs of a unit)."""
    side = 7 if padding else 5
    shapes = {"w1": (4, 1, 3, 3), "w2": (8, 4, 3, 3), "w3": (10, 8 * side * side)}
    params = {}
    for name, shape in shapes.items():
        scale = np.sqrt(2 / np.prod(shape[1:]))
        params[name] = (scale * rng.normal(size=shape)).astype(np.float32)
        params[name.replace("w", "b")] = np.zeros(shape[0], np.float32)
    return params


def forward(images: np.ndarray, params: Params, padding: int = 1) -> dict[str, np.ndarray]:
    """Return the tiny CNN's activations for `(N, 28, 28)` images, `logits` `(N, 10)` among them."""
    act = {"x": images[:, None]}
    act["conv1"] = conv2d(act["x"], params["w1"], params["b1"], padding=padding)
    act["relu1"] = np.maximum(act["conv1"], 0)
    act["pool1"] = max_pool2d(act["relu1"])
    act["conv2"] = conv2d(act["pool1"], params["w2"], params["b2"], padding=padding)
    act["relu2"] = np.maximum(act["conv2"], 0)
    act["pool2"] = max_pool2d(act["relu2"])
    act["flat"] = act["pool2"].reshape(len(images), -1)
    act["logits"] = act["flat"] @ params["w3"].T + params["b3"]
    return act


def backward(
    dlogits: np.ndarray, act: dict[str, np.ndarray], params: Params, padding: int = 1, way: WayBack = OURS
) -> Params:
    """Return the gradient of every parameter, from the logits' gradient and `forward`'s activations."""
    grads = {"w3": dlogits.T @ act["flat"], "b3": dlogits.sum(axis=0)}
    d = (dlogits @ params["w3"]).reshape(act["pool2"].shape)
    for block, came_in in (("2", act["pool1"]), ("1", act["x"])):
        w = params["w" + block]
        d = way.max_pool2d_backward(d, act["relu" + block]) * (act["conv" + block] > 0)
        parts = [way.conv2d_backward(dout, x, w, padding=padding) for dout, x in zip(d, came_in, strict=True)]
        d, dw, db = (np.array(part) for part in zip(*parts, strict=True))
        grads["w" + block], grads["b" + block] = dw.sum(axis=0), db.sum(axis=0)
    return grads


def loss(images: np.ndarray, labels: np.ndarray, params: Params, way: WayBack = OURS) -> float:
    """Return the tiny CNN's mean loss on a batch, with padding 1, and nothing of the way back."""
    return way.cross_entropy(forward(images, params)["logits"], labels)[0]


def cnn_loss(
    images: np.ndarray, labels: np.ndarray, params: Params, padding: int = 1, way: WayBack = OURS
) -> tuple[float, Params]:
    """Return the tiny CNN's mean loss on a batch and its gradients."""
    act = forward(images, params, padding)
    value, dlogits = way.cross_entropy(act["logits"], labels)
    return value, backward(dlogits, act, params, padding, way)


def linear_loss(images: np.ndarray, labels: np.ndarray, params: Params) -> tuple[float, Params]:
    """Return the mean loss and gradients of softmax regression on pixels: `w (10, 784)`, `b (10,)`."""
    x = images.reshape(len(images), -1)
    value, dlogits = gradients.cross_entropy(x @ params["w"].T + params["b"], labels)
    return value, {"w": dlogits.T @ x, "b": dlogits.sum(axis=0)}


def adam(params: Params, decay: float = 0.003) -> Callable[[Params, float], None]:
    """Return `step(grads, rate)`, which moves `params` in place by Adam (Kingma and Ba, 2015).

    `decay` pulls the weights (arrays of two axes or more) toward 0 by `rate * decay` a step, apart from the
    gradient (Loshchilov and Hutter, 2019).
    """
    means = {name: np.zeros_like(p) for name, p in params.items()}
    squares = {name: np.zeros_like(p) for name, p in params.items()}
    count = 0

    def step(grads: Params, rate: float) -> None:
        nonlocal count
        count += 1
        for name, p in params.items():
            means[name] += 0.1 * (grads[name] - means[name])
            squares[name] += 0.001 * (grads[name] ** 2 - squares[name])
            mean, square = means[name] / (1 - 0.9**count), squares[name] / (1 - 0.999**count)
            if p.ndim > 1:
                p -= rate * decay * p
            p -= rate * mean / (np.sqrt(square) + 1e-8)

    return step


def batches(
    rng: np.random.Generator, images: np.ndarray, labels: np.ndarray, size: int = 32
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield one epoch of (images, labels) in a random order; what does not fill a batch is left out."""
    order = rng.permutation(len(labels))
    for start in range(0, len(order) - size + 1, size):
        chosen = order[start : start + size]
        yield images[chosen], labels[chosen]


def train(
    params: Params, loss: Callable, epoch: Callable, epochs: int, rate: float = 0.01
) -> Iterator[float]:
    """Train `params` in place and yield the mean loss after each epoch.

    Parameters
    ----------
    loss : function (images, labels, params) -> (loss, grads)
    epoch : function () -> iterable of (images, labels) batches
    rate : float
        Highest learning rate: it rises over three epochs and then falls along half a cosine.
    """
    step = adam(params)
    for number in range(epochs):
        now = rate * min(1, (number + 1) / 3) * (1 + np.cos(np.pi * number / epochs)) / 2
        losses = []
        for images, labels in epoch():
            value, grads = loss(images, labels, params)
            step(grads, now)
            losses.append(value)
        yield float(np.mean(losses))


def predict(images: np.ndarray, params: Params, padding: int = 1) -> np.ndarray:
    """Return the tiny CNN's class `(N,)` for each of `(N, 28, 28)` images."""
    return forward(images, params, padding)["logits"].argmax(axis=1)


def predict_linear(images: np.ndarray, params: Params) -> np.ndarray:
    """Return the linear model's class `(N,)` for each of `(N, 28, 28)` images."""
    return (images.reshape(len(images), -1) @ params["w"].T + params["b"]).argmax(axis=1)
