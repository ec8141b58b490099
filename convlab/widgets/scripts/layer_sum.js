// Lesson 6: where one number of a map comes from. For conv 2 that is a window in each of four maps, four kernels, four
// partial sums and the bias; for ReLU one number; for a pool the largest of four.
const CELLS = 32, PART = 3 * CELLS;
const GEOMETRY = { conv: { k: 3, hop: 1 }, relu: { k: 1, hop: 1 }, pool: { k: 2, hop: 2 } };
// Not by visibility, which all that stands inside inherits: the browser would style hundreds of cells anew.
const reveal = (node, isShown) => {
  node.style.clipPath = isShown ? "" : "inset(50%)";
  node.setAttribute("aria-hidden", !isShown);
};
const two = (value) => format(Math.round(100 * value) / 100);

function layerSum(home, { map, nameOf }) {
  const columns = Array.from({ length: 4 }, (_, c) => {
    const canvas = screen(PART, { role: "img" }), frame = frameOver(canvas), caption = el("div", { class: "cl-small cl-role-window" });
    const grids = [1, 2, 3].map((k) => new Grid(k, k, { size: CELLS, role: "window", isPlain: true })), kernel = new Grid(3, 3, { size: CELLS, role: "kernel", isPlain: true });
    const picture = (...nodes) => svg("svg", { width: PART + 6, height: PART + 6, viewBox: `-3 -3 ${PART + 6} ${PART + 6}`, role: "img", style: "display: block" }, nodes);
    const windows = el("div", { class: "cl-part" }, picture(...grids.map(({ node }) => node))), weights = el("div", { class: "cl-part" }, picture(kernel.node));
    const partial = screen(PART, { role: "img" }), mark = frameOver(partial, "output"), number = el("div", { class: "cl-part", style: "text-align: center; font-weight: 600; min-width: 96px" });
    const times = el("div", { class: "cl-symbol", style: "text-align: center" }, "×"), partialWords = el("div", { class: "cl-small" }, `partial map ${c}`);
    const node = el("div", {}, caption, frame.node, windows, times, weights, number, partialWords, mark.node);
    return { node, canvas, frame, caption, grids, windows, kernel, weights, times, partial, mark, number, partialWords };
  });
  const total = el("div", { class: "cl-part", role: "status", style: "padding: 2px 6px; min-height: 3em" }), bias = el("span", { class: "cl-part cl-role-kernel", style: "padding: 0 3px; font-weight: 600" });
  const formulas = {}, formulaHome = el("div", { style: "display: grid" });
  const all = (name) => () => columns.slice(0, now.channels).map((column) => column[name]);
  const kernelsOf = all("weights"), windowsOf = all("windows"), numbers = all("number"), partials = () => columns.map(({ mark }) => mark.node);
  let now = null, drawn = [];
  const place = [["f", () => `map ${now.f}`, () => [map()]], ", ", ["i", () => `${now.i}, the row of the mark`, () => [map()]], ", ", ["j", () => `${now.j}, its column`, () => [map()]]];
  const y = ["y", () => "the number at the mark", () => [map(), total], "output"];
  const texts = {
    conv: [y, "[", ...place, "] = ", ["b", () => "the bias of this filter, one number", () => [bias], "kernel"], "[f] + ",
      ["Σ", () => "add the products of all places and channels", () => numbers()], " ", ["w", () => "the weights of this filter", () => kernelsOf(), "kernel"], "[f, ",
      ["c", () => `a channel, 0 to ${now.channels - 1}: each has a kernel, a window and a partial map`, () => [...numbers(), ...partials()]], ", ",
      ["m", () => "a row of the kernel, 0 to 2", () => [...kernelsOf(), ...windowsOf()]], ", ", ["n", () => "a column of it, 0 to 2", () => [...kernelsOf(), ...windowsOf()]], "] · ",
      ["x", () => "the numbers of the windows; 0 outside", () => windowsOf(), "window"], "[c, i + m − ", ["p", () => `${now.padding}, the padding`, () => windowsOf()], ", j + n − p]"],
    relu: [y, "[", ...place, "] = max(", ["x", () => "the number at the same place", () => windowsOf(), "window"], "[f, i, j], 0)"],
    pool: [y, "[", ...place, "] = max of ", ["x", () => "the four numbers of the window", () => windowsOf(), "window"], "[f, 2i + m, 2j + n], ", ["m", () => "0 or 1", () => windowsOf()], " and ", ["n", () => "0 or 1", () => windowsOf()], " from 0 to 1"],
  };
  for (const [kind, pieces] of Object.entries(texts)) {
    formulas[kind] = formulaLine(pieces, home);
    formulas[kind].style.gridArea = "1 / 1";
    formulaHome.append(formulas[kind]);
  }

  // `source` has channels of side * side numbers; `low` to `high` are painted in gray, without them in red and blue.
  function show({ step, f, i, j, source, side, out, value, weights, offset, padding, colors }) {
    const kind = step.slice(0, 4), { k, hop } = GEOMETRY[kind], isConv = kind === "conv", p = isConv ? padding : 0, limit = Math.max(...source.map((one) => largest([...one])));
    const isImage = step === "conv1", top = hop * i - p, left = hop * j - p, sums = [];
    now = { f, i, j, padding: p, channels: source.length };
    // What is not needed keeps its room, so that nothing below jumps when the slider goes to another layer.
    for (const [name, node] of Object.entries(formulas)) node.style.visibility = name === kind ? "" : "hidden";
    columns.forEach((column, c) => {
      reveal(column.node, c < source.length);
      if (c >= source.length) return;
      const values = source[c], at = (r, q) => (r < 0 || q < 0 || r >= side || q >= side ? null : values[r * side + q]);
      // While the mark moves, or another filter reads the same maps, the pictures above the windows stay.
      if (column.shown?.buffer !== values.buffer || column.shown?.byteOffset !== values.byteOffset || column.colors !== colors) {
        paintBytes(column.canvas, values.map((one) => (isImage ? Math.round(255 * one) : Math.round(128 + (127 * one) / limit))), side, isImage ? colors.gray : colors.signed);
        Object.assign(column, { shown: values, colors });
      }
      column.caption.textContent = isImage ? "the digit" : nameOf(step, isConv ? c : f);
      column.canvas.setAttribute("aria-label", `${column.caption.textContent}, with the window framed`);
      column.frame.place(top, left, k, k, [side, side]);
      column.grids.forEach(({ node }, at_) => reveal(node, at_ === k - 1));
      let sum = 0;
      for (let m = 0; m < k; m++)
        for (let n = 0; n < k; n++) {
          const number = at(top + m, left + n), look = isImage ? gray(number ?? 0, 0, 1) : signed(number ?? 0, 1.25 * limit);
          column.grids[k - 1].set(m, n, number === null ? { text: "0", ...blank, isEmpty: true } : { text: number.toFixed(2).replace("-", "−"), ...look });
          if (isConv) sum += (number ?? 0) * weights[c][m][n];
        }
      column.windows.firstChild.setAttribute("aria-label", `The window: ${column.grids[k - 1].cells.map((line) => line.map(({ text }) => text.textContent).join(" ")).join(", ")}`);
      for (const node of [column.times, column.weights, column.number, column.partialWords, column.mark.node]) reveal(node, isConv);
      if (!isConv) return;
      const most = largest(weights.flat(1));
      weights[c].forEach((line, m) => line.forEach((weight, n) => column.kernel.set(m, n, { text: weight.toFixed(2).replace("-", "−"), ...signed(weight, most) })));
      column.weights.firstChild.setAttribute("aria-label", `The weights: ${weights[c].map((line) => line.map(two).join(" ")).join(", ")}`);
      column.number.textContent = `sum ${two(sum)}`;
      column.partialWords.textContent = isImage ? "map without bias" : `partial map ${c}`;
      sums.push(sum);
    });
    const partsKey = isConv && [step, f, colors, source[0].buffer];
    if (isConv && !partsKey.every((part, at) => part === drawn[at])) {
      drawn = partsKey;
      const maps = source.map((values, c) => partialMap(values, side, weights[c], p)), most = Math.max(1e-9, ...maps.map((one) => largest([...one])));
      maps.forEach((values, c) => {
        paintBytes(columns[c].partial, values.map((one) => Math.round(128 + (127 * one) / most)), out, colors.signed);
        columns[c].partial.setAttribute("aria-label", `Partial map ${c}: what this kernel makes of this channel`);
      });
    }
    if (isConv) {
      source.forEach((_, c) => columns[c].mark.place(i, j, 1, 1, [out, out]));
      bias.textContent = `bias ${two(offset)}`;
    }
    const plus = (number, at) => `${at ? (number < 0 ? " − " : " + ") : number < 0 ? "−" : ""}${two(Math.abs(number))}`, term = sums.map(plus).join("");
    const result = el("strong", { class: "cl-role-output" }, ` = ${two(value)}`), name = `y[${f}, ${i}, ${j}] = `;
    if (isConv) total.replaceChildren(name, term, " + ", bias, result);
    else total.replaceChildren(name, kind === "relu" ? `max(${two(source[0][top * side + left])}, 0)` : "the largest", result);
  }
  const node = el("div", { style: "flex: 1 1 420px; min-width: 0" }, formulaHome, total, el("div", { style: "display: flex; flex-wrap: wrap; gap: 6px 5px; margin-top: 6px" }, columns.map((column) => column.node)));
  return { node, show };
}

// What one kernel makes of one channel, with p zeros around.
function partialMap(values, side, kernel, p) {
  const out = side + 2 * p - 2, found = new Float32Array(out * out);
  for (let i = 0; i < out; i++)
    for (let j = 0; j < out; j++) {
      let sum = 0;
      for (let m = 0; m < 3; m++)
        for (let n = 0; n < 3; n++) {
          const r = i + m - p, c = j + n - p;
          if (r >= 0 && c >= 0 && r < side && c < side) sum += kernel[m][n] * values[r * side + c];
        }
      found[i * out + j] = sum;
    }
  return found;
}

