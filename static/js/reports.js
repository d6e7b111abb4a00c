// Comfort only: every page of reports works without it.
"use strict";

const tickAll = document.querySelector("[data-tick-all]");
if (tickAll) {
  const ticks = document.querySelectorAll("input[name=picks]");
  tickAll.hidden = ticks.length === 0;
  tickAll.addEventListener("change", () => ticks.forEach((tick) => { tick.checked = tickAll.checked; }));
}

// Leaving a half-written report asks first; what saved itself is not half-written any more.
const writing = document.querySelector("form[data-keep]");
if (writing) {
  let touched = false;
  let saving = 0;
  let waiting = null;
  writing.addEventListener("input", () => { touched = true; });
  // A form that is sent while it saves itself would be behind its own draft: it waits for the answer.
  writing.addEventListener("submit", (event) => {
    if (saving > 0) {
      event.preventDefault();
      waiting = event.submitter;
    } else {
      touched = false;
    }
  });
  writing.addEventListener("htmx:beforeRequest", () => { saving += 1; });
  writing.addEventListener("htmx:afterRequest", () => { saving = Math.max(0, saving - 1); });
  document.body.addEventListener("htmx:afterSettle", () => {
    if (document.querySelector("#saved .quiet")) {
      touched = false;
    }
    if (waiting && saving === 0) {
      const button = waiting;
      waiting = null;
      button.click();
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (touched) {
      event.preventDefault();
      event.returnValue = "";  // Chromium before 119 asks only when this is set
    }
  });
}
