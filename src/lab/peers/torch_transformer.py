"""The transformer in PyTorch: its own layers, and the same by its fused attention kernel."""

import math

import numpy as np
import torch
import torch.nn.functional as F


def tensor(array):
    return torch.from_numpy(np.ascontiguousarray(array).copy())


def transposed(array):
    """PyTorch keeps kernels as [out, in]."""
    return tensor(array.T)


def encoder_layer(make_layer):
    def build(arrays, n, shape):
        layer = make_layer(arrays["encoderLayer"], shape)
        x = tensor(arrays["x"][:n]).unsqueeze(0)  # [1, n, d]
        return lambda: layer(x)

    return build


def encoder_decoder(make_layers):
    """Embeddings, positions, encoder, decoder, logits; the layers of either form between."""

    def build(arrays, n, shape):
        weights = arrays["encoderDecoder"]
        encoder, decoder = make_layers(weights, shape, n)
        embedding, positions = tensor(weights["embedding"]), tensor(arrays["positions"][:n])
        source, target = (
            torch.from_numpy(arrays[name][:n].astype(np.int64)).unsqueeze(0)
            for name in ("source", "target")
        )
        scale = math.sqrt(shape["dModel"])

        def run():
            memory = F.embedding(source, embedding) * scale + positions
            for layer in encoder:
                memory = layer(memory)
            hidden = F.embedding(target, embedding) * scale + positions
            for layer in decoder:
                hidden = layer(hidden, memory)
            return F.linear(hidden, embedding)

        return run

    return build


def load(module, state):
    module.load_state_dict({name: value for part in state for name, value in part.items()})
    return module.eval()


def attention_state(prefix, weights):
    """Biases are zero: the layers' fast path asks for them."""
    kernels = [transposed(weights[name]) for name in ("query", "key", "value")]
    d = kernels[0].shape[0]
    return {
        f"{prefix}.in_proj_weight": torch.cat(kernels),
        f"{prefix}.in_proj_bias": torch.zeros(3 * d),
        f"{prefix}.out_proj.weight": transposed(weights["output"]),
        f"{prefix}.out_proj.bias": torch.zeros(d),
    }


def norm_state(prefix, weights):
    return {f"{prefix}.weight": tensor(weights["gain"]), f"{prefix}.bias": tensor(weights["bias"])}


def feed_forward_state(weights):
    return {
        "linear1.weight": transposed(weights["inner"]),
        "linear1.bias": tensor(weights["innerBias"]),
        "linear2.weight": transposed(weights["outer"]),
        "linear2.bias": tensor(weights["outerBias"]),
    }


def sizes(shape):
    return (shape["dModel"], shape["numHeads"], shape["dFf"])


def encoder_layer_module(weights, shape):
    layer = torch.nn.TransformerEncoderLayer(*sizes(shape), dropout=0.0, batch_first=True)
    return load(
        layer,
        [
            attention_state("self_attn", weights["attention"]),
            norm_state("norm1", weights["attentionNorm"]),
            feed_forward_state(weights["feedForward"]),
            norm_state("norm2", weights["feedForwardNorm"]),
        ],
    )


def decoder_layer_module(weights, shape, n):
    layer = torch.nn.TransformerDecoderLayer(*sizes(shape), dropout=0.0, batch_first=True)
    load(
        layer,
        [
            attention_state("self_attn", weights["selfAttention"]),
            norm_state("norm1", weights["selfAttentionNorm"]),
            attention_state("multihead_attn", weights["crossAttention"]),
            norm_state("norm2", weights["crossAttentionNorm"]),
            feed_forward_state(weights["feedForward"]),
            norm_state("norm3", weights["feedForwardNorm"]),
        ],
    )
    mask = torch.nn.Transformer.generate_square_subsequent_mask(n)
    return lambda x, memory: layer(x, memory, tgt_mask=mask, tgt_is_causal=True)


def module_layers(weights, shape, n):
    encoder = [encoder_layer_module(each, shape) for each in weights["encoder"]]
    return encoder, [decoder_layer_module(each, shape, n) for each in weights["decoder"]]


class Attention:
    """Multi-head attention by F.scaled_dot_product_attention; one product where inputs are one."""

    def __init__(self, weights, shape):
        self.num_heads = shape["numHeads"]
        self.qkv = torch.cat([transposed(weights[name]) for name in ("query", "key", "value")])
        self.output = transposed(weights["output"])

    def __call__(self, x, memory=None, causal=False):
        d = x.shape[-1]
        if memory is None:
            query, key, value = F.linear(x, self.qkv).split(d, dim=-1)
        else:
            query = F.linear(x, self.qkv[:d])
            key, value = F.linear(memory, self.qkv[d:]).split(d, dim=-1)
        heads = F.scaled_dot_product_attention(
            self.split(query), self.split(key), self.split(value), is_causal=causal
        )  # [1, h, n, dHead]
        return F.linear(heads.transpose(1, 2).reshape(x.shape), self.output)

    def split(self, rows):
        batch, n, d = rows.shape
        return rows.view(batch, n, self.num_heads, d // self.num_heads).transpose(1, 2)


def norm(weights):
    gain, bias = tensor(weights["gain"]), tensor(weights["bias"])
    return lambda x: F.layer_norm(x, gain.shape, gain, bias, 1e-5)


def feed_forward(weights):
    inner, outer = transposed(weights["inner"]), transposed(weights["outer"])
    inner_bias, outer_bias = tensor(weights["innerBias"]), tensor(weights["outerBias"])
    return lambda x: F.linear(F.relu(F.linear(x, inner, inner_bias)), outer, outer_bias)


def encoder_layer_by_hand(weights, shape):
    attention, feed = Attention(weights["attention"], shape), feed_forward(weights["feedForward"])
    norm1, norm2 = norm(weights["attentionNorm"]), norm(weights["feedForwardNorm"])

    def layer(x):
        middle = norm1(x + attention(x))
        return norm2(middle + feed(middle))

    return layer


def decoder_layer_by_hand(weights, shape):
    own = Attention(weights["selfAttention"], shape)
    cross = Attention(weights["crossAttention"], shape)
    feed = feed_forward(weights["feedForward"])
    names = ("selfAttentionNorm", "crossAttentionNorm", "feedForwardNorm")
    norm1, norm2, norm3 = (norm(weights[name]) for name in names)

    def layer(x, memory):
        first = norm1(x + own(x, causal=True))
        second = norm2(first + cross(first, memory))
        return norm3(second + feed(second))

    return layer


def layers_by_hand(weights, shape, _n):
    encoder = [encoder_layer_by_hand(each, shape) for each in weights["encoder"]]
    return encoder, [decoder_layer_by_hand(each, shape) for each in weights["decoder"]]


networks = {
    ("encoder-layer", "torch-layer"): encoder_layer(encoder_layer_module),
    ("encoder-layer", "torch-attention"): encoder_layer(encoder_layer_by_hand),
    ("encoder-decoder", "torch-layer"): encoder_decoder(module_layers),
    ("encoder-decoder", "torch-attention"): encoder_decoder(layers_by_hand),
}
