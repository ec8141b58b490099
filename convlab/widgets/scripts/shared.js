// Shared by all widgets: elements, numbers, fills, controls, the player, the talk with Python.

// ---- elements ----------------------------------------------------------------------------------------------
function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}
const el = (name, attributes = {}, ...children) => fill(document.createElement(name), attributes, children);
const svg = (name, attributes = {}, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
const change = (node, attributes) => fill(node, attributes, []);
const isCalm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

// ---- numbers -----------------------------------------------------------------------------------------------
function format(value) {
  const ninths = Math.round(value * 9);
  let text;
  if (Math.abs(value * 9 - ninths) < 1e-9 && ninths % 9 && Math.abs(ninths) < 9)
    text = ninths % 3 ? `${ninths}/9` : `${ninths / 3}/3`;
  else text = String(Math.round(value * 100) / 100);
  return (text === "-0" ? "0" : text).replace("-", "−");
}
// Short enough for a cell: fewer decimals the larger the number.
const brief = (value) => (Number.isInteger(value) || Math.abs(value) < 10 ? format(value) : format(Math.abs(value) < 1000 ? Math.round(value * 10) / 10 : Math.round(value)));
const bracket = (value) => (value < 0 ? `(${format(value)})` : format(value));
// 42, −1.5, 1,792, 1/3, 28 1/3, 28⅓; null where it is no number.
function parse(text) {
  text = text.trim().replace(/[¼-¾⅐-⅞]/g, (sign) => ` ${sign.normalize("NFKC").replace("⁄", "/")}`);
  if (/^[-−+]?\d{1,3}(,\d{3})+$/.test(text)) text = text.replaceAll(",", "");
  const [, sign, whole, top, bottom] = /^([-−+]?)\s*(?:(\d+)(?:\s+|\s*\+\s*)(?=\d+\s*\/))?(\d*[.,]?\d+|\d+[.,]?)\s*(?:\/\s*(\d+))?$/.exec(text) || [];
  if (top === undefined) return null;
  const value = Number(whole || 0) + Number(top.replace(",", ".")) / (bottom ? Number(bottom) : 1);
  return Number.isFinite(value) ? (sign === "-" || sign === "−" ? -value : value) : null;
}
const sizeOf = (array) => [array.length, array[0].length];
const extremes = (array) => [Math.min(...array.flat()), Math.max(...array.flat())];
const largest = (array) => Math.max(1e-9, ...array.flat().map(Math.abs));
const turned = (kernel) => kernel.map((row) => [...row].reverse()).reverse();
function correlate(image, kernel) {
  const [h, w] = sizeOf(image), [kh, kw] = sizeOf(kernel);
  return Array.from({ length: h - kh + 1 }, (_, i) =>
    Array.from({ length: w - kw + 1 }, (_, j) => {
      let sum = 0;
      for (let m = 0; m < kh; m++) for (let n = 0; n < kw; n++) sum += image[i + m][j + n] * kernel[m][n];
      return sum;
    }),
  );
}

// ---- fills: what a value looks like; each returns {fill, ink} ----------------------------------------------
function gray(value, low, high) {
  const share = high > low ? Math.min(Math.max((value - low) / (high - low), 0), 1) : 1;
  const level = Math.round(48 + 207 * share);
  return { fill: `rgb(${level},${level},${level})`, ink: level > 116 ? "#22262e" : "#fff" };
}
function signed(value, limit) {
  const share = Math.min(Math.abs(value) / limit, 1) * 80;
  const end = value < 0 ? "negative" : "positive";
  return { fill: `color-mix(in srgb, var(--cl-${end}) ${share}%, var(--cl-zero))`, ink: share > 58 ? "#fff" : "var(--cl-ink)" };
}
const tint = (value, high, role = "window") => ({
  fill: `color-mix(in srgb, var(--cl-${role}) ${(Math.min(value / high, 1) || 0) * 45}%, var(--cl-card))`,
  ink: "var(--cl-ink)",
});
const blank = { fill: "var(--cl-card)", ink: "var(--cl-ink)" };

// ---- controls: each is a labelled native element, so that keys and screen readers know it --------------------
function choice(label, options, value, onChange) {
  const select = el("select", { onchange: () => onChange(select.value) }, options.map(([name, words]) => el("option", { value: name }, words)));
  select.value = value;
  return { node: el("label", { class: "cl-field" }, el("span", {}, label), select), set: (name) => (select.value = name), select };
}
function toggle(label, isOn, onChange) {
  const input = el("input", { type: "checkbox", role: "switch", onchange: () => onChange(input.checked) });
  input.checked = isOn;
  return { node: el("label", { class: "cl-switch" }, input, el("span", { class: "cl-knob", "aria-hidden": "true" }), el("span", {}, label)), input };
}
let serial = 0;
function tabs(label, options, value, onChange) {
  const group = `cl-tabs-${++serial}-${Math.random().toString(36).slice(2)}`;
  const inputs = options.map(([name, words]) => {
    const input = el("input", { type: "radio", name: group, value: name, onchange: () => onChange(name) });
    input.checked = name === value;
    return el("label", {}, input, el("span", {}, words));
  });
  const set = (name) => inputs.forEach(({ firstChild }) => (firstChild.checked = firstChild.value === name));
  return { node: el("fieldset", { class: "cl-tabs" }, el("legend", { class: "cl-hidden" }, label), inputs), set };
}
// say(value) gives the words beside the slider, which a screen reader hears too.
function slider(label, { min, max, step = 1, value, say = format, onInput }) {
  const input = el("input", { type: "range", min, max, step, value });
  const words = el("span", { class: "cl-words", "aria-hidden": "true" });
  const show = () => {
    words.textContent = say(Number(input.value));
    input.setAttribute("aria-valuetext", words.textContent);
  };
  input.addEventListener("input", () => {
    show();
    onInput(Number(input.value));
  });
  show();
  const set = (next, top = input.max) => {
    input.max = top;
    input.value = next;
    show();
  };
  return { node: el("label", { class: "cl-slider" }, el("span", {}, label), input, words), input, set, show };
}
const ICONS = { back: "M13 4 6 10l7 6zM4 4h2v12H4z", play: "M5 3l12 7-12 7z", pause: "M5 3h4v14H5zM11 3h4v14h-4z", forward: "M7 4l7 6-7 6zM14 4h2v12h-2z" };
function iconButton(name, label, onClick) {
  const path = svg("path", { d: ICONS[name] });
  const node = el("button", { type: "button", class: "cl-icon", "aria-label": label, title: label, onclick: onClick }, svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, path));
  return { node, set: (next, words) => (path.setAttribute("d", ICONS[next]), change(node, { "aria-label": words, title: words })) };
}

// Back, play or pause, forward, and a slider over `count` steps. onStep(step, isPlaying) paints.
function player(label, { count, say, onStep, pace = 750 }) {
  let step = 0, timer = null, steps = count;
  const scrub = slider(label, { min: 0, max: steps - 1, value: 0, say, onInput: (value) => (stop(), go(value)) });
  const play = iconButton("play", "Play", () => (timer ? stop() : start()));
  const go = (next, isPlaying = false) => {
    step = Math.min(Math.max(next, 0), steps - 1);
    scrub.set(step);
    onStep(step, isPlaying);
    scrub.show();
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.set("play", "Play");
  };
  const start = () => {
    if (step >= steps - 1) go(0, true);
    play.set("pause", "Pause");
    timer = setInterval(() => {
      if (!play.node.isConnected) return stop();
      go(step + 1, true);
      if (step >= steps - 1) stop();
    }, pace);
  };
  const by = (change) => () => (stop(), go(step + change));
  const node = el("div", { class: "cl-player", role: "group", "aria-label": "Steps" }, iconButton("back", "Step back", by(-1)).node, play.node, iconButton("forward", "Step forward", by(1)).node, scrub.node);
  const reset = (next, at) => {
    steps = next;
    step = Math.min(at ?? step, steps - 1);
    scrub.set(step, steps - 1);
  };
  return { node, go, stop, reset, scrub, step: () => step };
}

// ---- the talk with Python ----------------------------------------------------------------------------------
// tell(data) sends what the learner set; onAnswer(answer) gets what Python made of it. `whose` says who computed, and
// shows the learner's map where it is wrong; onWrong(row, column) goes to a wrong cell.
// isOwn: the page paints edits by its own arithmetic until Python answers; else the last answer stands meanwhile.
// onTheme() paints anew what is on canvases when the page turns dark or light.
function talk(model, onAnswer, { isOwn = false, onWrong = null, onTheme = null } = {}) {
  let n = model.get("given").n || 0, wait = null;
  const signed_ = el("span", { class: "cl-whose", role: "status" }), wrong = wrongPanel(onWrong);
  const whose = el("div", { style: "display: contents" }, signed_, wrong.node);
  const sign = (words, isYours) => {
    signed_.textContent = words;
    signed_.classList.toggle("cl-yours", Boolean(isYours));
  };
  const receive = () => {
    const answer = model.get("answer");
    if (answer.n !== n) return;
    clearTimeout(wait);
    sign(`computed by ${answer.whose}`, answer.isYours);
    wrong.show(answer.wrong);
    onAnswer(answer);
  };
  const tell = (data) => {
    n += 1;
    clearTimeout(wait);
    wait = setTimeout(() => sign(`${isOwn ? "computed by this page" : "from before"}; Python is busy, or this cell must be run again`, false), 2000);
    model.set("given", { ...model.get("given"), ...data, n });
    model.save_changes();
  };
  // Python was restarted: the widget rests and says so, rather than show what is no longer so.
  const rest = () => {
    const root = whose.closest(".cl");
    clearTimeout(wait);
    if (!root || root.querySelector(":scope > .cl-rest")) return;
    for (const child of root.children) child.setAttribute("inert", ""); // drawings have no such property
    root.prepend(el("p", { class: "cl-rest", role: "alert" }, "Run the lesson’s first cell, then this one again: Python has been restarted since."));
  };
  const themes = new MutationObserver(() => whose.isConnected && onTheme());
  if (onTheme) for (const node of [document.documentElement, document.body]) themes.observe(node, { attributeFilter: ["data-jp-theme-light", "data-theme", "class"] });
  model.on("change:answer", receive);
  model.on("comm_live_update", rest); // after the first view it comes with the loss only
  const off = () => {
    clearTimeout(wait);
    model.off("change:answer", receive);
    model.off("comm_live_update", rest);
    themes.disconnect();
  };
  return { tell, receive, whose, off };
}

// What `quiz.scramble` has sealed, so that nobody reads an answer by accident in a saved notebook.
function unseal(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).reverse();
  return JSON.parse(new TextDecoder().decode(bytes));
}

// The card that a widget stands on. JupyterLab's one-key shortcuts stay away from what is typed in it.
function board(host, label, ...children) {
  const root = el("section", { class: "cl", "aria-label": label, "data-lm-suppress-shortcuts": "true" }, ...children);
  root.addEventListener("keydown", (event) => event.stopPropagation());
  host.append(root);
  return root;
}
