// For widgets that show digits: pictures that come as bytes, painted on small canvases, and a board to draw a digit on.
const SIDE = 28, PEN = 2.1, LOUPE = 140;
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const asText = (bytes) => btoa(String.fromCharCode(...bytes));

function paintBytes(canvas, bytes, side, lut) {
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const context = canvas.getContext("2d"), image = context.createImageData(side, side);
  new Uint32Array(image.data.buffer).set(Array.from(bytes, (value) => lut[value]));
  context.putImageData(image, 0, 0);
}
function luts(root) {
  const style = getComputedStyle(root), probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (name) => {
    probe.fillStyle = style.getPropertyValue(`--cl-${name}`).trim();
    probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data];
  };
  const between = (a, b, share) => a.slice(0, 3).reduce((sum, from, i) => sum + (Math.round(from + (b[i] - from) * share) << (8 * i)), 0) + 0xff000000;
  const [negative, zero, positive] = ["negative", "zero", "positive"].map(rgb), range = Array.from({ length: 256 }, (_, value) => value);
  return {
    gray: range.map((value) => between([0, 0, 0], [255, 255, 255], value / 255)),
    signed: range.map((value) => between(zero, value < 128 ? negative : positive, Math.min(Math.abs(value - 128) / 127, 1) * 0.9)),
  };
}
const screen = (side, extra = {}) => el("canvas", { width: SIDE, height: SIDE, style: `display: block; width: ${side}px; height: ${side}px; image-rendering: pixelated`, ...extra });

// The board on which a digit is drawn: with the pointer, or with a pen that arrow keys move in steps of two pixels.
function drawingBoard(onDraw) {
  const ink = new Uint8Array(SIDE * SIDE), scale = LOUPE / SIDE;
  const canvas = screen(LOUPE), pen = { row: 4, col: 7 };
  const cursor = el("div", { style: `position: absolute; width: ${2 * scale}px; height: ${2 * scale}px; border: 2px solid var(--cl-positive); outline: 1px solid #fff; pointer-events: none; display: none` });
  const says = el("span", { class: "cl-hidden", role: "status" });
  const label = "Drawing board of 14 by 14 places. Arrow keys move the pen, space draws, backspace erases, shift and an arrow key draw a line";
  const node = el("div", { tabindex: 0, role: "application", "aria-label": label, style: `position: relative; width: ${LOUPE}px; height: ${LOUPE}px; touch-action: none; cursor: crosshair` }, canvas, cursor);
  let last = null, gray = null;
  const paint = () => gray && paintBytes(canvas, ink, SIDE, gray);
  function dab(y, x, isErased = false) {
    for (let r = Math.max(0, Math.floor(y - 4)); r < Math.min(SIDE, y + 4); r++)
      for (let c = Math.max(0, Math.floor(x - 4)); c < Math.min(SIDE, x + 4); c++) {
        const far = Math.hypot(r + 0.5 - y, c + 0.5 - x), value = Math.round(255 * Math.min(Math.max(PEN + 0.5 - far, 0), 1));
        ink[r * SIDE + c] = isErased ? Math.min(ink[r * SIDE + c], 255 - value) : Math.max(ink[r * SIDE + c], value);
      }
  }
  function stroke(y, x) {
    const [y0, x0] = last || [y, x], count = Math.max(1, Math.ceil(Math.hypot(y - y0, x - x0) * 2));
    for (let i = 0; i <= count; i++) dab(y0 + ((y - y0) * i) / count, x0 + ((x - x0) * i) / count);
    last = [y, x];
    paint();
  }
  const placeOf = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientY - box.top) / box.height) * SIDE, ((event.clientX - box.left) / box.width) * SIDE];
  };
  node.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    node.focus({ preventScroll: true });
    cursor.style.display = "none";
    node.setPointerCapture(event.pointerId);
    last = null;
    stroke(...placeOf(event));
    onDraw(false);
  });
  node.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) stroke(...placeOf(one));
    onDraw(false);
  });
  const lift = () => {
    if (last) onDraw(true);
    last = null;
  };
  node.addEventListener("pointerup", lift);
  node.addEventListener("pointercancel", lift);
  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  node.addEventListener("keydown", (event) => {
    const move = moves[event.key], at = () => [2 * pen.row + 1, 2 * pen.col + 1];
    if (!move && ![" ", "Backspace", "Delete"].includes(event.key)) return;
    event.preventDefault();
    if (move) {
      if (event.shiftKey) last = at();
      pen.row = Math.min(Math.max(pen.row + move[0], 0), 13);
      pen.col = Math.min(Math.max(pen.col + move[1], 0), 13);
      if (event.shiftKey) stroke(...at());
    } else dab(...at(), event.key !== " ");
    last = null;
    paint();
    showPen();
    if (!move || event.shiftKey) onDraw(true);
  });
  const showPen = () => {
    cursor.style.display = "block";
    cursor.style.top = `${2 * pen.row * scale}px`;
    cursor.style.left = `${2 * pen.col * scale}px`;
    says.textContent = `row ${pen.row + 1}, column ${pen.col + 1}: ${ink[(2 * pen.row + 1) * SIDE + 2 * pen.col + 1] > 127 ? "ink" : "paper"}`;
  };
  node.addEventListener("blur", () => (cursor.style.display = "none"));
  const clear = () => (ink.fill(0), paint(), onDraw(true));
  return { node, says, ink, clear, start: (lut) => ((gray = lut), paint()) };
}

