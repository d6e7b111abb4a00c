"""The pre-flight scan: what is in a workbook, counted without building any of it."""

from dataclasses import dataclass, field

from sheets.reader import limits, markup, parts
from sheets.reader.markup import Attributes
from sheets.reader.refusals import Refused
from sheets.reader.worksheet import Worksheet


@dataclass
class Scan:
    """What the scan knows; compared with what the reader returns."""

    sheets: dict[str, Worksheet] = field(default_factory=dict)


class _SharedStrings(markup.Handler):
    """Only the lengths: the scan never keeps a text."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.reading = False
        self.phonetic = False

    def start_si(self, _: Attributes) -> None:
        if len(self.lengths) == limits.SHARED_STRINGS:
            raise Refused("too_big")
        self.lengths.append(0)

    def start_rPh(self, _: Attributes) -> None:  # noqa: N802 -- the element's own name
        self.phonetic = True

    def end_rPh(self) -> None:  # noqa: N802 -- the element's own name
        self.phonetic = False

    def start_t(self, _: Attributes) -> None:
        self.reading = not self.phonetic and bool(self.lengths)

    def end_t(self) -> None:
        self.reading = False

    def text(self, data: str) -> None:
        if self.reading:
            self.lengths[-1] += len(data)


class _Styles(markup.Handler):
    """Which cell formats show a number as a percentage: 9 and 10 by definition, others by code."""

    def __init__(self) -> None:
        self.percent_codes = {"9", "10"}
        self.percent: set[int] = set()
        self.inside = False
        self.count = 0

    def start_cellXfs(self, _: Attributes) -> None:  # noqa: N802 -- the element's own name
        self.inside = True

    def end_cellXfs(self) -> None:  # noqa: N802 -- the element's own name
        self.inside = False

    def start_numFmt(self, attributes: Attributes) -> None:  # noqa: N802 -- the element's own name
        if "%" in _without_quotes(attributes.get("formatCode", "")):
            self.percent_codes.add(attributes.get("numFmtId", ""))

    def start_xf(self, attributes: Attributes) -> None:
        if self.inside:
            if attributes.get("numFmtId") in self.percent_codes:
                self.percent.add(self.count)
            self.count += 1


def _without_quotes(code: str) -> str:
    """A format code without its literal texts: `0"%"` shows a sign but does not scale."""
    return "".join(code.replace("\\%", "").split('"')[::2])


class _Workbook(markup.Handler):
    """Sheet name -> relation."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}

    def start_sheet(self, attributes: Attributes) -> None:
        relation = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
        if attributes.get("name", "") in self.sheets:
            raise Refused("damaged")
        self.sheets[attributes.get("name", "")] = relation


class _Relations(markup.Handler):
    """Relation -> part, of worksheets."""

    def __init__(self) -> None:
        self.worksheets: dict[str, str] = {}

    def start_Relationship(self, attributes: Attributes) -> None:  # noqa: N802 -- its own name
        if attributes.get("Type", "").endswith("/worksheet"):
            target = parts.resolve(attributes.get("Target", ""))
            self.worksheets[attributes.get("Id", "")] = target


def scan(content: bytes) -> Scan:
    """Count everything; raises Refused for what no reader should be given."""
    with parts.open_archive(content) as archive:
        inflater = parts.Inflater(archive)
        names = set(archive.namelist())
        workbook, relations = _Workbook(), _Relations()
        strings, styles = _SharedStrings(), _Styles()
        # Strings and styles come before the sheets that refer to them.
        known: dict[str, markup.Handler] = {
            parts.WORKBOOK: workbook,
            "xl/_rels/workbook.xml.rels": relations,
            "xl/sharedStrings.xml": strings,
            "xl/styles.xml": styles,
        }
        for name, handler in known.items():
            if name in names:
                markup.parse(inflater.chunks(name), handler)
        pages = {
            part: Worksheet(strings.lengths, styles.percent)
            for part in relations.worksheets.values()
        }
        for name in sorted(names - set(known)):
            _scan_part(inflater, name, pages.get(name))
    return Scan(_by_sheet_name(workbook, relations, pages, names))


def _scan_part(inflater: parts.Inflater, name: str, page: Worksheet | None) -> None:
    chunks = inflater.chunks(name)
    if name.lower().endswith((".xml", ".rels", ".vml")):
        markup.parse(chunks, page or markup.Handler())
    else:
        for _ in chunks:
            pass  # inflated for the count only


def _by_sheet_name(
    workbook: _Workbook, relations: _Relations, pages: dict[str, Worksheet], names: set[str]
) -> dict[str, Worksheet]:
    sheets = {}
    for title, relation in workbook.sheets.items():
        part = relations.worksheets.get(relation)
        if part is None:
            continue  # a chart sheet
        if part not in names:
            raise Refused("damaged")
        sheets[title] = pages[part]
    if sum(page.cells for page in sheets.values()) > limits.CELLS:
        raise Refused("too_big")
    if sum(page.characters for page in sheets.values()) > limits.ALL_CHARACTERS:
        raise Refused("too_big")
    return sheets
