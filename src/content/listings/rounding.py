"""When two float32 results count as the same function, computed in another order."""

# #region allowed
EPSILON = 2**-23  # of float32


def expect_equal(left, right, longest_sum):
    """Says how far two tensors lie apart; fails where rounding cannot explain it.

    Each side may err by 2·ε·√k·max|y|, where k is the length of the longest sum.
    """
    difference = (left - right).abs().max().item()
    allowed = 2 * 2 * EPSILON * longest_sum**0.5 * right.abs().max().item()
    assert difference <= allowed, f"{difference:.1e} apart; rounding allows {allowed:.1e}"
    return f"largest difference {difference:.1e}, rounding allows {allowed:.1e}"
# #endregion
