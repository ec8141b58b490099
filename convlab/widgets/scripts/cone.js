// Lesson 7: what one output of a stack sees, and how much each pixel has to say. The cone is painted at once.
function render({ model, el: host }) {
  const { ranges, most, widest, widestSquare, side } = model.get("setup"), WIDE = 668, TALL = 404;
  const names = Object.keys(ranges), given = model.get("given");
  const state = { layers: given.layers.map((layer) => [...layer]), isRandom: given.isRandom, isSquare: given.isSquare, say: model.get("answer").say };
  const picture = svg("svg", { class: "cl-picture", role: "img", viewBox: `0 0 ${WIDE} ${TALL}`, style: `min-height: ${TALL / 2}px` });
  const square = el("div", { role: "img", style: "position: absolute; background: var(--cl-output)" });
  const frame = el("div", { style: "position: relative; width: 360px; height: 360px; margin: 12px auto; border: 2px solid var(--cl-window); border-radius: 3px" }, square);
  const reading = el("div", { class: "cl-note", role: "status", style: "min-height: 6.2em" });
  const talker = talk(model, (answer) => ((state.say = answer.say), paint()), { isOwn: true });
  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  // ---- the arithmetic of the cone: field, jump, and the places that one output uses on each level ----
  function walk() {
    let field = 1, jump = 1, size = side;
    const steps = state.layers.map(([k, s, d]) => {
      const before = jump, more = d * (k - 1) * jump;
      field += more;
      jump *= s;
      size = Math.floor((size - 1) / s) + 1; // with same padding
      return { k, s, d, before, more, field };
    });
    return { field, jump, size, steps };
  }
  function levels() {
    const found = [[0]];
    for (const [k, s, d] of [...state.layers].reverse()) {
      const places = new Set();
      for (const place of found.at(-1)) for (let tap = 0; tap < k; tap++) places.add(place * s + tap * d);
      found.push([...places].sort((a, b) => a - b));
    }
    return found.reverse();
  }
  // Equal weights: the number of ways to the output. Python's gradient follows.
  function ways() {
    let back = [1];
    for (const [k, s, d] of [...state.layers].reverse()) {
      const out = new Array((back.length - 1) * s + d * (k - 1) + 1).fill(0);
      back.forEach((value, i) => { for (let tap = 0; tap < k; tap++) out[i * s + tap * d] += value; });
      back = out;
    }
    const sum = back.reduce((a, b) => a + b);
    return back.map((value) => value / sum);
  }

  // What Python has answered, else the page's own numbers: a row of shares, or a square of them.
  function sharesNow() {
    if (state.say.length || state.isRandom) return state.say;
    const line = ways();
    return state.isSquare ? line.map((a) => line.map((b) => a * b)) : [line];
  }

  // ---- the picture ----
  function paint() {
    const { field, steps, jump, size } = walk(), all = levels(), used = all[0].length;
    const isDrawn = field <= (state.isSquare ? widestSquare : widest);
    picture.style.display = state.isSquare ? "none" : "";
    frame.style.display = state.isSquare && isDrawn ? "" : "none";
    if (state.isSquare) paintSquare(field, isDrawn);
    else paintCone(field, all, isDrawn);
    write(field, jump, size, steps, used, isDrawn);
  }
  function paintCone(field, all, isDrawn) {
    const count = state.layers.length, drop = Math.min(62, 236 / count), top = 16, unit = Math.min(40, (WIDE - 8) / field);
    const left = (WIDE - field * unit) / 2, base = top + count * drop, parts = [];
    if (!isDrawn) {
      picture.replaceChildren(svg("text", { x: WIDE / 2, y: 60, style: "font-size: 15px" }, `${field} samples: too many to draw. The numbers below still hold.`));
      return change(picture, { "aria-label": `A field of ${field} samples, too wide to draw` });
    }
    const jumps = [1], starts = [0];
    state.layers.forEach(([k, s, d], i) => {
      starts.push(starts[i] + (d * (k - 1) * jumps[i]) / 2);
      jumps.push(jumps[i] * s);
    });
    const x = (level, place) => left + (starts[level] + place * jumps[level] + 0.5) * unit, y = (level) => top + (count - level) * drop;
    let path = "";
    state.layers.forEach(([k, s, d], i) => {
      for (const place of all[i + 1]) for (let tap = 0; tap < k; tap++)
        path += `M${x(i + 1, place).toFixed(1)} ${y(i + 1).toFixed(1)}L${x(i, place * s + tap * d).toFixed(1)} ${y(i).toFixed(1)}`;
    });
    parts.push(svg("path", { d: path, style: "fill: none; stroke: var(--cl-kernel); stroke-width: 1; stroke-opacity: 0.55" }));
    const used = new Set(all[0]), tall = Math.min(unit, 22);
    for (let i = 0; i < field; i++) {
      const place = left + i * unit, isUsed = used.has(i);
      parts.push(svg("rect", { x: place, y: base - tall / 2, width: unit, height: tall, class: `cl-cell${isUsed ? "" : " cl-empty"}`, style: `fill: ${isUsed ? tint(0.75, 1).fill : "var(--cl-card)"}` }));
      if (!isUsed) parts.push(svg("line", { x1: place, y1: base + tall / 2, x2: place + unit, y2: base - tall / 2, style: "stroke: var(--cl-muted)" }));
    }
    const dot = Math.max(3, Math.min(13, unit * 0.7));
    all.slice(1).forEach((places, i) => places.forEach((place) =>
      parts.push(svg("rect", { x: x(i + 1, place) - dot / 2, y: y(i + 1) - dot / 2, width: dot, height: dot, rx: 2, style: "fill: var(--cl-output)" }))));
    const shares = sharesNow()[0] || [], bottom = base + 118, high = Math.max(...shares, 1e-9);
    shares.forEach((share, i) => {
      const height = Math.max((share / high) * 84, share ? 1 : 0), place = left + i * unit;
      parts.push(svg("rect", { x: place + unit * 0.12, y: bottom - height, width: unit * 0.76, height, style: "fill: var(--cl-output)" }));
      if (unit >= 30) parts.push(svg("text", { x: place + unit / 2, y: bottom + 12, style: "font-size: 12px; fill: var(--cl-muted)" }, `${Math.round(share * 100)} %`));
    });
    picture.replaceChildren(...parts);
    change(picture, { "aria-label": `One output sees ${used.size} of ${field} samples through ${plural(count, "layer")}.` });
  }
  // A mask of the shares over the output's color, so that it follows the page's theme.
  function paintSquare(field, isDrawn) {
    if (!isDrawn) return;
    const cell = Math.max(1, Math.floor(356 / field)), canvas = el("canvas", { width: field * cell, height: field * cell }), context = canvas.getContext("2d");
    const shares = sharesNow();
    const high = Math.max(1e-12, ...shares.map((row) => Math.max(...row)));
    shares.forEach((row, i) => row.forEach((share, j) => {
      context.fillStyle = `rgba(0, 0, 0, ${share / high})`;
      context.fillRect(j * cell, i * cell, cell, cell);
    }));
    const size = `${field * cell}px`, inset = `${(356 - field * cell) / 2}px`;
    Object.assign(square.style, { width: size, height: size, left: inset, top: inset, maskImage: `url(${canvas.toDataURL()})` });
    change(square, { "aria-label": `The say of ${field} × ${field} pixels: darkest in the middle where it is largest` });
  }

  // ---- the words below it ----
  function write(field, jump, size, steps, used, isDrawn) {
    const terms = steps.map(({ k, d, before }) => `${d === 1 ? "" : `${d}·`}${k - 1}·${before}`).join(" + "), holes = field - used;
    const lines = [el("p", {}, "Field ", el("b", { class: "cl-role-window" }, field), ` = 1 + ${terms}. With same padding a picture of ${side} × ${side} becomes `, el("b", { class: "cl-role-output" }, `${size} × ${size}`), `: neighbors are ${jump} ${jump === 1 ? "pixel" : "pixels"} apart.`)];
    lines.push(el("p", {}, holes ? `${plural(holes, "sample")} of ${field} ${holes === 1 ? "is" : "are"} never used${isDrawn && !state.isSquare ? " (crossed out)" : ""}: the cone has holes.` : "Every sample of the field is used: no holes."));
    const rows = isDrawn ? sharesNow() : [], third = [Math.round(field / 3), field - Math.round(field / 3)];
    if (isDrawn && rows.length && field > 2) {
      const inner = (values) => values.slice(third[0], third[1]).reduce((a, b) => a + b, 0);
      const share = !state.isSquare ? inner(rows[0]) : rows.slice(third[0], third[1]).reduce((sum, row) => sum + inner(row), 0);
      const what = !state.isSquare ? `The middle ${third[1] - third[0]} of ${field} samples` : `The middle ${third[1] - third[0]} × ${third[1] - third[0]} of ${field} × ${field} pixels`;
      lines.push(el("p", {}, `${what} have `, el("b", {}, `${Math.round(share * 100)} %`), " of the say."));
    } else if (!isDrawn) lines.push(el("p", {}, `A field of ${field} is too wide to draw here.`));
    reading.replaceChildren(...lines);
  }

  // ---- the dials: a row of three for each layer ----
  const table = el("div", { style: "display: grid; gap: 4px" });
  function tell() {
    state.say = [];
    paint();
    talker.tell({ layers: state.layers.map((layer) => [...layer]), isRandom: state.isRandom, isSquare: state.isSquare });
  }
  function layDials() {
    table.replaceChildren(...state.layers.map((layer, i) => {
      const dials = names.map((name, at) => slider(name, { min: ranges[name][0], max: ranges[name][1], value: layer[at], onInput: (value) => {
        layer[at] = value;
        tell();
      } }));
      for (const { node, input } of dials) {
        node.lastChild.style.minWidth = "1.2em";
        node.style.flex = "1 1 130px";
        input.style.width = input.style.minWidth = "50px"; // it grows: three dials stand in a row
        change(input, { "aria-label": `layer ${i + 1}, ${input.parentNode.firstChild.textContent}` });
      }
      return el("div", { class: "cl-row", role: "group", "aria-label": `layer ${i + 1}`, style: "gap: 2px 16px" }, el("b", { style: "flex: none; width: 4.2em; font-size: 13px" }, `layer ${i + 1}`), dials.map((dial) => dial.node));
    }));
    add.disabled = state.layers.length >= most;
    drop.disabled = state.layers.length <= 1;
  }
  const add = el("button", { type: "button", onclick: () => (state.layers.push([3, 1, 1]), layDials(), tell()) }, "add a layer");
  const drop = el("button", { type: "button", onclick: () => (state.layers.pop(), layDials(), tell()) }, "take one away");
  const view = tabs("view", [["1", "1-D"], ["2", "2-D"]], state.isSquare ? "2" : "1", (value) => ((state.isSquare = value === "2"), tell()));
  const weights = toggle("random weights", state.isRandom, (isOn) => ((state.isRandom = isOn), tell()));
  layDials();
  board(host, "The cone", el("div", { class: "cl-row", style: "margin-bottom: 8px" }, view.node, weights.node, add, drop), table, picture, frame, reading, talker.whose);
  paint();
  talker.receive();
  return talker.off;
}
export default { render };
