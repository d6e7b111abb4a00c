"use strict";

// The number beside the inbox stays true while a page is open, but nobody asks for pages that
// nobody looks at; when they are looked at again, they ask at once.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.detail.elt.id === "inbox-link") event.preventDefault();
});
