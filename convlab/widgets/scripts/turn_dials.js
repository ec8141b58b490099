// Lesson 3: padding, mode and stride on a photograph. All pictures of a kernel lie in `answer`; a dial only paints.
const LOUPE = 5, CELL = 24;
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

// A picture of bytes, one pixel each, enlarged without smoothing; a frame marks rows and columns `from` to `to`.
function pixels(label, role, dashed = false) {
  const canvas = el("canvas", { role: "img", style: "display: block; image-rendering: pixelated; border-radius: 2px" });
  const context = canvas.getContext("2d");
  const frame = el("div", { style: `position: absolute; pointer-events: none; border: 2px ${dashed ? "dashed" : "solid"} var(--cl-${role})` });
  const node = el("div", { style: "position: relative; width: max-content; margin: auto" }, canvas, frame);
  const paint = (bytes, side, scale, lut, from, to, words) => {
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const image = new ImageData(side, side), colors = new Uint32Array(image.data.buffer);
    for (let at = 0; at < colors.length; at++) colors[at] = lut[bytes[at]];
    context.putImageData(image, 0, 0);
    canvas.style.width = canvas.style.height = `${side * scale}px`;
    frame.style.display = to > from ? "block" : "none";
    frame.style.left = frame.style.top = `${from * scale}px`; // drawn inward, so that what lies outside stays in view
    frame.style.width = frame.style.height = `${(to - from) * scale}px`;
    canvas.setAttribute("aria-label", `${label}. ${words}`);
  };
  return { node, paint, canvas };
}

// What the windows along one side do: how many cover each pixel, and how many made-up pixels each of them holds.
function alongSide(n, k, p, s) {
  const places = Math.floor((n + 2 * p - k) / s) + 1, uses = new Array(n).fill(0), real = [];
  for (let i = 0; i < places; i++) {
    const from = Math.max(i * s - p, 0), to = Math.min(i * s - p + k, n);
    real.push(Math.max(to - from, 0));
    for (let at = from; at < to; at++) uses[at] += 1;
  }
  return { places, uses, real };
}

function render({ model, el: host }) {
  const { side, paddings, strides, modes, kernels } = model.get("setup"), widest = side + 2 * paddings.at(-1);
  const state = { mode: "zeros", p: 1, s: 1, answer: model.get("answer") };
  let photos, maps, offsets, luts;

  const photo = pixels("The padded photograph", "window"), map = pixels("The map", "output", true);
  const covered = pixels("The coverage map", "window"), border = pixels("The border map", "output", true);
  const loupes = [covered, border].map(() => {
    const grid = new Grid(LOUPE, LOUPE, { size: CELL });
    const node = svg("svg", { viewBox: `-1 -1 ${LOUPE * CELL + 2} ${LOUPE * CELL + 2}`, width: LOUPE * CELL + 2, height: LOUPE * CELL + 2, "aria-hidden": "true", style: "display: block; margin: auto" }, grid.node);
    return { grid, node };
  });
  const captions = Array.from({ length: 4 }, () => el("div", { class: "cl-small", style: "text-align: center; min-height: 2.9em; margin-top: 4px" }));
  const figure = (title, role, picture, caption, height, extra) =>
    el("div", { style: "flex: 1 1 280px; min-width: 0" }, el("div", { class: `cl-role-${role}`, style: "text-align: center; margin-bottom: 4px; font-weight: 600" }, title),
      el("div", { style: `display: flex; gap: 12px; align-items: center; justify-content: center; height: ${height}px` }, picture.node, extra), caption);
  const formula = el("p", { style: "margin: 6px 0; text-align: center" });

  // Offsets of the pictures in their strings of bytes follow from the dials, in the order mode, padding, stride.
  function unpack() {
    const { k } = state.answer;
    photos = bytesOf(state.answer.photos);
    maps = bytesOf(state.answer.maps);
    offsets = { photo: {}, map: {} };
    let photoAt = 0, mapAt = 0;
    for (const mode of modes)
      for (const p of paddings) {
        offsets.photo[`${mode} ${p}`] = photoAt;
        photoAt += (side + 2 * p) ** 2;
        for (const s of strides) {
          offsets.map[`${mode} ${p} ${s}`] = mapAt;
          mapAt += alongSide(side, k, p, s).places ** 2;
        }
      }
  }
  // The colors of the page, which may turn dark at any time, as tables from a byte to a pixel.
  function mixColors() {
    const style = getComputedStyle(root);
    const names = ["negative", "zero", "positive", "card", "window", "output"].map((name) => style.getPropertyValue(`--cl-${name}`).trim());
    if (luts && luts.key === names.join()) return;
    const [negative, zero, positive, paper, windowColor, output] = names.map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) || 0));
    const pixel = (a, b, share) => a.reduce((sum, from, i) => sum + Math.round(from + (b[i] - from) * share) * 256 ** i, 0xff000000);
    const table = (color) => Uint32Array.from({ length: 256 }, (_, value) => color(value));
    luts = {
      key: names.join(),
      gray: table((value) => pixel([0, 0, 0], [255, 255, 255], value / 255)),
      signed: table((value) => pixel(zero, value < 128 ? negative : positive, Math.min(Math.abs(value - 128) / 127, 1))),
      window: table((value) => pixel(paper, windowColor, (value / 255) * 0.85)),
      output: table((value) => pixel(paper, output, (value / 255) * 0.85)),
    };
  }
  function heat(part, loupe, lut, along, height, scale, most, from, to, words) {
    const count = along.length, bytes = new Uint8Array(count * count);
    along.forEach((a, r) => along.forEach((b, c) => (bytes[r * count + c] = Math.round((255 * height(a, b)) / most))));
    part.paint(bytes, count, scale, lut, from, to, words);
    for (let r = 0; r < LOUPE; r++)
      for (let c = 0; c < LOUPE; c++) {
        const value = r < count && c < count ? height(along[r], along[c]) : null;
        loupe.grid.set(r, c, value === null ? { ...blank, isEmpty: true } : { text: format(value), ...tint(value, most, lut === luts.window ? "window" : "output") });
      }
  }
  function paint() {
    mixColors();
    const { mode, p, s } = state, { k, isSigned } = state.answer, padded = side + 2 * p;
    const { places, uses, real } = alongSide(side, k, p, s);
    const from = real.findIndex((count) => count === k), to = from < 0 ? 0 : real.lastIndexOf(k) + 1;
    const total = places * places, clean = Math.max(to - from, 0) ** 2, touched = total - (from < 0 ? 0 : clean);
    const at = offsets.photo[`${mode} ${p}`], start = offsets.map[`${mode} ${p} ${s}`];
    const scale = 256 / widest, share = Math.round((100 * touched) / total);
    photo.paint(photos.subarray(at, at + padded * padded), padded, scale, luts.gray, p, p + side, p ? `${p} made-up pixels on every side, mode ${mode}.` : "No padding.");
    const touchedWords = p ? `${touched} of ${total} numbers touched padding (${share} %)` : "no number touched padding";
    map.paint(maps.subarray(start, start + total), places, scale * s, isSigned ? luts.signed : luts.gray, touched ? Math.max(from, 0) : 0, touched ? to : 0, `${places} by ${places}; ${touchedWords}.`);
    const inside = uses.slice(k - 1, side - k + 1), low = Math.min(...inside), high = Math.max(...inside);
    const span = (least, most) => (least === most ? most : `${least} to ${most}`), unread = side * side - uses.filter(Boolean).length ** 2;
    const coverWords = `corner ${uses[0] ** 2}, edge ${span(uses[0] * low, uses[0] * high)}, inside ${span(low ** 2, high ** 2)}${unread ? `; ${unread} pixels in none` : ""}`;
    heat(covered, loupes[0], luts.window, uses, (a, b) => a * b, 3, k * k, 0, 0, coverWords);
    const core = real[Math.floor(places / 2)], made = [[real[0], real[0]], [real[0], core], [core, core]].map(([a, b]) => k * k - a * b);
    const borderWords = `corner ${made[0]}, edge ${made[1]}, center ${made[2]}`;
    heat(border, loupes[1], luts.output, real, (a, b) => k * k - a * b, 3 * s * Math.min(1, side / (places * s)), k * k, 0, 0, borderWords);
    formula.textContent = `⌊(${side} + 2 · ${p} − ${k}) / ${s}⌋ + 1 = ${places}`;
    captions[0].textContent = p ? `${padded} × ${padded}; beyond the frame, ${mode} made it up` : `${side} × ${side}, as the camera saw it`;
    captions[1].textContent = `${places} × ${places}${isSigned ? " (red is +, blue is −)" : ""}, drawn ${s === 1 ? "at the same scale" : `${s} times larger`}; ${touchedWords}${touched && to > from ? ": those outside the dashed frame" : ""}`;
    captions[2].textContent = `windows that use each pixel: ${coverWords}`;
    captions[3].textContent = `made-up pixels in each window: ${borderWords}`;
  }

  const talker = talk(model, (answer) => {
    state.answer = answer;
    unpack();
    paint();
  }, { onTheme: () => paint() });
  const turn = (name) => (value) => ((state[name] = value), paint());
  const mode = tabs("mode", modes.map((name) => [name, name]), state.mode, turn("mode"));
  const kernel = choice("kernel", kernels, state.answer.kernel, (name) => talker.tell({ kernel: name }));
  const padding = slider("padding", { min: 0, max: paddings.length - 1, value: paddings.indexOf(state.p), say: (i) => `${paddings[i]} per side`, onInput: (i) => turn("p")(paddings[i]) });
  const stride = slider("stride", { min: strides[0], max: strides.at(-1), value: state.s, say: (s) => (s === 1 ? "1 pixel" : `${s} pixels`), onInput: turn("s") });
  const row = (...nodes) => el("div", { class: "cl-row", style: "margin: 8px 0" }, ...nodes);
  const figures = (...nodes) => el("div", { class: "cl-row", style: "margin: 8px 0; align-items: flex-start" }, ...nodes);
  const root = board(host, "Padding, mode and stride on a photograph",
    row(mode.node, kernel.node), row(padding.node, stride.node), formula,
    figures(figure("photograph, padded", "window", photo, captions[0], 260), figure("map", "output", map, captions[1], 260)),
    figures(figure("coverage, and its top left corner", "window", covered, captions[2], 148, loupes[0].node), figure("border, and its top left corner", "output", border, captions[3], 148, loupes[1].node)),
    talker.whose);
  unpack();
  paint();
  requestAnimationFrame(paint); // the colors of the page are known once the card stands on it
  talker.receive();
  return talker.off;
}
export default { render };
