"""The shield applied to files: masked copies, and the way back for their owner."""
