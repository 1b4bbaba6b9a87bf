"""Causal self-attention in PyTorch and in Keras: with the same weights, the same function."""

import keras
import numpy as np
import torch
from rounding import expect_equal
from torch import nn

torch.manual_seed(1)
batch_size, length, d_model, num_heads = 2, 10, 512, 8
d_head = d_model // num_heads
x = torch.randn(batch_size, length, d_model)

# #region pytorch
attention = nn.MultiheadAttention(d_model, num_heads, batch_first=True).eval()
nn.init.normal_(attention.in_proj_bias)  # zero at first, and a zero would prove nothing
nn.init.normal_(attention.out_proj.bias)
causal = nn.Transformer.generate_square_subsequent_mask(length)
with torch.no_grad():
    ours, _ = attention(x, x, x, attn_mask=causal, need_weights=False)
# #endregion

# #region keras
twin = keras.layers.MultiHeadAttention(num_heads, key_dim=d_head)
twin.build(x.shape, x.shape)
# PyTorch keeps the three input kernels stacked as (out, in); Keras, each as (in, heads, d_head).
kernels = attention.in_proj_weight.detach().chunk(3)  # query, key, value
biases = attention.in_proj_bias.detach().chunk(3)
weights = []
for kernel, bias in zip(kernels, biases):
    weights += [kernel.T.reshape(d_model, num_heads, d_head), bias.reshape(num_heads, d_head)]
output = attention.out_proj.weight.detach().T.reshape(num_heads, d_head, d_model)
twin.set_weights([*weights, output, attention.out_proj.bias.detach()])
theirs = twin(x.numpy(), x.numpy(), use_causal_mask=True)
# #endregion

theirs = torch.from_numpy(np.array(keras.ops.convert_to_numpy(theirs)))
agreement = expect_equal(theirs, ours, longest_sum=d_model)

with torch.no_grad():
    unmasked, _ = attention(x, x, x, need_weights=False)
apart = (unmasked - ours).abs().max().item()
assert apart > 0.01 * ours.abs().max().item()

print(
    f"Shown: PyTorch's and Keras' causal multi-head attention (on {keras.backend.backend()}), "
    f"same weights: {agreement}; without the mask {apart:.1e} apart"
)
