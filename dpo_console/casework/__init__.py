"""What an officer does. One call, one transaction, one audit entry; plain values in and out."""
