"""Writes the reference values of the lab's networks: outputs and gradients of PyTorch and Keras.

Run with the packages of src/lab/peers/requirements.txt; the same packages write the same bytes.
All is computed in float64 from inputs and weights that float32 holds exactly, so that the values
are the truth to far below float32 rounding.
"""

import os
import sys

os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")
sys.dont_write_bytecode = True

from importlib.metadata import version
from pathlib import Path

here = Path(__file__).resolve().parent
requirements = here.parents[3] / "src" / "lab" / "peers" / "requirements.txt"


def refuse_other_versions():
    lines = requirements.read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if "==" in line]
    # A wheel's local part, as in 2.15.0+cu132, names a build of the same version.
    installed = {name: version(name).split("+")[0] for name, _ in pins}
    wrong = [f"{name} {installed[name]}" for name, pin in pins if installed[name] != pin]
    if wrong:
        sys.exit(
            f"Reference values come from pinned versions; installed: {', '.join(wrong)}. "
            f"Run: {sys.executable} -m pip install -r {requirements}"
        )


if __name__ == "__main__":
    refuse_other_versions()
    # Imported here: their own imports would fail in words that say nothing of versions.
    import attention
    import encoder_decoder
    import recurrent
    import training
    import transformer
    from reference_files import write

    for module in (attention, transformer, encoder_decoder, recurrent, training):
        for reference in module.references():
            write(here, reference)
