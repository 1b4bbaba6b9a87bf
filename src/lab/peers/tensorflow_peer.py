"""TensorFlow's Python on the CPU: the same operations as ours, and Keras' layers."""

import math

import keras
import tensorflow as tf

import keras_layers


def versions():
    return {"tensorflow": tf.__version__, "keras": keras.__version__}


def prepare(threads):
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)


def open_case(network, form, arrays, n, shape):
    """A function without arguments to time, and one that reads its result as a numpy array."""
    if form == "keras":
        network_of, inputs = keras_layers.networks[network](arrays, n, shape)
    else:
        network_of, inputs = networks[network](arrays, n, shape)
    function = network_of if form == "tensorflow-eager" else tf.function(network_of)
    return (lambda: function(*inputs)), lambda output: output.numpy()


def constants(tree):
    if isinstance(tree, dict):
        return {key: constants(each) for key, each in tree.items()}
    if isinstance(tree, list):
        return [constants(each) for each in tree]
    return tf.constant(tree)


def layer_norm(x, weights):
    centred = x - tf.reduce_mean(x, -1, keepdims=True)
    variance = tf.reduce_mean(tf.square(centred), -1, keepdims=True)
    return centred * tf.math.rsqrt(variance + 1e-5) * weights["gain"] + weights["bias"]


def split_heads(x, heads):
    n, d = x.shape
    return tf.transpose(tf.reshape(x, [1, n, heads, d // heads]), [0, 2, 1, 3])


def attention(x, memory, weights, heads, mask=None):
    n, d = x.shape
    query = split_heads(tf.matmul(x, weights["query"]), heads) * (1 / math.sqrt(d // heads))
    key = split_heads(tf.matmul(memory, weights["key"]), heads)
    value = split_heads(tf.matmul(memory, weights["value"]), heads)
    scores = tf.matmul(query, key, transpose_b=True)
    visible = scores if mask is None else scores + mask
    together = tf.transpose(tf.matmul(tf.nn.softmax(visible), value), [0, 2, 1, 3])
    return tf.matmul(tf.reshape(together, [n, d]), weights["output"])


def feed_forward(x, weights):
    inner = tf.nn.relu(tf.nn.bias_add(tf.matmul(x, weights["inner"]), weights["innerBias"]))
    return tf.nn.bias_add(tf.matmul(inner, weights["outer"]), weights["outerBias"])


def encoder_layer(x, weights, heads):
    middle = layer_norm(x + attention(x, x, weights["attention"], heads), weights["attentionNorm"])
    transformed = feed_forward(middle, weights["feedForward"])
    return layer_norm(middle + transformed, weights["feedForwardNorm"])


def decoder_layer(x, memory, weights, heads, mask):
    own = attention(x, x, weights["selfAttention"], heads, mask)
    first = layer_norm(x + own, weights["selfAttentionNorm"])
    crossed = attention(first, memory, weights["crossAttention"], heads)
    second = layer_norm(first + crossed, weights["crossAttentionNorm"])
    transformed = feed_forward(second, weights["feedForward"])
    return layer_norm(second + transformed, weights["feedForwardNorm"])


def open_encoder_layer(arrays, n, shape):
    weights = constants(arrays["encoderLayer"])
    layer = lambda x: encoder_layer(x, weights, shape["numHeads"])
    return layer, [tf.constant(arrays["x"][:n])]


def open_encoder_decoder(arrays, n, shape):
    weights = constants(arrays["encoderDecoder"])
    heads, scale = shape["numHeads"], math.sqrt(shape["dModel"])
    positions = tf.constant(arrays["positions"][:n])
    mask = (1 - tf.linalg.band_part(tf.ones([n, n]), -1, 0)) * -1e9

    def encoder_decoder(source, target):
        memory = tf.gather(weights["embedding"], source) * scale + positions
        for layer in weights["encoder"]:
            memory = encoder_layer(memory, layer, heads)
        hidden = tf.gather(weights["embedding"], target) * scale + positions
        for layer in weights["decoder"]:
            hidden = decoder_layer(hidden, memory, layer, heads, mask)
        return tf.matmul(hidden, weights["embedding"], transpose_b=True)

    tokens = [tf.constant(arrays[name][:n].astype("int32")) for name in ("source", "target")]
    return encoder_decoder, tokens


networks = {"encoder-layer": open_encoder_layer, "encoder-decoder": open_encoder_decoder}
