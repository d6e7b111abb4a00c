"""The numbers that Word prints before paragraphs and does not store in their text."""

from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from .vocabulary import words

HAN = "〇一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
CHINESE = set(words("formats")["word"]["chinese"])


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles = {
            style.style_id: style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            for style in document.styles
        }
        part = next(
            (
                r.target_part
                for r in document.part.rels.values()
                if r.reltype.endswith("/numbering")
            ),
            None,
        )
        if part is not None and hasattr(part, "element"):
            self._learn(part.element)

    def _learn(self, root: etree._Element) -> None:
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {
                int(level.get(qn("w:ilvl"), "0")): _level(level)
                for level in abstract.findall(qn("w:lvl"))
            }
            self._levels[abstract.get(qn("w:abstractNumId"), "")] = levels
        for number in root.findall(qn("w:num")):
            target = number.find(qn("w:abstractNumId"))
            if target is not None:
                self._abstract[number.get(qn("w:numId"), "")] = target.get(qn("w:val"), "")

    def number(self, paragraph: etree._Element) -> str:
        """What Word prints before this paragraph; nothing for bullets and for plain paragraphs."""
        properties = self._properties(paragraph)
        if properties is None:
            return ""
        number, depth = _value(properties, "w:numId"), int(_value(properties, "w:ilvl") or 0)
        abstract = self._abstract.get(number or "")
        levels = self._levels.get(abstract or "", {})
        if abstract is None or depth not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[depth] = counts.get(depth, levels[depth][2] - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if levels[depth][0] == "bullet":
            return "●"
        text = levels[depth][1]
        for level, (kind, _, start) in levels.items():
            text = text.replace(f"%{level + 1}", _printed(kind, counts.get(level, start)))
        return text

    def _properties(self, paragraph: etree._Element) -> etree._Element | None:
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if own is not None:
            return own if _value(own, "w:numId") != "0" else None
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self._styles.get(style.get(qn("w:val"), "")) if style is not None else None


def _level(level: etree._Element) -> tuple[str, str, int]:
    start = _value(level, "w:start")
    return _value(level, "w:numFmt") or "decimal", _value(level, "w:lvlText") or "", int(start or 1)


def _value(parent: etree._Element, name: str) -> str | None:
    child = parent.find(qn(name))
    return child.get(qn("w:val")) if child is not None else None


def _printed(kind: str, count: int) -> str:
    if kind in CHINESE:
        return han(count)
    if kind.startswith("decimalEnclosedCircle") and 1 <= count <= len(CIRCLED):
        return CIRCLED[count - 1]
    if kind in ("lowerLetter", "upperLetter") and 1 <= count <= 26:
        return chr(count - 1 + ord("a" if kind == "lowerLetter" else "A"))
    return str(count)


def han(count: int) -> str:
    """12 is 十二, 20 is 二十, 105 is 一百零五."""
    if count < 10:
        return HAN[count]
    if count < 20:
        return "十" + (HAN[count - 10] if count > 10 else "")
    if count < 100:
        return HAN[count // 10] + "十" + (HAN[count % 10] if count % 10 else "")
    rest = count % 100
    between = "" if not rest else "零" if rest < 10 else "一" if rest < 20 else ""
    return HAN[count // 100 % 10] + "百" + between + (han(rest) if rest else "")
