"""One reference: computed, compared between frameworks, and written as JSON."""

import json
from dataclasses import dataclass, field

import numpy as np

from draws import Draws
from trees import leaves, map_tree

# Two float64 implementations of one function differ by rounding alone.
agreement = 1e-12


@dataclass
class Reference:
    """A function with its inputs, and what computes it: tuples (label, run, function)."""

    name: str
    seed: int
    sizes: dict
    inputs: dict
    weights: dict
    implementations: list
    mask: dict = field(default_factory=dict)

    def compute(self):
        """The cotangent where no loss is stated, the outputs, and the gradients."""
        cotangent = lambda shape: Draws(self.seed + 10_000).normal(shape)
        label, run, function = self.implementations[0]
        first = run(function, self.inputs, self.weights, cotangent)
        for other_label, other_run, other_function in self.implementations[1:]:
            other = other_run(other_function, self.inputs, self.weights, cotangent)
            expect_equal(f"{self.name}: {label} and {other_label}", first, other)
        outputs, gradients = first
        drawn = cotangent(outputs["output"].shape) if "output" in outputs else None
        return drawn, outputs, gradients


def expect_equal(what, left, right):
    """Throws unless two trees hold the same numbers, but for float64 rounding."""
    pairs = list(zip(leaves(list(left)), leaves(list(right)), strict=True))
    for one, other in pairs:
        if (one is None) != (other is None):
            raise ValueError(f"{what}: only one has a gradient")
        if one is None:
            continue
        delta = np.max(np.abs(one - other), initial=0)
        if one.shape != other.shape or not delta <= agreement * max(1, np.max(np.abs(one))):
            raise ValueError(f"{what} differ by {delta}; shapes {one.shape}, {other.shape}")


def write(folder, reference):
    cotangent, outputs, gradients = reference.compute()
    labels = [label for label, *_ in reference.implementations]
    record = {
        "name": reference.name,
        "implementation": labels[0],
        "agreesWith": labels[1:],
        "seed": reference.seed,
        "sizes": reference.sizes,
        "mask": reference.mask,
        "inputs": reference.inputs,
        "weights": reference.weights,
        "outputs": outputs,
        **({} if cotangent is None else {"cotangent": cotangent}),
        "gradients": without_nothing(gradients),
    }
    text = layout(
        map_tree(lambda leaf: Dense(leaf) if isinstance(leaf, np.ndarray) else leaf, record)
    )
    (folder / f"{reference.name}.json").write_text(text + "\n", encoding="utf-8")


def without_nothing(tree):
    """The tree without what has no gradient (tokens)."""
    if isinstance(tree, list):
        return [without_nothing(each) for each in tree]
    if not isinstance(tree, dict):
        return tree
    kept = {key: without_nothing(each) for key, each in tree.items() if each is not None}
    return {key: each for key, each in kept.items() if not (isinstance(each, dict) and not each)}


class Dense:
    """An array as JSON: float32 by its shortest decimal, float64 by 12 significant digits."""

    def __init__(self, array):
        if np.issubdtype(array.dtype, np.integer):
            values = [int(each) for each in array.ravel()]
        elif array.dtype == np.float32:
            values = [float(str(each)) for each in array.ravel()]
        else:
            values = [float(f"{each:.12g}") for each in array.ravel()]
        plain = [int(each) if each == int(each) else each for each in values]
        self.text = json.dumps({"shape": list(array.shape), "values": plain}, separators=(",", ":"))


def layout(node, indent=""):
    """JSON with one array a line."""
    inner = indent + "  "
    if isinstance(node, Dense):
        return node.text
    if isinstance(node, dict) and node:
        lines = [f"{inner}{json.dumps(key)}: {layout(each, inner)}" for key, each in node.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(node, list) and any(isinstance(each, dict) for each in node):
        return "[\n" + ",\n".join(inner + layout(each, inner) for each in node) + f"\n{indent}]"
    return json.dumps(node, ensure_ascii=False)
