"""The styles of a workbook with coloured ones beside them."""

from copy import deepcopy

from lxml import etree

from sheets.marker.troubles import Severity

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
COLOURS = {Severity.ERROR: "FFFECACA", Severity.WARNING: "FFFEF08A"}


class Styles:
    """`coloured` gives the place of a style's twin, which differs in its fill alone."""

    def __init__(self, content: bytes) -> None:
        # The scan has refused every document that defines entities.
        self._root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
        # Workbooks saved as “strict” have another one.
        self._space = etree.QName(self._root).namespace
        self._fills, self._cells = self._child("fills"), self._child("cellXfs")
        self._fill_of: dict[Severity, int] = {}
        self._twins: dict[tuple[int, Severity], int] = {}

    def coloured(self, style: int, severity: Severity) -> int:
        key = style, severity
        if key not in self._twins:
            self._twins[key] = self._add(style, severity)
        return self._twins[key]

    def xml(self) -> bytes:
        for each in (self._fills, self._cells):
            each.set("count", str(len(each)))
        return etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _add(self, style: int, severity: Severity) -> int:
        known = list(self._cells)
        twin = deepcopy(known[style]) if style < len(known) else etree.Element(self._name("xf"))
        twin.set("fillId", str(self._fill(severity)))
        twin.set("applyFill", "1")
        self._cells.append(twin)
        return len(self._cells) - 1

    def _fill(self, severity: Severity) -> int:
        if severity not in self._fill_of:
            pattern = etree.SubElement(
                etree.SubElement(self._fills, self._name("fill")),
                self._name("patternFill"),
                {"patternType": "solid"},
            )
            etree.SubElement(pattern, self._name("fgColor"), {"rgb": COLOURS[severity]})
            etree.SubElement(pattern, self._name("bgColor"), {"indexed": "64"})
            self._fill_of[severity] = len(self._fills) - 1
        return self._fill_of[severity]

    def _child(self, name: str) -> etree._Element:
        found = self._root.find(self._name(name))
        return found if found is not None else etree.SubElement(self._root, self._name(name))

    def _name(self, local: str) -> str:
        return f"{{{self._space}}}{local}"
