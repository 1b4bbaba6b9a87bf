"""Elman, LSTM, GRU and causal convolution: PyTorch and Keras, all from zero states.

Time-major as the lab: x [n, B, dIn], hidden states [n, B, dModel].
"""

import keras
import tensorflow as tf
import torch

from draws import Draws
from engines import keras_layer, run_keras, run_torch
from reference_files import Reference


def swap_first_two(columns):
    """Gates z, r, candidate (the lab's and Keras' order) to r, z, candidate (PyTorch's)."""
    update, reset, candidate = columns.chunk(3, -1)
    return torch.cat([reset, update, candidate], -1)


def recurrent_torch(kind, sizes, reorder=lambda columns: columns):
    layer = kind(sizes["dIn"], sizes["dModel"])

    def function(inputs, weights):
        bias = reorder(weights["bias"])
        second = weights.get("recurrentBias")
        state = {
            "weight_ih_l0": reorder(weights["inputKernel"]).T,
            "weight_hh_l0": reorder(weights["recurrentKernel"]).T,
            "bias_ih_l0": bias,
            "bias_hh_l0": torch.zeros_like(bias) if second is None else reorder(second),
        }
        output, _ = torch.func.functional_call(layer, state, (inputs["x"],))
        return {"output": output}

    return function


def recurrent_keras(kind, sizes, **options):
    layer = kind(sizes["dModel"], return_sequences=True, **options)

    def function(inputs, weights):
        x = tf.transpose(inputs["x"], (1, 0, 2))  # [B, n, dIn]
        bias, second = weights["bias"], weights.get("recurrentBias")
        both = bias if second is None else tf.stack([bias, second])
        variables = [weights["inputKernel"], weights["recurrentKernel"], both]
        output = keras_layer(layer, variables, x, build=(x.shape,))
        return {"output": tf.transpose(output, (1, 0, 2))}

    return function


def convolution_torch(inputs, weights):
    x = inputs["x"].transpose(1, 2)  # [B, dIn, n]
    kernel = weights["kernel"].permute(2, 1, 0)  # [dOut, dIn, width]
    padded = torch.nn.functional.pad(x, (kernel.shape[2] - 1, 0))
    output = torch.nn.functional.conv1d(padded, kernel, weights["bias"])
    return {"output": output.transpose(1, 2)}


def convolution_keras(inputs, weights):
    width, _, d_out = weights["kernel"].shape
    layer = keras.layers.Conv1D(d_out, width, padding="causal")
    variables = [weights["kernel"], weights["bias"]]
    return {"output": keras_layer(layer, variables, inputs["x"], build=(inputs["x"].shape,))}


# Gates of each cell, which are its groups of columns.
gates_of = {"elman": 1, "lstm": 4, "gru-reset-after": 3, "gru": 3}


def implementations_of(cell, sizes):
    in_torch = {
        "elman": ("nn.RNN", recurrent_torch(torch.nn.RNN, sizes)),
        "lstm": ("nn.LSTM", recurrent_torch(torch.nn.LSTM, sizes)),
        "gru-reset-after": ("nn.GRU", recurrent_torch(torch.nn.GRU, sizes, swap_first_two)),
    }
    layers = keras.layers
    before = recurrent_keras(layers.GRU, sizes, reset_after=False)
    after = recurrent_keras(layers.GRU, sizes, reset_after=True)
    in_keras = {
        "elman": ("layers.SimpleRNN", recurrent_keras(layers.SimpleRNN, sizes)),
        "lstm": ("layers.LSTM", recurrent_keras(layers.LSTM, sizes)),
        "gru-reset-after": ("layers.GRU", after),
        "gru": ("layers.GRU with reset_after=False", before),
    }
    versions = [("PyTorch 2.15.0", run_torch, in_torch), ("Keras 3.15.1", run_keras, in_keras)]
    return [
        (f"{version} {cells[cell][0]}", run, cells[cell][1])
        for version, run, cells in versions
        if cell in cells
    ]


# name, B, n, dIn, dModel
recurrent_cases = [("batch", 3, 7, 5, 8), ("one-step", 2, 1, 3, 6), ("one-sequence", 1, 5, 8, 4)]


def references():
    for place, (case, batch, n, d_in, d_model) in enumerate(recurrent_cases):
        sizes = {"batchSize": batch, "n": n, "dIn": d_in, "dModel": d_model}
        for seed, (cell, gates) in enumerate(gates_of.items(), 200 + 10 * place):
            draws = Draws(seed)
            columns = gates * d_model
            weights = {
                "inputKernel": draws.kernel(d_in, columns),
                "recurrentKernel": draws.kernel(d_model, columns),
                "bias": draws.normal([columns], 0.5),
            }
            if cell == "gru-reset-after":
                weights["recurrentBias"] = draws.normal([columns], 0.5)
            implementations = implementations_of(cell, sizes)
            inputs = {"x": draws.normal([n, batch, d_in])}
            yield Reference(f"{cell}-{case}", seed, sizes, inputs, weights, implementations)
    for seed, width in enumerate([1, 3, 4], 230):
        draws = Draws(seed)
        sizes = {"batchSize": 2, "n": 7, "dIn": 5, "dOut": 6, "width": width}
        weights = {"kernel": draws.kernel(width, 5, 6), "bias": draws.normal([6], 0.5)}
        implementations = [
            ("PyTorch 2.15.0 nn.functional.conv1d", run_torch, convolution_torch),
            ("Keras 3.15.1 layers.Conv1D with causal padding", run_keras, convolution_keras),
        ]
        inputs = {"x": draws.normal([2, 7, 5])}
        yield Reference(
            f"causal-convolution-{width}", seed, sizes, inputs, weights, implementations
        )
