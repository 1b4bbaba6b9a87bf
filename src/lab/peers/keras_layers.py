"""The networks from Keras' layers, weights put in; each comes with its inputs, [1, n, d]."""

import math

import keras
import numpy as np
import tensorflow as tf


class Attention:
    def __init__(self, weights, shape, causal=False):
        d, heads = shape["dModel"], shape["numHeads"]
        self.layer = keras.layers.MultiHeadAttention(heads, d // heads, use_bias=False)
        self.causal = causal
        some = np.zeros([1, 1, d], "float32")
        self.layer(some, some)
        kernels = [weights[name].reshape(d, heads, -1) for name in ("query", "key", "value")]
        self.layer.set_weights([*kernels, weights["output"].reshape(heads, -1, d)])

    def __call__(self, x, memory):
        return self.layer(x, memory, use_causal_mask=self.causal)


def built(layer, d, *weights):
    layer.build([1, None, d])
    layer.set_weights(weights)
    return layer


def norm(weights):
    layer = keras.layers.LayerNormalization(epsilon=1e-5)
    return built(layer, weights["gain"].size, weights["gain"], weights["bias"])


def feed_forward(weights):
    d, d_ff = weights["inner"].shape
    dense = keras.layers.Dense
    inner = built(dense(d_ff, activation="relu"), d, weights["inner"], weights["innerBias"])
    outer = built(dense(d), d_ff, weights["outer"], weights["outerBias"])
    return lambda x: outer(inner(x))


def encoder_layer(weights, shape):
    attention, feed = Attention(weights["attention"], shape), feed_forward(weights["feedForward"])
    norm1, norm2 = norm(weights["attentionNorm"]), norm(weights["feedForwardNorm"])

    def layer(x):
        middle = norm1(x + attention(x, x))
        return norm2(middle + feed(middle))

    return layer


def decoder_layer(weights, shape):
    own = Attention(weights["selfAttention"], shape, causal=True)
    cross = Attention(weights["crossAttention"], shape)
    feed = feed_forward(weights["feedForward"])
    names = ("selfAttentionNorm", "crossAttentionNorm", "feedForwardNorm")
    norm1, norm2, norm3 = (norm(weights[name]) for name in names)

    def layer(x, memory):
        first = norm1(x + own(x, x))
        second = norm2(first + cross(first, memory))
        return norm3(second + feed(second))

    return layer


def open_encoder_layer(arrays, n, shape):
    return encoder_layer(arrays["encoderLayer"], shape), [tf.constant(arrays["x"][None, :n])]


def open_encoder_decoder(arrays, n, shape):
    weights, d = arrays["encoderDecoder"], shape["dModel"]
    encoder = [encoder_layer(each, shape) for each in weights["encoder"]]
    decoder = [decoder_layer(each, shape) for each in weights["decoder"]]
    table = built(keras.layers.Embedding(shape["vocabularySize"], d), d, weights["embedding"])
    positions, scale = tf.constant(arrays["positions"][:n]), math.sqrt(d)

    def encoder_decoder(source, target):
        memory = table(source) * scale + positions
        for layer in encoder:
            memory = layer(memory)
        hidden = table(target) * scale + positions
        for layer in decoder:
            hidden = layer(hidden, memory)
        return tf.matmul(hidden[0], table.embeddings, transpose_b=True)

    tokens = [tf.constant(arrays[name][None, :n].astype("int32")) for name in ("source", "target")]
    return encoder_decoder, tokens


def open_recurrent(make_layer, name):
    def build(arrays, n, shape):
        d, weights = shape["dModel"], arrays[name]
        layer = make_layer(d)
        bias = weights["bias"]
        if getattr(layer, "reset_after", False):
            bias = np.stack([bias, weights["recurrentBias"]])
        recurrent = built(layer, d, weights["inputKernel"], weights["recurrentKernel"], bias)
        return (lambda x: recurrent(x)), [tf.constant(arrays["x"][None, :n])]

    return build


def lstm(d):
    return keras.layers.LSTM(d, return_sequences=True)


def gru(reset_after):
    return lambda d: keras.layers.GRU(d, return_sequences=True, reset_after=reset_after)


networks = {
    "encoder-layer": open_encoder_layer,
    "encoder-decoder": open_encoder_decoder,
    "lstm": open_recurrent(lstm, "lstm"),
    "gru": open_recurrent(gru(False), "gru"),
    "gru-reset-after": open_recurrent(gru(True), "gru"),
}
