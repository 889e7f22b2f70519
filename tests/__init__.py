"""The tests, with compiled files beside the source, whatever the environment says.

Without them, each worker and each program that a test starts would compile all of ours again. In a
folder of their own, Python would compile its library and the installed packages again, too.
"""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
