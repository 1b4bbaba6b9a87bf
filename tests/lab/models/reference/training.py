"""Cross-entropy with positions that do not count, and Adam on given gradients: PyTorch."""

import keras
import numpy as np
import tensorflow as tf
import torch

from draws import Draws
from engines import run_keras, run_torch
from reference_files import Reference

ignored = -100


def counted_targets(inputs, mask):
    """Targets [B·n] with the ignored value behind each sequence's length."""
    tokens = inputs["targets"]
    lengths = torch.tensor(mask.get("targetLengths", [tokens.shape[1]] * tokens.shape[0]))
    counts = torch.arange(tokens.shape[1]) < lengths[:, None]
    return torch.where(counts, tokens, ignored).reshape(-1)


def cross_entropy_torch(mask):
    def function(inputs, _):
        rows = inputs["logits"].reshape(-1, inputs["logits"].shape[-1])
        targets = counted_targets(inputs, mask)
        return {"loss": torch.nn.functional.cross_entropy(rows, targets, ignore_index=ignored)}

    return function


def cross_entropy_keras(mask):
    layer = keras.losses.SparseCategoricalCrossentropy(
        from_logits=True, ignore_class=-1, reduction="sum"
    )

    def function(inputs, _):
        batch, n = inputs["targets"].shape
        lengths = tf.constant(mask.get("targetLengths", [n] * batch))
        counts = tf.sequence_mask(lengths, n)
        targets = tf.where(counts, inputs["targets"], tf.constant(-1, tf.int64))
        return {
            "loss": layer(targets, inputs["logits"]) / tf.cast(tf.reduce_sum(lengths), tf.float64)
        }

    return function


def adam(options, steps):
    """Parameters after each step, from given gradients: inputs.gradients [steps, …parameter]."""
    beta1, beta2 = options["betas"]

    def function(inputs, weights):
        parameter = torch.nn.Parameter(weights["parameter"].detach().clone())
        optimiser = torch.optim.Adam(
            [parameter], lr=options["lr"], betas=(beta1, beta2), eps=options["eps"]
        )
        after = []
        for step in range(steps):
            parameter.grad = inputs["gradients"][step].detach().clone()
            optimiser.step()
            after.append(parameter.detach().clone())
        return {"parameters": torch.stack(after)}

    return function


# name, B, n, deviation of the logits, mask
cross_entropy_cases = [
    ("plain", 2, 5, 2.0, {}),
    ("padded", 3, 5, 2.0, {"targetLengths": [5, 1, 3]}),
    ("large", 2, 3, 60.0, {}),
]

adam_cases = [
    ("default", {"lr": 0.01, "betas": (0.9, 0.999), "eps": 1e-8}),
    # Vaswani et al. 2017, sec. 5.3
    ("transformer", {"lr": 0.003, "betas": (0.9, 0.98), "eps": 1e-9}),
]


def references():
    for seed, (name, batch, n, deviation, mask) in enumerate(cross_entropy_cases, 300):
        draws = Draws(seed)
        inputs = {
            "logits": draws.normal([batch, n, 11], deviation),
            "targets": draws.integers([batch, n], 11),
        }
        implementations = [
            ("PyTorch 2.15.0 nn.functional.cross_entropy", run_torch, cross_entropy_torch(mask)),
            (
                "Keras 3.15.1 losses.SparseCategoricalCrossentropy",
                run_keras,
                cross_entropy_keras(mask),
            ),
        ]
        sizes = {"batchSize": batch, "n": n, "vocabularySize": 11}
        yield Reference(f"cross-entropy-{name}", seed, sizes, inputs, {}, implementations, mask)
    for seed, (name, options) in enumerate(adam_cases, 310):
        draws = Draws(seed)
        gradients = draws.normal([5, 2, 3])
        # A gradient near epsilon shows where epsilon is added; one of zero shows that it is.
        gradients[:, 0, 0] = (
            np.float32(2) * np.float32(options["eps"]) * np.sign(gradients[:, 0, 0])
        )
        gradients[:, 0, 1] = 0
        inputs, weights = {"gradients": gradients}, {"parameter": draws.normal([2, 3])}
        beta1, beta2 = options["betas"]
        sizes = {
            "learningRate": options["lr"],
            "beta1": beta1,
            "beta2": beta2,
            "epsilon": options["eps"],
        }
        implementations = [("PyTorch 2.15.0 optim.Adam", run_torch, adam(options, 5))]
        yield Reference(f"adam-{name}", seed, sizes, inputs, weights, implementations)
