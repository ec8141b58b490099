// Lesson 2: a strip of samples and the places of a kernel on it. This paints at once; Python's count follows.
function render({ model, el: host }) {
  const WIDE = 668, TALL = 268, LEFT = 4;
  const { sliders } = model.get("setup");
  const state = { ...model.get("given").setting };
  let answer = null;

  const picture = svg("svg", { class: "cl-picture", role: "img", viewBox: `0 0 ${WIDE} ${TALL}` });
  const formula = el("p", { style: "font-size: 16px" }), reading = el("p", {}), status = el("div", { class: "cl-hidden", role: "status" });
  const talker = talk(model, (next) => ((answer = next), write()), { isOwn: true });
  const hatch = `cl-hatch-${Math.random().toString(36).slice(2)}`;

  // ---- what the five numbers mean ----
  const reach = () => state.d * (state.k - 1) + 1;
  const length = () => state.n + 2 * state.p;
  const travel = () => length() - reach();
  function problems() {
    const { n, k, p, s, d } = state, found = [];
    if (k < 1) found.push("a kernel without taps sees nothing: k starts at 1");
    if (p < 0) found.push("negative padding would cut samples off: p starts at 0");
    if (s < 1) found.push("with stride 0 the kernel stays at its first place forever: s starts at 1");
    if (d < 1) found.push("with dilation 0 all taps stand on one sample: d starts at 1");
    if (found.length || travel() >= 0) return found;
    const more = Math.ceil((reach() - n) / 2);
    return [`the kernel reaches over ${reach()} samples, and the row has ${n} + 2 · ${p} = ${length()}: a padding of ${more} would do, or a shorter kernel`];
  }
  const isPossible = () => problems().length === 0;
  const places = () => Math.floor(travel() / state.s) + 1;
  const taps = (place) => Array.from({ length: Math.max(state.k, 0) }, (_, i) => place * state.s + i * state.d);
  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  // ---- the picture: the row, then the kernel at each place, one line a place ----
  function paint() {
    const isFine = isPossible(), padding = Math.max(state.p, 0), cells = state.n + 2 * padding;
    const wide = Math.max(cells, isFine ? 0 : Math.min(reach(), 24));
    const size = Math.min(33, Math.floor((WIDE - 92) / wide)), count = isFine ? places() : 0;
    const line = Math.min(27, (TALL - size - 14) / Math.max(count, 1));
    const read = new Set(Array.from({ length: count }, (_, i) => taps(i)).flat());
    const parts = [hatching()];
    for (let i = 0; i < cells; i++) parts.push(sample(LEFT + i * size, size, i - padding, isFine && !read.has(i)));
    for (let i = 0; i < count; i++) {
      const y = size + 10 + i * line;
      parts.push(kernel(taps(i), size, y, line * 0.78));
      if (line >= 13) parts.push(svg("text", { x: LEFT + cells * size + 12, y: y + line * 0.39, style: "font-size: 12.5px; text-anchor: start; fill: var(--cl-output)" }, `place ${i}`));
    }
    if (!isFine && state.k > 0 && state.d > 0) parts.push(kernel(taps(0), size, size + 10, 20, cells));
    picture.replaceChildren(...parts);
    picture.setAttribute("aria-label", isFine ? `${plural(state.n, "sample")}, ${plural(count, "place")}` : "A setting that cannot work");
    write();
  }
  const hatching = () => svg("defs", {}, svg("pattern", { id: hatch, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg("rect", { width: 6, height: 6, style: "fill: var(--cl-card)" }), svg("line", { x1: 0, y1: 0, x2: 0, y2: 6, style: "stroke: var(--cl-muted); stroke-width: 2.4" })));
  function sample(x, size, index, isUnread) {
    const isPadding = index < 0 || index >= state.n, words = isPadding ? "" : String(index);
    const fill = isUnread ? `url(#${hatch})` : `var(--cl-${isPadding ? "card" : "faint"})`;
    const group = svg("g", {}, svg("rect", { x, y: 1, width: size, height: size, class: `cl-cell${isPadding ? " cl-empty" : ""}`, style: `fill: ${fill}${isPadding ? "; stroke: var(--cl-muted)" : ""}` }));
    const wide = (0.24 + 0.28 * words.length) * size;
    if (isUnread && words) group.append(svg("rect", { x: x + (size - wide) / 2, y: 1 + size * 0.2, width: wide, height: size * 0.6, rx: 3, style: "fill: var(--cl-card)" }));
    group.append(svg("text", { x: x + size / 2, y: 1 + size / 2, style: `font-size: ${Math.min(14, size * 0.46)}px${isPadding ? "; fill: var(--cl-muted)" : ""}` }, words));
    return group;
  }
  // Taps from `end` on stand outside of the row: dashed.
  function kernel(at, size, y, height, end = Infinity) {
    const side = Math.min(size * 0.72, height), middle = y + height / 2, x = (tap) => LEFT + (tap + 0.5) * size;
    const bar = svg("line", { x1: x(at[0]), x2: x(at.at(-1)), y1: middle, y2: middle, style: "stroke: var(--cl-kernel); stroke-width: 2.5" });
    const look = (tap) => (tap < end ? "fill: var(--cl-kernel)" : "fill: var(--cl-card); stroke: var(--cl-kernel); stroke-width: 2; stroke-dasharray: 3 2");
    return svg("g", {}, bar, at.map((tap) => svg("rect", { x: x(tap) - side / 2, y: middle - side / 2, width: side, height: side, rx: 3, style: look(tap) })));
  }

  // ---- the words below it ----
  const role = (name, words) => el("span", { class: `cl-role-${name}` }, words);
  function write() {
    const { n, k, p, s, d } = state, wrong = problems(), signed = (value) => (value < 0 ? `(−${-value})` : value);
    const top = `${n} + 2·${signed(p)} − ${d}·(${k} − 1) − 1`;
    if (wrong.length) {
      formula.replaceChildren(el("span", { class: "cl-term" }, "⌊(", role("window", top), ") / ", role("kernel", s), "⌋ + 1 "), " has no answer.");
      const says = answer && answer.says ? [" Your ", el("code", {}, "output_size"), ` says: “${answer.says}”`] : [];
      reading.replaceChildren(`It cannot work: ${wrong.join("; ")}.`, ...says);
      status.textContent = `It cannot work: ${wrong.join("; ")}.`;
      return;
    }
    const steps = Math.floor(travel() / s), rest = travel() % s, over = steps === places() - 1 ? rest : 0;
    const term = (...words) => el("span", { class: "cl-term" }, ...words);
    formula.replaceChildren(term("⌊(", role("window", top), ") / ", role("kernel", s), "⌋ + 1 "),
      term("= ⌊", role("window", travel()), " / ", role("kernel", s), "⌋ + 1 "), term(`= ${steps} + 1 = `, role("output", steps + 1)));
    const inRow = unread().length, lost = inRow ? `hatched: ${plural(inRow, "sample")} of the row that no tap ever reads` : "every sample of the row is read";
    reading.textContent = `${travel()} to travel, ${plural(steps, "whole stride")}, and the first place. Left over at the end: ${over}; ${lost}.`;
    status.textContent = `${plural(steps + 1, "place")}, ${over} left over.`;
  }
  function unread() {
    const read = new Set(Array.from({ length: places() }, (_, i) => taps(i)).flat());
    return Array.from({ length: state.n }, (_, i) => i + state.p).filter((cell) => !read.has(cell));
  }

  const dials = sliders.map(({ name, words, range: [min, max] }) =>
    slider(words, { min, max, value: state[name], onInput: (value) => {
      state[name] = value;
      answer = null;
      paint();
      talker.tell({ setting: { ...state } });
    } }));
  for (const { node } of dials) node.lastChild.style.minWidth = "1.4em"; // a number of two digits
  const columns = "display: grid; grid-template-columns: repeat(auto-fit, minmax(195px, 1fr)); gap: 6px 18px";
  board(host, "Count the places", el("div", { style: columns }, dials.map((dial) => dial.node)), picture,
    el("div", { class: "cl-note", style: "min-height: 5.5em" }, formula, reading), talker.whose, status);
  paint();
  talker.receive();
  return () => talker.off();
}
export default { render };
