"""The gateway beside LiteLLM and the thinnest pass-through: `python -m benchmarks.gateway`."""
