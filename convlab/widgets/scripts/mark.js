// The button that marks a lesson: it saves the notebook, asks Python for the grader's marks, and shows them.
function render({ model, el: host }) {
  const { lesson } = model.get("setup");
  const report = el("div", { class: "cl-report", role: "status" });
  const button = el("button", { type: "button", class: "cl-main", onclick: () => press() }, "Mark this lesson");
  const points = (value) => String(Math.round(value * 100) / 100);
  let clock = null;

  // JupyterLab saves at this key, whoever presses it; elsewhere Python notices what is not saved, and says so.
  function save() {
    const isMac = /Mac/.test(navigator.platform);
    const combination = { key: "s", code: "KeyS", keyCode: 83, which: 83, bubbles: true, cancelable: true, ctrlKey: !isMac, metaKey: isMac };
    (host.closest(".jp-Notebook") || document.body).dispatchEvent(new KeyboardEvent("keydown", combination));
  }
  function press() {
    save();
    const given = model.get("given"), start = Date.now();
    model.set("given", { ...given, presses: given.presses + 1, n: given.n + 1 });
    model.save_changes();
    button.disabled = true;
    clearInterval(clock);
    const wait = () => {
      const seconds = Math.round((Date.now() - start) / 1000);
      const words = seconds > 20 ? " If a cell is still running, it waits for that; if the kernel was restarted, run this cell again." : "";
      report.replaceChildren(el("p", { class: "cl-small" }, `The grader runs your notebook, ${seconds} s …${words}`));
    };
    wait();
    clock = setInterval(wait, 1000);
  }
  function bar(score, most) {
    const share = most ? score / most : 1;
    const inner = el("span", { class: "cl-share" });
    inner.style.width = `${100 * share}%`;
    return el("span", { class: "cl-gauge", "aria-hidden": "true" }, inner);
  }
  function line({ name, score, max_score: most, hints }) {
    const sign = score >= most ? "✓" : score > 0 ? "◐" : "○";
    const words = hints.map((hint) => el("p", {}, hint.split(/`([^`]+)`/).map((part, i) => (i % 2 ? el("code", {}, part) : part))));
    return el("li", {}, el("div", { class: "cl-row" }, el("span", { class: "cl-sign" }, sign), el("code", {}, name), bar(score, most), el("span", {}, `${points(score)} of ${points(most)}`)), words);
  }
  function show() {
    const answer = model.get("answer");
    if (answer.state === "ready" || answer.state === "running" || answer.n !== model.get("given").n) return;
    clearInterval(clock);
    button.disabled = false;
    button.textContent = "Mark it again";
    if (answer.state === "refused") return report.replaceChildren(el("p", {}, answer.words));
    const { score, max_score: most, exercises, notes } = answer;
    const headline = `${points(score)} of ${points(most)} points${score >= most ? ": all of them, hidden tests included" : ""}`;
    report.replaceChildren(el("p", {}, el("strong", {}, headline)), el("ul", { class: "cl-marks" }, exercises.map(line)), ...notes.map((note) => el("p", { class: "cl-small" }, `Note: ${note}`)));
  }
  model.on("change:answer", show);
  board(host, `Mark lesson ${lesson}`, el("div", { class: "cl-row" }, button, el("span", { class: "cl-small" }, "hidden tests included; nothing is handed in")), report);
  show();
  return () => {
    clearInterval(clock);
    model.off("change:answer", show);
  };
}
export default { render };
