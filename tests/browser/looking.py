"""What is wrong with a page to the eye, at each width; and its pictures, where they are wanted."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.window import DESK, PHONE, TABLET

# A folder that the pictures go to: PICTURES in the environment.
FOLDER = os.environ.get("PICTURES")
AXE = Axe().axe_script
_shapes: set[int] = set()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What a page can break by being narrower; the rest is the same in every size of the window.
OF_THE_WIDTH = ["target-size", "scrollable-region-focusable"]
VIOLATIONS = """async (rules) => {
  const { violations } = await axe.run(document, rules);
  const told = (id, node) => `${id}: ${node.html.slice(0, 200)}`;
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => told(id, node)));
}"""
KINDS = """() => Array.from(document.querySelectorAll("body *"), (each) =>
  `${each.parentElement.className}>${each.tagName}.${each.className}[${each.type}]`)"""
# Where the whole page scrolls sideways: what reaches over its right edge.
REACHING_OUT = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  return Array.from(document.body.querySelectorAll("*"))
    .filter((each) => each.getBoundingClientRect().right > edge + 0.5)
    .map((each) => `reaches out: ${each.outerHTML.slice(0, 120)}`);
}"""


def faults_at_each_width(page: Page, picture: str) -> list[str]:
    is_new = _is_new_shape(page)
    if is_new:
        page.evaluate(AXE)
    faults = []
    for size in (DESK, TABLET, PHONE):
        page.set_viewport_size(_unrolled(page, size))
        found = _violations(page, size) if is_new else []
        faults += [f"at {size['width']} px {each}" for each in (*found, *reaching_out(page))]
        keep(page, f"{picture}-{size['width']}")
    return faults


def _unrolled(page: Page, size: ViewportSize) -> ViewportSize:
    """So high that no bar that stays in sight lies over half of a link."""
    page.set_viewport_size(size)
    height: int = page.evaluate("document.documentElement.scrollHeight")
    return {"width": size["width"], "height": max(size["height"], height)}


def _violations(page: Page, size: ViewportSize) -> list[str]:
    kind, values = ("tag", WCAG) if size is DESK else ("rule", OF_THE_WIDTH)
    wish = {"runOnly": {"type": kind, "values": values}, "resultTypes": ["violations"]}
    found: list[str] = page.evaluate(VIOLATIONS, wish)
    return found


def _is_new_shape(page: Page) -> bool:
    """Whether nobody yet saw a page made of these kinds of elements: what another person sees with
    other words in it need not be checked by every rule again.
    """
    address, kinds = urlsplit(page.url), page.evaluate(KINDS)
    shape = hash((address.path, frozenset(kinds)))
    is_new = shape not in _shapes
    _shapes.add(shape)
    return is_new


def reaching_out(page: Page) -> list[str]:
    """What makes the whole page scroll sideways."""
    reaching: list[str] = page.evaluate(REACHING_OUT)
    return reaching


def keep(page: Page, picture: str) -> None:
    if FOLDER is not None:
        name = re.sub(r"[^\w/=&-]+", "-", picture)
        page.screenshot(path=Path(FOLDER, f"{name}.png"), full_page=True)
