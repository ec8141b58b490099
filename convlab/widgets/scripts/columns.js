// Lesson 4: the kernel as a row, times the matrix of all windows, fills the map column by column; an output cell has
// its window in the image and its column in the matrix, a pixel all of its places there.
function render({ model, el: host }) {
  const { image, kernel, strides, rows: presets } = model.get("setup"), side = image.length, SIZE = 36, CELL = 33;
  const IMAGE = [4, 62], OUTPUT = [208, 98], MATRIX = [366, 26], rows = kernel * kernel, BELOW = MATRIX[1] + rows * CELL + 30, ROW = [4, BELOW];
  const state = { stride: strides[0], cell: [0, 0], before: null, pixel: [2, 2], row: presets[0][0], answer: model.get("answer"), isPlaying: false };
  const picture = svg("svg", { class: "cl-picture", viewBox: `0 0 668 ${BELOW + CELL + 24}`, role: "group" });
  const reading = el("div", { class: "cl-note", role: "status", style: "min-height: 8.5em" });
  const placesOf = (stride) => Math.floor((side - kernel) / stride) + 1;
  const weightsOf = () => presets.find(([name]) => name === state.row)[2];
  const mapOf = () => matrixOf()[0].map((_, k) => weightsOf().reduce((sum, weight, r) => sum + weight * matrixOf()[r][k], 0));
  const matrixOf = () => state.answer.matrices[state.stride];
  const list = (values) => values.join(" ");

  const label = (x, y, words, style = "") => svg("text", { x, y, style: `font-size: 13px; ${style}` }, words);
  const at = ([x, y], node) => svg("g", { transform: `translate(${x} ${y})` }, node);
  const frame = (role) => svg("rect", { class: "cl-frame", stroke: `var(--cl-${role})`, rx: 3, style: "fill: none; pointer-events: none" });
  const windowFrame = frame("window"), columnFrame = frame("window");

  const weightRow = new Grid(1, rows, { label: "kernel as a row", size: CELL, role: "kernel" });
  const pixels = new Grid(side, side, { label: "image", size: SIZE, onChoose: (r, c) => choosePixel(r, c) });
  // One output and one matrix for each stride; the others are hidden.
  const sets = Object.fromEntries(strides.map((stride) => [stride, makeSet(stride)]));
  function makeSet(stride) {
    const n = placesOf(stride);
    const output = new Grid(n, n, { label: "output", size: SIZE, role: "output", onChoose: (i, j) => chooseCell(i, j) });
    const matrix = new Grid(rows, n * n, { label: "column matrix", size: CELL, onChoose: (r, k) => chooseEntry(r, k, n) });
    const product = new Grid(1, n * n, { label: "product", size: CELL, role: "output" });
    const heads = Array.from({ length: n * n }, (_, k) => label(MATRIX[0] + (k + 0.5) * CELL, 14, k, "fill: var(--cl-muted)"));
    return { n, output, matrix, product, node: svg("g", {}, at(OUTPUT, output.node), at(MATRIX, matrix.node), at([MATRIX[0], BELOW], product.node), heads) };
  }
  const taps = Array.from({ length: rows }, (_, r) =>
    label(MATRIX[0] - 18, MATRIX[1] + (r + 0.5) * CELL, `${Math.floor(r / kernel)}, ${r % kernel}`, "fill: var(--cl-muted)"));
  picture.append(label(IMAGE[0] + 90, IMAGE[1] - 20, "image", "font-weight: 600; fill: var(--cl-window)"),
    label(OUTPUT[0] + 54, IMAGE[1] - 20, "output", "font-weight: 600; fill: var(--cl-output)"), label(MATRIX[0] - 26, 14, "tap", "fill: var(--cl-muted)"),
    label(ROW[0] + 148, BELOW - 14, "the kernel, laid out as a row", "font-weight: 600; fill: var(--cl-kernel)"), at(ROW, weightRow.node),
    ...Array.from({ length: rows }, (_, r) => label(ROW[0] + (r + 0.5) * CELL, BELOW + CELL + 14, `${Math.floor(r / kernel)}, ${r % kernel}`, "fill: var(--cl-muted)")),
    label(MATRIX[0] - 32, BELOW + CELL / 2, "@ =", "font-size: 15px; fill: var(--cl-muted)"), at(IMAGE, pixels.node), ...taps, ...Object.values(sets).map((set) => set.node), windowFrame, columnFrame);

  let isReady = false;
  function chooseCell(i, j) {
    if (!isReady) return;
    if (!state.isPlaying) steps.stop();
    const [r, c] = state.cell;
    if (r !== i || c !== j) state.before = state.cell;
    state.cell = [i, j];
    steps.reset(placesOf(state.stride) ** 2, i * placesOf(state.stride) + j);
    paint();
  }
  function choosePixel(r, c) {
    state.pixel = [r, c];
    paint();
  }
  function chooseEntry(r, k, n) {
    const [i, j] = [Math.floor(k / n), k % n], [m, q] = [Math.floor(r / kernel), r % kernel];
    state.pixel = [i * state.stride + m, j * state.stride + q];
    chooseCell(i, j);
  }

  function paint() {
    if (!isReady) return;
    const { stride, cell: [i, j], pixel } = state, { n, output, matrix, product } = sets[stride], values = matrixOf();
    const chosen = image[pixel[0]][pixel[1]], k = i * n + j, top = i * stride, left = j * stride;
    for (const [name, set] of Object.entries(sets)) set.node.style.display = Number(name) === stride ? "" : "none";
    const look = (isInside, role) => (isInside ? tint(0.5, 1, role) : blank);
    image.forEach((row, r) => row.forEach((value, c) => {
      const isInside = r >= top && r < top + kernel && c >= left && c < left + kernel;
      pixels.set(r, c, { text: String(value), ...look(isInside, "window"), isMarked: value === chosen, name: `pixel ${value}${isInside ? ", in the window" : ""}` });
    }));
    const map = mapOf(), most = 1.25 * largest(map), weights = weightsOf();
    weights.forEach((weight, r) => weightRow.set(0, r, { text: format(weight), ...signed(weight, 2 * largest(weights)) }));
    map.forEach((value, at_) => {
      const isReached = at_ <= k, [r, c] = [Math.floor(at_ / n), at_ % n], cell = isReached ? { text: brief(value), ...signed(value, most) } : { ...blank, isEmpty: true };
      output.set(r, c, { ...cell, isMarked: at_ === k, name: `output cell ${r}, ${c}: column ${at_}, ${isReached ? value : "not yet computed"}` });
      product.set(0, at_, { ...cell, isMarked: at_ === k });
    });
    let count = 0;
    values.forEach((row, r) => row.forEach((value, c) => {
      count += value === chosen;
      matrix.set(r, c, { text: String(value), ...look(c === k, "window"), isMarked: value === chosen, name: `tap ${Math.floor(r / kernel)}, ${r % kernel}, column ${c}: ${value}` });
    }));
    change(windowFrame, { width: kernel * SIZE, height: kernel * SIZE });
    change(columnFrame, { width: CELL, height: rows * CELL });
    for (const [node, x, y] of [[windowFrame, IMAGE[0] + left * SIZE, IMAGE[1] + top * SIZE], [columnFrame, MATRIX[0] + k * CELL, MATRIX[1]]]) {
      node.classList.toggle("cl-glide", state.isPlaying && !isCalm());
      node.style.transform = `translate(${x}px, ${y}px)`;
    }
    write(values, k, n, chosen, count);
  }
  function write(values, k, n, chosen, count) {
    const [i, j] = state.cell, column = values.map((row) => row[k]), total = rows * n * n, parts = [];
    parts.push(el("div", {}, "Output cell ", el("b", { class: "cl-role-output" }, `(${i}, ${j})`), " is column ", el("b", {}, k), `: ${list(column)}`));
    const weights = weightsOf(), terms = column.map((value, r) => `${r ? " + " : ""}${bracket(weights[r])}·${value}`);
    parts.push(el("div", {}, "Row times column: ", el("span", { class: "cl-role-kernel" }, terms.join("")), " = ", el("b", { class: "cl-role-output" }, format(mapOf()[k]))));
    if (state.before && state.before[0] < n && state.before[1] < n) {
      const old = state.before[0] * n + state.before[1], shared = values.filter((row) => column.includes(row[old])).length;
      parts.push(el("div", {}, `It shares ${shared === 1 ? "1 number" : `${shared} numbers`} with column ${old}, chosen before.`));
    }
    parts.push(el("div", {}, "Pixel ", el("b", {}, chosen), ` (boxed) stands in the matrix ${count === 1 ? "once" : `${count} times`}.`));
    parts.push(el("div", {}, `The matrix holds ${rows} · ${n * n} = ${total} numbers, the image ${side * side}.`));
    reading.replaceChildren(...parts);
    change(picture, { "aria-label": `Image, output and column matrix. Output cell ${i}, ${j} is column ${k}: ${list(column)}. Pixel ${chosen} stands in the matrix ${count} times.` });
  }

  const stride = tabs("stride", strides.map((s) => [s, `stride ${s}`]), state.stride, (value) => {
    steps.stop();
    Object.assign(state, { stride: Number(value), cell: [0, 0], before: null });
    steps.reset(placesOf(state.stride) ** 2, 0);
    paint();
  });
  const steps = player("column", { count: placesOf(state.stride) ** 2, say: (k) => `${k} → ${format(mapOf()[k])}`, onStep: (k, isPlaying) => {
    const n = placesOf(state.stride);
    state.isPlaying = isPlaying;
    chooseCell(Math.floor(k / n), k % n);
    state.isPlaying = false;
  } });
  const preset = choice("kernel", presets.map(([name, words]) => [name, words]), state.row, (name) => {
    state.row = name;
    paint();
    steps.scrub.show();
  });
  const choose1 = () => (stride.set("1"), (state.stride = 1));
  const talker = talk(model, (answer) => ((state.answer = answer), paint()), { isOwn: true, onWrong: (row, column) => {
    if (state.stride !== 1) choose1();
    if (row < rows && column < sets[1].n ** 2) chooseEntry(row, column, sets[1].n);
  } });
  board(host, "One cell, one column", el("div", { class: "cl-row", style: "margin: 4px 0 8px" }, stride.node, preset.node), picture, steps.node, reading, talker.whose);
  isReady = true;
  paint();
  talker.receive();
  return talker.off;
}
export default { render };
