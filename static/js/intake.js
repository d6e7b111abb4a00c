// The checking page: words of the reading light up in the source, words of the source lead to the
// reading or become a part of it, and a keyboard is enough for all of it. Everything that changes
// the draft is a form or a link of the page, which works without a script as well.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  if (!document.getElementById("board")) return;
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => Array.from(document.querySelectorAll(selector));

  // --- The source ------------------------------------------------------------------------------

  let source, text, plain, simple;

  // Links of the source become words that can be chosen with the mouse; a click still follows them.
  function adopt() {
    source = document.getElementById("source");
    for (const link of source.querySelectorAll("a.passage")) {
      const words = document.createElement("span");
      words.className = "passage";
      words.dataset.entry = link.dataset.entry;
      words.textContent = link.textContent;
      link.replaceWith(words);
    }
    const marked = source.querySelector("mark");
    const place = marked && new URLSearchParams(location.search).get("mark");
    if (marked) marked.replaceWith(...marked.childNodes);
    text = source.textContent;
    plain = source.cloneNode(true);
    // Places count characters as people see them; a script counts rare ones twice.
    simple = !/[\ud800-\udbff]/.test(text);
    if (place) light(place);
    for (const button of all(".scripted")) button.hidden = false;
    document.getElementById("keys-on").checked = keysOn;
  }

  const offset = (place) => (simple ? place : Array.from(text).slice(0, place).join("").length);
  const place = (at) => (simple ? at : Array.from(text.slice(0, at)).length);

  // The text node and the place in it that lie so many letters behind the source's beginning.
  function spot(at) {
    const nodes = document.createTreeWalker(source, NodeFilter.SHOW_TEXT);
    let node = nodes.nextNode();
    while (node && at > node.data.length) {
      at -= node.data.length;
      node = nodes.nextNode();
    }
    return node ? [node, at] : [source, source.childNodes.length];
  }

  function light(mark) {
    if (!mark) return;
    const [start, end] = mark.split("-").map((part) => offset(Number(part)));
    source.replaceChildren(...plain.cloneNode(true).childNodes);
    const range = document.createRange();
    range.setStart(...spot(start));
    range.setEnd(...spot(end));
    const lit = document.createElement("mark");
    lit.id = "mark";
    lit.append(range.extractContents());
    range.insertNode(lit);
    const above = lit.offsetTop - source.offsetTop;
    source.scrollTop = Math.max(0, above - source.clientHeight / 3);
  }

  // --- Entries, the doubtful ones first ----------------------------------------------------------

  const ENTRIES = "#head, #strangers .stranger, #entries article";
  let current = "";
  // After an entry was settled the walk goes on where it would have gone before.
  let onward = { from: "", to: "" };

  function order() {
    const points = all("#summary [data-point]").map((link) => link.dataset.point);
    const rest = all(ENTRIES).map((entry) => entry.id);
    return [...points, ...rest.filter((id) => !points.includes(id))];
  }

  function after(id) {
    const ids = order();
    return ids[ids.indexOf(id) + 1] || "";
  }

  function goTo(id) {
    const entry = document.getElementById(id);
    if (!entry) return;
    current = id;
    entry.focus({ preventScroll: true });
    entry.scrollIntoView({ block: "center", behavior: "instant" });
    light(entry.dataset.mark);
  }

  function step(by) {
    const ids = order();
    const at = ids.indexOf(current);
    const moved = by > 0 && onward.from === current && document.getElementById(onward.to);
    if (moved) goTo(onward.to);
    else goTo(ids[Math.min(Math.max(at + by, 0), ids.length - 1)]);
  }

  function open(entry) {
    onward = { from: entry.id, to: after(entry.id) };
    const first = entry.querySelector("a.edit, select");
    if (first && first.matches("select")) first.focus();
    else if (first) first.click();
  }

  // Right as it is: a doubt is confirmed, a proposal accepted.
  function agree(entry) {
    const button = entry.querySelector(".confirm button") || entry.querySelector("button.accept");
    if (!button) return;
    onward = { from: entry.id, to: after(entry.id), go: true };
    button.click();
  }

  // --- Words chosen in the source ---------------------------------------------------------------

  const SHORTEST = 2;
  const LONGEST = 2000;
  let chosen = "";

  const inSource = (node) => node && source.contains(node);

  function chosenSpan() {
    const selection = getSelection();
    if (!selection.rangeCount || !inSource(selection.anchorNode)) return null;
    if (!inSource(selection.focusNode)) return null;
    const range = selection.getRangeAt(0);
    const before = document.createRange();
    before.setStart(source, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length;
    return [start, start + range.toString().length];
  }

  function taskAt(at) {
    return all("#entries article.entry-tasks[data-until]").find(
      ({ dataset }) => dataset.from && Number(dataset.from) <= at && at < Number(dataset.until)
    );
  }

  function offer() {
    const bar = document.getElementById("offer");
    const span = bar && chosenSpan();
    // A press on the bar itself leaves the choice as it was.
    if (!span) return;
    const length = span[1] - span[0];
    bar.hidden = length < SHORTEST || length > LONGEST;
    if (bar.hidden) return;
    const [start, end] = span.map(place);
    chosen = `${start}-${end}`;
    const words = text.slice(...span).trim();
    reveal(getSelection().getRangeAt(0));
    find("#chosen").textContent = words.length > 40 ? `${words.slice(0, 40)}…` : words;
    const form = bar.querySelector("form");
    const task = taskAt(start);
    form.hidden = !task;
    if (!task) return;
    // By name: a list of elements has an item() of its own.
    form.elements.namedItem("item").value = task.id.replace("tasks-", "");
    form.elements.namedItem("place").value = chosen;
    const title = task.querySelector("strong").textContent;
    find("#chosen-task").textContent = title.replace(/\s+/g, " ").trim();
  }

  function withdraw() {
    const bar = document.getElementById("offer");
    if (bar) bar.hidden = true;
    getSelection().removeAllRanges();
  }

  // While the mouse is still choosing, nothing may move below it.
  let pressing = false;
  document.addEventListener("pointerdown", (event) => (pressing = inSource(event.target)));
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      pressing = false;
      offer();
    });
  }
  document.addEventListener("selectionchange", () => pressing || offer());

  // A cursor of one letter, which arrows move and Shift with arrows stretches.
  function moveCursor(event) {
    const selection = getSelection();
    if (!inSource(selection.anchorNode)) putCursor();
    const forward = event.key === "ArrowRight" || event.key === "ArrowDown" ? "forward" : "backward";
    const upright = event.key === "ArrowUp" || event.key === "ArrowDown";
    const by = upright ? "line" : event.ctrlKey ? "word" : "character";
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    if (event.shiftKey) {
      selection.modify("extend", forward, by);
    } else {
      selection.collapse(anchorNode, anchorOffset);
      selection.modify("move", forward, by);
      selection.modify("extend", "forward", "character");
    }
    if (!inSource(selection.focusNode) || !inSource(selection.anchorNode)) {
      selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
    }
    reveal(selection.getRangeAt(0));
  }

  function putCursor() {
    const lit = source.querySelector("mark");
    const range = document.createRange();
    if (lit) range.setStart(lit, 0);
    else range.setStart(...spot(0));
    const selection = getSelection();
    selection.collapse(range.startContainer, range.startOffset);
    selection.modify("extend", "forward", "character");
  }

  function reveal(range) {
    const words = range.getBoundingClientRect();
    const frame = source.getBoundingClientRect();
    const room = 40;
    if (words.top < frame.top + room) source.scrollTop -= frame.top + room - words.top;
    if (words.bottom > frame.bottom - room) source.scrollTop += words.bottom - frame.bottom + room;
  }

  function entryAtCursor() {
    const { anchorNode } = getSelection();
    const words = inSource(anchorNode) && anchorNode.parentElement.closest("[data-entry]");
    if (!words) return;
    withdraw();
    goTo(words.dataset.entry);
  }

  // --- Mouse ------------------------------------------------------------------------------------

  document.body.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("a");
    const words = event.target.closest(".passage");
    const fresh = event.target.closest("[data-new]");
    if (link && link.dataset.mark) {
      event.preventDefault();
      light(link.dataset.mark);
    } else if (link && document.getElementById(link.hash.slice(1))?.matches(ENTRIES)) {
      if (link.matches(".edit, .cancel")) return;
      event.preventDefault();
      goTo(link.hash.slice(1));
    } else if (words && getSelection().isCollapsed) {
      goTo(words.dataset.entry);
    } else if (fresh) {
      const address = `${location.pathname}?edit=${fresh.dataset.new}-new&from=${chosen}`;
      htmx.ajax("GET", address, { target: "#new", swap: "outerHTML" });
      withdraw();
    } else if (event.target.closest("#show-keys")) {
      showKeys();
    }
  });

  // What is being edited shows where it was read from.
  document.body.addEventListener("focusin", (event) => {
    const entry = event.target.closest(ENTRIES);
    if (!entry) return;
    current = entry.id;
    if (event.target.dataset.mark && !event.target.matches("a")) light(event.target.dataset.mark);
    else if (event.target.closest("form .fields, .stranger")) light(entry.dataset.mark);
  });

  // --- Keys -------------------------------------------------------------------------------------

  function showKeys() {
    const keys = document.getElementById("keys");
    keys.hidden = !keys.hidden;
    document.getElementById("show-keys").setAttribute("aria-expanded", String(!keys.hidden));
  }

  // Who speaks to the machine or types by accident can do without keys of one letter (WCAG 2.1.4).
  const OFF = "luoshi.keys.off";
  let keysOn = localStorage.getItem(OFF) === null;

  function turnKeys(on) {
    keysOn = on;
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "");
  }

  function refuse(entry) {
    if (!entry.matches("article")) return;
    refusing = entry.id;
    open(entry);
  }
  let refusing = "";

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    y: (entry) => entry && agree(entry),
    x: (entry) => entry && refuse(entry),
    s: () => {
      source.focus();
      putCursor();
      reveal(getSelection().getRangeAt(0));
    },
    o: entryAtCursor,
    p: () => find("#publish button")?.focus(),
    "?": showKeys,
  };
  // Only on an entry itself: elsewhere these keys have a meaning of their own.
  const ENTRY_KEYS = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: open };

  function escape(target) {
    const cancel = target.closest(".entry")?.querySelector("a.cancel");
    if (cancel) cancel.click();
    else if (target.closest("#offer")) source.focus();
    else if (target === source || target.closest(".stranger")) {
      withdraw();
      goTo(current);
    } else if (!document.getElementById("keys").hidden) showKeys();
    else target.blur();
  }

  function inTheSource(event) {
    if (event.key.startsWith("Arrow")) moveCursor(event);
    else if (event.key === "Enter") find("#offer:not([hidden]) button")?.focus();
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.defaultPrevented || event.isComposing || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      escape(target);
      return;
    }
    if (target === source && inTheSource(event)) {
      event.preventDefault();
      return;
    }
    if (event.ctrlKey && event.key === "Enter") {
      target.closest(".entry form, form.entry")?.querySelector("[value=save], [value=add]").click();
      return;
    }
    if (event.ctrlKey || !keysOn || target.closest("input, select, textarea")) return;
    const entry = document.activeElement.closest(ENTRIES);
    const act = KEYS[event.key] || (entry === target && ENTRY_KEYS[event.key]);
    if (!act) return;
    event.preventDefault();
    act(entry);
  });

  // --- After a change ---------------------------------------------------------------------------

  let kept = 0;
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    kept = source.scrollTop;
    if (event.detail.target.id === "board") withdraw();
  });

  document.body.addEventListener("htmx:afterSettle", (event) => {
    const { id } = event.target;
    if (id === "board") {
      adopt();
      source.scrollTop = kept;
    }
    const button = refusing && refusing === id && event.target.querySelector("[value=remove]");
    if (button) button.focus();
    refusing = "";
    // Whoever worked in an entry that was just closed is still there.
    if (event.target.matches(ENTRIES) && document.activeElement === document.body) {
      event.target.focus({ preventScroll: true });
    }
    if (event.target.querySelector(".fields") && (id === "new" || event.target.matches(ENTRIES))) {
      event.target.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  });

  // The other forms know the draft's new revision then, except those that had missed an earlier
  // change by somebody else.
  document.body.addEventListener("revision", (event) => {
    for (const input of all("input[name=revision]")) {
      if (Number(input.value) === event.detail.was) input.value = event.detail.now;
    }
    const target = document.getElementById(event.detail.entry);
    if (onward.go) {
      const { to } = onward;
      onward = { from: "", to: "" };
      goTo(to);
    } else if (target?.matches(ENTRIES)) goTo(event.detail.entry);
    else if (document.activeElement.closest(`#${onward.from || "none"} select`)) goTo(onward.from);
    else if (onward.from && !document.getElementById(onward.from)) goTo(onward.to);
  });

  document.body.addEventListener("change", (event) => {
    if (event.target.id === "keys-on") turnKeys(event.target.checked);
  });

  adopt();
});
