"""A count as Word prints it: 12 as 十二, ⑫, 壹, xii."""

from intake.reader.vocabulary import words

WAYS = words("formats")["word"]
ROWS = WAYS["rows"]
PLAIN, LEGAL = ("〇一二三四五六七八九", "十百千"), ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl"}
ROMAN |= {10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}
# Beyond this Word itself falls back to digits in most ways of counting.
MOST = 9999


def printed(kind: str, count: int) -> str:
    """The count in one of Word's ways of counting; in plain digits where it has no such sign."""
    row = ROWS.get(kind, "")
    if 1 <= count <= len(row):
        return str(row[count - 1])
    if kind == "none":
        return ""
    if not 0 <= count <= MOST:
        return str(count)
    if kind in WAYS["counting"]:
        return han(count)
    if kind in WAYS["legal"]:
        return han(count, LEGAL)
    if kind in WAYS["digital"]:
        return "".join(PLAIN[0][int(digit)] for digit in str(count))
    if kind in WAYS["wide"]:
        return str(count).translate(WIDE)
    if kind in WAYS["padded"]:
        return f"{count:02}"
    if kind in ("lowerRoman", "upperRoman"):
        return _roman(count) if kind == "lowerRoman" else _roman(count).upper()
    return str(count)


def han(count: int, signs: tuple[str, str] = PLAIN) -> str:
    """12 is 十二, 20 is 二十, 105 is 一百零五."""
    digits, units = signs
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = count // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return text.removeprefix(digits[1]) if 10 <= count < 20 else text or digits[0]


def _roman(count: int) -> str:
    text = ""
    for value, sign in ROMAN.items():
        text += sign * (count // value)
        count %= value
    return text
