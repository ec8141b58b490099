
// A quick check: one question at a time; the why is shown at once; the score counts first tries.
function render({ model, el: host }) {
  let questions = unseal(model.get("answer").form), at = 0, firsts = [], waiting = null;
  const body = el("div");
  const group = `cl-quiz-${Math.random().toString(36).slice(2)}`;
  const html = (name, markup, attributes = {}) => {
    const node = el(name, attributes);
    node.innerHTML = markup; // the course's own words
    return node;
  };
  const whole = (value) => (typeof value === "number" ? value.toLocaleString("en-US") : value);

  function dots() {
    return el("ol", { class: "cl-dots", "aria-label": "Your first tries" }, questions.map((_, i) => {
      const [sign, words] = firsts[i] === undefined ? ["○", "open"] : firsts[i] ? ["✓", "right"] : ["✗", "wrong"];
      return el("li", { class: i === at ? "cl-now" : null, "aria-label": `question ${i + 1}: ${words}` }, sign);
    }));
  }
  function showQuestion(isFocused) {
    const { prompt, isTyped, choices } = questions[at];
    const heading = el("div", { class: "cl-question", tabindex: -1 }, el("strong", {}, `Question ${at + 1} of ${questions.length}`), html("div", prompt, { class: "cl-prompt", id: `${group}-p` }));
    const field = isTyped ? typed() : chosen(choices);
    const feedback = el("div", { class: "cl-feedback", role: "status" });
    const check = el("button", { type: "submit", class: "cl-main" }, "Check");
    const next = el("button", { type: "button", hidden: true, onclick: () => ((at += 1), at < questions.length ? showQuestion(true) : showScore()) }, at + 1 < questions.length ? "Next question" : "Your score");
    const form = el("form", { novalidate: true }, heading, field.node, el("div", { class: "cl-row" }, check, next), feedback);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const verdict = field.judge(choices);
      if (!verdict) return feedback.replaceChildren(el("p", {}, isTyped ? "Type a number first, such as 42 or 1,024." : "Choose an answer first."));
      const { isRight, why } = verdict;
      if (firsts[at] === undefined) firsts[at] = isRight;
      feedback.className = `cl-feedback ${isRight ? "cl-right" : "cl-wrong"}`;
      feedback.replaceChildren(el("strong", {}, isRight ? "✓ Right. " : "✗ Not yet. "), html("span", why));
      form.querySelector(".cl-dots").replaceWith(dots());
      next.hidden = false;
    });
    heading.prepend(dots());
    body.replaceChildren(form);
    if (isFocused) heading.focus();
  }
  function typed() {
    const input = el("input", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-labelledby": `${group}-p` });
    const judge = (choices) => {
      const value = parse(input.value);
      if (value === null) return null;
      return choices.find((one) => Math.abs(one.value - value) < 1e-6) || { isRight: false, why: `${format(value)} is not it, nor one of the usual slips. Work it through once more, with a pencil.` };
    };
    return { node: el("div", { class: "cl-typed" }, input), judge };
  }
  function chosen(choices) {
    const inputs = choices.map(({ value }, i) => {
      const input = el("input", { type: "radio", name: group, value: i });
      return el("label", { class: "cl-choice" }, input, html("span", whole(value)));
    });
    const node = el("fieldset", { class: "cl-choices", "aria-labelledby": `${group}-p` }, inputs);
    const judge = () => {
      const picked = node.querySelector("input:checked");
      return picked && choices[Number(picked.value)];
    };
    return { node, judge };
  }
  function showScore() {
    const right = firsts.filter(Boolean).length;
    const words = right === questions.length ? "All of them at the first try." : "Where it went wrong the first time, the lesson is worth a second look.";
    const heading = el("div", { class: "cl-question", tabindex: -1 }, dots(), el("p", {}, el("strong", {}, `${right} of ${questions.length} right at the first try. `), words));
    const again = el("button", { type: "button", class: "cl-main", onclick: () => retry() }, "Try again with new numbers");
    body.replaceChildren(heading, again);
    heading.focus();
  }
  // New numbers come from Python; where none answers, the same questions start over.
  function retry() {
    at = 0;
    firsts = [];
    body.replaceChildren(el("p", { role: "status" }, "New numbers are on their way."));
    waiting = setTimeout(() => start(questions), 3000);
    talker.tell({ seed: model.get("given").seed + 1 });
  }
  function start(dealt) {
    clearTimeout(waiting);
    waiting = null;
    questions = dealt;
    showQuestion(true);
  }
  const talker = talk(model, ({ form }) => waiting && start(unseal(form)));
  board(host, `Quick check of lesson ${model.get("setup").lesson}`, body);
  showQuestion(false);
  return talker.off;
}
export default { render };
