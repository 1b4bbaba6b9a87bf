"""Attention: PyTorch's scaled dot product, and multi-head attention of PyTorch and of Keras."""

import keras
import numpy as np
import tensorflow as tf
import torch

from draws import Draws
from engines import keras_layer, run_keras, run_torch
from reference_files import Reference


def visible(batch, n, m, causal=False, key_lengths=None):
    """True where a query may look: [B, n, m]."""
    allowed = np.ones((batch, n, m), bool)
    if causal:
        allowed &= np.tril(np.ones((n, m), bool))
    if key_lengths is not None:
        allowed &= np.arange(m) < np.array(key_lengths)[:, None, None]
    return allowed


def scaled_dot_product(mask):
    def function(inputs, _):
        query, key, value = (inputs[name] for name in ("query", "key", "value"))
        options = {}
        if mask.get("keyLengths"):
            allowed = visible(
                query.shape[0], query.shape[2], key.shape[2], mask["causal"], mask["keyLengths"]
            )
            options["attn_mask"] = torch.from_numpy(allowed)[:, None]
        else:
            options["is_causal"] = mask.get("causal", False)
        return {
            "output": torch.nn.functional.scaled_dot_product_attention(query, key, value, **options)
        }

    return function


def torch_attention(weights):
    """State of nn.MultiheadAttention: W^Q, W^K and W^V transposed and stacked; no biases."""
    d_model = weights["query"].shape[0]
    return {
        "in_proj_weight": torch.cat([weights[name].T for name in ("query", "key", "value")]),
        "in_proj_bias": torch.zeros(3 * d_model),
        "out_proj.weight": weights["output"].T,
        "out_proj.bias": torch.zeros(d_model),
    }


def multi_head_torch(sizes, mask):
    batch, d_model = sizes["batchSize"], sizes["dModel"]
    layer = torch.nn.MultiheadAttention(d_model, sizes["numHeads"], batch_first=True)

    def function(inputs, weights):
        x = inputs["x"].reshape(batch, -1, d_model)
        memory = inputs["memory"].reshape(batch, -1, d_model) if "memory" in inputs else x
        options = {"need_weights": False}
        if mask.get("causal"):
            options["attn_mask"] = torch.from_numpy(
                ~visible(1, x.shape[1], memory.shape[1], True)[0]
            )
        if mask.get("keyLengths"):
            real = visible(batch, 1, memory.shape[1], False, mask["keyLengths"])[:, 0]
            options["key_padding_mask"] = torch.from_numpy(~real)
        state = torch_attention(weights)
        output, _ = torch.func.functional_call(layer, state, (x, memory, memory), options)
        return {"output": output.reshape(-1, d_model)}

    return function


def multi_head_keras(sizes, mask):
    batch, d_model, heads = sizes["batchSize"], sizes["dModel"], sizes["numHeads"]
    layer = keras.layers.MultiHeadAttention(heads, d_model // heads, use_bias=False)

    def function(inputs, weights):
        x = tf.reshape(inputs["x"], (batch, -1, d_model))
        memory = tf.reshape(inputs["memory"], (batch, -1, d_model)) if "memory" in inputs else x
        allowed = visible(
            batch, x.shape[1], memory.shape[1], mask.get("causal"), mask.get("keyLengths")
        )
        into = [
            tf.reshape(weights[name], (d_model, heads, -1)) for name in ("query", "key", "value")
        ]
        variables = [*into, tf.reshape(weights["output"], (heads, -1, d_model))]
        output = keras_layer(
            layer,
            variables,
            x,
            memory,
            memory,
            attention_mask=allowed,
            build=(x.shape, memory.shape, memory.shape),
        )
        return {"output": tf.reshape(output, (-1, d_model))}

    return function


# name, B, h, n, m, dHead, mask
scaled_cases = [
    ("plain", 2, 2, 5, 5, 4, {}),
    ("causal", 2, 2, 5, 5, 4, {"causal": True}),
    ("padded", 3, 2, 5, 5, 4, {"causal": False, "keyLengths": [5, 3, 1]}),
    ("causal-padded", 2, 2, 7, 7, 4, {"causal": True, "keyLengths": [7, 4]}),
    ("one-position", 2, 2, 1, 1, 4, {}),
    ("one-query", 2, 2, 1, 7, 4, {"causal": False, "keyLengths": [7, 2]}),
    ("one-head", 2, 1, 5, 5, 8, {"causal": True}),
    ("other-length", 2, 2, 5, 7, 3, {}),
]

# Keras rounds 1/√dHead to float32 even where it computes in float64; with 4 it is 1/2, exactly.
multi_head_d_head = 4

# name, B, h, n, m (None: self-attention), mask
multi_head_cases = [
    ("self", 2, 2, 5, None, {}),
    ("self-causal", 2, 4, 7, None, {"causal": True}),
    ("self-padded", 3, 2, 5, None, {"causal": False, "keyLengths": [5, 2, 4]}),
    ("self-causal-padded", 2, 2, 7, None, {"causal": True, "keyLengths": [5, 7]}),
    ("self-one-head", 2, 1, 7, None, {}),
    ("self-one-position", 2, 4, 1, None, {}),
    ("cross", 2, 2, 5, 7, {}),
    ("cross-padded", 2, 4, 5, 7, {"causal": False, "keyLengths": [3, 7]}),
]


def references():
    for seed, (name, batch, heads, n, m, d_head, mask) in enumerate(scaled_cases, 100):
        draws = Draws(seed)
        sizes = {"batchSize": batch, "numHeads": heads, "n": n, "m": m, "dHead": d_head}
        inputs = {
            "query": draws.normal([batch, heads, n, d_head]),
            "key": draws.normal([batch, heads, m, d_head]),
            "value": draws.normal([batch, heads, m, d_head]),
        }
        label = "PyTorch 2.15.0 nn.functional.scaled_dot_product_attention"
        implementations = [(label, run_torch, scaled_dot_product(mask))]
        yield Reference(
            f"scaled-dot-product-{name}", seed, sizes, inputs, {}, implementations, mask
        )
    for seed, (name, batch, heads, n, m, mask) in enumerate(multi_head_cases, 120):
        draws, d_model = Draws(seed), heads * multi_head_d_head
        sizes = {"batchSize": batch, "numHeads": heads, "n": n, "m": m or n, "dModel": d_model}
        inputs = {"x": draws.normal([batch * n, d_model])}
        if m is not None:
            inputs["memory"] = draws.normal([batch * m, d_model])
        implementations = [
            ("PyTorch 2.15.0 nn.MultiheadAttention", run_torch, multi_head_torch(sizes, mask)),
            ("Keras 3.15.1 layers.MultiHeadAttention", run_keras, multi_head_keras(sizes, mask)),
        ]
        weights = draws.attention(d_model)
        yield Reference(f"multi-head-{name}", seed, sizes, inputs, weights, implementations, mask)
