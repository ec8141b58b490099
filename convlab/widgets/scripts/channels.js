
// Lesson 1: three channels times one filter, plus a bias, make one number of one map. Python computes the maps.
function render({ model, el: host }) {
  const { image, filters, bias } = model.get("setup"), WIDE = 668, TOP = 26, S = 26;
  const depth = image.length, [h, w] = sizeOf(image[0]), [kh, kw] = sizeOf(filters[0][0]);
  const oh = h - kh + 1, ow = w - kw + 1, tall = h * S + 22;
  const state = { filter: 0, step: 0, maps: model.get("answer").maps };
  const names = depth === 3 ? ["red", "green", "blue"] : image.map((_, c) => `channel ${c}`);
  const place = () => [Math.floor(state.step / ow), state.step % ow];
  const x = { image: 56, kernel: 56 + w * S + 38 };
  x.products = x.kernel + kw * S + 38;
  x.map = WIDE - 26 - ow * 40;
  x.sum = x.products + kw * S + 34;

  const picture = svg("svg", { class: "cl-picture", role: "img", viewBox: `0 0 ${WIDE} ${TOP + depth * tall}` });
  const words = (left, top, text, role = "ink", more = {}) => svg("text", { x: left, y: top, class: "cl-caption", style: `fill: var(--cl-${role})`, ...more }, text);
  const at = (grid, left, top) => (change(grid.node, { transform: `translate(${left} ${top})` }), grid.node);
  const frame = { width: kw * S, height: kh * S, rx: 3 }, parts = [];
  const rows = image.map((_, c) => {
    const top = TOP + c * tall, mid = top + ((h - kh) * S) / 2, center = mid + (kh * S) / 2;
    const row = { image: new Grid(h, w, { size: S }), kernel: new Grid(kh, kw, { size: S, role: "kernel" }), products: new Grid(kh, kw, { size: S }) };
    row.glider = svg("g", {}, svg("rect", { ...frame, class: "cl-casing" }), svg("rect", { ...frame, class: "cl-frame", stroke: "var(--cl-window)" }));
    row.sum = svg("text", { x: x.sum + 18, y: center, style: "font-size: 15px; font-weight: 600" });
    parts.push(words(26, top + (h * S) / 2, names[c], "muted"), at(row.image, x.image, top), svg("g", { transform: `translate(${x.image} ${top})` }, row.glider),
      at(row.kernel, x.kernel, mid), at(row.products, x.products, mid), row.sum,
      svg("text", { x: x.kernel - 19, y: center, class: "cl-symbol" }, "×"), svg("text", { x: x.products - 19, y: center, class: "cl-symbol" }, "="),
      svg("path", { class: "cl-arrow", d: `M${x.products + kw * S + 6} ${center}H${x.sum - 8}` }), svg("path", { class: "cl-arrowhead", d: `M${x.sum - 2} ${center}l-8 -4v8z` }));
    return row;
  });
  const middle = TOP + (depth * tall - 22) / 2, mapTop = middle - oh * 20 - 20;
  const map = new Grid(oh, ow, { size: 40, role: "output" });
  const kernelWords = words(x.kernel + (kw * S) / 2, 10, "", "kernel"), mapWords = words(x.map + ow * 20, mapTop - 16, "", "output");
  const total = words(x.map + ow * 20, mapTop + oh * 40 + 24, ""), added = words(x.map + ow * 20, mapTop + oh * 40 + 46, "");
  parts.push(words(x.image + (w * S) / 2, 10, "image and window", "window"), kernelWords, words(x.products + (kw * S) / 2, 10, "products"), words(x.sum + 18, 10, "sums"), mapWords, at(map, x.map, mapTop), total, added);
  picture.append(...parts);
  const lit = (name) => rows.map((row) => row[name].node ?? row[name]);
  const windows = () => [...lit("glider"), ...rows.flatMap((row) => cellsAt(row.image, ...place(), kh, kw))];
  for (const part of [...rows.flatMap((row) => cellsAt(row.image, 0, 0, h, w)), ...["glider", "kernel", "products", "sum"].flatMap(lit), map.node, total, added]) part.classList.add("cl-part");
  const formula = formulaLine([
    ["y", () => "one number of the map", () => [map.node, added], "output"], "[", ["f", () => `filter ${state.filter + 1}, and its map`, () => [...lit("kernel"), map.node]], ", ", ["i", () => `${place()[0]}, the row of the place`, () => [map.node]], ", ", ["j", () => `${place()[1]}, its column`, () => [map.node]], "] = ",
    ["b", () => "the bias of this filter, added once", () => [added], "kernel"], "[f] + ", ["Σ", () => "add the products of all channels", () => [...lit("products"), ...lit("sum"), total]], " ",
    ["w", () => "the weights of this filter, a kernel for each channel", () => lit("kernel"), "kernel"], "[f, ", ["c", () => `a channel, 0 to ${depth - 1}: one row of the picture each`, () => [...lit("kernel"), ...windows(), ...lit("sum")]], ", ", ["m", () => "a row of the kernel, and of the window", () => [...lit("kernel"), ...windows()]], ", ", ["n", () => "a column of both", () => [...lit("kernel"), ...windows()]], "] · ",
    ["x", () => "the pixels of the windows", windows, "window"], "[c, i + m, j + n]",
  ], () => root);

  function paint() {
    const [i, j] = place(), f = state.filter, limit = 1.25 * largest(state.maps.flat());
    const sums = rows.map((row, c) => {
      const kernel = filters[f][c], [low, high] = extremes(image.flat());
      const products = kernel.map((line, m) => line.map((weight, n) => weight * image[c][i + m][j + n]));
      image[c].forEach((line, r) => line.forEach((pixel, k) => row.image.set(r, k, { text: brief(pixel), ...gray(pixel, low, high) })));
      kernel.forEach((line, m) => line.forEach((weight, n) => row.kernel.set(m, n, { text: brief(weight), ...signed(weight, 2 * largest(filters[f].flat())) })));
      products.forEach((line, m) => line.forEach((product, n) => row.products.set(m, n, { text: brief(product), ...signed(product, 1.6 * largest(image.flat())) })));
      row.glider.style.transform = `translate(${j * S}px, ${i * S}px)`;
      const sum = products.flat().reduce((a, b) => a + b, 0);
      row.sum.textContent = format(sum);
      return sum;
    });
    state.maps[f].forEach((line, r) => line.forEach((number, c) => map.set(r, c, { text: brief(number), ...signed(number, limit), isMarked: r === i && c === j })));
    const sum = sums.reduce((a, b) => a + b, 0), number = state.maps[f][i][j];
    kernelWords.textContent = `filter ${f + 1}`;
    mapWords.textContent = `map ${f + 1}`;
    total.textContent = `${sums.map(bracket).join(" + ")} = ${format(sum)}`;
    added.textContent = `${format(sum)} + bias ${bracket(bias[f])} = ${format(number)}`;
    change(picture, { "aria-label": `Filter ${f + 1} at place (${i}, ${j}): the sums of the channels are ${sums.map(format).join(", ")}, together ${format(sum)}; with the bias ${format(bias[f])} that makes ${format(number)}.` });
  }
  const talker = talk(model, (answer) => ((state.maps = answer.maps), paint()));
  const filter = slider("filter", { min: 0, max: filters.length - 1, value: 0, say: (f) => `${f + 1} of ${filters.length}`, onInput: (value) => ((state.filter = value), paint()) });
  const where = slider("place", { min: 0, max: oh * ow - 1, value: 0, say: (step) => `(${Math.floor(step / ow)}, ${step % ow})`, onInput: (step) => ((state.step = step), paint()) });
  const root = board(host, "Channels, filters and a bias", picture, formula, el("div", { class: "cl-row", style: "margin: 8px 0" }, filter.node, where.node), talker.whose);
  paint();
  talker.receive();
  return talker.off;
}
export default { render };
