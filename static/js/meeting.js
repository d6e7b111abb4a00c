"use strict";

// The keys of a presenter follow the links of the page, which work without this as well.
const LINKS = {
  ArrowRight: "[rel=next]",
  PageDown: "[rel=next]",
  " ": "[rel=next]",
  ArrowLeft: "[rel=prev]",
  PageUp: "[rel=prev]",
  Home: ".first",
  End: ".last",
};

document.addEventListener("keydown", (event) => {
  const works = event.target.closest("input, textarea, select, button, summary, [contenteditable]");
  const link = LINKS[event.key] && document.querySelector(`.steps ${LINKS[event.key]}`);
  if (!link || works || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  event.preventDefault();
  link.click();
});
