"""What other programs read. Each feed returns (path, bytes); nothing here touches the disk."""
