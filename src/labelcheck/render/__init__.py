"""What comes out: one module per format."""
