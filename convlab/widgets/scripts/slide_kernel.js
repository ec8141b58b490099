
// Lesson 1: a kernel slides over a small image. Python computes the maps; this paints every step of them.
function render({ model, el: host }) {
  const setup = model.get("setup"), WIDE = 668, TOP = 26;
  const state = { ...model.get("given"), isTurned: false, view: "slide", step: 0, pixel: null, isPlaying: false };
  const shown = () => (state.isTurned ? turned(state.kernel) : state.kernel);
  const map = () => (state.isTurned ? state.maps.convolution : state.maps.correlation);
  const places = () => map().length * map()[0].length;
  const place = (step) => [Math.floor(step / map()[0].length), step % map()[0].length];
  const compute = () => ({ correlation: correlate(state.image, state.kernel), convolution: correlate(state.image, turned(state.kernel)) });
  state.maps = compute();
  let grids = {}, glider;

  const picture = svg("svg", { class: "cl-picture", role: "group", "aria-label": "Image, kernel, products and output" });
  const note = el("div", { class: "cl-note" }), status = el("div", { class: "cl-hidden", role: "status" });
  const talker = talk(model, (answer) => ((state.maps = answer.maps), paint()), { isOwn: true, onWrong: toWrongCell });

  function toWrongCell(row, column) {
    if (state.isTurned) flip.input.click();
    if (state.view !== "slide") {
      views.set("slide");
      state.view = "slide";
      build(state.step);
    }
    const [rows, cols] = sizeOf(map());
    if (row < rows && column < cols) (steps.stop(), steps.go(row * cols + column));
  }
  // ---- what a learner may change ----
  function tell() {
    state.maps = compute(); // at once; Python's answer follows
    talker.tell({ image: state.image, kernel: state.kernel });
  }
  const swap = (array, r, c, value) => array.map((row, i) => row.map((old, j) => (i === r && j === c ? value : old)));
  function editImage(r, c, value) {
    state.image = swap(state.image, r, c, value);
    images.own();
    tell();
    paint();
  }
  function editKernel(r, c, value) {
    const [kh, kw] = sizeOf(state.kernel);
    state.kernel = state.isTurned ? swap(state.kernel, kh - 1 - r, kw - 1 - c, value) : swap(state.kernel, r, c, value);
    kernels.own();
    tell();
    paint();
  }
  function presets(label, list, key) {
    const options = list.map(({ name, words }) => [name, words]);
    const picked = choice(label, options, state[`${key}Name`], (name) => {
      const { values } = list.find((preset) => preset.name === name) || {};
      if (name !== "own") state[key] = values || Array.from({ length: 7 }, () => Array.from({ length: 7 }, () => Math.floor(Math.random() * 101)));
      state[`${key}Name`] = name;
      tell();
      build(0);
    });
    const own = () => {
      if (![...picked.select.options].some((option) => option.value === "own")) picked.select.append(el("option", { value: "own" }, "my own"));
      picked.set("own");
    };
    if (!list.some((preset) => preset.name === state[`${key}Name`])) own();
    return { node: picked.node, own };
  }
  const images = presets("Image", setup.images, "image"), kernels = presets("Kernel", setup.kernels, "kernel");
  const flip = toggle("turn the kernel (true convolution)", false, (isOn) => {
    state.isTurned = isOn;
    say(isOn ? "The kernel is turned by 180 degrees." : "The kernel is used as it stands.");
    paint();
  });
  const views = tabs("View", [["slide", "slide"], ["coverage", "coverage"], ["pixel", "one pixel"]], "slide", (view) => {
    state.view = view;
    steps.stop();
    build(state.step);
  });
  const steps = player("place", { count: places(), say: sayPlace, onStep: (step, isPlaying) => {
    Object.assign(state, { step, isPlaying });
    paint();
    if (!isPlaying && document.activeElement !== steps.scrub.input && !picture.contains(document.activeElement)) say(sayPlace(step));
  } });
  const value = slider("this pixel", { min: 0, max: 100, value: 0, onInput: (next) => editImage(...state.pixel, next) });
  function sayPlace(step) {
    const [i, j] = place(step);
    return `(${i}, ${j}) → ${format(map()[i][j])}`;
  }
  const say = (words) => (status.textContent = words);

  // ---- build the picture for these sizes ----
  function build(step) {
    const [h, w] = sizeOf(state.image), [kh, kw] = sizeOf(state.kernel), [oh, ow] = sizeOf(map());
    const size = Math.min(40, Math.floor((WIDE - 100) / (w + kw + ow)), Math.floor(330 / Math.max(h, 2 * kh)));
    const gap = (WIDE - 8 - (w + kw + ow) * size) / 2;
    const x = { image: 4, kernel: 4 + w * size + gap, output: WIDE - 4 - ow * size };
    const isSlide = state.view === "slide", below = TOP + kh * size + 34;
    state.pixel = state.pixel && state.pixel[0] < h && state.pixel[1] < w ? state.pixel : [h >> 1, w >> 1];
    state.step = Math.min(step, places() - 1);
    const editing = { onEdit: editImage, values: (r, c) => state.image[r][c] };
    const looking = { onChoose: (r, c) => ((state.pixel = [r, c]), paint()) };
    const image = { slide: editing, coverage: {}, pixel: { ...editing, ...looking } }[state.view];
    grids = {
      image: new Grid(h, w, { label: "image", size, ...image }),
      kernel: new Grid(kh, kw, { label: "kernel", size, role: "kernel", onEdit: editKernel, values: (r, c) => shown()[r][c] }),
      output: new Grid(oh, ow, { label: "output", size, role: "output", ...(isSlide ? { onChoose: (r, c) => (steps.stop(), steps.go(r * ow + c)) } : {}) }),
    };
    if (isSlide) grids.products = new Grid(kh, kw, { label: "products", size });
    const at = (grid, left, top) => (change(grid.node, { transform: `translate(${left} ${top})` }), grid.node);
    const caption = (left, cells, top, words, role = "ink") => svg("text", { x: left + (cells * size) / 2, y: top - 14, class: "cl-caption", style: `fill: var(--cl-${role})` }, words);
    const frame = { width: kw * size, height: kh * size, rx: 3 };
    glider = svg("g", { "aria-hidden": "true" }, svg("rect", { ...frame, class: "cl-casing" }), svg("rect", { ...frame, class: "cl-frame", stroke: "var(--cl-window)" }));
    const kernelWords = svg("text", { x: x.kernel + (kw * size) / 2, y: TOP - 14, class: "cl-caption", style: "fill: var(--cl-kernel)" });
    grids.kernelWords = kernelWords;
    const parts = [caption(x.image, w, TOP, { slide: `image ${h} × ${w}`, coverage: "windows that use each pixel", pixel: "choose a pixel" }[state.view]),
      at(grids.image, x.image, TOP), kernelWords, at(grids.kernel, x.kernel, TOP), caption(x.output, ow, TOP, `output ${oh} × ${ow}`, "output"), at(grids.output, x.output, TOP)];
    let bottom = TOP + Math.max(h, oh, kh) * size;
    if (isSlide) {
      const middle = Math.max(below + (kh * size) / 2, TOP + oh * size + 36), wide = 92;
      const center = x.output + (ow * size) / 2, left = Math.min(center - wide / 2, WIDE - wide - 4), from = x.kernel + kw * size + 8, bend = Math.min(left - 26, x.output - 16);
      const start = below + (kh * size) / 2;
      parts.push(caption(x.kernel, kw, below, "window × kernel"), at(grids.products, x.kernel, below),
        svg("path", { class: "cl-arrow", d: `M${from} ${start}H${bend}V${middle}H${left - 10}` }),
        svg("path", { class: "cl-arrowhead", d: `M${left - 4} ${middle}l-9 -4.5v9z` }),
        svg("text", { x: (from + bend) / 2, y: start - 12, class: "cl-small", style: "font-size: 13px; fill: var(--cl-muted)" }, "sum"));
      grids.sumBox = svg("rect", { x: left, y: middle - 19, width: wide, height: 38, rx: 5, class: "cl-frame", stroke: "var(--cl-output)" });
      grids.sum = svg("text", { x: left + wide / 2, y: middle + 1, style: "font-size: 19px; font-weight: 600" });
      parts.push((grids.total = svg("g", {}, grids.sumBox, grids.sum)));
      bottom = Math.max(bottom, below + kh * size, middle + 21);
    }
    grids.window = svg("g", { transform: `translate(${x.image} ${TOP})` }, glider);
    if (state.view !== "pixel") parts.push(grids.window);
    for (const part of [...cellsAt(grids.image, 0, 0, h, w), grids.window, grids.kernel.node, grids.products?.node, grids.output.node, grids.total]) part?.classList.add("cl-part");
    formula.style.display = isSlide ? "" : "none";
    change(picture, { viewBox: `0 0 ${WIDE} ${bottom + 6}` });
    picture.replaceChildren(...parts);
    Object.assign(grids, { size });
    steps.reset(places(), state.step);
    const [low, high] = extremes(state.image);
    change(value.input, { min: Math.min(0, Math.floor(low)), step: "any" });
    value.set(0, Math.max(high, 1));
    steps.node.style.display = state.view === "pixel" ? "none" : "";
    value.node.style.display = state.view === "pixel" ? "" : "none";
    paint();
  }

  // ---- paint one state: only attributes change, so a step costs well under a millisecond ----
  function paint() {
    const { image, view } = state, kernel = shown(), output = map(), [i, j] = place(state.step);
    const [kh, kw] = sizeOf(kernel), [low, high] = extremes(image);
    const inWindow = (r, c) => r >= i && r < i + kh && c >= j && c < j + kw;
    const counts = view === "coverage" ? coverage() : null;
    image.forEach((row, r) => row.forEach((pixel, c) => {
      const badge = view === "slide" && grids.size >= 32 && inWindow(r, c) ? `×${format(kernel[r - i][c - j])}` : "";
      const isMarked = view === "pixel" && r === state.pixel[0] && c === state.pixel[1];
      const name = `row ${r}, column ${c}: ${format(pixel)}${view === "slide" && inWindow(r, c) ? ", in the window" : ""}`;
      const look = counts ? { text: String(counts[r][c]), ...tint(counts[r][c], kh * kw) } : { text: brief(pixel), ...gray(pixel, low, high) };
      grids.image.set(r, c, { ...look, name, badge, isMarked });
    }));
    kernel.forEach((row, r) => row.forEach((weight, c) =>
      grids.kernel.set(r, c, { text: format(weight), ...signed(weight, 2 * largest(kernel)), name: `row ${r}, column ${c}: ${format(weight)}` })));
    grids.kernelWords.textContent = state.isTurned ? "kernel, turned by 180°" : `kernel ${kh} × ${kw}`;
    const limit = 1.25 * largest(output);
    output.forEach((row, r) => row.forEach((number, c) => {
      const isReached = view !== "slide" || r * row.length + c <= state.step;
      const dr = state.pixel[0] - r, dc = state.pixel[1] - c, isHit = view === "pixel" && dr >= 0 && dr < kh && dc >= 0 && dc < kw;
      const isHere = view !== "pixel" && r === i && c === j;
      const look = isReached ? { text: brief(number), ...signed(number, limit) } : { ...blank, isEmpty: true };
      const badge = isHit && grids.size >= 32 ? `×${format(kernel[dr][dc])}` : "";
      grids.output.set(r, c, { ...look, badge, isMarked: isHere || isHit, isFaint: view === "pixel" && !isHit, name: `row ${r}, column ${c}: ${isReached ? format(number) : "not yet computed"}` });
    }));
    if (view === "slide") paintProducts(kernel, i, j, output[i][j], limit);
    glider.classList.toggle("cl-glide", state.isPlaying && !isCalm());
    glider.style.transform = `translate(${j * grids.size}px, ${i * grids.size}px)`;
    ({ slide: noteSlide, coverage: noteCoverage, pixel: notePixel })[view](kernel, i, j, output);
    steps.scrub.show();
  }
  function paintProducts(kernel, i, j, total, limit) {
    const products = kernel.map((row, r) => row.map((weight, c) => weight * state.image[i + r][j + c]));
    const most = largest(products) * 1.25;
    products.forEach((row, r) => row.forEach((product, c) => grids.products.set(r, c, { text: brief(product), ...signed(product, most) })));
    grids.sum.textContent = format(total);
    const look = signed(total, limit);
    grids.sumBox.style.fill = look.fill;
    grids.sum.style.fill = look.ink;
  }
  const coverage = () => state.image.map((row, r) => row.map((_, c) => {
    const [h, w] = sizeOf(state.image), [kh, kw] = sizeOf(state.kernel);
    const along = (at, n, k) => Math.min(at, n - k) - Math.max(0, at - k + 1) + 1;
    return along(r, h, kh) * along(c, w, kw);
  }));
  const role = (name, words) => el("span", { class: `cl-role-${name}` }, words);
  function noteSlide(kernel, i, j, output) {
    const lines = kernel.flatMap((row, r) => [el("span", { class: "cl-term" }, row.flatMap((weight, c) =>
      [c ? " + " : r ? "+ " : "", role("window", bracket(state.image[i + r][j + c])), "·", role("kernel", bracket(weight))])), " "]);
    note.replaceChildren(el("p", {}, ...lines, el("span", { class: "cl-term" }, "= ", role("output", format(output[i][j])))));
  }
  function noteCoverage(kernel, i, j, output) {
    const counts = coverage().flat();
    note.replaceChildren(el("p", {}, `A corner pixel takes part in ${counts[0]} of the ${output.flat().length} windows, the busiest pixel in ${Math.max(...counts)}. The border has less of a say.`));
  }
  function notePixel(kernel) {
    const [r, c] = state.pixel, hits = coverage()[r][c];
    value.input.value = state.image[r][c];
    value.show();
    note.replaceChildren(el("p", {}, `Pixel (${r}, ${c}) takes part in `, role("output", `${hits} of ${places()} outputs`), `, the framed ones. The small numbers are the weights that it meets there`, isPatternWhole(hits, kernel) ? `: the kernel, ${state.isTurned ? "as it was before its turn" : "turned by 180°"}.` : "."));
  }
  const isPatternWhole = (hits, kernel) => hits === kernel.flat().length && hits > 1;

  // The letters of the formula light up what they mean; in the view "slide", where window and products stand.
  const windowed = () => [grids.window, ...cellsAt(grids.image, ...place(state.step), ...sizeOf(state.kernel))];
  const formula = formulaLine([
    ["y", () => "the number at the place", () => [grids.output.node, grids.total], "output"], "[", ["i", () => `${place(state.step)[0]}, the row of the place`, () => [grids.output.node]], ", ", ["j", () => `${place(state.step)[1]}, its column`, () => [grids.output.node]], "] = ",
    ["Σ", () => `add the ${state.kernel.flat().length} products`, () => [grids.products.node, grids.total]], " ", ["K", () => (state.isTurned ? "the weights, turned" : "the weights"), () => [grids.kernel.node], "kernel"], "[",
    ["m", () => "a row of the kernel, and of the window", () => [grids.kernel.node, ...windowed()]], ", ", ["n", () => "a column of both", () => [grids.kernel.node, ...windowed()]], "] · ", ["x", () => "the pixels of the window", () => windowed(), "window"], "[i + m, j + n]",
  ], () => root);
  const help = el("span", { class: "cl-small" }, "Choose a cell (click or arrow keys) and type a number.");
  const root = board(host, "Slide a kernel", el("div", { class: "cl-row cl-spread" }, images.node, kernels.node, views.node), picture, note, formula,
    steps.node, value.node, el("div", { class: "cl-row cl-spread", style: "margin-top: 10px" }, flip.node, talker.whose), help, status);
  build(0);
  talker.receive();
  return () => (steps.stop(), talker.off());
}
export default { render };
