"""A training step of two stages in GPipe's order of micro-batches: the whole batch's gradient.

Both stages run here in one process: this shows the order and the equality, not the speed.
"""

import copy

import torch
from rounding import expect_equal
from torch import nn

torch.manual_seed(1)
d_model, d_ff, length, batch_size = 256, 1024, 10, 8
num_stages, micro_batches = 2, 4

# #region whole
stages = [
    nn.TransformerEncoderLayer(d_model, 4, d_ff, batch_first=True).eval()
    for _ in range(num_stages)
]
undivided = nn.Sequential(*copy.deepcopy(stages))
x, target = torch.randn(2, batch_size, length, d_model)
loss = nn.MSELoss()
loss(undivided(x), target).backward()  # the whole batch at once, to compare with
# #endregion


# #region schedule
slots = micro_batches + num_stages - 1


def in_turn(stage_order, batch_order):
    """(slot, stage, micro-batch): what shares a time slot would run at once, on two devices."""
    for slot in range(slots):
        for delay, stage in enumerate(stage_order):
            if 0 <= slot - delay < micro_batches:
                yield slot, stage, batch_order[slot - delay]
# #endregion

chart = [["··"] * 2 * slots for _ in stages]

# #region step
received = {(0, m): part for m, part in enumerate(x.chunk(micro_batches))}
sent = {}

for slot, stage, m in in_turn(range(num_stages), range(micro_batches)):
    sent[stage, m] = stages[stage](received[stage, m])
    # The message to the next stage holds values only: no stage sees another's graph.
    received[stage + 1, m] = sent[stage, m].detach().requires_grad_()
    chart[stage][slot] = f"F{m + 1}"

for m, wanted in enumerate(target.chunk(micro_batches)):
    (loss(received[num_stages, m], wanted) / micro_batches).backward()

for slot, stage, m in in_turn(range(num_stages)[::-1], range(micro_batches)[::-1]):
    # The message back is the gradient of what was sent; each micro-batch adds to the weights'.
    sent[stage, m].backward(received[stage + 1, m].grad)
    chart[stage][slots + slot] = f"B{m + 1}"
# #endregion

# #region equal
by_micro_batches = [each.grad for stage in stages for each in stage.parameters()]
at_once = [each.grad for each in undivided.parameters()]
for left, right in zip(by_micro_batches, at_once, strict=True):
    expect_equal(left, right, longest_sum=d_ff)  # each on its own scale
# #endregion

idle = sum(row.count("··") for row in chart) / (2 * slots * num_stages)
assert abs(idle - (num_stages - 1) / (micro_batches + num_stages - 1)) < 1e-12

for stage, row in enumerate(chart):
    print(f"stage {stage + 1}: {' '.join(row)}")
print(
    f"Shown: {micro_batches} micro-batches through {num_stages} stages give the gradient of the "
    f"whole batch, each of {len(at_once)} parameters within rounding; "
    f"{idle:.0%} of the slots are idle, (K−1)/(M+K−1)"
)
