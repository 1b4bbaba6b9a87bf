"""The encoder-decoder of "Attention Is All You Need" (base model), from tokens to logits.

nn.Transformer ends each stack with a layer normalization that the paper does not have.
"""

import math

import torch
from rounding import expect_equal
from torch import nn

torch.manual_seed(1)

# #region tokens
source = "九百八十七万六千五百四十三"
target = "9876543"
symbols = sorted(set(source + target)) + ["<start>"]
number = {symbol: index for index, symbol in enumerate(symbols)}
src = torch.tensor([[number[each] for each in source]])  # (batch, source length)
# Teacher forcing: the decoder reads the target shifted right by one, and predicts it unshifted.
tgt = torch.tensor([[number["<start>"]] + [number[each] for each in target[:-1]]])
# #endregion

# #region model
d_model = 512
model = nn.Transformer(
    d_model=d_model,
    nhead=8,
    num_encoder_layers=6,
    num_decoder_layers=6,
    dim_feedforward=2048,
    dropout=0.1,
    batch_first=True,  # (batch, length, width)
)
embedding = nn.Embedding(len(symbols), d_model)
nn.init.normal_(embedding.weight, std=d_model**-0.5)
model.eval()  # no dropout: the same input gives the same output
# #endregion


# #region embed
def embed(tokens):
    """(batch, length) to (batch, length, d_model): embedding times sqrt(d_model), plus position."""
    position = torch.arange(tokens.size(1)).unsqueeze(1)
    rate = torch.exp(torch.arange(0, d_model, 2) * (-math.log(10000) / d_model))
    angle = position * rate
    positions = torch.stack([angle.sin(), angle.cos()], dim=2).flatten(1)
    return embedding(tokens) * math.sqrt(d_model) + positions
# #endregion


# #region run
@torch.no_grad()
def run(src, tgt):
    causal = nn.Transformer.generate_square_subsequent_mask(tgt.size(1))
    hidden = model(embed(src), embed(tgt), tgt_mask=causal)
    return hidden, hidden @ embedding.weight.T  # output weights shared with the embedding


hidden, logits = run(src, tgt)
# #endregion

assert hidden.shape == (1, 7, 512)
assert logits.shape == (1, 7, len(symbols))
again = expect_equal(run(src, tgt)[1], logits, longest_sum=2048)

model.train()  # with dropout no two runs agree, and no comparison means anything
apart = (run(src, tgt)[1] - logits).abs().max().item()
assert apart > 0.01 * logits.abs().max().item()

print(
    f"Shown: source {tuple(src.shape)}, target {tuple(tgt.shape)} → hidden {tuple(hidden.shape)} → "
    f"logits {tuple(logits.shape)}; a second run: {again}; with dropout it is {apart:.1e} apart"
)
