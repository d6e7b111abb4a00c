"""A page without a mouse: what the tabulator reaches, in which order, and whether one sees it."""

from playwright.sync_api import Page

# Everything that a key must reach, in the order of the page; then each element that gets the focus,
# and whether it then looks otherwise.
WATCH = """() => {
  const all = "a[href], button, input, select, textarea, summary, [tabindex]";
  const seen = (each) => each.checkVisibility({ visibilityProperty: true });
  const stops = Array.from(document.querySelectorAll(all)).filter((each) =>
    each.tabIndex >= 0 && !each.matches(":disabled") && seen(each) && !another(each));
  // A group of radio buttons is one stop: the chosen one, or the first.
  function another(each) {
    if (each.type !== "radio") return false;
    const named = Array.from(document.getElementsByName(each.name));
    const group = named.filter((one) => one.form === each.form);
    return each !== (group.find((one) => one.checked) || group[0]);
  }
  const looks = (each) => {
    const style = getComputedStyle(each);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
      style.borderColor, style.backgroundColor].join();
  };
  const quiet = new Map(stops.map((each) => [each, looks(each)]));
  window.walk = { stops: stops.length, reached: [], unseen: [] };
  document.addEventListener("focusin", ({ target }) => {
    const place = stops.indexOf(target);
    if (place < 0) return;
    window.walk.reached.push(place);
    if (looks(target) === quiet.get(target)) window.walk.unseen.push(told(place));
  });
  const told = (place) => stops[place].outerHTML.slice(0, 120);
  Object.assign(window.walk, { told, stands: (place) => stops[place].isConnected });
}"""
MISSED = """() => {
  const { stops, reached, told } = window.walk;
  const first = Array.from(new Set(reached));
  const all = Array.from({ length: stops }, (_, place) => place);
  // A part of a page that renews itself may have taken some away meanwhile.
  const missed = all.filter((place) => !first.includes(place) && window.walk.stands(place));
  const early = first.filter((place, at) => at > 0 && place < first[at - 1]);
  return [
    ...missed.map((place) => `not reached: ${told(place)}`),
    ...early.map((place) => `out of order: ${told(place)}`),
    ...window.walk.unseen.map((each) => `focus unseen: ${each}`),
  ];
}"""
# A field for a day has a stop for each of its parts; a box that scrolls is a stop of its own.
EXTRA = """() => {
  const parts = "input[type=date], input[type=month], input[type=time]";
  const scrolls = (each) =>
    each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight;
  const boxes = Array.from(document.querySelectorAll("main *")).filter(scrolls);
  return 3 * document.querySelectorAll(parts).length + boxes.length;
}"""
IN_CONTENT = """() => {
  const content = document.querySelector("#content");
  const stops = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  return content.contains(document.activeElement) || !content.querySelector(stops);
}"""


def faults_of_keys(page: Page) -> list[str]:
    return [*_folds(page), *_skip_link(page), *_walk(page)]


def _folds(page: Page) -> list[str]:
    """What is folded opens by a key; it stays open for the walk."""
    faults = []
    for fold in page.query_selector_all("details:not([open])"):
        summary = fold.query_selector("summary")
        if summary is None or not summary.is_visible():
            continue
        summary.press("Enter")
        if not fold.evaluate("fold => fold.open"):
            faults.append(f"does not open: {summary.inner_text()}")
    return faults


def _skip_link(page: Page) -> list[str]:
    page.evaluate("document.querySelector('.skip').focus()")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    return [] if page.evaluate(IN_CONTENT) else ["the skip link does not lead to the content"]


def _walk(page: Page) -> list[str]:
    """From the first stop to the last; after it, the first comes again."""
    page.evaluate("document.activeElement.blur()")
    page.evaluate(WATCH)
    page.evaluate("document.querySelector('.skip').focus()")
    left = page.evaluate("window.walk.stops") + page.evaluate(EXTRA)
    while left and page.evaluate("new Set(window.walk.reached).size < window.walk.stops"):
        for _press in range(min(left, 20)):
            page.keyboard.press("Tab")
        left = max(left - 20, 0)
    faults: list[str] = page.evaluate(MISSED)
    return faults
