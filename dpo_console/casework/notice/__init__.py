"""The privacy notice: written, published, and kept as versions."""
