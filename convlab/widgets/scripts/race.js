// Lesson 4: the ways to one convolution race, a second each, in a thread of Python; a bar grows with the images done.
function render({ model, el: host }) {
  const { words, share } = model.get("setup"), WIDE = 668, LEFT = 96, LINE = 34, TOP = 8, MOST = 5, SPAN = WIDE - LEFT - 220;
  const state = { answer: model.get("answer") };
  const picture = svg("svg", { class: "cl-picture", role: "img" });
  const tells = el("div", { role: "status", style: "font-weight: 600; min-height: 1.5em" }), left = el("div", { class: "cl-small" });
  const go = el("button", { type: "button", class: "cl-main", onclick: () => talker.tell({ action: state.answer.isRunning ? "stop" : "start" }) }, "Start the race");
  let rows = [];
  const text = (x, y, style) => svg("text", { x, y, style: `text-anchor: start; ${style}` });
  function build(labels) {
    const axis = Array.from({ length: MOST + 1 }, (_, power) => {
      const x = LEFT + (SPAN * power) / MOST, words_ = svg("text", { x, y: TOP + LINE * labels.length + 12, style: "font-size: 12px; fill: var(--cl-muted)" });
      words_.textContent = (10 ** power).toLocaleString("en-US");
      return [svg("line", { x1: x, x2: x, y1: TOP, y2: TOP + LINE * labels.length, stroke: "var(--cl-line)", "stroke-width": 0.8 }), words_];
    });
    rows = labels.map((label, at) => {
      const y = TOP + LINE * at, isYours = label.startsWith("your");
      const name = svg("text", { x: LEFT - 8, y: y + LINE / 2 - (words[label] ? 1 : 0), style: `text-anchor: end; font-size: 14px; font-weight: ${isYours ? 700 : 400}` });
      name.textContent = label;
      const bar = svg("rect", { x: LEFT, y: y + 6, width: 0, height: LINE - 12, rx: 2, class: "cl-grow", style: `fill: var(--cl-${isYours ? "output" : "muted"})` });
      const says = text(LEFT + 8, y + LINE / 2, "font-size: 13px");
      return { label, name, bar, says };
    });
    const caption = svg("text", { x: LEFT + SPAN / 2, y: TOP + LINE * labels.length + 30, style: "font-size: 12px; fill: var(--cl-muted)" });
    caption.textContent = "images done in its second; each line is ten times the one before";
    change(picture, { viewBox: `0 0 ${WIDE} ${TOP + LINE * labels.length + 40}` });
    picture.replaceChildren(...axis.flat(), caption, ...rows.flatMap(({ name, bar, says }) => [name, bar, says]));
  }
  const rate = ([, images, seconds]) => (images ? images / seconds : 0);
  const times = (factor) => (factor < 10 ? factor.toFixed(1) : Number(factor.toPrecision(2)).toLocaleString("en-US"));
  function paint() {
    const { lanes, isRunning, leftOut } = state.answer, labels = lanes.length ? lanes.map(([label]) => label) : Object.keys(words).filter((label) => label !== "PyTorch");
    if (labels.join() !== rows.map(({ label }) => label).join()) build(labels);
    const first = lanes.length ? rate(lanes[0]) : 0, said = [];
    rows.forEach(({ label, bar, says }, at) => {
      const lane = lanes[at], images = lane ? lane[1] : 0, wide = images ? Math.max(3, (SPAN * Math.log10(images)) / MOST) : 0;
      bar.setAttribute("width", wide);
      says.setAttribute("x", LEFT + wide + 8);
      const isBest = at && lane && lane[3] && first, count = `${images.toLocaleString("en-US")} image${images === 1 ? "" : "s"}`;
      says.textContent = !images ? words[label] || "" : `${count}${isBest ? `, ${times(rate(lane) / first)} times as fast` : ""}`;
      says.style.fill = images ? "" : "var(--cl-muted)";
      said.push(`${label}: ${says.textContent || "not yet"}`);
    });
    const now = lanes.find((lane) => !lane[3]), best = lanes.filter((lane) => lane[3]).reduce((a, b) => (a && rate(a) >= rate(b) ? a : b), null);
    tells.textContent = isRunning && now ? `${now[0]} is on the track` : lanes.length && lanes.every((lane) => lane[3]) ? `${best[0]} wins: ${times(rate(best) / first)} times as fast as six loops` : lanes.length ? "stopped" : "";
    left.textContent = leftOut.length ? `Not in the race, as they are not written yet or do not give these maps: ${leftOut.join(", ")}.` : "";
    go.textContent = isRunning ? "Stop" : lanes.length ? "Race again" : "Start the race";
    picture.setAttribute("aria-label", `The race, ${share} s for each way. ${said.join("; ")}.`);
  }
  const talker = talk(model, (answer) => ((state.answer = answer), paint()));
  board(host, "The race", el("div", { class: "cl-row" }, go, tells), picture, left, talker.whose);
  paint();
  talker.receive();
  return talker.off;
}
export default { render };
