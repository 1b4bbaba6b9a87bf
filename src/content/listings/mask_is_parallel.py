"""With the causal mask one pass does the work of all prefixes: so training is parallel."""

import torch
from rounding import expect_equal
from torch import nn

torch.manual_seed(1)
d_model, d_ff, length = 512, 2048, 12

# #region proof
model = nn.Transformer(d_model, nhead=8, dim_feedforward=d_ff, batch_first=True).eval()
memory = torch.randn(1, 10, d_model)  # what the encoder returned
target = torch.randn(1, length, d_model)  # known in training, all of it


@torch.no_grad()
def decode(prefix, masked=True):
    causal = nn.Transformer.generate_square_subsequent_mask(prefix.size(1)) if masked else None
    return model.decoder(prefix, memory, tgt_mask=causal)


together = decode(target)  # all positions in one pass
one_by_one = [decode(target[:, :t])[:, -1] for t in range(1, length + 1)]  # as in generation
agreement = expect_equal(torch.stack(one_by_one, dim=1), together, longest_sum=d_ff)
# #endregion

# #region without-mask
# Without the mask an early position sees the future, and the one pass is another function.
apart = (decode(target, masked=False)[:, 0] - one_by_one[0]).abs().max().item()
assert apart > 0.01 * together.abs().max().item()
# #endregion

print(
    f"Shown: row t of one masked pass is the last row of the pass over the first t, t = 1…{length}:"
    f" {agreement}; without the mask row 1 is {apart:.1e} apart"
)
