"""A batch of sequences of unequal length: one call with a padding mask, or one call for each."""

import torch
from rounding import expect_equal
from torch import nn

torch.manual_seed(1)
d_model, d_ff, lengths = 512, 2048, [13, 7, 4]

# #region batch
layer = nn.TransformerEncoderLayer(d_model, 8, d_ff, batch_first=True).eval()
sequences = [torch.randn(length, d_model) for length in lengths]
batch = nn.utils.rnn.pad_sequence(sequences, batch_first=True)  # (3, 13, d_model), zeros behind
is_padding = torch.arange(max(lengths)) >= torch.tensor(lengths).unsqueeze(1)  # (3, 13)

with torch.no_grad():
    together = layer(batch, src_key_padding_mask=is_padding)
    one_by_one = [layer(each.unsqueeze(0)).squeeze(0) for each in sequences]
# #endregion

# #region equal
real = ~is_padding  # what stands at the padded positions means nothing
agreement = expect_equal(together[real], torch.cat(one_by_one), longest_sum=d_ff)
# #endregion

# #region without-mask
with torch.no_grad():
    unmasked = layer(batch)  # the zeros are attended to like words
apart = (unmasked[2, : lengths[2]] - one_by_one[2]).abs().max().item()
assert apart > 0.01 * one_by_one[2].abs().max().item()
# #endregion

padded = is_padding.float().mean().item()
print(
    f"Shown: one padded call equals {len(lengths)} calls one by one: {agreement}; "
    f"without the padding mask the shortest is {apart:.1e} apart; {padded:.0%} of it is padding"
)
