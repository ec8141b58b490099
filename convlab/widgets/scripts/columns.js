// Lesson 4: an output cell, its window in the image, its column in the matrix; a pixel and all of its places there.
function render({ model, el: host }) {
  const { image, kernel, strides } = model.get("setup"), side = image.length, SIZE = 36, CELL = 33;
  const IMAGE = [4, 92], OUTPUT = [208, 128], MATRIX = [366, 26], rows = kernel * kernel;
  const state = { stride: strides[0], cell: [0, 0], before: null, pixel: [2, 2], answer: model.get("answer") };
  const picture = svg("svg", { class: "cl-picture", viewBox: `0 0 668 ${MATRIX[1] + rows * CELL + 6}`, role: "group" });
  const reading = el("div", { class: "cl-note", role: "status", style: "min-height: 7em" });
  const placesOf = (stride) => Math.floor((side - kernel) / stride) + 1;
  const matrixOf = () => state.answer.matrices[state.stride];
  const list = (values) => values.join(" ");

  const label = (x, y, words, style = "") => svg("text", { x, y, style: `font-size: 13px; ${style}` }, words);
  const at = ([x, y], node) => svg("g", { transform: `translate(${x} ${y})` }, node);
  const frame = (role) => svg("rect", { class: "cl-frame", stroke: `var(--cl-${role})`, rx: 3, style: "fill: none; pointer-events: none" });
  const windowFrame = frame("window"), columnFrame = frame("window");

  const pixels = new Grid(side, side, { label: "image", size: SIZE, onChoose: (r, c) => choosePixel(r, c) });
  // One output and one matrix for each stride; the others are hidden.
  const sets = Object.fromEntries(strides.map((stride) => [stride, makeSet(stride)]));
  function makeSet(stride) {
    const n = placesOf(stride);
    const output = new Grid(n, n, { label: "output", size: SIZE, role: "output", onChoose: (i, j) => chooseCell(i, j) });
    const matrix = new Grid(rows, n * n, { label: "column matrix", size: CELL, onChoose: (r, k) => chooseEntry(r, k, n) });
    const heads = Array.from({ length: n * n }, (_, k) => label(MATRIX[0] + (k + 0.5) * CELL, 14, k, "fill: var(--cl-muted)"));
    return { n, output, matrix, node: svg("g", {}, at(OUTPUT, output.node), at(MATRIX, matrix.node), heads) };
  }
  const taps = Array.from({ length: rows }, (_, r) =>
    label(MATRIX[0] - 18, MATRIX[1] + (r + 0.5) * CELL, `${Math.floor(r / kernel)}, ${r % kernel}`, "fill: var(--cl-muted)"));
  picture.append(label(IMAGE[0] + 90, IMAGE[1] - 20, "image", "font-weight: 600; fill: var(--cl-window)"),
    label(OUTPUT[0] + 54, IMAGE[1] - 20, "output", "font-weight: 600; fill: var(--cl-output)"), label(MATRIX[0] - 26, 14, "tap", "fill: var(--cl-muted)"),
    at(IMAGE, pixels.node), ...taps, ...Object.values(sets).map((set) => set.node), windowFrame, columnFrame);

  let isReady = false;
  function chooseCell(i, j) {
    const [r, c] = state.cell;
    if (r !== i || c !== j) state.before = state.cell;
    state.cell = [i, j];
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
    const { stride, cell: [i, j], pixel } = state, { n, output, matrix } = sets[stride], values = matrixOf();
    const chosen = image[pixel[0]][pixel[1]], k = i * n + j, top = i * stride, left = j * stride;
    for (const [name, set] of Object.entries(sets)) set.node.style.display = Number(name) === stride ? "" : "none";
    const look = (isInside, role) => (isInside ? tint(0.5, 1, role) : blank);
    image.forEach((row, r) => row.forEach((value, c) => {
      const isInside = r >= top && r < top + kernel && c >= left && c < left + kernel;
      pixels.set(r, c, { text: String(value), ...look(isInside, "window"), isMarked: value === chosen, name: `pixel ${value}${isInside ? ", in the window" : ""}` });
    }));
    for (let r = 0; r < n; r++) for (let c = 0; c < n; c++)
      output.set(r, c, { text: String(r * n + c), ...look(r === i && c === j, "output"), isMarked: r === i && c === j, name: `output cell ${r}, ${c}: column ${r * n + c}` });
    let count = 0;
    values.forEach((row, r) => row.forEach((value, c) => {
      count += value === chosen;
      matrix.set(r, c, { text: String(value), ...look(c === k, "window"), isMarked: value === chosen, name: `tap ${Math.floor(r / kernel)}, ${r % kernel}, column ${c}: ${value}` });
    }));
    change(windowFrame, { x: IMAGE[0] + left * SIZE, y: IMAGE[1] + top * SIZE, width: kernel * SIZE, height: kernel * SIZE });
    change(columnFrame, { x: MATRIX[0] + k * CELL, y: MATRIX[1], width: CELL, height: rows * CELL });
    write(values, k, n, chosen, count);
  }
  function write(values, k, n, chosen, count) {
    const [i, j] = state.cell, column = values.map((row) => row[k]), total = rows * n * n, parts = [];
    parts.push(el("div", {}, "Output cell ", el("b", { class: "cl-role-output" }, `(${i}, ${j})`), " is column ", el("b", {}, k), `: ${list(column)}`));
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
    Object.assign(state, { stride: Number(value), cell: [0, 0], before: null });
    paint();
  });
  const choose1 = () => (stride.set("1"), (state.stride = 1));
  const talker = talk(model, (answer) => ((state.answer = answer), paint()), { onWrong: (row, column) => {
    if (state.stride !== 1) choose1();
    if (row < rows && column < sets[1].n ** 2) chooseEntry(row, column, sets[1].n);
  } });
  board(host, "One cell, one column", el("div", { class: "cl-row", style: "margin: 4px 0 8px" }, stride.node), picture, reading, talker.whose);
  isReady = true;
  paint();
  talker.receive();
  return talker.off;
}
export default { render };
