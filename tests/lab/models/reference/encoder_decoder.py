"""The whole encoder-decoder in PyTorch: logits under teacher forcing, loss, and greedy decoding."""

from itertools import count

import numpy as np
import torch

from draws import Draws
from engines import run_torch
from reference_files import Reference
from transformer import (
    causal_mask,
    layer_options,
    padding_mask,
    prefixed,
    torch_decoder_layer,
    torch_encoder_layer,
)
from training import counted_targets, ignored
from trees import map_tree

# A choice of tokens is a fact only where the best logit stands clear of the second.
clear_margin = 1e-3
greedy_steps = 6


def positions(n, d_model):
    """PE(pos, 2i) = sin(pos / 10000^(2i/dModel)), PE(pos, 2i+1) = cos of the same (sec. 3.5)."""
    angles = np.arange(n)[:, None] / 10_000 ** (np.arange(0, d_model, 2) / d_model)
    return torch.from_numpy(np.stack([np.sin(angles), np.cos(angles)], -1).reshape(n, d_model))


class EncoderDecoder:
    """PyTorch's stacks without final norms, around one embedding for source, target and output."""

    def __init__(self, sizes, mask):
        self.sizes, self.lengths = sizes, mask.get("keyLengths")
        options = layer_options(sizes)
        self.encoder = torch.nn.TransformerEncoder(
            torch.nn.TransformerEncoderLayer(**options),
            sizes["numLayers"],
            enable_nested_tensor=False,
        )
        self.decoder = torch.nn.TransformerDecoder(
            torch.nn.TransformerDecoderLayer(**options), sizes["numLayers"]
        )

    def embed(self, tokens, embedding):
        d_model = embedding.shape[1]
        return torch.nn.functional.embedding(tokens, embedding) * d_model**0.5 + positions(
            tokens.shape[1], d_model
        )

    def run(self, stack, convert, layers, arguments, options):
        state = {}
        for index, layer in enumerate(layers):
            state |= prefixed(f"layers.{index}", convert(layer))
        return torch.func.functional_call(stack, state, arguments, options)

    def logits(self, source, target, weights):
        """source [B, n], target [B, m] with the start token first; [B, m, V]."""
        embedding = weights["embedding"]
        hidden = padding_mask(self.lengths, source.shape[1])
        arguments, options = (self.embed(source, embedding),), {"src_key_padding_mask": hidden}
        memory = self.run(self.encoder, torch_encoder_layer, weights["encoder"], arguments, options)
        arguments = (self.embed(target, embedding), memory)
        options = {"tgt_mask": causal_mask(target.shape[1]), "memory_key_padding_mask": hidden}
        output = self.run(self.decoder, torch_decoder_layer, weights["decoder"], arguments, options)
        return output @ embedding.T

    def greedy(self, source, weights):
        """The best token after each prefix, computed anew, and the smallest margin."""
        target, margin = self.start(source), np.inf
        with torch.no_grad():
            for _ in range(greedy_steps):
                best = self.logits(source, target, weights)[:, -1].topk(2)
                margin = min(margin, (best.values[:, 0] - best.values[:, 1]).min().item())
                target = torch.cat([target, best.indices[:, :1]], 1)
        return target[:, 1:], margin

    def start(self, source):
        return torch.full((source.shape[0], 1), self.sizes["startToken"])


def teacher_forcing(sizes, mask):
    model = EncoderDecoder(sizes, mask)

    def function(inputs, weights):
        source, targets = inputs["source"], inputs["targets"]
        shifted = torch.cat([model.start(source), targets[:, :-1]], 1)
        logits = model.logits(source, shifted, weights)
        rows = logits.reshape(-1, logits.shape[-1])
        counted = counted_targets(inputs, mask)
        return {
            "logits": logits,
            "loss": torch.nn.functional.cross_entropy(rows, counted, ignore_index=ignored),
            "greedyTokens": model.greedy(source, weights)[0],
        }

    return function


def draw(seed, sizes):
    draws = Draws(seed)
    batch, d_model, d_ff = sizes["batchSize"], sizes["dModel"], sizes["dFf"]
    vocabulary, layers = sizes["vocabularySize"], range(sizes["numLayers"])
    inputs = {
        "source": draws.integers([batch, sizes["n"]], vocabulary),
        "targets": draws.integers([batch, sizes["m"]], vocabulary),
    }
    weights = {
        "embedding": draws.normal([vocabulary, d_model], d_model**-0.5),
        "encoder": [draws.encoder_layer(d_model, d_ff) for _ in layers],
        "decoder": [draws.decoder_layer(d_model, d_ff) for _ in layers],
    }
    return inputs, weights


def decodes_clearly(inputs, weights, sizes, mask):
    """Whether greedy decoding has no near tie and chooses three or more tokens in each sequence."""
    placed = map_tree(lambda array: torch.from_numpy(array.astype(np.float64)), weights)
    source = torch.from_numpy(inputs["source"])
    tokens, margin = EncoderDecoder(sizes, mask).greedy(source, placed)
    return margin > clear_margin and all(len(set(row)) >= 3 for row in tokens.tolist())


# name, B, n, m, layers, mask; keyLengths are the source's
cases = [
    ("plain", 2, 5, 7, 2, {}),
    ("padded", 3, 7, 5, 2, {"keyLengths": [7, 4, 2], "targetLengths": [3, 5, 1]}),
    ("one-token", 1, 1, 1, 1, {}),
]


def references():
    for first_seed, (name, batch, n, m, layers, mask) in zip((400, 500, 600), cases):
        sizes = {
            "batchSize": batch,
            "numLayers": layers,
            "numHeads": 2,
            "n": n,
            "m": m,
            "dModel": 6,
            "dFf": 8,
            "vocabularySize": 11,
            "startToken": 1,
        }
        for seed in count(first_seed):
            inputs, weights = draw(seed, sizes)
            if decodes_clearly(inputs, weights, sizes, mask):
                break
        label = "PyTorch 2.15.0 nn.TransformerEncoder and nn.TransformerDecoder"
        implementations = [(label, run_torch, teacher_forcing(sizes, mask))]
        yield Reference(
            f"encoder-decoder-{name}", seed, sizes, inputs, weights, implementations, mask
        )
