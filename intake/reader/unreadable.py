"""Why a file cannot be read, and what to do about it."""

SENTENCES = {
    "no_file": "The file cannot be opened. Check that it exists and that you may read it.",
    "empty": "The file contains no text. Check that the right file was chosen.",
    "too_large": "The file is larger than 50 MB. Remove pictures and annexes, or paste the text.",
    "old_word": "This is an old .doc or .wps file. Open it in Word or WPS, save it as .docx"
    " and upload that file.",
    "scanned_pdf": "This PDF contains pictures of pages and no text. Recognise the text with an"
    " OCR program, or upload the Word file that it was made from.",
    "locked": "This file is protected by a password. Remove the protection and upload it again.",
    "damaged": "The file is damaged and cannot be opened. Open it in the program that it was made"
    " with, save it again and upload that copy.",
    "bomb": "The file unpacks to far more than a document needs and was refused. Save the document"
    " again without embedded objects.",
    "too_many_pages": "The file has more than 2,000 pages. Upload only the part with the plan.",
    "not_text": "The file is not text in any encoding that is known here. Save it as UTF-8 text"
    " or as .docx.",
    "unknown_kind": "This kind of file cannot be read. Upload .docx, .pdf, .html, .txt or .md.",
}


class Unreadable(Exception):
    """A file that cannot be read: a stable `code` and a `sentence` for people, in English."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.sentence = SENTENCES[code]
        super().__init__(self.sentence)
