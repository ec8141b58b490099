// A quick check: one question at a time; the why is shown at once; first tries count; the browser keeps what was done.
const PATIENCE = 2; // wrong tries before the answer can be shown

function render({ model, el: host }) {
  const { lesson, seed } = model.get("setup"), dealt = model.get("answer").form;
  const kept = shelf(`convlab quick check ${lesson} ${seed}`);
  const begin = (form, at) => ({ form, seed: at, at: 0, done: [] }); // done: for each question {text, tries, isFirst, isOver}
  let run = begin(dealt, model.get("given").seed), questions, waiting = null;
  const saved = kept.read();
  if (saved && (saved.seed !== run.seed || saved.form === dealt)) run = saved; // else the course has new questions
  questions = unseal(run.form);
  const body = el("div");
  const group = `cl-quiz-${Math.random().toString(36).slice(2)}`;
  const html = (name, markup, attributes = {}) => {
    const node = el(name, attributes);
    node.innerHTML = markup; // the course's own words
    return node;
  };
  const spoken = (value) => (typeof value === "number" ? value.toLocaleString("en-US", { maximumFractionDigits: 6 }).replace("-", "−") : value);
  const button = (words, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, words);
  const go = (at) => {
    run.at = at;
    kept.write(run);
    at < questions.length ? showQuestion(true) : showScore(true);
  };

  function dots() {
    return el("ol", { class: "cl-dots", "aria-label": "Your first tries" }, questions.map((_, i) => {
      const one = run.done[i];
      const [sign, words] = !one ? ["○", "open"] : one.isFirst ? ["✓", "right"] : ["✗", "wrong"];
      return el("li", { class: i === run.at ? "cl-now" : null, "aria-label": `question ${i + 1}: ${words}` }, sign);
    }));
  }
  function showQuestion(isFocused) {
    const { at } = run, { prompt, isTyped, choices } = questions[at];
    const heading = el("div", { class: "cl-question", tabindex: -1 }, dots(), el("strong", {}, `Question ${at + 1} of ${questions.length}`), html("div", prompt, { class: "cl-prompt", id: `${group}-p` }));
    const field = isTyped ? typed() : chosen(choices);
    const feedback = el("div", { class: "cl-feedback", role: "status" });
    const back = button("Back", () => go(at - 1), { hidden: at === 0 });
    const next = button(at + 1 < questions.length ? "Next question" : "Your score", () => go(at + 1));
    const reveal = button("Show the answer", () => {
      run.done[at] = { ...run.done[at], text: "", isOver: true };
      tell();
      next.focus();
    });
    const form = el("form", { novalidate: true }, heading, field.node, el("div", { class: "cl-row" }, el("button", { type: "submit", class: "cl-main" }, "Check"), reveal, back, next), feedback);
    const say = (sign, words, look, ...more) => {
      feedback.className = `cl-feedback ${look}`;
      feedback.replaceChildren(el("strong", {}, sign), html("span", words), ...more);
    };
    // What is known of this question: the last answer's why, or the right one.
    function tell() {
      const one = run.done[at], right = choices.find((choice) => choice.isRight);
      next.hidden = !one;
      reveal.hidden = !one || one.isOver || one.tries < PATIENCE;
      kept.write(run);
      form.querySelector(".cl-dots").replaceWith(dots());
      if (!one) return;
      if (one.text) field.set(one.text);
      const verdict = one.text ? field.judge(one.text, choices) : right;
      if (!one.text) field.set(isTyped ? spoken(right.value) : String(choices.indexOf(right)));
      if (!one.text) say("The answer: ", isTyped ? `${spoken(right.value)}. ${right.why}` : right.why, "cl-right");
      else say(verdict.isRight ? "✓ Right. " : "✗ Not yet. ", verdict.why, verdict.isRight ? "cl-right" : "cl-wrong");
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = field.get(), verdict = field.judge(text, choices);
      if (typeof verdict === "string") return say("", verdict, "");
      const { isRight } = verdict, one = run.done[at] || { tries: 0, isFirst: isRight, isOver: false };
      run.done[at] = { ...one, text, tries: one.tries + (isRight ? 0 : 1), isOver: one.isOver || isRight };
      tell();
    });
    body.replaceChildren(form);
    tell();
    if (isFocused) heading.focus();
  }
  // A field is read, set, and judged: a choice with its why, or words where there is nothing to judge yet.
  function typed() {
    const input = el("input", { type: "text", autocomplete: "off", "aria-labelledby": `${group}-p` });
    const judge = (text, choices) => {
      const value = parse(text);
      if (value === null) return "Type a number first, such as 42, 1,024, 2.5 or 2 1/2.";
      const found = choices.find((one) => nearness(text, one.value) === "near");
      if (!found && choices.some((one) => one.isRight && nearness(text, one.value) === "rounded")) return "Near, but rounded too far: type one digit more, or a fraction.";
      return found || { isRight: false, why: `${spoken(value)} is not it, nor one of the usual slips. Work it through once more, with a pencil.` };
    };
    return { node: el("div", { class: "cl-typed" }, input), judge, get: () => input.value, set: (text) => (input.value = text) };
  }
  function chosen(choices) {
    const inputs = choices.map((_, i) => el("input", { type: "radio", name: group, value: i }));
    const labels = choices.map(({ value }, i) => el("label", { class: "cl-choice" }, inputs[i], html("span", spoken(value))));
    const node = el("fieldset", { class: "cl-choices", "aria-labelledby": `${group}-p` }, labels);
    const judge = (text) => (text ? choices[Number(text)] : "Choose an answer first.");
    return { node, judge, get: () => inputs.find((input) => input.checked)?.value ?? "", set: (text) => (inputs[Number(text)].checked = true) };
  }
  function showScore(isFocused) {
    const right = run.done.filter((one) => one?.isFirst).length;
    const words = right === questions.length ? "All of them at the first try." : "Where it went wrong the first time, the lesson is worth a second look:";
    const again = questions.map(({ section }, i) => (run.done[i]?.isFirst ? null : el("li", {}, `Question ${i + 1}: `, link(section))));
    const heading = el("div", { class: "cl-question", tabindex: -1 }, dots(), el("p", {}, el("strong", {}, `${right} of ${questions.length} right at the first try. `), words), el("ul", { class: "cl-sections" }, again));
    body.replaceChildren(heading, el("div", { class: "cl-row" }, button("Try again with new numbers", retry, { class: "cl-main" }), button("Back", () => go(questions.length - 1))));
    if (isFocused) heading.focus();
  }
  // The section is found by its number: each front end makes anchors of its own.
  function link(section) {
    const page = host.closest(".jp-Notebook") || document;
    const heading = [...page.querySelectorAll("h1, h2, h3")].find((one) => one.textContent.trim().startsWith(`${section} `));
    if (!heading) return `section ${section}`;
    const onclick = (event) => {
      event.preventDefault();
      heading.scrollIntoView();
      requestAnimationFrame(() => heading.scrollIntoView()); // cells on the way got their true heights only now
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    };
    return el("a", { href: `#${heading.id || section}`, onclick }, heading.textContent.replace(/[¶#]\s*$/, "").trim());
  }
  // New numbers come from Python; where none answers, the same questions start over.
  function retry() {
    body.replaceChildren(el("p", { role: "status" }, "New numbers are on their way."));
    waiting = setTimeout(() => start(run.form, run.seed), 3000);
    talker.tell({ seed: run.seed + 1 });
  }
  function start(form, at) {
    clearTimeout(waiting);
    waiting = null;
    run = begin(form, at);
    questions = unseal(form);
    go(0);
  }
  const talker = talk(model, ({ form }) => waiting && start(form, model.get("given").seed));
  board(host, `Quick check of lesson ${lesson}`, body);
  run.at < questions.length ? showQuestion(false) : requestAnimationFrame(() => showScore(false)); // links need a host on the page
  return talker.off;
}
export default { render };
