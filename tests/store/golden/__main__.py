"""A command that writes the golden files again."""

from tests.store import golden

if __name__ == "__main__":
    golden.write()
