// Lesson 5: edit a kernel and see its map. The page convolves at once; Python's map follows and is compared.
const SHOWN = 214, KERNEL = 172;
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

// The map of the picture's own size, with zeros outside. A picture is {height, width, pixels}.
function sameSize({ height, width, pixels }, kernel) {
  const k = kernel.length, half = k >> 1, out = new Float32Array(height * width), wide = width + 2 * half;
  const around = new Float32Array((height + 2 * half) * wide);
  for (let r = 0; r < height; r++) for (let c = 0; c < width; c++) around[(r + half) * wide + c + half] = pixels[r * width + c];
  for (let m = 0; m < k; m++)
    for (let n = 0; n < k; n++) {
      const weight = kernel[m][n];
      if (weight) for (let r = 0; r < height; r++) for (let c = 0, at = (r + m) * wide + n; c < width; c++) out[r * width + c] += weight * around[at + c];
    }
  return out;
}

// A picture file as gray bytes of at most `largest` a side, read and made smaller here: it goes nowhere. A drawing
// (SVG) has no pixels of its own: it is drawn as large as may be.
async function readPicture(file, largest) {
  const address = URL.createObjectURL(file), bitmap = new Image();
  bitmap.src = address;
  await bitmap.decode().finally(() => URL.revokeObjectURL(address));
  const [high, wide] = [bitmap.naturalHeight || largest, bitmap.naturalWidth || largest], isDrawn = file.type === "image/svg+xml";
  const full = largest / Math.max(high, wide), scale = isDrawn ? full : Math.min(1, full);
  const width = Math.max(1, Math.round(wide * scale)), height = Math.max(1, Math.round(high * scale));
  const size = isDrawn ? `drawn at ${height} × ${width}` : scale < 1 ? `made smaller, from ${high} × ${wide} to ${height} × ${width}` : `${height} × ${width}, as it is`;
  const canvas = el("canvas", { width, height }), context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => Math.round(0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]));
  return { height, width, pixels, size };
}

function canvasOf(label) {
  const node = el("canvas", { role: "img", style: "display: block; margin: auto; image-rendering: pixelated; border-radius: 2px" });
  const context = node.getContext("2d");
  const paint = (height, width, color, words) => {
    if (node.width !== width || node.height !== height) Object.assign(node, { width, height });
    const image = new ImageData(width, height), colors = new Uint32Array(image.data.buffer);
    for (let at = 0; at < colors.length; at++) colors[at] = color(at);
    context.putImageData(image, 0, 0);
    const scale = SHOWN / Math.max(height, width);
    Object.assign(node.style, { width: `${width * scale}px`, height: `${height * scale}px` });
    node.setAttribute("aria-label", `${label}. ${words}`);
  };
  return { node, paint };
}

function render({ model, el: host }) {
  const { pictures, kernels, sizes, largestUpload } = model.get("setup"), given = model.get("given");
  const known = Object.fromEntries(pictures.map(([name, words, [height, width], data]) => [name, { words, height, width, pixels: bytesOf(data) }]));
  const bank = Object.fromEntries(kernels.map(([name, words, weights]) => [name, { words, weights }]));
  const copy = (weights) => weights.map((row) => [...row]);
  const state = { picture: known[given.picture] ? given.picture : pictures[0][0], kernel: copy(given.kernel), view: "signed", map: null, at: [0, 0], wait: null };
  let grid, colors;

  const photo = canvasOf("The picture"), map = canvasOf("The map");
  const pad = pointPad(map.node, "The map", () => showSum()), window_ = frameOver(photo.node);
  const sums = windowSum(() => root, { map: () => pad.node, kernelNode: () => holder });
  const holder = svg("svg", { width: KERNEL + 6, height: KERNEL + 6, viewBox: `-3 -3 ${KERNEL + 6} ${KERNEL + 6}`, role: "group", "aria-label": "Kernel", class: "cl-part", style: "display: block; margin: auto" });
  const sum = el("p", { role: "status", style: "margin: 8px 0 0; text-align: center; min-height: 3em" });
  const range = el("p", { class: "cl-small", style: "margin: 6px 0 0; text-align: center; min-height: 3em" });
  const said = el("p", { class: "cl-small", style: "margin: 6px 0 0; text-align: center; min-height: 3em" });
  const compared = el("span", { class: "cl-small" });
  const note = el("p", { class: "cl-small", role: "status", style: "margin: 4px 0 0; min-height: 1.4em" });

  const short = (value) => brief(Math.abs(value) < 100 ? value : Math.round(value));
  const total = () => {
    const value = state.kernel.flat().reduce((a, b) => a + b, 0);
    return Math.abs(value) < 1e-6 ? 0 : value;
  };
  const sumWords = (value) => (value === 0 ? "even ground answers 0" : Math.abs(value - 1) < 1e-6 ? "brightness is kept" : value < 0 ? "even ground turns negative" : `${format(value)} times as bright`);
  // The colors of the page, which may turn dark at any time, as tables from a byte to a pixel.
  function mixColors() {
    const style = getComputedStyle(root);
    const names = ["negative", "zero", "positive"].map((name) => style.getPropertyValue(`--cl-${name}`).trim());
    if (colors && colors.key === names.join()) return;
    const [negative, zero, positive] = names.map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) || 0));
    const pixel = (a, b, share) => a.reduce((bits, from, i) => bits + Math.round(from + (b[i] - from) * share) * 256 ** i, 0xff000000);
    const table = (color) => Uint32Array.from({ length: 256 }, (_, value) => color(value));
    const side = (end) => table((value) => pixel(zero, end, value / 255));
    colors = { key: names.join(), gray: table((value) => pixel([0, 0, 0], [255, 255, 255], value / 255)), negative: side(negative), positive: side(positive) };
  }
  function paintPicture() {
    mixColors();
    const { height, width, pixels, words: name } = known[state.picture];
    photo.paint(height, width, (at) => colors.gray[pixels[at]], `${name}, ${height} by ${width}.`);
    said.textContent = `${name}, ${height} × ${width}, black 0 to white 255`;
  }
  function paintMap() {
    mixColors();
    const { height, width } = known[state.picture], values = state.map;
    let low = Infinity, high = -Infinity;
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const limit = Math.max(Math.abs(low), Math.abs(high), 1e-9), { gray, negative, positive } = colors;
    const paints = {
      signed: (at) => (values[at] < 0 ? negative : positive)[Math.min(255, (255 * Math.abs(values[at])) / limit) | 0],
      abs: (at) => gray[Math.min(255, (255 * Math.abs(values[at])) / limit) | 0],
      clip: (at) => gray[Math.min(255, Math.max(0, values[at])) | 0],
    };
    const scale = { signed: "red is +, blue is −", abs: `white is ${short(limit)}, the sign is gone`, clip: "cut off below 0 and above 255" }[state.view];
    const words = `answers from ${short(low)} to ${short(high)}; ${scale}`;
    map.paint(height, width, paints[state.view], `${words}.`);
    range.textContent = words;
    pad.set(height, width);
    showSum();
  }
  function showSum() {
    const picture = known[state.picture], { height, width } = picture, [i, j] = pad.at(), k = state.kernel.length, p = k >> 1;
    window_.place(i - p, j - p, k, k, [height, width]);
    sums.show(picture, state.kernel, i, j, state.map[i * width + j]);
  }
  function paintKernel() {
    const most = largest(state.kernel);
    state.kernel.forEach((row, r) => row.forEach((weight, c) => grid.set(r, c, { text: brief(weight), ...signed(weight, 2 * most), isMarked: r === state.at[0] && c === state.at[1], name: `row ${r}, column ${c}: ${format(weight)}` })));
    const value = total();
    sum.replaceChildren(el("strong", {}, `sum ${format(value)}`), el("br"), el("span", { class: "cl-small" }, sumWords(value)));
    divide.disabled = Math.abs(value) < 1e-6;
    divide.style.opacity = divide.disabled ? 0.45 : 1;
    weight.set(state.kernel[state.at[0]][state.at[1]]);
  }
  const sayWeight = () => `(${state.at.join(", ")}) → ${format(state.kernel[state.at[0]][state.at[1]])}`;
  function buildKernel() {
    const k = state.kernel.length, active = holder.contains(document.activeElement);
    const onChoose = (r, c) => ((state.at = [r, c]), paintKernel());
    state.at = [k >> 1, k >> 1];
    grid = new Grid(k, k, { label: "kernel", size: KERNEL / k, role: "kernel", onEdit: edit, onChoose, values: (r, c) => state.kernel[r][c] });
    holder.replaceChildren(grid.node);
    if (active) grid.focus(0, 0);
    side.set(String(k));
  }
  // Everything that follows from a new kernel or a new picture: paint at once; Python is asked once the hand rests.
  function update(isNewKernel) {
    if (isNewKernel) {
      if (!grid || grid.rows !== state.kernel.length) buildKernel();
      paintKernel();
    }
    state.map = sameSize(known[state.picture], state.kernel);
    paintMap();
    compared.textContent = "";
    clearTimeout(state.wait);
    state.wait = setTimeout(() => {
      state.wait = null;
      talker.tell({ kernel: copy(state.kernel), picture: state.picture });
    }, 60);
  }
  function edit(r, c, value) {
    state.kernel[r][c] = value;
    preset.set("own");
    update(true);
  }
  function show(view) {
    state.view = view;
    views.node.querySelector(`input[value="${view}"]`).checked = true;
  }
  function pick(name) {
    if (name === "own") return;
    state.kernel = copy(bank[name].weights);
    show(total() === 0 ? "signed" : "clip");
    update(true);
  }
  // A smaller or a larger kernel: cut from the middle, or with zeros around.
  function resize(k) {
    const shift = (state.kernel.length - k) / 2;
    state.kernel = Array.from({ length: k }, (_, r) => Array.from({ length: k }, (_, c) => state.kernel[r + shift]?.[c + shift] ?? 0));
    preset.set("own");
    update(true);
  }
  const altered = (turnInto) => () => {
    state.kernel = turnInto(state.kernel);
    preset.set("own");
    update(true);
  };
  const button = (words, onclick) => el("button", { type: "button", onclick }, words);
  const rotate = (kernel) => kernel.map((row, r) => row.map((_, c) => kernel[c][kernel.length - 1 - r]));

  const talker = talk(model, (answer) => {
    if (!answer.map || state.wait) return; // a learner's own picture, which Python has not seen; or an answer of yesterday
    const mine = state.map, theirs = new Float32Array(bytesOf(answer.map).buffer);
    if (theirs.length !== mine.length) return;
    let most = 0;
    theirs.forEach((value, at) => (most = Math.max(most, Math.abs(value - mine[at]))));
    compared.textContent = `differs from this page’s own sums by at most ${most < 0.005 ? "a rounding" : brief(most)}`;
    state.map = theirs;
    paintMap();
  }, { isOwn: true, onTheme: () => paintMap(), onWrong: (row, column) => (pad.go(row, column), showSum()) });
  const shownPicture = choice("picture", pictures.map(([name, words]) => [name, words]), state.picture, (name) => {
    state.picture = name;
    paintPicture();
    update(false);
  });
  const preset = choice("kernel", [...kernels.map(([name, words]) => [name, words]), ["own", "my own"]], given.kernelName, pick);
  const side = choice("side", sizes.map((k) => [String(k), `${k} × ${k}`]), String(state.kernel.length), (k) => resize(Number(k)));
  const views = tabs("how to show the map", ["signed", "abs", "clip"].map((name) => [name, name]), state.view, (name) => ((state.view = name), paintMap()));
  const file = el("input", { type: "file", accept: "image/*", style: "max-width: 15em; font-size: 13px" });
  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    try {
      const own = await readPicture(file.files[0], largestUpload);
      known.own = { words: "own picture", ...own };
      if (!shownPicture.select.querySelector('option[value="own"]')) shownPicture.select.append(el("option", { value: "own" }, "own picture"));
      shownPicture.set("own");
      state.picture = "own";
      note.textContent = `Your picture, ${own.size}, in gray. It stays on this page.`;
      paintPicture();
      update(false);
    } catch {
      note.textContent = "The browser cannot read this file as a picture. PNG, JPEG, GIF, WebP and SVG work.";
    }
  });
  const weight = slider("chosen weight", { min: -5, max: 5, step: 0.25, value: 0, say: sayWeight, onInput: (value) => edit(...state.at, value) });
  const divide = button("divide by sum", altered((kernel) => kernel.map((row) => row.map((weight) => weight / total()))));
  const column = (title, role, node, ...below) => el("div", { style: `flex: 1 1 ${role === "kernel" ? KERNEL : SHOWN}px; min-width: 0` }, el("div", { class: `cl-role-${role}`, style: "text-align: center; margin-bottom: 6px; font-weight: 600" }, title), el("div", { style: `height: ${SHOWN}px; display: grid; align-items: center` }, node), ...below);
  const row = (...nodes) => el("div", { class: "cl-row", style: "margin: 8px 0" }, ...nodes);
  const root = board(host, "Edit a kernel",
    row(shownPicture.node, el("label", { class: "cl-field" }, el("span", {}, "own picture"), file)),
    row(preset.node, side.node, button("turn by 90°", altered(rotate)), divide),
    el("div", { class: "cl-row", style: "margin: 10px 0; align-items: flex-start; gap: 12px" }, column("picture", "window", window_.node, said), column("kernel", "kernel", holder, sum), column("map", "output", pad.node, range)),
    row(weight.node), sums.node, el("div", { class: "cl-row cl-spread", style: "margin-top: 8px" }, views.node, el("span", { class: "cl-row", style: "gap: 2px 10px" }, talker.whose, compared)),
    el("p", { class: "cl-small", style: "margin: 8px 0 0" }, "Choose a cell of the kernel (click or arrow keys), then move the slider or type a number; 1/9 works, too. Point at the map, or use its arrow keys, to see where a number comes from."), note);
  buildKernel();
  paintKernel();
  state.map = sameSize(known[state.picture], state.kernel);
  show(total() === 0 ? "signed" : "clip");
  paintPicture();
  paintMap();
  requestAnimationFrame(() => (paintPicture(), paintMap())); // the colors of the page are known once the card stands on it
  talker.receive();
  return () => (clearTimeout(state.wait), talker.off());
}
export default { render };
