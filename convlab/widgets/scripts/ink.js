// For widgets that show digits: pictures that come as bytes, painted on small canvases, and a board to draw a digit on.
const SIDE = 28, LOUPE = 140, BOARD = 280, STEP = 20;
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

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

// The board on which a digit is drawn: with the pointer, or with a pen that arrow keys move over 14 by 14 places.
// It keeps strokes, lists of points in its own 280 pixels, and Python makes the digit of them; so the ink can be
// scaled with the drawing, and a stroke taken back. `given` has drawing, pen and isRecentered; onDraw(data, isDone).
function drawingBoard(given, onDraw) {
  const strokes = (given.drawing || []).map((stroke) => [...stroke]), pen = { row: 4, col: 7, isLine: false };
  const canvas = el("canvas", { width: 2 * BOARD, height: 2 * BOARD, style: `display: block; width: ${BOARD}px; height: ${BOARD}px; background: #000; border-radius: 3px` });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const cursor = el("div", { style: `position: absolute; width: ${STEP}px; height: ${STEP}px; border: 2px solid var(--cl-positive); outline: 1px solid #fff; pointer-events: none; display: none` });
  const says = el("span", { class: "cl-hidden", role: "status" });
  const label = "Drawing board of 14 by 14 places. Arrow keys move the pen, space makes a dot, shift and an arrow key draw a line, backspace takes the last stroke back";
  const surface = el("div", { tabindex: 0, role: "application", "aria-label": label, style: `position: relative; width: ${BOARD}px; height: ${BOARD}px; touch-action: none; cursor: crosshair` }, canvas, cursor);
  let width = given.pen, isRecentered = given.isRecentered, current = null;
  function paint() {
    context.clearRect(0, 0, 2 * BOARD, 2 * BOARD);
    Object.assign(context, { lineCap: "round", lineJoin: "round", lineWidth: 2 * width, strokeStyle: "#fff" });
    for (const [first, ...rest] of strokes) {
      context.beginPath();
      context.moveTo(2 * first[0], 2 * first[1]);
      for (const [x, y] of rest.length ? rest : [first]) context.lineTo(2 * x, 2 * y);
      context.stroke();
    }
    undo.disabled = clear.disabled = !strokes.length;
  }
  const data = () => ({ drawing: strokes.map((stroke) => [...stroke]), pen: width, isRecentered });
  const tell = (isDone = true) => (paint(), onDraw(data(), isDone));
  const pointOf = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top].map((at) => Math.round(Math.min(Math.max((at / box.width) * BOARD, 0), BOARD)));
  };
  surface.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button) return;
    event.preventDefault();
    surface.focus({ preventScroll: true });
    cursor.style.display = "none";
    surface.setPointerCapture(event.pointerId);
    strokes.push((current = [pointOf(event)]));
    tell(false);
  });
  surface.addEventListener("pointermove", (event) => {
    if (!current || !event.isPrimary) return;
    for (const one of event.getCoalescedEvents?.() ?? [event]) {
      const point = pointOf(one), [x, y] = current.at(-1);
      if (Math.hypot(point[0] - x, point[1] - y) >= 3) current.push(point);
    }
    tell(false);
  });
  const lift = () => {
    if (current) tell();
    current = null;
  };
  surface.addEventListener("pointerup", lift);
  surface.addEventListener("pointercancel", lift);
  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  surface.addEventListener("keydown", (event) => {
    const move = moves[event.key], at = () => [STEP * (pen.col + 0.5), STEP * (pen.row + 0.5)];
    if ((!move && ![" ", "Backspace", "Delete"].includes(event.key)) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const from = at();
    if (move) {
      pen.row = Math.min(Math.max(pen.row + move[0], 0), 13);
      pen.col = Math.min(Math.max(pen.col + move[1], 0), 13);
      if (event.shiftKey && pen.isLine && strokes.length) strokes.at(-1).push(at());
      else if (event.shiftKey) strokes.push([from, at()]);
    } else if (event.key === " ") strokes.push([at()]);
    else strokes.pop();
    pen.isLine = Boolean(move && event.shiftKey);
    if (!move || event.shiftKey) tell();
    showPen(!move && event.key !== " " ? "last stroke taken back; " : "");
  });
  function showPen(before) {
    Object.assign(cursor.style, { display: "block", top: `${STEP * pen.row}px`, left: `${STEP * pen.col}px` });
    const [level] = context.getImageData(2 * STEP * (pen.col + 0.5), 2 * STEP * (pen.row + 0.5), 1, 1).data;
    says.textContent = `${before}row ${pen.row + 1}, column ${pen.col + 1}: ${level > 127 ? "ink" : "paper"}`;
  }
  surface.addEventListener("blur", () => (cursor.style.display = "none"));
  const undo = el("button", { type: "button", onclick: () => (strokes.pop(), tell()) }, "Undo");
  const clear = el("button", { type: "button", onclick: () => ((strokes.length = 0), tell()) }, "Clear");
  const size = slider("pen", { min: 16, max: 44, step: 2, value: width, say: (value) => `${value} px`, onInput: (value) => ((width = value), tell(false)) });
  const recenter = toggle("recenter", isRecentered, (isOn) => ((isRecentered = isOn), tell()));
  size.node.style.flex = "1 1 170px";
  const controls = el("div", { class: "cl-row", style: `gap: 6px 10px; width: ${BOARD}px; margin-top: 6px` }, size.node, undo, clear, recenter.node);
  paint();
  return { node: el("div", {}, surface, says, controls), data };
}
