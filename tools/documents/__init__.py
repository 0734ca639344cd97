"""Documents with made-up personal data, every value marked: what the shield is measured on."""
