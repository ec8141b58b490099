// Lesson 5: the window below one number of the map, the weights, their products, and the sum.
function windowSum(home, { map, kernelNode }) {
  const SIDE_OF = 132;
  const holder = (label) => svg("svg", { width: SIDE_OF + 6, height: SIDE_OF + 6, viewBox: `-3 -3 ${SIDE_OF + 6} ${SIDE_OF + 6}`, role: "img", "aria-label": label, style: "display: block" });
  const panels = [["window", "window"], ["weights", "kernel"], ["products", "ink"]].map(([words, role]) => {
    const picture = holder(words), node = el("div", { class: "cl-part" }, el("div", { class: `cl-small cl-role-${role}` }, words), picture);
    return { words, role, picture, node };
  });
  const total = el("div", { class: "cl-part cl-total", role: "status" }), sign = (words) => el("div", { class: "cl-symbol" }, words);
  const state = { at: [0, 0], p: 1, grids: [], size: 0 };
  const [windowPanel, weightPanel, productPanel] = panels;
  const formula = formulaLine([
    ["y", () => "the number of the map at the mark", () => [map(), total], "output"], "[",
    ["i", () => `${state.at[0]}, the row of the mark`, () => [map()]], ", ", ["j", () => `${state.at[1]}, its column`, () => [map()]], "] = ",
    ["Σ", () => `add the ${state.size ** 2} products`, () => [productPanel.node, total]], " ",
    ["K", () => "the weights", () => [weightPanel.node, kernelNode()], "kernel"], "[",
    ["m", () => `a row of the weights, 0 to ${state.size - 1}`, () => [weightPanel.node, windowPanel.node]], ", ", ["n", () => `a column of them, 0 to ${state.size - 1}`, () => [weightPanel.node, windowPanel.node]], "] · ",
    ["x", () => "the pixels of the window; 0 outside of the picture", () => [windowPanel.node], "window"], "[i + m − ",
    ["p", () => `${state.p}, the padding: zeros around the picture, so that the map has its size`, () => [windowPanel.node]], ", j + n − p]",
  ], home);
  function build(k) {
    state.size = k;
    state.grids = panels.map(({ role, picture }) => {
      const grid = new Grid(k, k, { size: SIDE_OF / k, role });
      picture.replaceChildren(grid.node);
      return grid;
    });
  }
  // Show the number at row i and column j of the map of this picture.
  function show({ height, width, pixels }, kernel, i, j, value) {
    const k = kernel.length, p = k >> 1, most = largest(kernel), terms = [];
    if (state.size !== k) build(k);
    Object.assign(state, { at: [i, j], p });
    const [windows, weights, products] = state.grids;
    kernel.forEach((row, m) => row.forEach((weight, n) => {
      const r = i + m - p, c = j + n - p, isOutside = r < 0 || c < 0 || r >= height || c >= width, pixel = isOutside ? 0 : pixels[r * width + c];
      windows.set(m, n, { text: String(pixel), ...gray(pixel, 0, 255), ...(isOutside ? { ...blank, isEmpty: true } : {}) });
      weights.set(m, n, { text: brief(weight), ...signed(weight, 2 * most) });
      terms.push({ m, n, product: weight * pixel });
    }));
    const strongest = largest(terms.map(({ product }) => product));
    for (const { m, n, product } of terms) products.set(m, n, { text: brief(Math.round(product * 100) / 100), ...signed(product, 1.25 * strongest) });
    state.grids.forEach((grid, at) => panels[at].picture.setAttribute("aria-label", `${panels[at].words}: ${grid.cells.map((line) => line.map(({ text }) => text.textContent).join(" ")).join(", ")}`));
    total.replaceChildren(el("strong", { class: "cl-role-output" }, `y = ${format(Math.round(100 * value) / 100)}`), el("div", { class: "cl-small" }, `row ${i}, column ${j}`));
  }
  const node = el("div", {}, el("div", { class: "cl-row", style: "gap: 8px; margin: 10px 0 6px" }, windowPanel.node, sign("×"), weightPanel.node, sign("="), productPanel.node, sign("sum"), total), formula);
  return { node, show };
}

