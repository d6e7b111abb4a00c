// Comfort only: every page of reports works without it.
"use strict";

const tickAll = document.querySelector("[data-tick-all]");
if (tickAll) {
  const ticks = document.querySelectorAll("input[name=picks]");
  tickAll.hidden = ticks.length === 0;
  tickAll.addEventListener("change", () => ticks.forEach((tick) => { tick.checked = tickAll.checked; }));
}

// Leaving a half-written report asks first.
const writing = document.querySelector("form[data-keep]");
if (writing) {
  let touched = false;
  writing.addEventListener("input", () => { touched = true; });
  writing.addEventListener("submit", () => { touched = false; });
  window.addEventListener("beforeunload", (event) => {
    if (touched) {
      event.preventDefault();
      event.returnValue = "";  // Chromium before 119 asks only when this is set
    }
  });
}
