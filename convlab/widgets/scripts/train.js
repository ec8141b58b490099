// Lesson 8: train the network, and watch. Python takes the steps in a thread of its own and sends a picture of the
// state a few times a second; a button only says what to do next.
const WIDE = 318, HIGH = 170, PAD = { left: 42, right: 8, top: 10, bottom: 22 };

// A chart over the steps of the whole plan: add(name, role, dashes) makes a curve, draw(name, points) sets it.
function chart(label, { highest, ticks }) {
  const wide = WIDE - PAD.left - PAD.right, high = HIGH - PAD.top - PAD.bottom, curves = {};
  const y = (value) => PAD.top + high * (1 - Math.min(Math.max(value / highest, 0), 1.02));
  const lines = ticks.flatMap(([value, words]) => {
    const text = svg("text", { x: PAD.left - 7, y: y(value), style: "text-anchor: end; font-size: 12px; fill: var(--cl-muted)" });
    text.textContent = words;
    return [svg("line", { x1: PAD.left, x2: WIDE - PAD.right, y1: y(value), y2: y(value), stroke: "var(--cl-line)", "stroke-width": 0.8 }), text];
  });
  const last = svg("text", { x: WIDE - PAD.right, y: HIGH - 9, style: "text-anchor: end; font-size: 12px; fill: var(--cl-muted)" });
  const node = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, width: WIDE, height: HIGH, role: "img", style: "display: block" }, lines, last);
  const add = (name, role, dashes) => {
    curves[name] = svg("path", { fill: "none", stroke: `var(--cl-${role})`, "stroke-width": 2.2, "stroke-dasharray": dashes, "stroke-linejoin": "round" });
    node.append(curves[name]);
  };
  const draw = (name, points, steps) => {
    let isOpen = false;
    const path = points.map(([step, value]) => {
      const move = value === null ? "" : `${isOpen ? "L" : "M"}${(PAD.left + (wide * step) / steps).toFixed(1)} ${y(value).toFixed(1)}`;
      isOpen = value !== null;
      return move;
    });
    curves[name].setAttribute("d", path.join(""));
    last.textContent = `${steps.toLocaleString("en")} steps`;
  };
  return { node: el("div", { style: `width: ${WIDE}px` }, el("div", { class: "cl-small" }, label), node), svg: node, add, draw };
}

function render({ model, el: host }) {
  const { digits, rates } = model.get("setup"), given = model.get("given");
  const state = { answer: model.get("answer"), source: given.source };
  let colors = null;

  // ---- what is shown
  const tells = el("div", { style: "font-weight: 600; min-height: 1.5em" }), message = el("div", { class: "cl-small", role: "status", style: "min-height: 1.5em" });
  const loss = chart("loss of each batch", { highest: 2.5, ticks: [[0, "0"], [1, "1"], [2, "2"]] });
  loss.add("loss", "kernel");
  const words = el("span", {}, "read rightly: ", el("strong", { class: "cl-role-output" }, "unseen"), ", ", el("span", { class: "cl-role-window" }, "learned from (dashed)"));
  const reads = chart(words, { highest: 100, ticks: [[0, "0"], [50, "50"], [97, "97 %"]] });
  reads.add("seen", "window", "5 4");
  reads.add("unseen", "output");

  const kernels = (count, side) => Array.from({ length: count }, () => screen(side, { style: `display: block; width: ${side}px; height: ${side}px; image-rendering: pixelated; outline: 1px solid var(--cl-line)` }));
  const first = kernels(4, 44), second = kernels(32, 20);
  const columns = Array.from({ length: 8 }, (_, f) => el("div", { style: "display: grid; gap: 4px" }, second.slice(4 * f, 4 * f + 4)));
  const filters = el("div", { role: "img", style: "display: flex; flex-wrap: wrap; gap: 8px 28px" },
    el("div", {}, el("div", { class: "cl-role-kernel cl-small" }, "4 filters of conv 1"), el("div", { style: "display: flex; gap: 8px; margin-top: 4px" }, first)),
    el("div", {}, el("div", { class: "cl-role-kernel cl-small" }, "8 filters of conv 2, each on four maps"), el("div", { style: "display: flex; gap: 16px; margin-top: 4px" }, columns)));

  const followed = screen(LOUPE, { role: "img" }), fed = screen(42, { role: "img" });
  const bars = Array.from({ length: 10 }, (_, k) => {
    const bar = svg("rect", { x: 20, y: 14 * k + 2, width: 1, height: 10, rx: 1 }), name = svg("text", { x: 8, y: 14 * k + 7, style: "font-size: 12px" });
    const says = svg("text", { x: 26, y: 14 * k + 7, style: "font-size: 11px; text-anchor: start" });
    name.textContent = k;
    return { bar, name, says };
  });
  const probabilities = svg("svg", { viewBox: "0 0 160 142", width: 160, height: 142, role: "img", style: "display: block" }, bars.flatMap(({ bar, name, says }) => [bar, name, says]));
  const misread = el("div", { style: "display: flex; flex-wrap: wrap; gap: 6px; min-height: 70px", role: "img" }), count = el("div", { class: "cl-small" });

  // ---- what is set
  const ask = (action, more = {}) => talker.tell({ action, ...more });
  const go = el("button", { type: "button", class: "cl-main", onclick: () => ask(state.answer.isTraining ? "stop" : "train") }, "Train");
  const step = el("button", { type: "button", onclick: () => ask("step") }, "One step");
  const reset = el("button", { type: "button", onclick: () => ask("reset") }, "Start over");
  const save = el("button", { type: "button", onclick: () => ask("save") }, "Save weights");
  const amount = tabs("digits to learn from", [["all", "all 1,397 digits"], ["few", "50 digits"]], given.few ? "few" : "all", (name) => ask("", { few: name === "few" }));
  const shuffled = toggle("labels shuffled", given.shuffled, (isOn) => ask("", { shuffled: isOn }));
  const moved = toggle("digits moved", given.moved, (isOn) => ask("", { moved: isOn }));
  const same = toggle("use my functions, however slow", given.allTheSame, (isOn) => ask("", { allTheSame: isOn }));
  const rate = slider("learning rate", { min: 0, max: rates.length - 1, value: rates.indexOf(given.rate), say: (i) => String(rates[i]), onInput: (i) => ask("", { rate: rates[i] }) });
  const nowAt = el("span", { class: "cl-small", style: "min-width: 6.5em" });

  const drawing = drawingBoard(given, (data, isDone) => isDone && tellDrawing(data));
  const tellDrawing = (data) => ask("", { source: "drawing", ...data });
  const drawn = el("div", {}, drawing.node, el("div", { style: "display: flex; align-items: center; gap: 10px; margin-top: 6px" }, el("span", { class: "cl-small" }, "goes in:"), fed));
  const choose = choice("digit", digits, String(given.digit), (digit) => ask("", { source: "digit", digit: Number(digit) }));
  const source = tabs("followed", [["digit", "a test digit"], ["drawing", "draw"]], given.source, (name) => {
    turn(name);
    if (name === "drawing") tellDrawing(drawing.data());
    else ask("", { source: "digit" });
  });
  function turn(name) {
    state.source = name;
    followed.style.display = name === "digit" ? "block" : "none";
    drawn.style.display = name === "digit" ? "none" : "block";
    choose.select.disabled = name !== "digit";
  }

  // ---- painting
  function sentence({ epoch, epochs, step: at, losses, accuracies, hasExploded, isOver }) {
    const [, , unseen] = accuracies.at(-1) || [0, 0, 0], value = losses.length ? losses.at(-1)[1] : null;
    const now = value === null ? "" : `, loss ${value.toFixed(value < 0.1 ? 4 : 2)}`;
    if (hasExploded) return `Step ${at}: the loss is no number any more. It exploded; start over with a smaller rate.`;
    return `${isOver ? "Done: e" : "E"}poch ${epoch} of ${epochs}, step ${at}${now}; reads ${unseen.toFixed(1)} % of 400 unseen digits`;
  }
  function paint() {
    const { answer } = state, { misread: pairs, accuracies } = answer;
    colors = luts(root);
    tells.textContent = sentence(answer);
    message.textContent = answer.message;
    go.textContent = answer.isTraining ? "Stop" : answer.step && !answer.isOver ? "Go on" : "Train";
    go.disabled = answer.isOver;
    step.disabled = answer.isOver;
    nowAt.textContent = `now ${answer.rate}`;
    loss.draw("loss", answer.losses, answer.steps);
    loss.svg.setAttribute("aria-label", `The loss: ${answer.losses.length ? `${format(answer.losses[0][1])} at first, ${answer.losses.at(-1)[1] ?? "no number"} now` : "no step yet"}`);
    reads.draw("seen", accuracies.map(([at, seen]) => [at, seen]), answer.steps);
    reads.draw("unseen", accuracies.map(([at, , unseen]) => [at, unseen]), answer.steps);
    const [, seen, unseen] = accuracies.at(-1) || [0, 0, 0];
    reads.svg.setAttribute("aria-label", `Read rightly: ${unseen} % of the unseen digits, ${seen} % of those learned from`);
    const [w1, w2] = answer.filters.map(bytesOf);
    first.forEach((canvas, f) => paintBytes(canvas, w1.subarray(9 * f, 9 * f + 9), 3, colors.signed));
    second.forEach((canvas, f) => paintBytes(canvas, w2.subarray(9 * f, 9 * f + 9), 3, colors.signed));
    filters.setAttribute("aria-label", `The filters of both layers after ${answer.step} steps; red is positive, blue negative`);
    const picture = bytesOf(answer.picture), best = answer.probabilities.indexOf(Math.max(...answer.probabilities));
    for (const canvas of [followed, fed]) {
      paintBytes(canvas, picture, SIDE, colors.gray);
      canvas.setAttribute("aria-label", state.source === "digit" ? `The digit ${choose.select.selectedOptions[0]?.textContent}` : "The drawing as the network sees it");
    }
    bars.forEach(({ bar, name, says }, k) => {
      const width = Math.max(1, 92 * answer.probabilities[k]);
      change(bar, { width, style: `fill: var(--cl-${k === best ? "output" : "muted"})` });
      name.style.fontWeight = says.style.fontWeight = k === best ? 700 : 400;
      says.textContent = `${Math.round(100 * answer.probabilities[k])} %`;
      says.setAttribute("x", 26 + width);
    });
    probabilities.setAttribute("aria-label", `The followed digit: ${answer.probabilities.map((p, k) => `${k}: ${Math.round(100 * p)} %`).join(", ")}`);
    showMisread(pairs, bytesOf(answer.pictures), answer.misreadInAll);
  }
  function showMisread(pairs, bytes, wrong) {
    count.textContent = `unseen digits that are misread: ${wrong}${wrong > pairs.length ? `, the first ${pairs.length} of them` : ""} (it is → it says)`;
    misread.setAttribute("aria-label", pairs.map(([is, said]) => `a ${is} read as ${said}`).join(", ") || "none");
    while (misread.children.length > pairs.length) misread.lastChild.remove();
    while (misread.children.length < pairs.length) misread.append(el("div", { class: "cl-small", style: "text-align: center" }, screen(40), el("span")));
    pairs.forEach(([is, said], i) => {
      const [canvas, caption] = misread.children[i].children;
      paintBytes(canvas, bytes.subarray(784 * i, 784 * (i + 1)), SIDE, colors.gray);
      caption.textContent = `${is} → ${said}`;
    });
  }

  const talker = talk(model, (answer) => ((state.answer = answer), root.isConnected && paint()), { onTheme: () => paint() });
  const row = (...children) => el("div", { class: "cl-row", style: "margin-bottom: 8px" }, children);
  const root = board(host, "Train the network",
    row(go, step, reset, save),
    row(amount.node, shuffled.node, moved.node),
    row(rate.node, nowAt),
    tells, message,
    el("div", { style: "display: flex; flex-wrap: wrap; gap: 10px 18px; margin: 4px 0 10px" }, loss.node, reads.node),
    filters,
    el("div", { style: "display: flex; flex-wrap: wrap; gap: 12px 22px; margin: 14px 0 8px" },
      el("div", {}, row(source.node, choose.node), el("div", { style: "display: flex; gap: 12px" }, el("div", {}, followed, drawn), probabilities)),
      el("div", { style: "flex: 1 1 260px" }, count, misread)),
    el("div", { class: "cl-row" }, talker.whose, same.node));
  turn(state.source);
  const begin = () => {
    if (!root.isConnected) return requestAnimationFrame(begin);
    paint();
    talker.receive();
  };
  begin();
  return talker.off;
}
export default { render };
