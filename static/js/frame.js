"use strict";

// The number beside the inbox stays true while a page is open, but nobody asks for pages that
// nobody looks at; when they are looked at again, they ask at once.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.detail.elt.id === "inbox-link") event.preventDefault();
});

// A slash leads to the search, as in most portals; not where somebody is writing.
document.addEventListener("keydown", (event) => {
  const field = document.getElementById("search");
  const writes = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || writes || !field || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  field.focus();
  field.select();
});
