"""Runs a function of arrays in PyTorch or in Keras, in float64, with its gradients.

A function takes (inputs, weights), trees of the engine's tensors in the lab's layouts, and returns
its outputs by name. It turns the layouts into the framework's by differentiable operations, so that
the gradients come back in the lab's layouts by themselves.
"""

import keras
import numpy as np
import tensorflow as tf
import torch

from trees import leaves, map_tree

keras.config.set_floatx("float64")
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)


def total(outputs, cotangent, multiply_and_sum):
    """What is differentiated, if anything: Σ output ∘ cotangent, in which all count, or the loss."""
    if "output" in outputs:
        output = outputs["output"]
        return multiply_and_sum(output, cotangent(tuple(output.shape)).astype("float64"))
    return outputs.get("loss")


def run_torch(function, inputs, weights, cotangent):
    """Outputs, and the gradients of inputs and weights: trees of numpy arrays.

    `cotangent` draws the weights of an output's sum for its shape.
    """

    def place(array):
        if np.issubdtype(array.dtype, np.integer):
            return torch.from_numpy(array)
        return torch.from_numpy(array.astype(np.float64)).requires_grad_()

    placed = map_tree(place, {"inputs": inputs, "weights": weights})
    outputs = function(placed["inputs"], placed["weights"])
    loss = total(outputs, cotangent, lambda output, by: (output * torch.from_numpy(by)).sum())
    if loss is not None:
        loss.backward()
    gradient = lambda leaf: leaf.grad.numpy() if leaf.grad is not None else None
    return map_tree(lambda leaf: leaf.detach().numpy(), outputs), map_tree(gradient, placed)


def run_keras(function, inputs, weights, cotangent):
    """The same with Keras' layers on TensorFlow."""

    def place(array):
        whole = np.issubdtype(array.dtype, np.integer)
        return tf.constant(array if whole else array.astype(np.float64))

    placed = map_tree(place, {"inputs": inputs, "weights": weights})
    watched = [leaf for leaf in leaves(placed) if leaf.dtype.is_floating]
    with tf.GradientTape() as tape:
        tape.watch(watched)
        outputs = function(placed["inputs"], placed["weights"])
        loss = total(outputs, cotangent, lambda output, by: tf.reduce_sum(output * by))
    gradients = dict(zip(map(id, watched), tape.gradient(loss, watched)))
    gradient = lambda leaf: gradients[id(leaf)].numpy() if id(leaf) in gradients else None
    return map_tree(lambda leaf: leaf.numpy(), outputs), map_tree(gradient, placed)


def keras_layer(layer, variables, *arguments, build, **options):
    """Calls a layer with tensors in the place of its variables, so that gradients reach them."""
    if not layer.built:
        layer.build(*build)
    shapes = [tuple(each.shape) for each in layer.trainable_variables]
    given = [tuple(each.shape) for each in variables]
    if shapes != given:
        raise ValueError(f"{layer.name} has variables {shapes}; given {given}")
    output, _ = layer.stateless_call(
        variables, layer.non_trainable_variables, *arguments, **options
    )
    return output
