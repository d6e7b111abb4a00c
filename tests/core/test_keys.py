import pytest

from core.keys import key_in, keys_in


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("17", 17),
        ("0", 0),
        (None, None),
        ("", None),
        ("abc", None),
        ("-1", None),
        ("1.5", None),
        ("²", None),
        ("１７", None),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, None),
        # int() refuses as many digits as this.
        ("9" * 5000, None),
        ("1\x00", None),
        ("1\n", None),
    ],
)
def test_what_cannot_be_a_key_is_none(text: str | None, key: int | None) -> None:
    assert key_in(text) == key


def test_what_cannot_be_a_key_is_left_out() -> None:
    assert keys_in(["3", "x", "", "0", "9" * 19, "3"]) == [3, 0, 3]
