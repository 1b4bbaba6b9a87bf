"""Trees of arrays: dicts and lists whose leaves are arrays, shaped as the lab's weights are."""


def map_tree(function, tree):
    """The same tree with a function applied to each leaf."""
    if isinstance(tree, dict):
        return {key: map_tree(function, each) for key, each in tree.items()}
    if isinstance(tree, list):
        return [map_tree(function, each) for each in tree]
    return function(tree)


def leaves(tree):
    """All leaves, in the order of the tree."""
    if isinstance(tree, dict):
        tree = list(tree.values())
    return [leaf for each in tree for leaf in leaves(each)] if isinstance(tree, list) else [tree]
