"""Layer normalisation, encoder layer and decoder layer, post-norm as Vaswani et al. 2017."""

import keras
import tensorflow as tf
import torch

from attention import torch_attention, visible
from draws import Draws
from engines import keras_layer, run_keras, run_torch
from reference_files import Reference

epsilon = 1e-5


def prefixed(prefix, state):
    return {f"{prefix}.{key}": each for key, each in state.items()}


def torch_norm(weights):
    return {"weight": weights["gain"], "bias": weights["bias"]}


def torch_feed_forward(weights):
    return {
        "linear1.weight": weights["inner"].T,
        "linear1.bias": weights["innerBias"],
        "linear2.weight": weights["outer"].T,
        "linear2.bias": weights["outerBias"],
    }


def torch_encoder_layer(weights):
    """State of nn.TransformerEncoderLayer."""
    return {
        **prefixed("self_attn", torch_attention(weights["attention"])),
        **prefixed("norm1", torch_norm(weights["attentionNorm"])),
        **torch_feed_forward(weights["feedForward"]),
        **prefixed("norm2", torch_norm(weights["feedForwardNorm"])),
    }


def torch_decoder_layer(weights):
    """State of nn.TransformerDecoderLayer."""
    return {
        **prefixed("self_attn", torch_attention(weights["selfAttention"])),
        **prefixed("norm1", torch_norm(weights["selfAttentionNorm"])),
        **prefixed("multihead_attn", torch_attention(weights["crossAttention"])),
        **prefixed("norm2", torch_norm(weights["crossAttentionNorm"])),
        **torch_feed_forward(weights["feedForward"]),
        **prefixed("norm3", torch_norm(weights["feedForwardNorm"])),
    }


def layer_options(sizes):
    return {
        "d_model": sizes["dModel"],
        "nhead": sizes["numHeads"],
        "dim_feedforward": sizes["dFf"],
        "dropout": 0.0,
        "activation": "relu",
        "layer_norm_eps": epsilon,
        "batch_first": True,
        "norm_first": False,
    }


def causal_mask(n):
    """True where a position may not look, as PyTorch's masks."""
    return torch.from_numpy(~visible(1, n, n, True)[0])


def padding_mask(lengths, m):
    return (
        None
        if lengths is None
        else torch.from_numpy(~visible(len(lengths), 1, m, False, lengths)[:, 0])
    )


def encoder_layer(sizes, mask):
    layer = torch.nn.TransformerEncoderLayer(**layer_options(sizes))

    def function(inputs, weights):
        x = inputs["x"].reshape(sizes["batchSize"], sizes["n"], -1)
        options = {
            "src_mask": causal_mask(sizes["n"]) if mask.get("causal") else None,
            "src_key_padding_mask": padding_mask(mask.get("keyLengths"), sizes["n"]),
        }
        output = torch.func.functional_call(layer, torch_encoder_layer(weights), (x,), options)
        return {"output": output.reshape(inputs["x"].shape)}

    return function


def decoder_layer(sizes, mask):
    layer = torch.nn.TransformerDecoderLayer(**layer_options(sizes))

    def function(inputs, weights):
        x = inputs["x"].reshape(sizes["batchSize"], sizes["n"], -1)
        memory = inputs["memory"].reshape(sizes["batchSize"], sizes["m"], -1)
        options = {
            "tgt_mask": causal_mask(sizes["n"]),
            "memory_key_padding_mask": padding_mask(mask.get("keyLengths"), sizes["m"]),
        }
        output = torch.func.functional_call(
            layer, torch_decoder_layer(weights), (x, memory), options
        )
        return {"output": output.reshape(inputs["x"].shape)}

    return function


def layer_norm_torch(inputs, weights):
    x, gain, bias = inputs["x"], weights["gain"], weights["bias"]
    return {"output": torch.nn.functional.layer_norm(x, gain.shape, gain, bias, epsilon)}


def layer_norm_keras(inputs, weights):
    layer = keras.layers.LayerNormalization(epsilon=epsilon)
    variables = [weights["gain"], weights["bias"]]
    return {"output": keras_layer(layer, variables, inputs["x"], build=(inputs["x"].shape,))}


# name, B, h, n, mask
encoder_cases = [
    ("plain", 2, 2, 5, {}),
    ("causal", 2, 4, 7, {"causal": True}),
    ("padded", 2, 2, 7, {"causal": False, "keyLengths": [7, 3]}),
    ("one-position", 2, 2, 1, {}),
    ("one-head", 1, 1, 5, {}),
]

# name, B, h, n, m, mask; the self-attention is causal in each
decoder_cases = [
    ("causal", 2, 2, 5, 7, {"causal": True}),
    ("padded-memory", 2, 4, 7, 5, {"causal": True, "keyLengths": [2, 5]}),
    ("one-position", 2, 1, 1, 5, {"causal": True, "keyLengths": [5, 4]}),
]


def references():
    # Deviation 0.003 has a variance near epsilon: there a wrong epsilon is a wrong result.
    for seed, (name, deviation) in enumerate([("plain", 1.0), ("small", 0.003)], 140):
        draws = Draws(seed)
        implementations = [
            ("PyTorch 2.15.0 nn.functional.layer_norm", run_torch, layer_norm_torch),
            ("Keras 3.15.1 layers.LayerNormalization", run_keras, layer_norm_keras),
        ]
        sizes, inputs = {"rows": 5, "dModel": 8}, {"x": draws.normal([5, 8], deviation)}
        weights = draws.layer_norm(8)
        yield Reference(f"layer-norm-{name}", seed, sizes, inputs, weights, implementations)
    for seed, (name, batch, heads, n, mask) in enumerate(encoder_cases, 150):
        draws = Draws(seed)
        sizes = {"batchSize": batch, "numHeads": heads, "n": n, "dModel": 8, "dFf": 16}
        inputs = {"x": draws.normal([batch * n, 8])}
        label = "PyTorch 2.15.0 nn.TransformerEncoderLayer"
        implementations = [(label, run_torch, encoder_layer(sizes, mask))]
        weights = draws.encoder_layer(8, 16)
        yield Reference(
            f"encoder-layer-{name}", seed, sizes, inputs, weights, implementations, mask
        )
    for seed, (name, batch, heads, n, m, mask) in enumerate(decoder_cases, 160):
        draws = Draws(seed)
        sizes = {"batchSize": batch, "numHeads": heads, "n": n, "m": m, "dModel": 8, "dFf": 16}
        inputs = {"x": draws.normal([batch * n, 8]), "memory": draws.normal([batch * m, 8])}
        label = "PyTorch 2.15.0 nn.TransformerDecoderLayer"
        implementations = [(label, run_torch, decoder_layer(sizes, mask))]
        weights = draws.decoder_layer(8, 16)
        yield Reference(
            f"decoder-layer-{name}", seed, sizes, inputs, weights, implementations, mask
        )
