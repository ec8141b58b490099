// A grid of cells with one stop for the Tab key and arrow keys inside; shared by all widgets.
//
// options: label, size (side of a cell), role ("window", "kernel", "output"), onEdit(row, col, value),
// onChoose(row, col) when a cell gets the focus by key or click; without both, it is a picture for the eye alone.
// isPlain: no cell is ever marked or has a badge, so the nodes for these are left out.
class Grid {
  constructor(rows, cols, options) {
    Object.assign(this, { rows, cols, ...options });
    this.isLive = Boolean(this.onEdit || this.onChoose);
    this.node = svg("g", this.isLive ? { role: "grid", "aria-label": this.label } : { "aria-hidden": "true" });
    this.cells = Array.from({ length: rows }, (_, r) => {
      const line = svg("g", this.isLive ? { role: "row" } : {});
      this.node.append(line);
      return Array.from({ length: cols }, (_, c) => this.makeCell(line, r, c));
    });
    if (this.role) {
      const place = { x: -1.5, y: -1.5, width: cols * this.size + 3, height: rows * this.size + 3, rx: 3 };
      this.node.append(svg("rect", { ...place, class: "cl-frame", stroke: `var(--cl-${this.role})` }));
    }
    if (this.isLive) this.node.addEventListener("keydown", (event) => this.onKey(event));
    this.stop = [0, 0];
    if (this.isLive) change(this.cells[0][0].node, { tabindex: 0 });
  }
  makeCell(line, r, c) {
    const s = this.size;
    const cell = { rect: svg("rect", { width: s, height: s, class: "cl-cell" }), text: svg("text", { x: s / 2, y: s / 2 }) };
    cell.badge = this.isPlain ? null : svg("g", { class: "cl-badge", visibility: "hidden" });
    cell.ring = this.isPlain ? null : svg("rect", { x: 2.5, y: 2.5, width: s - 5, height: s - 5, rx: 2, class: "cl-ring" });
    cell.node = svg("g", { transform: `translate(${c * s} ${r * s})` }, cell.rect, cell.text, cell.badge, cell.ring);
    if (this.isLive) {
      change(cell.node, { role: "gridcell", tabindex: -1, class: "cl-live", "data-at": `${r},${c}` });
      cell.node.addEventListener("focus", () => this.moveStop(r, c));
      cell.node.addEventListener("pointerdown", (event) => {
        const isAgain = document.activeElement === cell.node;
        event.preventDefault();
        this.focus(r, c);
        if (isAgain && this.onEdit) this.edit(r, c);
      });
    }
    line.append(cell.node);
    return cell;
  }
  // Show a cell: {text, fill, ink, name, badge, isMarked, isFaint}. `name` is what a screen reader says.
  set(r, c, { text = "", fill, ink, name, badge = "", isMarked = false, isFaint = false, isEmpty = false }) {
    const cell = this.cells[r][c];
    const key = `${text}|${fill}|${ink}|${name}|${badge}|${isMarked}|${isFaint}|${isEmpty}`;
    if (cell.key === key) return;
    cell.key = key;
    cell.rect.style.fill = fill;
    cell.rect.classList.toggle("cl-empty", isEmpty);
    cell.text.textContent = text;
    cell.text.style.fill = ink;
    cell.text.style.fontSize = `${Math.min(this.size * 0.4, (this.size * 1.27) / Math.max(text.length, 1))}px`;
    if (cell.ring) cell.ring.style.stroke = isMarked ? ink : "";
    cell.node.classList.toggle("cl-faint", isFaint);
    if (name) cell.node.setAttribute("aria-label", name);
    if (badge !== (cell.words || "")) this.setBadge(cell, badge); // else the browser would lay out each cell anew
  }
  setBadge(cell, words) {
    cell.words = words;
    cell.text.setAttribute("y", this.size * (words ? 0.35 : 0.5));
    cell.badge.setAttribute("visibility", words ? "visible" : "hidden");
    cell.badge.replaceChildren();
    if (!words) return;
    const width = words.length * 5.6 + 5, x = this.size - width - 3, y = this.size - 14.5;
    cell.badge.append(svg("rect", { x, y, width, height: 12, rx: 3 }), svg("text", { x: x + width / 2, y: y + 6.3 }, words));
  }
  moveStop(r, c) {
    const [row, col] = this.stop;
    this.cells[row][col].node.setAttribute("tabindex", -1);
    this.cells[r][c].node.setAttribute("tabindex", 0);
    this.stop = [r, c];
    if (this.onChoose) this.onChoose(r, c);
  }
  focus(r, c) {
    this.cells[r][c].node.focus();
  }
  onKey(event) {
    const [r, c] = this.stop, { key } = event;
    const moves = { ArrowUp: [r - 1, c], ArrowDown: [r + 1, c], ArrowLeft: [r, c - 1], ArrowRight: [r, c + 1], Home: [r, 0], End: [r, this.cols - 1] };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[key]) {
      event.preventDefault();
      const [row, col] = moves[key];
      if (row >= 0 && row < this.rows && col >= 0 && col < this.cols) this.focus(row, col);
    } else if (this.onEdit && (/^[-−+.\d]$/.test(key) || key === "Enter" || key === "F2")) {
      event.preventDefault();
      this.edit(r, c, key.length === 1 ? key : null);
    } else if (this.onEdit && (key === "Delete" || key === "Backspace")) {
      event.preventDefault();
      this.onEdit(r, c, 0);
    }
  }
  // An input over the cell: Enter or Tab keeps the number, Escape drops it.
  edit(r, c, first = null) {
    const cell = this.cells[r][c], box = cell.node.getBoundingClientRect(), home = cell.node.closest(".cl");
    const at = home.getBoundingClientRect();
    const input = el("input", { class: "cl-edit", inputmode: "text", "aria-label": `new number, ${this.label}, row ${r}, column ${c}` });
    Object.assign(input.style, { left: `${box.left - at.left - home.clientLeft}px`, top: `${box.top - at.top - home.clientTop}px`, width: `${box.width}px`, height: `${box.height}px` });
    input.value = first ?? format(this.values(r, c)).replace("−", "-");
    let isDone = false;
    const finish = (isKept) => {
      if (isDone) return;
      isDone = true;
      const value = isKept ? parse(input.value) : null;
      input.remove();
      if (value !== null) this.onEdit(r, c, value);
      this.focus(r, c);
    };
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault();
        finish(event.key === "Enter");
      } else if (event.key === "Tab") finish(true);
    });
    input.addEventListener("blur", () => finish(true));
    home.append(input);
    input.focus();
    if (first === null) input.select();
  }
}

