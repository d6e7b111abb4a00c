"""Why a file cannot be read, and what to do about it."""

SENTENCES = {
    "no_file": "The file cannot be opened. Check that it exists and that you may read it.",
    "empty": "The file contains no text. Check that the right file was chosen.",
    "too_large": "The file is larger than 50 MB. Remove pictures and annexes, or paste the text.",
    "too_long": "The text is far longer than any plan. Hand in only the part that holds the plan.",
    "too_many_pages": "The file has more than 2,000 pages. Hand in only the part with the plan.",
    "old_word": "This is an old .doc or .wps file. Open it in Word or WPS, save it as .docx, and"
    " hand that in.",
    "other_format": "This file was saved in a format (.rtf, .odt, .uof or the like) that cannot be"
    " read here. Open it in Word or WPS, save it as .docx, and hand that in.",
    "ofd": "This is an .ofd file. Open it in an OFD reader or in WPS, export it as .docx or as a"
    " PDF with text, and hand that in.",
    "workbook": "This is a workbook and no document. Copy its table into a Word document, save"
    " that as .docx, and hand it in; progress sheets go in under Sheets.",
    "slides": "These are slides and no document. Hand in the plan itself as .docx or PDF.",
    "picture": "This is a picture. Have a text recognition program read it, or hand in the file"
    " that it was made from.",
    "archive": "This is an archive of files. Unpack it and hand in the plan that is in it.",
    "program": "This is a program, whatever its name says, and was refused. Hand in a document.",
    "scanned_pdf": "This PDF contains pictures of pages and no text. Have a text recognition"
    " program read it, or hand in the Word file that it was made from.",
    "locked": "This file is protected by a password. Remove the protection and hand it in again.",
    "damaged": "The file is damaged and cannot be opened. Open it in the program that it was made"
    " with, save it again, and hand that copy in.",
    "bomb": "The file unpacks to far more than a document needs and was refused. Save the document"
    " again without embedded objects.",
    "unsafe": "The file contains instructions that no document needs and that may do harm; it was"
    " refused. Open it in Word or WPS, save it as a new .docx, and hand that in.",
    "not_text": "The file is not text in any encoding that is known here. Save it as UTF-8 text"
    " or as .docx.",
    "unknown_kind": "This kind of file cannot be read. Hand in .docx, .pdf, .html, .txt or .md.",
}


class Unreadable(Exception):
    """A file that cannot be read: a stable `code` and a `sentence` for people, in English."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.sentence = SENTENCES[code]
        super().__init__(self.sentence)
