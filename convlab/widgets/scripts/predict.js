// A prediction: the guess is typed or chosen before the cell below shows the answer; the first one counts.
function render({ model, el: host }) {
  const { name, topic, total, label, choices, sealed } = model.get("setup");
  const { answer, words, why, factor, slips } = unseal(sealed);
  const html = (tag, markup, attributes = {}) => {
    const node = el(tag, attributes);
    node.innerHTML = markup; // the course's own words
    return node;
  };
  const id = `cl-predict-${Math.random().toString(36).slice(2)}`;
  const score = el("span", { class: "cl-small cl-score" });
  const verdict = el("div", { class: "cl-verdict", role: "status" });
  const line = el("div", { class: "cl-row" });

  // Guesses stay in the browser, a lesson in one entry.
  const guesses = shelf(`convlab predictions ${topic}`);
  const recall = () => guesses.read() || {};
  const keep = (next) => {
    guesses.write(next);
    window.dispatchEvent(new CustomEvent("convlab-predicted", { detail: topic }));
  };
  const remember = (guess) => keep({ ...recall(), [name]: guess });
  const forget = () => {
    const { [name]: _, ...others } = recall();
    keep(others);
  };

  function read(text) {
    if (!Array.isArray(answer)) return parse(text);
    const numbers = (text.match(/[-−]?\d+(\.\d+)?/g) || []).map((part) => Number(part.replace("−", "-")));
    return numbers.length ? numbers : null;
  }
  const spoken = (value) =>
    Array.isArray(value) ? value.map(spoken).join(", ") : typeof value === "number" ? value.toLocaleString("en-US", { maximumFractionDigits: 6 }).replace("-", "−") : value;
  const near = (value, due) => {
    if (factor === 1 || value * due <= 0) return Math.abs(value - due) <= 1e-6 * Math.max(1, Math.abs(due));
    return Math.max(value / due, due / value) <= factor * (1 + 1e-9);
  };
  const isRight = (value) =>
    Array.isArray(answer) ? value.length === answer.length && value.every((part, i) => near(part, answer[i])) : typeof answer === "number" ? near(value, answer) : value === answer;
  const isExact = (value) => !Array.isArray(value) && typeof value === "number" ? Math.abs(value - answer) <= 1e-6 * Math.max(1, Math.abs(answer)) : true;

  function ask(isFocused) {
    const words = html("span", label, { id, class: "cl-asked" });
    const submit = (value) => (value === null ? verdict.replaceChildren("Type a number first, such as 42 or 3 x 4.") : (remember({ value, isRight: isRight(value) }), tell(true)));
    if (choices.length) {
      const buttons = choices.map((choice) => html("button", choice, { type: "button" }));
      buttons.forEach((button, i) => button.addEventListener("click", () => submit(choices[i])));
      line.replaceChildren(el("strong", {}, "Predict"), words, el("span", { class: "cl-row cl-picks", role: "group", "aria-labelledby": id }, buttons), score);
      if (isFocused) buttons[0].focus();
    } else {
      const input = el("input", { type: "text", autocomplete: "off", "aria-labelledby": id, placeholder: !Array.isArray(answer) ? "a number" : /shape/i.test(label) ? "such as 3 x 4" : "such as 1, 2" });
      const form = el("form", { class: "cl-row", novalidate: true }, input, el("button", { type: "submit", class: "cl-main" }, "Predict"));
      form.addEventListener("submit", (event) => (event.preventDefault(), submit(read(input.value))));
      line.replaceChildren(el("strong", {}, "Predict"), words, form, score);
      if (isFocused) input.focus();
    }
    verdict.replaceChildren();
    verdict.className = "cl-verdict";
  }
  function tell(isNew) {
    const { value, isRight: hit } = recall()[name];
    const said = spoken(value), isClose = hit && !isExact(value);
    const headline = hit ? `✓ You said ${said}${isClose ? `, and it is ${words}: close enough` : ""}.` : `✗ You said ${said}; it is ${words}.`;
    const slip = hit ? "" : slips[JSON.stringify(value)] || "";
    const again = el("button", { type: "button", class: "cl-again", onclick: () => (forget(), ask(true)) }, "Predict anew");
    line.replaceChildren(el("strong", {}, "Predict"), html("span", label, { class: "cl-asked" }), again, score);
    verdict.className = `cl-verdict ${hit ? "cl-right" : "cl-wrong"}`;
    verdict.replaceChildren(html("strong", headline), " ", html("span", `${slip} ${why}`));
    if (isNew) again.focus();
  }
  function count() {
    const guesses = Object.values(recall()), right = guesses.filter((guess) => guess.isRight).length;
    score.textContent = guesses.length ? `${right} of ${guesses.length} right so far; ${total} in this lesson` : `${total} in this lesson`;
  }
  const onPredicted = ({ detail }) => detail === topic && count();
  window.addEventListener("convlab-predicted", onPredicted);
  board(host, "Prediction", line, verdict).classList.add("cl-prediction");
  recall()[name] ? tell(false) : ask(false);
  count();
  return () => window.removeEventListener("convlab-predicted", onPredicted);
}
export default { render };
