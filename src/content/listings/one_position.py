"""What a tensor of shape (1, 10, 512) means to PyTorch's layers unless they are told otherwise."""

import torch
from torch import nn

torch.manual_seed(1)
sequence = torch.randn(1, 10, 512)

# #region one-position
# By default the axes are (length, batch, width): ten sequences of one position each.
layer = nn.TransformerEncoderLayer(512, 8).eval()
_, weights = layer.self_attn(sequence, sequence, sequence, average_attn_weights=False)
assert weights.shape == (10, 8, 1, 1)  # sequences, heads, queries, keys
assert (weights == 1).all()  # a softmax over one key: nothing is compared with anything
# #endregion

# #region ten-positions
layer = nn.TransformerEncoderLayer(512, 8, batch_first=True).eval()
_, weights = layer.self_attn(sequence, sequence, sequence, average_attn_weights=False)
assert weights.shape == (1, 8, 10, 10)
assert (weights < 1).all()
# #endregion

print(
    "Shown: by default (1, 10, 512) is ten sequences of length 1, all 80 attention weights are 1; "
    f"with batch_first=True no weight of the 8 × 10 × 10 exceeds {weights.max():.2f}"
)
