// From a number of a map back to its window: a map to point at, and a formula whose letters light up what they mean.

// A canvas on which the pointer, or arrow keys, choose one number; onPoint(row, column). set(height, width) comes first.
function pointPad(canvas, label, onPoint) {
  const mark = el("div", { style: "position: absolute; border: 2px solid var(--cl-ink); outline: 1px solid var(--cl-card); pointer-events: none" });
  const node = el("div", { class: "cl-pad cl-part", tabindex: 0, role: "application", "aria-label": `${label}. Arrow keys choose a number of it, with shift in steps of five`, style: "position: relative; width: max-content; margin: auto; cursor: crosshair; touch-action: pinch-zoom" }, canvas, mark);
  let size = [1, 1], at = null;
  function place() {
    const [height, width] = size, wide = 100 / width, high = 100 / height;
    Object.assign(mark.style, { left: `calc(${at[1] * wide}% - 2px)`, top: `calc(${at[0] * high}% - 2px)`, width: `calc(${wide}% + 4px)`, height: `calc(${high}% + 4px)` });
  }
  function go(r, c) {
    const next = [r, c].map((value, axis) => Math.min(Math.max(value, 0), size[axis] - 1));
    if (at && next.every((value, axis) => value === at[axis])) return;
    at = next;
    place();
    onPoint(...at);
  }
  const follow = (event) => {
    const box = canvas.getBoundingClientRect();
    go(Math.floor(((event.clientY - box.top) / box.height) * size[0]), Math.floor(((event.clientX - box.left) / box.width) * size[1]));
  };
  canvas.addEventListener("pointermove", follow);
  canvas.addEventListener("pointerdown", follow);
  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  node.addEventListener("keydown", (event) => {
    const move = moves[event.key], step = event.shiftKey ? 5 : 1;
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    go(at[0] + step * move[0], at[1] + step * move[1]);
  });
  // A map of another size keeps the place by its share of height and width; the middle at first.
  const set = (height, width) => {
    const share = at ? at.map((value, axis) => (value + 0.5) / size[axis]) : [0.5, 0.5];
    size = [height, width];
    at = share.map((part, axis) => Math.min(Math.floor(part * size[axis]), size[axis] - 1));
    place();
    return at;
  };
  return { node, set, go, at: () => at };
}

// A frame over a picture of `side` pixels: place(top, left, height, width), in pixels of the picture.
function frameOver(canvas, role = "window") {
  const frame = el("div", { style: `position: absolute; border: 2px solid var(--cl-${role}); outline: 1px solid var(--cl-card); pointer-events: none` });
  const node = el("div", { class: "cl-part", style: "position: relative; width: max-content; margin: auto; overflow: hidden; padding: 2px" }, el("div", { style: "position: relative" }, canvas, frame));
  const place = (top, left, height, width, [high, wide]) => Object.assign(frame.style, { left: `calc(${(100 * left) / wide}% - 2px)`, top: `calc(${(100 * top) / high}% - 2px)`, width: `calc(${(100 * width) / wide}% + 4px)`, height: `calc(${(100 * height) / high}% + 4px)` });
  return { node, place };
}

// A formula of pieces: words, or [letter, meaning(), nodes()]. Pointing at a letter lights its nodes up among all parts of `home`.
function formulaLine(pieces, home) {
  const says = el("div", { class: "cl-small", role: "status", style: "min-height: 1.5em" }, "Point at a letter: its cells light up.");
  const light = (nodes) => {
    home().querySelectorAll(".cl-lit").forEach((node) => node.classList.remove("cl-lit"));
    home().classList.toggle("cl-lights", nodes.length > 0);
    nodes.forEach((node) => node.classList.add("cl-lit"));
  };
  const line = pieces.map((piece) => {
    if (typeof piece === "string") return el("span", {}, piece);
    const [letter, meaning, nodes, role] = piece, name = letter.replace(/[₍₎]/g, "");
    const button = el("button", { type: "button", class: `cl-letter cl-role-${role || "ink"}`, "aria-label": `${name} in the formula` }, letter);
    const on = () => ((says.textContent = `${name}: ${meaning()}`), light(nodes())), off = () => light([]);
    for (const event of ["pointerenter", "focus"]) button.addEventListener(event, on);
    for (const event of ["pointerleave", "blur"]) button.addEventListener(event, off);
    return button;
  });
  // A line ends between terms only, never inside of brackets.
  const terms = [[]];
  let depth = 0;
  pieces.forEach((piece, at) => {
    terms.at(-1).push(line[at]);
    if (typeof piece !== "string") return;
    depth += piece.split(/[[(]/).length - piece.split(/[\])]/).length;
    if (depth === 0 && piece.endsWith(" ")) terms.push([]);
  });
  return el("div", {}, el("div", { class: "cl-formula" }, terms.map((parts) => el("span", {}, parts))), says);
}

// The nodes of the cells of a grid that a window of kh by kw at row i, column j covers.
const cellsAt = (grid, i, j, kh, kw) => grid.cells.slice(i, i + kh).flatMap((line) => line.slice(j, j + kw).map(({ node }) => node));

