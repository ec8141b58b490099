// Lesson 6: every layer of the network while it reads a digit, chosen or drawn. A stroke is painted at once and told
// to Python; what comes back are the numbers of all maps. The slider over the maps only paints.
const NAMES = { conv: "conv", relu: "ReLU", pool: "pool" }, THUMB = 54, LARGE = 224;

function render({ model, el: host }) {
  const { digits, steps, filters, small, galleries, patch } = model.get("setup"), given = model.get("given");
  const state = { source: given.source, answer: model.get("answer"), at: 0 };
  let colors = null, wait = null, sentAt = 0, marked = null;

  const chosen = screen(BOARD, { role: "img" }), fed = screen(84, { role: "img" });
  const tellDrawing = (data = drawing.data()) => ((sentAt = performance.now()), talker.tell({ source: "drawing", ...data }));
  const drawing = drawingBoard(given, (data, isDone) => {
    clearTimeout(wait);
    const pause = 90 - (performance.now() - sentAt);
    if (isDone || pause <= 0) tellDrawing(data);
    else wait = setTimeout(tellDrawing, pause);
  });
  const patches = patchMap(patch, { onPoint: (words) => (patchWords.textContent = words) });
  const patchWords = el("div", { class: "cl-small", style: "min-height: 4.4em" });
  const pickDigit = (n) => {
    const { select } = choose, words = `${digits.find(([name]) => name === String(n))?.[1] ?? `number ${n}`}`;
    if (![...select.options].some((option) => option.value === String(n))) select.append(el("option", { value: n }, words));
    select.value = n;
    source.set("digit");
    turn("digit");
    talker.tell({ source: "digit", digit: n });
  };
  const misread = digitButtons("Test digits that it misreads", small, 36, pickDigit), misreadTitle = el("div", { class: "cl-small", style: "margin: 8px 0 4px" });
  const nine = digitButtons("The nine test digits that excite this filter most", small, 46, pickDigit);
  nine.node.style.maxWidth = "160px";
  const goesIn = el("div", { style: "display: flex; align-items: flex-end; gap: 10px; margin-top: 10px" }, fed, el("div", { class: "cl-small" }, "goes in: 28 × 28 pixels"));
  const inputTitle = el("div", { class: "cl-role-window", style: "margin-bottom: 4px" });

  const counts = steps.map((step) => (step.endsWith("1") ? 4 : 8));
  const places = steps.flatMap((step, s) => Array.from({ length: counts[s] }, (_, f) => [s, f]));
  const nameOf = (s) => `${NAMES[steps[s].slice(0, 4)]} ${steps[s].at(-1)}`;
  const thumbs = places.map(([s, f], at) =>
    screen(THUMB, { title: `${nameOf(s)}, map ${f}`, onclick: () => (look.set(at), show(at)), style: `display: block; flex: 0 1 ${THUMB}px; min-width: 0; width: ${THUMB}px; height: auto; aspect-ratio: 1; image-rendering: pixelated; cursor: pointer; outline: 1px solid var(--cl-line)` }));
  const shapes = steps.map(() => el("div", { class: "cl-small", style: "white-space: nowrap" }));
  let next = 0;
  const rows = steps.map((_, s) => {
    const mine = thumbs.slice(next, (next += counts[s]));
    const head = el("div", { style: "width: 88px; flex: none; text-align: right" }, el("div", { class: "cl-role-output" }, nameOf(s)), shapes[s]);
    return el("div", { style: "display: flex; gap: min(6px, 1%); align-items: center; margin-bottom: 6px" }, head, mine);
  });
  const stack = el("div", { role: "img", style: "margin-top: 12px" }, rows);

  const big = screen(LARGE, { role: "img" }), bigTitle = el("div", { class: "cl-role-output", style: "margin-bottom: 4px" }), bigWords = el("div", { class: "cl-small", style: `min-height: 2.9em; max-width: ${LARGE}px` });
  const pad = pointPad(big, "The map", () => showSum());
  pad.node.style.margin = "0";
  const sums = layerSum(() => root, { map: () => pad.node, nameOf: (step, f) => `${nameOf(steps.indexOf(step) - 1)}, map ${f}` });
  const bars = Array.from({ length: 10 }, (_, k) => {
    const bar = svg("rect", { x: 20, y: 19 * k + 3, width: 1, height: 12, rx: 1 }), name = svg("text", { x: 8, y: 19 * k + 9, style: "font-size: 13px" });
    const words = svg("text", { x: 26, y: 19 * k + 9, style: "font-size: 12px; text-anchor: start" });
    name.textContent = k;
    return { bar, name, words };
  });
  const barPicture = svg("svg", { viewBox: "0 0 340 192", width: 340, height: 192, role: "img", style: "display: block" }, bars.flatMap(({ bar, name, words }) => [bar, name, words]));
  const verdict = el("div", { role: "status", style: "margin-bottom: 4px; font-weight: 600" });

  const mapOf = (s, f) => state.values[s].subarray(f * state.answer.sides[s] ** 2, (f + 1) * state.answer.sides[s] ** 2);
  const bytesOfMap = (s, f) => mapOf(s, f).map((value) => Math.round(128 + (127 * value) / state.limits[s]));
  function showMap() {
    const [s, f] = places[state.at], side = state.answer.sides[s], isConv = steps[s].startsWith("conv"), values = mapOf(s, f);
    const low = Math.min(...values), high = Math.max(...values), dark = values.filter((value) => value < 0).length, block = steps[s].at(-1);
    const words = `from ${two(low)} to ${two(high)}${isConv ? `; negative (blue): ${Math.round((100 * dark) / values.length)} %` : high <= 0 ? "; this map is silent" : "; nothing negative"}`;
    paintBytes(big, bytesOfMap(s, f), side, colors.signed);
    bigTitle.textContent = `${nameOf(s)}, map ${f}`;
    bigWords.textContent = words;
    big.setAttribute("aria-label", `${nameOf(s)}, map ${f}, ${side} by ${side}: ${words}`);
    pad.set(side, side);
    showSum();
    const place = (block === "1" ? 0 : 4) + f;
    if (nine.key !== `${state.answer.padding} ${place}`) nine.show(galleries[state.answer.padding].excited[place].map(([n, ...window]) => ({ n, window, label: `test digit ${n}; its window begins at row ${window[0]}, column ${window[1]}` })));
    nine.key = `${state.answer.padding} ${place}`;
    if (marked) marked.style.outline = "1px solid var(--cl-line)";
    marked = thumbs[state.at];
    marked.style.outline = "3px solid var(--cl-output)";
  }
  // Where the number at the mark comes from.
  function showSum() {
    const [s, f] = places[state.at], { sides, padding } = state.answer, [i, j] = pad.at(), step = steps[s], block = step.at(-1), isConv = step.startsWith("conv");
    const side = s ? sides[s - 1] : SIDE, source = s === 0 ? [state.image] : isConv ? Array.from({ length: 4 }, (_, c) => mapOf(s - 1, c)) : [mapOf(s - 1, f)];
    sums.show({ step, f, i, j, source, side, out: sides[s], value: mapOf(s, f)[i * sides[s] + j], weights: filters[padding][`w${block}`][f], offset: filters[padding][`b${block}`][f], padding, colors });
  }
  function show(at) {
    state.at = at;
    showMap();
  }
  function paint() {
    const { answer } = state, { sides } = answer;
    colors = luts(root);
    state.values = answer.maps.map((text) => new Float32Array(bytesOf(text).buffer));
    state.limits = state.values.map((values) => largest([...values]));
    const image = bytesOf(answer.image);
    state.image = Float32Array.from(image, (value) => value / 255);
    for (const canvas of [chosen, fed]) {
      paintBytes(canvas, image, SIDE, colors.gray);
      canvas.setAttribute("aria-label", answer.source === "digit" ? `The digit ${choose.select.selectedOptions[0]?.textContent}` : `The drawing as the network sees it, ${state.answer.isRecentered ? "brought to size and to the middle" : "where it was drawn"}`);
    }
    steps.forEach((_, s) => (shapes[s].textContent = `${counts[s]} × ${sides[s]} × ${sides[s]}`));
    places.forEach(([s, f], at) => paintBytes(thumbs[at], bytesOfMap(s, f), sides[s], colors.signed));
    stack.setAttribute("aria-label", `All maps: ${steps.map((_, s) => `${nameOf(s)} ${shapes[s].textContent}`).join(", ")}. The slider below looks at one of them.`);
    const best = answer.shares.indexOf(Math.max(...answer.shares));
    bars.forEach(({ bar, name, words }, k) => {
      const width = Math.max(1, 160 * answer.shares[k]);
      change(bar, { width, style: `fill: var(--cl-${k === best ? "output" : "muted"})` });
      name.style.fontWeight = words.style.fontWeight = k === best ? 700 : 400;
      words.textContent = `${Math.round(100 * answer.shares[k])} %  (logit ${format(answer.logits[k])})`;
      words.setAttribute("x", 26 + width);
    });
    verdict.textContent = answer.isBlank ? "nothing drawn yet" : `says ${best}, with ${Math.round(100 * answer.shares[best])} %`;
    barPicture.setAttribute("aria-label", `Shares: ${answer.shares.map((share, k) => `${k}: ${Math.round(100 * share)} %, logit ${format(answer.logits[k])}`).join("; ")}`);
    showMap();
    if (misread.key !== answer.padding) {
      const { misread: all } = galleries[answer.padding], wrong = all.slice(0, 16);
      misread.show(wrong.map(([n, is, said]) => ({ n, words: `${is} → ${said}`, label: `test digit ${n}: a ${is} read as ${said}` })));
      misreadTitle.textContent = `The ${all.length} of 400 that it misreads${all.length > wrong.length ? `, the first ${wrong.length} of them` : ""} (it is → it says)`;
      misread.key = answer.padding;
    }
    patches.node.style.display = patchWords.style.display = answer.hidden && !answer.isBlank ? "block" : "none";
    if (answer.hidden && !answer.isBlank) patches.show(answer.hidden, { key: `${answer.image} ${answer.padding}`, best, logit: answer.logits[best], share: answer.shares[best] });
  }
  function turn(source) {
    const isBoard = source !== "digit" && !hiding.input.checked;
    state.source = source;
    chosen.style.display = isBoard ? "none" : "block";
    drawing.node.style.display = isBoard ? "block" : "none";
    misread.node.style.display = source === "digit" ? "flex" : "none";
    misreadTitle.style.display = source === "digit" ? "block" : "none";
    goesIn.style.display = source === "digit" ? "none" : "flex";
    inputTitle.textContent = source === "digit" ? "the digit" : isBoard ? "draw here" : "your digit";
    choose.select.disabled = source !== "digit";
  }

  const talker = talk(model, (answer) => ((state.answer = answer), root.isConnected && paint()), { onTheme: () => paint() });
  const choose = choice("digit", digits, String(given.digit), (digit) => talker.tell({ source: "digit", digit: Number(digit) }));
  const source = tabs("input", [["digit", "a test digit"], ["drawing", "draw"]], state.source, (name) => {
    turn(name);
    if (name === "drawing") tellDrawing();
    else talker.tell({ source: "digit" });
  });
  const padding = tabs("padding", [["1", "padding 1"], ["0", "padding 0"]], String(given.padding), (p) => talker.tell({ padding: Number(p) }));
  const look = slider("look at", { min: 0, max: places.length - 1, value: 0, say: (at) => `${nameOf(places[at][0])}, map ${places[at][1]}`, onInput: show });
  look.node.lastChild.style.minWidth = "8.5em";
  const hiding = toggle("hide a patch", given.isHiding, (isOn) => {
    turn(state.source);
    talker.tell({ isHiding: isOn });
  });
  const root = board(host, "Every layer of the network",
    el("div", { class: "cl-row", style: "margin-bottom: 10px" }, source.node, choose.node, padding.node),
    el("div", { style: "display: flex; flex-wrap: wrap; gap: 10px 24px" },
      el("div", { style: `width: ${BOARD}px` }, el("div", { class: "cl-row cl-spread" }, inputTitle, hiding.node), el("div", { style: "position: relative" }, chosen, patches.node), patchWords, drawing.node),
      el("div", { style: "width: 340px" }, verdict, barPicture, goesIn, misreadTitle, misread.node)),
    stack,
    el("div", { class: "cl-row", style: "margin: 6px 0 10px" }, look.node),
    el("div", { style: "display: flex; flex-wrap: wrap; gap: 12px" },
      el("div", { style: `width: ${LARGE}px` }, bigTitle, pad.node, bigWords, el("div", { class: "cl-small", style: "margin: 8px 0 4px" }, "the nine test digits that excite this filter most, and where"), nine.node),
      sums.node),
    talker.whose);
  turn(state.source);
  // Colors are read from the page, so the first picture waits until the widget lies on it.
  const begin = () => {
    if (!root.isConnected) return requestAnimationFrame(begin);
    paint();
    talker.receive();
  };
  begin();
  return talker.off;
}
export default { render };
