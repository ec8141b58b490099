// Lesson 6: push a digit around before a linear model and the CNN. All places lie in `answer`; a slider only paints.
const SIDE = 28, SCALE = 6, CELL = 15;
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const MODELS = [["linear", "linear, 7,850 parameters"], ["cnn", "CNN, 4,266 parameters"]];

function render({ model, el: host }) {
  const { digits, trained, reach, sample } = model.get("setup"), given = model.get("given"), count = 2 * reach + 1;
  const state = { dx: 0, dy: 0, answer: model.get("answer") };
  let image = null;

  const canvas = el("canvas", { class: "cl-drag", width: SIDE, height: SIDE, role: "img", style: `display: block; width: ${SIDE * SCALE}px; height: ${SIDE * SCALE}px; image-rendering: pixelated` });
  const home = el("div", { style: `position: absolute; top: ${5 * SCALE}px; left: ${5 * SCALE}px; width: ${18 * SCALE}px; height: ${18 * SCALE}px; border: 1.5px dashed #fff; pointer-events: none` });
  const where = el("div", { class: "cl-role-window", style: "margin-bottom: 4px" });
  const panels = MODELS.map(([name, title]) => {
    const bars = Array.from({ length: 10 }, (_, k) => {
      const bar = svg("rect", { x: 20, y: 17 * k + 2, height: 11, rx: 1 }), label = svg("text", { x: 8, y: 17 * k + 8, style: "font-size: 13px" });
      const words = svg("text", { y: 17 * k + 8, style: "font-size: 12px; text-anchor: start" });
      label.textContent = k;
      return { bar, label, words };
    });
    const picture = svg("svg", { viewBox: "0 0 210 170", width: 210, height: 170, role: "img", style: "display: block" }, bars.flatMap(({ bar, label, words }) => [bar, label, words]));
    const verdict = el("div", { role: "status", style: "font-weight: 600; min-height: 1.5em" });
    const grid = new Grid(count, count, { size: CELL, role: "output", label: `${title}: ${sample} test digits at every place`, onChoose: (r, c) => go(c - reach, r - reach) });
    const size = count * CELL;
    const plan = svg("svg", { viewBox: `-3 -3 ${size + 6} ${size + 6}`, width: size + 6, height: size + 6, style: "display: block" }, grid.node);
    const share = el("div", { class: "cl-small", style: "min-height: 1.5em" });
    const rail = el("div", { style: "height: 12px; width: 200px; background: var(--cl-faint); margin: 2px 0 8px" }, el("div", { style: "height: 100%; background: var(--cl-output)" }));
    const node = el("div", { style: "width: 212px" }, el("div", { style: "font-weight: 600" }, title), picture, verdict, share, rail, plan);
    return { name, title, bars, picture, verdict, grid, share, rail: rail.firstChild, node };
  });

  function paintImage() {
    const context = canvas.getContext("2d"), out = context.createImageData(SIDE, SIDE), cells = new Uint32Array(out.data.buffer).fill(0xff000000);
    for (let r = 0; r < SIDE; r++)
      for (let c = 0; c < SIDE; c++) {
        const y = r + state.dy, x = c + state.dx;
        if (y >= 0 && y < SIDE && x >= 0 && x < SIDE) cells[y * SIDE + x] = 0xff000000 + 0x010101 * image[r * SIDE + c];
      }
    context.putImageData(out, 0, 0);
  }
  function paint() {
    const { answer } = state, at = (state.dy + reach) * count + state.dx + reach;
    paintImage();
    where.textContent = `dx ${format(state.dx)}, dy ${format(state.dy)}`;
    canvas.setAttribute("aria-label", `A handwritten ${answer.label}, moved by ${state.dx} right and ${state.dy} down; the dashed frame shows where it was.`);
    for (const { name, title, bars, picture, verdict, grid, share, rail } of panels) {
      const shares = answer.shares[name][at], best = shares.indexOf(Math.max(...shares)), isRight = best === answer.label;
      bars.forEach(({ bar, label, words }, k) => {
        const width = Math.max(1, 100 * shares[k]);
        change(bar, { width, style: `fill: var(--cl-${k === best ? "output" : "muted"})` });
        label.style.fontWeight = words.style.fontWeight = k === best ? 700 : 400;
        words.setAttribute("x", 26 + width);
        words.textContent = `${Math.round(100 * shares[k])} %${k === answer.label ? " ← true" : ""}`;
      });
      picture.setAttribute("aria-label", `${title}, shares: ${shares.map((value, k) => `${k}: ${Math.round(100 * value)} %`).join("; ")}`);
      verdict.textContent = isRight ? `✓ says ${best}: right` : `✗ says ${best}: wrong, it is a ${answer.label}`;
      const percent = answer.accuracies[name][at];
      share.textContent = `reads ${percent} of ${sample} test digits here`;
      rail.style.width = `${percent}%`;
      answer.accuracies[name].forEach((value, place) => {
        const r = Math.floor(place / count), c = place % count, isHere = place === at;
        grid.set(r, c, { ...tint(value, 60, "output"), text: isHere ? "●" : "", name: `dx ${c - reach}, dy ${r - reach}: ${value} of ${sample}` });
      });
    }
  }
  function go(x, y) {
    state.dx = x;
    state.dy = y;
    dx.set(x);
    dy.set(y);
    paint();
  }

  // Drag the digit: a pixel of it is SCALE pixels of the page.
  let grip = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    grip = { x: event.clientX, y: event.clientY, dx: state.dx, dy: state.dy };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!grip || !event.isPrimary) return;
    const scale = canvas.getBoundingClientRect().width / SIDE, within = (value) => Math.min(Math.max(value, -reach), reach);
    const x = within(grip.dx + Math.round((event.clientX - grip.x) / scale)), y = within(grip.dy + Math.round((event.clientY - grip.y) / scale));
    if (x !== state.dx || y !== state.dy) go(x, y);
  });
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => (grip = null));

  const talker = talk(model, (answer) => {
    state.answer = answer;
    image = bytesOf(answer.image);
    paint();
  });
  const choose = choice("digit", digits, String(given.digit), (digit) => talker.tell({ digit: Number(digit) }));
  const training = tabs("trained on", trained, given.trained, (name) => talker.tell({ trained: name }));
  const move = (name, words) => slider(name, { min: -reach, max: reach, value: 0, say: (value) => (value === 0 ? "0" : `${Math.abs(value)} ${words[value > 0 ? 1 : 0]}`), onInput: (value) => ((state[name] = value), paint()) });
  const dx = move("dx", ["left", "right"]), dy = move("dy", ["up", "down"]);
  const root = board(host, "Push a digit before a linear model and the CNN",
    el("div", { class: "cl-row", style: "margin-bottom: 8px" }, choose.node, el("span", { class: "cl-small" }, "both trained on"), training.node),
    el("div", { class: "cl-row", style: "margin-bottom: 10px" }, dx.node, dy.node),
    el("div", { style: "display: flex; flex-wrap: wrap; gap: 20px" },
      el("div", {}, where, el("div", { style: "position: relative; width: max-content" }, canvas, home), el("p", { class: "cl-small", style: "max-width: 168px; margin: 8px 0 0" }, `Drag the digit, or use the sliders. Below the bars: how many of ${sample} test digits each model reads at each of the ${count} × ${count} places, fuller color is more. The dot is where you are; choose a cell to go there.`)),
      panels.map(({ node }) => node)),
    talker.whose);
  image = bytesOf(state.answer.image);
  paint();
  talker.receive();
  return talker.off;
}
export default { render };
