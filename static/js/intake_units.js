// The checking page: of a choice about a unit only the fields that it needs are shown.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  function fit(root) {
    for (const select of root.querySelectorAll(".stranger select[name=verb]")) {
      select.form.dataset.verb = select.value;
    }
  }

  document.body.addEventListener("htmx:load", (event) => fit(event.target));
  document.body.addEventListener("change", (event) => {
    if (event.target.name === "verb") fit(document);
  });
  fit(document);
});
