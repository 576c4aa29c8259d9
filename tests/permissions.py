"""For a command that must meet a file it may not open: root opens every one of them."""

from __future__ import annotations

import ctypes
import os

_DROP = 24
"""PR_CAPBSET_DROP: what a program that is started from here may never do (Linux, prctl.h)."""
_PASSES_PERMISSIONS = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH (capability.h)."""


def obey() -> None:
    """To be run in a new process before the command: permissions hold for root too."""
    if os.geteuid() == 0:
        for capability in _PASSES_PERMISSIONS:
            if ctypes.CDLL(None).prctl(_DROP, capability, 0, 0, 0):
                raise OSError("This user opens every file, so that nothing can be proven here.")
