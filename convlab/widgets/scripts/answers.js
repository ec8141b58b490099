// Answers that were typed: how near is near enough, and a shelf in the browser where they outlive the page.

// An exact match for whole numbers; else as many digits as were typed must agree, to 1 percent at least:
// 28.33, 28.3 and 28 1/3 are near 28.333..., 28 is only its rounding.
function nearness(text, due) {
  const off = Math.abs(parse(text) - due);
  if (off < 1e-6) return "near";
  if (Number.isInteger(due)) return "far";
  const digits = /[.,](\d+)\s*$/.exec(text);
  if (off >= 10 ** -(digits ? digits[1].length : 0)) return "far";
  return off <= 0.01 * Math.abs(due) ? "near" : "rounded";
}

// Without a store (a page from a file, a private window) it holds as long as the page.
function shelf(place) {
  const page = (window.convlabShelf ??= {});
  return {
    read() {
      try { return JSON.parse(localStorage.getItem(place)); } catch { return page[place] ?? null; }
    },
    write(data) {
      page[place] = data;
      try { localStorage.setItem(place, JSON.stringify(data)); } catch { /* see above */ }
    },
  };
}
