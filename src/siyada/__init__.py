"""Siyada: sovereign AI for Moroccan languages."""

import os

# The small networks multiply small matrices: more threads take four times the processor's time for
# them, and that of everybody else. Set before NumPy is loaded; what the environment says counts.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
__all__ = ["__version__"]
