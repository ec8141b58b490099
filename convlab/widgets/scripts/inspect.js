// Parts of lesson 6's viewer: digits to choose by a picture, and the map of what a hidden patch changes.

// `small` holds all test digits as 8 x 8 bytes of 0 to 16; enlarged to 18 pixels they stand in the middle of 28.
function digitPainter(small) {
  const bytes = bytesOf(small), source = el("canvas", { width: 8, height: 8 });
  const fine = source.getContext("2d", { willReadFrequently: true });
  return (canvas, n, window = null) => {
    const image = fine.createImageData(8, 8), context = canvas.getContext("2d"), scale = canvas.width / SIDE;
    bytes.subarray(64 * n, 64 * n + 64).forEach((value, i) => image.data.set([value * 15.9, value * 15.9, value * 15.9, 255], 4 * i));
    fine.putImageData(image, 0, 0);
    Object.assign(context, { fillStyle: "#000", imageSmoothingEnabled: true, imageSmoothingQuality: "high" });
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(source, 5 * scale, 5 * scale, 18 * scale, 18 * scale);
    if (!window) return;
    const [top, left, side] = window.map((at) => at * scale);
    Object.assign(context, { strokeStyle: "#f0a04b", lineWidth: 3 });
    context.strokeRect(left, top, side, side);
  };
}

// A row of pictures of test digits, each a button: show([{n, words, label, window}]). A slider may call it at each step,
// so the buttons stay and are painted anew.
function digitButtons(label, small, size, onChoose) {
  const paint = digitPainter(small), node = el("div", { role: "group", "aria-label": label, style: "display: flex; flex-wrap: wrap; gap: 4px" }), made = [];
  function make() {
    const canvas = el("canvas", { width: 2 * size, height: 2 * size, "aria-hidden": "true", style: `display: block; width: ${size}px; height: ${size}px` }), text = el("span", { class: "cl-small" });
    const one = { n: 0, canvas, text, button: el("button", { type: "button", class: "cl-thumb", onclick: () => onChoose(one.n) }, canvas, text) };
    made.push(one);
    node.append(one.button);
  }
  function show(entries) {
    while (made.length < entries.length) make();
    made.forEach((one, at) => {
      one.button.style.display = at < entries.length ? "" : "none";
      if (at >= entries.length) return;
      const { n, words, label: says, window } = entries[at];
      one.n = n;
      one.text.textContent = words || "";
      change(one.button, { title: says, "aria-label": says });
      paint(one.canvas, n, window);
    });
  }
  return { node, show };
}

// The map over the picture: the darker a place, the more the class loses where the patch around it is hidden.
function patchMap([patch, hop], { onPoint }) {
  const scale = BOARD / SIDE, count = (SIDE - patch) / hop + 1, at = scale * ((patch - hop) / 2);
  const grid = new Grid(count, count, { size: scale * hop, label: "What a hidden patch changes, at every place", onChoose: (r, c) => point(r, c) });
  grid.node.setAttribute("transform", `translate(${at} ${at})`);
  const frame = svg("rect", { width: scale * patch, height: scale * patch, class: "cl-frame", stroke: "var(--cl-window)", "pointer-events": "none" });
  const node = svg("svg", { viewBox: `0 0 ${BOARD} ${BOARD}`, width: BOARD, height: BOARD, class: "cl-heat", style: "position: absolute; inset: 0" }, grid.node, frame);
  let found = null, whole = null, here = [0, 0];
  function point(r, c) {
    if (!found) return; // the pointer may lie there before the first answer
    here = [r, c];
    change(frame, { x: scale * hop * c, y: scale * hop * r });
    const { logits, shares, said } = found, change_ = logits[r][c] - whole.logit;
    onPoint(`Hidden: rows ${hop * r} to ${hop * r + patch - 1}, columns ${hop * c} to ${hop * c + patch - 1}. The logit of ${whole.best} goes from ${format(whole.logit)} to ${format(Math.round(100 * logits[r][c]) / 100)}, its share from ${Math.round(100 * whole.share)} to ${Math.round(100 * shares[r][c])} %` + (said[r][c] === whole.best ? "." : `, and the network says ${said[r][c]}.`), change_);
  }
  grid.node.addEventListener("pointerover", (event) => {
    const cell = event.target.closest("[data-at]");
    if (cell) point(...cell.dataset.at.split(",").map(Number));
  });
  function show(hidden, now) {
    const isNew = !whole || whole.key !== now.key;
    [found, whole] = [hidden, now];
    const falls = hidden.logits.map((line) => line.map((value) => Math.max(now.logit - value, 0))), most = largest(falls);
    falls.forEach((line, r) => line.forEach((fall, c) => {
      const text = hidden.said[r][c] === now.best ? "" : String(hidden.said[r][c]);
      grid.set(r, c, { text, ink: "#fff", fill: `color-mix(in srgb, #f0a04b ${Math.round(75 * (fall / most))}%, transparent)`, name: `rows from ${hop * r}, columns from ${hop * c}: logit ${format(hidden.logits[r][c])}` });
      if (isNew && fall === most) here = [r, c];
    }));
    point(...here);
  }
  return { node, show };
}

