"""The place of the records written into dpo.toml, whose comments and other keys stay."""

import pytest

from dpo_console.config.settings.settings_file import with_database

OTHERS = '# office\nname = "Oak"\n'
END = "\n[papers]\n# database = 1\n"
PUT = 'database = "postgresql:///dpo"\n'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("records", ["[records]\n# service\n", "[records] # where\n"])
def test_an_address_stands_first_in_its_table_and_goes_again(records: str, newline: str) -> None:
    text = f"{OTHERS}{records}{END}".replace("\n", newline)
    head = f"{records.partition(']')[0]}]"
    written = with_database(text, "postgresql:///dpo")
    assert written.replace("\r", "").partition(head)[2].split("\n")[1] == PUT.strip()
    assert with_database(written, "").replace("\r", "") == text.replace("\r", "")


def test_an_address_takes_the_place_of_another() -> None:
    text = f'{OTHERS}[records]\n  service = "old"\n{END}'
    assert with_database(text, "postgresql:///dpo") == f"{OTHERS}[records]\n{PUT}{END}"


def test_a_file_without_the_table_gets_it() -> None:
    assert with_database(OTHERS, "postgresql:///dpo") == f"{OTHERS}\n[records]\n{PUT}"
    assert with_database(OTHERS, "") == OTHERS
