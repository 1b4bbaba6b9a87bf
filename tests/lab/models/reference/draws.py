"""Draws inputs and weights that float32 holds exactly, and that take few digits to write."""

import numpy as np


class Draws:
    """Normal deviates from one seed; the same seed gives the same arrays."""

    def __init__(self, seed):
        self.generator = np.random.default_rng(seed)

    def normal(self, shape, deviation=1.0, mean=0.0):
        values = mean + deviation * self.generator.standard_normal(shape)
        return np.round(values, 4).astype(np.float32)

    def integers(self, shape, below):
        return self.generator.integers(0, below, shape)

    def kernel(self, *shape):
        """Weights with deviation 1/√(rows), so that activations keep their size."""
        return self.normal(shape, 1 / np.sqrt(np.prod(shape[:-1])))

    def attention(self, d_model):
        names = ("query", "key", "value", "output")
        return {name: self.kernel(d_model, d_model) for name in names}

    def layer_norm(self, d_model):
        return {"gain": self.normal([d_model], 0.2, 1.0), "bias": self.normal([d_model], 0.2)}

    def feed_forward(self, d_model, d_ff):
        return {
            "inner": self.kernel(d_model, d_ff),
            "innerBias": self.normal([d_ff], 0.2),
            "outer": self.kernel(d_ff, d_model),
            "outerBias": self.normal([d_model], 0.2),
        }

    def encoder_layer(self, d_model, d_ff):
        return {
            "attention": self.attention(d_model),
            "attentionNorm": self.layer_norm(d_model),
            "feedForward": self.feed_forward(d_model, d_ff),
            "feedForwardNorm": self.layer_norm(d_model),
        }

    def decoder_layer(self, d_model, d_ff):
        return {
            "selfAttention": self.attention(d_model),
            "selfAttentionNorm": self.layer_norm(d_model),
            "crossAttention": self.attention(d_model),
            "crossAttentionNorm": self.layer_norm(d_model),
            "feedForward": self.feed_forward(d_model, d_ff),
            "feedForwardNorm": self.layer_norm(d_model),
        }
