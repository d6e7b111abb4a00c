// The checking page: choosing a quotation lights up its words in the source.
// Everything here also works without a script, by the addresses of the links.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const source = document.getElementById("source");
  if (!source) return;
  const text = source.textContent;

  // Places count characters as people see them; a script counts rare ones twice.
  const simple = !/[\ud800-\udbff]/.test(text);
  const offset = (place) => (simple ? place : Array.from(text).slice(0, place).join("").length);

  function light(place) {
    const [start, end] = place.split("-").map((part) => offset(Number(part)));
    const mark = document.createElement("mark");
    mark.id = "mark";
    mark.textContent = text.slice(start, end);
    source.replaceChildren(text.slice(0, start), mark, text.slice(end));
    const above = mark.offsetTop - source.offsetTop;
    source.scrollTop = Math.max(0, above - source.clientHeight / 3);
  }

  document.body.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-mark]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    light(link.dataset.mark);
  });

  // An entry that is being edited shows where it was read from.
  document.body.addEventListener("focusin", (event) => {
    if (!event.target.closest("form")) return;
    const entry = event.target.closest("article[data-mark]");
    if (entry && entry.dataset.mark) light(entry.dataset.mark);
  });

  // After a change the other forms know the draft's new revision, except those that had missed an
  // earlier change by somebody else.
  document.body.addEventListener("revision", (event) => {
    for (const input of document.querySelectorAll("input[name=revision]")) {
      if (Number(input.value) === event.detail.was) input.value = event.detail.now;
    }
  });

  // Of a choice about a unit only the fields that it needs are shown.
  function fit(root) {
    for (const select of root.querySelectorAll(".stranger select[name=verb]")) {
      select.form.dataset.verb = select.value;
    }
  }
  fit(document);
  document.body.addEventListener("htmx:load", (event) => fit(event.target));
  document.body.addEventListener("change", (event) => {
    if (event.target.name === "verb") fit(document);
  });
});
