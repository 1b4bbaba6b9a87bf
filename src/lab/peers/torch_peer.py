"""PyTorch on the CPU, in inference mode."""

import numpy as np
import torch

import torch_transformer
from torch_transformer import tensor, transposed

# Kept alive: a mode that nothing refers to ends.
inference = torch.inference_mode()


def versions():
    return {"torch": torch.__version__}


def prepare(threads):
    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)
    inference.__enter__()


def open_case(network, form, arrays, n, shape):
    """A function without arguments to time, and one that reads its result as a numpy array."""
    return networks[network, form](arrays, n, shape), lambda output: output.numpy()


def recurrent(kind, name):
    """nn.LSTM or nn.GRU over [n, 1, d]; where there is one bias, PyTorch's second one is zero."""

    def build(arrays, n, shape):
        weights, d = arrays[name], shape["dModel"]
        order = [1, 0, 2] if name == "gru" else [0, 1, 2, 3]  # ours update, reset; theirs reset, update
        permuted = {
            key: np.concatenate([np.split(each, len(order), -1)[gate] for gate in order], -1)
            for key, each in weights.items()
        }
        layer = kind(d, d)
        second = permuted.get("recurrentBias", np.zeros_like(permuted["bias"]))
        layer.load_state_dict(
            {
                "weight_ih_l0": transposed(permuted["inputKernel"]),
                "weight_hh_l0": transposed(permuted["recurrentKernel"]),
                "bias_ih_l0": tensor(permuted["bias"]),
                "bias_hh_l0": tensor(second),
            }
        )
        layer.eval()
        x = tensor(arrays["x"][:n]).unsqueeze(1)  # [n, 1, d]
        return lambda: layer(x)[0]

    return build


networks = {
    **torch_transformer.networks,
    ("lstm", "torch-layer"): recurrent(torch.nn.LSTM, "lstm"),
    ("gru-reset-after", "torch-layer"): recurrent(torch.nn.GRU, "gru"),
}
