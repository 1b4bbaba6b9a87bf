"""An encoder-decoder as introductions often print it. It fails, as it must: see corrected.py."""

# #region program
import torch
from torch import nn


class EncoderDecoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.TransformerEncoderLayer(512, 8)
        self.decoder = nn.TransformerDecoderLayer(512, 8)

    def forward(self, src, tgt):
        return self.decoder(tgt, self.encoder(src))


model = EncoderDecoder()
sequence = torch.randn(1, 10, 512)  # meant as one sequence of ten positions
output = model(sequence)
# #endregion
