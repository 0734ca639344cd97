"""Measure transliteration: python -m tools.measure_transliteration DATA_FOLDER; some ten minutes.

DATA_FOLDER holds the open sets that `tools/transliteration/pairs.py` names. Printed is the section
of the report on transliteration: see `tools/transliteration/report.py`.
"""

import sys
from pathlib import Path

from tools.transliteration.report import section

if __name__ == "__main__":
    print(section(Path(sys.argv[1])))
