"""Reads the arrays that write-arrays.ts wrote: a JSON header beside raw float32 values."""

import json
import os

import numpy as np


def read_arrays(folder):
    """A tree of float32 arrays: 'lstm/bias' becomes tree['lstm']['bias'], 'layers/0/x' a list's item."""
    with open(os.path.join(folder, "arrays.json"), encoding="utf-8") as file:
        header = json.load(file)
    values = np.fromfile(os.path.join(folder, "arrays.bin"), dtype="<f4")
    if values.size != header["length"]:
        raise ValueError(f"arrays.bin has {values.size} values; expected {header['length']}")
    tree = {}
    for entry in header["arrays"]:
        size = int(np.prod(entry["shape"]))
        array = values[entry["offset"] : entry["offset"] + size].reshape(entry["shape"])
        *parents, leaf = entry["path"].split("/")
        node = tree
        for key in parents:
            node = node.setdefault(key, {})
        node[leaf] = array
    return with_lists(tree)


def with_lists(node):
    if not isinstance(node, dict):
        return node
    children = {key: with_lists(each) for key, each in node.items()}
    return list(children.values()) if "0" in children else children
