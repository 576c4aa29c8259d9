"""Developers' tools: what measures, draws and proves, and no reader or editor needs."""
