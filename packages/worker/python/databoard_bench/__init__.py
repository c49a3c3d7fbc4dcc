"""What the platform's speed is compared with: the same work in one process, without the platform."""
