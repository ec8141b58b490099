// The learner's wrong map beside the right one, below "computed by the course's": shown where `answer.wrong` is.
// onStep(row, column, wrong) takes the widget to a wrong cell.
function wrongPanel(onStep) {
  const words = el("p", { role: "status", style: "margin: 0 0 6px" }), pictures = el("div", { class: "cl-row", style: "align-items: flex-start" });
  const button = el("button", { type: "button", onclick: () => step() }, "Go to the first wrong cell");
  const node = el("div", { class: "cl-wrongmap", style: "display: none" }, words, pictures, button);
  let wrong = null, at = -1, grids = [];
  const plain = (value) => (value === null ? "?" : brief(Math.round(value * 100) / 100));
  function picture(title, values, role) {
    const [rows, cols] = sizeOf(values), size = Math.min(30, Math.floor(270 / Math.max(rows, cols)));
    const grid = new Grid(rows, cols, { size, role });
    const image = svg("svg", { viewBox: `-3 -3 ${cols * size + 6} ${rows * size + 6}`, width: cols * size + 6, height: rows * size + 6, role: "img", "aria-label": `${title}: ${values.map((row) => row.map(plain).join(" ")).join(", ")}`, style: "display: block" }, grid.node);
    pictures.append(el("div", {}, el("div", { class: `cl-small cl-role-${role}` }, title), image));
    return { grid, values };
  }
  function paint() {
    const limit = 1.25 * largest(wrong.right.flat().map((value) => value ?? 0)), here = wrong.cells[at];
    for (const { grid, values } of grids)
      values.forEach((row, r) => row.forEach((value, c) => {
        const isWrong = wrong.cells.some(([i, j]) => i - wrong.top === r && j - wrong.left === c), isHere = here && here[0] - wrong.top === r && here[1] - wrong.left === c;
        grid.set(r, c, { text: plain(value), ...signed(value ?? 0, limit), isMarked: isWrong, badge: isHere ? "here" : "" });
      }));
  }
  function step() {
    at = (at + 1) % wrong.cells.length;
    const [row, column] = wrong.cells[at], mine = wrong.got[row - wrong.top][column - wrong.left], right = wrong.right[row - wrong.top][column - wrong.left];
    words.textContent = `At row ${row}, column ${column} yours is ${plain(mine)}, and ${plain(right)} is right.`;
    button.textContent = wrong.cells.length > 1 ? "Next wrong cell" : "Here again";
    paint();
    if (onStep && !wrong.on) onStep(row, column, wrong);
  }
  function show(next) {
    const isSame = JSON.stringify(next ?? null) === JSON.stringify(wrong);
    node.style.display = next ? "block" : "none";
    if (isSame) return;
    [wrong, at] = [next ?? null, -1];
    if (!next) return;
    words.textContent = `Your ${next.name} is not right yet${next.on ? `. For (${next.on})` : ""}: ${next.words}${next.cells.length ? " Wrong cells are framed." : ""}`;
    button.textContent = "Go to the first wrong cell";
    button.style.display = next.cells.length ? "" : "none";
    pictures.replaceChildren();
    grids = [picture("yours", next.got, "kernel"), picture("right", next.right, "output")];
    paint();
  }
  return { node, show };
}

