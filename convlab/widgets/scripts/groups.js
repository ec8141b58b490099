// Lesson 7: the table of kernels, one for each filter and channel, cut into groups; who hears whom; what it saves.
function render({ model, el: host }) {
  const { most, kernels, places } = model.get("setup"), SIZE = 24, LEFT = 66, TOP = 34, RIGHT = 392, WIDE = 668;
  const state = { ...model.get("given"), filter: 0, isMixed: false, answer: model.get("answer") };
  const TALL = TOP + most * SIZE + 12;
  const picture = svg("svg", { class: "cl-picture", viewBox: `0 0 ${WIDE} ${TALL}`, role: "group" });
  const reading = el("div", { class: "cl-note", role: "status", style: "min-height: 7.4em" });
  const talker = talk(model, (answer) => ((state.answer = answer), paint()), { isOwn: true });
  const plural = (count, word) => `${count.toLocaleString("en-US")} ${word}${count === 1 ? "" : "s"}`;
  const list = (values) => values.join(", ");

  // One grid for the largest table; cells outside of today's are hidden.
  const grid = new Grid(most, most, { label: "kernels", size: SIZE, onChoose: (r) => choose(r) });
  const mark = svg("rect", { class: "cl-frame", stroke: "var(--cl-output)", rx: 3, style: "pointer-events: none" });
  const graph = svg("g", { "aria-hidden": "true" });
  const words = (x, y, text, role, more = "") => svg("text", { x, y, style: `font-size: 13px; font-weight: 600; fill: var(--cl-${role}); ${more}` }, text);
  picture.append(words(LEFT, TOP - 12, "channels", "window", "text-anchor: start"), words(LEFT - 10, TOP + 14, "filters", "output", "text-anchor: end"),
    svg("g", { transform: `translate(${LEFT} ${TOP})` }, grid.node), mark, graph);
  const isPossible = () => state.channels % state.groups === 0 && state.filters % state.groups === 0;
  // The page's own table, until Python has answered.
  function table() {
    const { channels, filters, groups } = state, wide = channels / groups, tall = filters / groups;
    const reads = state.answer && state.answer.reads;
    if (reads && reads.length === filters && reads[0].length === channels) return reads;
    return Array.from({ length: filters }, (_, f) => Array.from({ length: channels }, (_, c) => (Math.floor(f / tall) === Math.floor(c / wide) ? 1 : 0)));
  }
  let isReady = false;
  function choose(r) {
    if (!isReady || r >= state.filters) return;
    state.filter = r;
    paint();
  }

  function paint() {
    const { channels, filters, groups } = state, isFine = isPossible(), reads = isFine ? table() : [];
    state.filter = Math.min(state.filter, filters - 1);
    for (let r = 0; r < most; r++) for (let c = 0; c < most; c++) {
      const { node } = grid.cells[r][c], isThere = r < filters && c < channels;
      node.style.display = isThere ? "" : "none";
      if (!isThere) continue;
      const isRead = isFine && reads[r][c], look = isRead ? { fill: "color-mix(in srgb, var(--cl-kernel) 75%, var(--cl-card))", ink: "#fff" } : blank;
      grid.set(r, c, { ...look, isEmpty: !isRead, name: `filter ${r}, channel ${c}: ${isFine ? (isRead ? "a kernel" : "nothing") : "no such groups"}` });
    }
    change(mark, { x: LEFT - 1.5, y: TOP + state.filter * SIZE - 1.5, width: channels * SIZE + 3, height: SIZE + 3 });
    mark.style.display = isFine ? "" : "none";
    paintGraph(reads, isFine);
    write(reads, isFine);
  }
  function paintGraph(reads, isFine) {
    const { channels, filters, filter, isMixed } = state, step = Math.min(27, 264 / Math.max(channels, filters)), parts = [];
    const low = TOP + 232, mid = isMixed ? TOP + 124 : TOP + 20, high = TOP + 20, x = (i) => RIGHT + (i + 0.5) * step;
    const line = (from, to, y1, y2, isStrong) => svg("line", { x1: x(from), x2: x(to), y1, y2, style: `stroke: var(--cl-kernel); stroke-width: ${isStrong ? 2.2 : 0.8}; stroke-opacity: ${isStrong ? 1 : 0.35}` });
    const dots = (count, y, role) => Array.from({ length: count }, (_, i) => svg("circle", { cx: x(i), cy: y, r: Math.min(6.5, step * 0.38), style: `fill: var(--cl-${role})` }));
    if (isFine) {
      const heard = (f) => reads[f].map((value, c) => (value ? c : -1)).filter((c) => c >= 0);
      for (const isStrong of [false, true]) for (let f = 0; f < filters; f++) {
        const isOn = isMixed || f === filter;
        if (isOn === isStrong) for (const c of heard(f)) parts.push(line(c, f, low, mid, isStrong));
        if (isMixed) for (let o = 0; o < filters; o++) if ((o === filter) === isStrong) parts.push(line(f, o, mid, high, isStrong));
      }
    }
    parts.push(...dots(channels, low, "window"), ...dots(filters, mid, "output"), words(RIGHT, low + 24, "channels", "window", "text-anchor: start"));
    if (isMixed) parts.push(...dots(filters, high, "output"), words(RIGHT, high - 20, "behind the pointwise layer", "output", "text-anchor: start"));
    else parts.push(words(RIGHT, mid - 20, "filters", "output", "text-anchor: start"));
    graph.replaceChildren(...parts);
  }
  function write(reads, isFine) {
    const { channels, filters, groups, kernel, filter, isMixed } = state, lines = [];
    if (!isFine) {
      const which = [channels % groups ? plural(channels, "channel") : "", filters % groups ? plural(filters, "filter") : ""].filter(Boolean).join(" and ");
      const fits = Array.from({ length: most }, (_, i) => i + 1).filter((g) => channels % g === 0 && filters % g === 0);
      lines.push(el("p", {}, `It cannot work: ${which} cannot be shared equally among ${plural(groups, "group")}. Possible here: ${list(fits)}.`));
      if (state.answer && state.answer.says) lines.push(el("p", {}, "Your ", el("code", {}, "conv2d_grouped"), ` says: “${state.answer.says}”`));
      reading.replaceChildren(...lines);
      return change(picture, { "aria-label": `${channels} channels and ${filters} filters do not divide into ${groups} groups` });
    }
    const square = kernel * kernel, full = filters * channels * square, grouped = (full / groups), mix = isMixed ? filters * filters : 0, sum = grouped + mix;
    const heard = isMixed ? Array.from({ length: channels }, (_, c) => c).filter((c) => reads.some((row) => row[c])) : reads[filter].map((value, c) => (value ? c : -1)).filter((c) => c >= 0);
    const kind = groups === 1 ? "One group: an ordinary layer." : groups === channels && groups === filters ? "Depthwise: each channel has a kernel and a map of its own." : `${groups} groups of ${plural(channels / groups, "channel")} and ${plural(filters / groups, "filter")}.`;
    lines.push(el("p", {}, kind));
    const count = isMixed ? `${grouped.toLocaleString("en-US")} + ${filters} · ${filters} = ` : `${filters} · ${channels / groups} · ${square} = `;
    lines.push(el("p", {}, `Weights: ${count}`, el("b", { class: "cl-role-kernel" }, sum.toLocaleString("en-US")), ` of ${full.toLocaleString("en-US")}, ${Math.round((1000 * sum) / full) / 10} %.`));
    lines.push(el("p", {}, `Multiplications at 32 × 32 places: ${(sum * places).toLocaleString("en-US")} of ${(full * places).toLocaleString("en-US")}.`));
    lines.push(el("p", {}, `${isMixed ? "Output" : "Filter"} `, el("b", { class: "cl-role-output" }, filter), ` sees ${heard.length === 1 ? "channel" : "channels"} `, el("b", { class: "cl-role-window" }, list(heard)), "."));
    reading.replaceChildren(...lines);
    change(picture, { "aria-label": `A table of ${filters} filters and ${channels} channels in ${plural(groups, "group")}; ${isMixed ? "behind a pointwise layer output" : "filter"} ${filter} sees channels ${list(heard)}` });
  }

  function tell() {
    state.answer = null;
    paint();
    talker.tell({ channels: state.channels, filters: state.filters, groups: state.groups, kernel: state.kernel });
  }
  const dials = ["channels", "filters", "groups"].map((name) =>
    slider(name, { min: 1, max: most, value: state[name], onInput: (value) => ((state[name] = value), tell()) }));
  for (const { node } of dials) {
    node.lastChild.style.minWidth = "1.4em";
    node.style.flex = "1 1 170px";
  }
  const side = tabs("kernel", kernels.map((k) => [k, `${k} × ${k}`]), state.kernel, (value) => ((state.kernel = Number(value)), tell()));
  const depthwise = el("button", { type: "button", onclick: () => {
    Object.assign(state, { filters: state.channels, groups: state.channels });
    dials[1].set(state.filters);
    dials[2].set(state.groups);
    tell();
  } }, "depthwise");
  const mixed = toggle("pointwise layer behind", state.isMixed, (isOn) => ((state.isMixed = isOn), paint()));
  board(host, "The table of kernels", el("div", { class: "cl-row" }, dials.map((dial) => dial.node)), el("div", { class: "cl-row", style: "margin-top: 8px" }, side.node, depthwise, mixed.node), picture, reading, talker.whose);
  isReady = true;
  paint();
  talker.receive();
  return talker.off;
}
export default { render };
